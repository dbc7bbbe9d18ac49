"""The rows of a table in RTF, which knows no tables, only rows that follow one another."""

from itertools import pairwise

from openbook.corpus.formats.office.blocks import Block, flat, lines_of, with_labels
from openbook.corpus.tables import Cell, table_lines
from openbook.dataclass import dataclass, field

NEAR = 60
"""Twips between the ends of two cells that are those of one column, at most."""


@dataclass(slots=True)
class Grid:
    """The rows since the last paragraph outside of any."""

    _rows: list[list[Cell]] = field(default_factory=list)
    _row: list[tuple[list[Block], bool]] = field(default_factory=list)
    """The cells of the row, and whether each goes on the one above."""
    _cell: list[Block] = field(default_factory=list)
    _inner: list[Block] = field(default_factory=list)
    """All that stands in the cells, in order."""
    _paragraphs: list[Block] = field(default_factory=list)
    """What stands in the open cell of a table in a cell."""
    _nested: list[str] = field(default_factory=list)
    """The cells of the row of a table in a cell."""
    _shapes: list[bool] = field(default_factory=list)
    """Of the cells of the row: whether each goes on the one above."""
    _edges: list[int] = field(default_factory=list)
    """Where each of them ends."""
    _ends: list[list[int]] = field(default_factory=list)
    """The same of all rows; empty where that is not known of each cell."""
    _goes_on: bool = False

    def begin_row(self) -> None:
        """Take in how the cells of the next row are shaped."""
        self._shapes.clear()
        self._edges.clear()
        self._goes_on = False

    def go_on(self) -> None:
        """Note that the next cell that is shaped goes on the one above."""
        self._goes_on = True

    def shape(self, right: int) -> None:
        """End the shape of a cell, which ends there."""
        self._shapes.append(self._goes_on)
        self._edges.append(right)
        self._goes_on = False

    def add(self, block: Block, *, nested: bool = False) -> None:
        """Add a paragraph to the cell that is open; `nested`: to that of the table in it."""
        (self._paragraphs if nested else self._cell).append(block)

    def end_nested_cell(self) -> None:
        """Close a cell of a table in the cell that is open."""
        self._nested.append(flat(self._paragraphs))
        self._paragraphs.clear()

    def end_nested_row(self) -> None:
        """Close a row of a table in the cell that is open."""
        text = ", ".join(filter(None, self._nested))
        self._nested.clear()
        if text:
            self._cell.append(Block(text, "table"))

    def end_cell(self) -> None:
        """Close a cell."""
        place = len(self._row)
        self._row.append((self._cell, place < len(self._shapes) and self._shapes[place]))
        self._cell = []

    def end_row(self) -> None:
        """Close a row."""
        if self._cell:
            self.end_cell()
        said = with_labels([blocks for blocks, _ in self._row])
        if said:
            shapes = [continued for _, continued in self._row]
            cells = zip(said, shapes, strict=True)
            self._rows.append([Cell(flat(one), continued=on, lines=lines_of(one)) for one, on in cells])
            self._ends.append(self._edges[:] if len(self._edges) == len(said) else [])
            self._inner += [block for blocks in said for block in blocks]
        self._row = []

    def blocks(self) -> list[Block]:
        """Return the table, or the texts of one that has a single column, and begin anew."""
        self.end_row()
        rows, self._rows = _over_columns(self._rows, self._ends), []
        self._ends = []
        inner, self._inner = self._inner, []
        if max(map(len, rows), default=0) < 2:
            return inner
        lines = table_lines(rows, spanned=False)
        return [Block("\n".join(lines), "table")] if lines else []


def _over_columns(rows: list[list[Cell]], ends: list[list[int]]) -> list[list[Cell]]:
    """Return the rows with each cell over the columns that it reaches across: those of the row with most cells."""
    columns = max(ends, key=len, default=[])
    return [
        [cell._replace(columns=span) for cell, span in zip(row, spans, strict=True)] if spans else row
        for row, spans in ((row, _spans(edges, columns)) for row, edges in zip(rows, ends, strict=True))
    ]


def _spans(edges: list[int], columns: list[int]) -> list[int]:
    """Return how many columns each cell of a row spans; nothing where its cells end elsewhere than columns do."""
    if not 0 < len(edges) < len(columns):
        return []
    places = [next((at for at, column in enumerate(columns) if abs(column - edge) <= NEAR), -1) for edge in edges]
    spans = [place - before for before, place in pairwise([-1, *places])]
    return spans if min(spans) > 0 else []
