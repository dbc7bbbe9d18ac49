"""What a program wrote out of its place in an OpenDocument file, or left out: put there.

Qt writes header rows and tables in lists, Pandoc no cells below those that go over several rows or columns.
"""

from typing import Any

from openbook.corpus.formats.office.ooxml import attribute, local, number

ROWS = ("table", "table-rows", "table-header-rows", "table-row-group")
IN_LISTS = ("list-item", "list-header")
CELLS = ("table-cell", "covered-table-cell")
MOST = 1000
"""Cells and rows that one may stand for."""


def mend(body: Any) -> None:
    """Put into lists, tables and rows what only stands in them, and take out of them what does not."""
    for found in list(body.iter("{*}list")):
        _take_out(found)
    for row in list(body.iter("{*}table-row")):
        _fill(row)
    for cell in list(body.iter("{*}table-cell")):
        before = cell.getprevious()
        if local(cell.getparent()) != "table-row" and before is not None and local(before) == "table-row":
            before.append(cell)
    for row in list(body.iter("{*}table-row")):
        before = row.getprevious()
        if local(row.getparent()) not in ROWS and before is not None and local(before) == "table":
            before.append(row)
    for table in body.iter("{*}table"):
        _cover(table)


def _take_out(found: Any) -> None:
    """Let what is no item of a list stand behind it."""
    parent = found.getparent()
    others = [child for child in found if local(child) and local(child) not in IN_LISTS]
    if parent is None or local(parent) in ("list", *IN_LISTS):
        return
    for child in reversed(others):
        parent.insert(parent.index(found) + 1, child)


def _cover(table: Any) -> None:
    """Add the cells that others cover to a table that has none of them."""
    rows = [row for row in table.iter("{*}table-row") if next(row.iterancestors("{*}table"), None) is table]
    cells = [[cell for cell in row if local(cell) in CELLS] for row in rows]
    if any(local(cell) == CELLS[1] for row in cells for cell in row):
        return
    if not any(_spans(cell) != (1, 1) for row in cells for cell in row):
        return
    hanging: dict[int, int] = {}
    for row, held in zip(rows, cells, strict=True):
        column = 0
        for cell in held:
            column = _covered(row, cell, column, hanging)
            columns, down = _spans(cell)
            hanging |= dict.fromkeys(range(column, column + columns), down - 1)
            for _ in range(columns - 1):
                cell.addnext(cell.makeelement(cell.tag.replace(*CELLS)))
            column += max(columns, min(number(attribute(cell, "number-columns-repeated"), 1), MOST))
        _covered(row, None, column, hanging)


def _covered(row: Any, cell: Any, column: int, hanging: dict[int, int]) -> int:
    """Add what cells of the rows above cover before a cell, or at the end of the row; return the next free column."""
    while hanging.get(column, 0) > 0:
        hanging[column] -= 1
        covered = row.makeelement(row.tag.replace("table-row", CELLS[1]))
        row.append(covered) if cell is None else cell.addprevious(covered)
        column += 1
    return column


def _spans(cell: Any) -> tuple[int, int]:
    """Return over how many columns and rows a cell goes."""
    columns, down = (number(attribute(cell, f"number-{kind}-spanned"), 1) for kind in ("columns", "rows"))
    return max(1, min(columns, MOST)), max(1, down)


def _fill(row: Any) -> None:
    """Let the text of a row stand in the cell before it."""
    for child in list(row):
        before = child.getprevious()
        if local(child) in ("p", "h", "list") and before is not None and local(before) in CELLS:
            before.append(child)
