"""Tables on terminals that are too narrow for them: a block a row, each cell behind the name of its column."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

NARROW = 60
"""Columns of a terminal; on a wider one a table that has no room folds its cells."""


class FittingTable(Table):
    """A table without lines, which a narrow terminal shows row by row where it has no room."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table, or its rows."""
        wanted = Measurement.get(console, options.update_width(10 * NARROW), self).maximum
        if options.max_width >= NARROW or wanted <= options.max_width:
            yield from super().__rich_console__(console, options)
            return
        for row in zip(*(column.cells for column in self.columns), strict=True):
            yield from self._one(row)

    def _one(self, row: tuple[RenderableType, ...]) -> Iterator[RenderableType]:
        """Yield one row: its first cell with anything in it, and below it the others."""
        cells = [(_text(column.header), _text(cell)) for column, cell in zip(self.columns, row, strict=True)]
        cells = [(name, cell) for name, cell in cells if cell.plain.strip() not in ("", "·")]
        if not cells:
            return
        yield cells[0][1]
        named = [Text.assemble(name, " ", cell) if name.plain else cell for name, cell in cells[1:]]
        if named:
            yield Padding(Text(", ").join(named), (0, 0, 0, 2))


def _text(cell: RenderableType) -> Text:
    return cell if isinstance(cell, Text) else Text.from_markup(str(cell))
