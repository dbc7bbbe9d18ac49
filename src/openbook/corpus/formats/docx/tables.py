"""The tables of Word: cells in their columns, merged ones repeated; what only lays out a page is left to the writer."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from openbook.corpus.formats.office.blocks import Block, flat, lines_of
from openbook.corpus.formats.office.ooxml import attribute, local, number, switched, value
from openbook.corpus.tables import Cell, one_header, table_lines

LONG = 600
"""Characters in a cell above which it is no value but prose."""
HUGE = 20 * LONG
"""Characters in a cell above which any table is taken for page layout."""
MOST_COLUMNS = 60
THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"})


class Filled(NamedTuple):
    """A cell with what is in it."""

    blocks: list[Block]
    text: str
    """The same on one line."""
    columns: int = 1
    continued: bool = False
    nested: bool = False
    """Whether there is another table in it."""


class Row(NamedTuple):
    """A row with what is in it."""

    cells: list[Filled]
    names: bool
    """Whether it is repeated on every page: it names the columns."""


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table itself, not of tables inside of it; deleted and hidden ones are left out."""
    for child in table:
        name = local(child)
        if name == "tr":
            properties = child.find("{*}trPr")
            gone = properties is not None and properties.find("{*}del") is not None
            if not gone and not switched(properties, "{*}hidden"):
                yield child
        elif name in THROUGH:
            yield from rows_of(child)


def cells_of(row: Any) -> Iterator[Any]:
    """Yield the cells of a row; deleted ones are left out."""
    for child in row:
        if local(child) == "tc":
            if child.find("{*}tcPr/{*}cellDel") is None:
                yield child
        elif local(child) in THROUGH:
            yield from cells_of(child)


def filled(cell: Any, blocks: list[Block]) -> Filled:
    """Return a cell with these blocks in it."""
    properties = cell.find("{*}tcPr")
    columns = min(max(number(value(properties, "{*}gridSpan"), 1), 1), MOST_COLUMNS)
    merge = properties.find("{*}vMerge") if properties is not None else None
    continued = merge is not None and attribute(merge, "val") != "restart"
    beside = properties.find("{*}hMerge") if properties is not None else None
    if beside is not None and attribute(beside, "val") != "restart":
        blocks = []
    return Filled(blocks, flat(blocks), columns, continued, any(block.kind == "table" for block in blocks))


def gap(row: Any) -> Filled | None:
    """Return the cell that a row begins after, where it begins late."""
    columns = number(value(row, "{*}trPr/{*}gridBefore"))
    return Filled([], "", min(columns, MOST_COLUMNS)) if columns > 0 else None


def is_layout(rows: list[Row]) -> bool:
    """Whether a table only lays out the page: one column, one row of prose, or hardly anything but prose."""
    several = [row for row in rows if sum(bool(cell.text) for cell in row.cells) > 1]
    if max((len(row.cells) for row in rows), default=0) < 2:
        return True
    cells = [cell for row in rows for cell in row.cells if cell.text]
    longest = max((len(cell.text) for cell in cells), default=0)
    named = any(row.names for row in rows)
    if any(cell.nested for cell in cells) and ((not named and len(several) < 2) or longest > LONG):
        return True
    if longest <= LONG:
        return False
    if longest > HUGE or len(several) < 2:
        return True
    long = sum(len(cell.text) > LONG for cell in cells)
    headed = all(len(cell.text) <= LONG // 4 for cell in several[0].cells)
    return long * 2 > len(cells) or not (headed or named or long * 4 <= len(cells))


def written(rows: list[Row]) -> Block | None:
    """Return a table as Markdown, and on one line."""
    grid = [
        [Cell(cell.text, cell.columns, continued=cell.continued, lines=lines_of(cell.blocks)) for cell in row.cells]
        for row in rows
    ]
    named = 0
    while named < len(rows) - 1 and rows[named].names:
        named += 1
    if named > 1:
        grid = [one_header(grid[:named]), *grid[named:]]
    lines = table_lines(grid)
    if not lines:
        return None
    short = "; ".join(", ".join(cell.text for cell in row if cell.text) for row in grid)
    return Block("\n".join(lines), "table", flat=short)
