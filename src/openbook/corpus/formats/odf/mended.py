"""What a program wrote out of its place in an OpenDocument file (Qt: header rows, tables in lists): put back there."""

from typing import Any

from openbook.corpus.formats.office.ooxml import local

ROWS = ("table", "table-rows", "table-header-rows", "table-row-group")
IN_LISTS = ("list-item", "list-header")
CELLS = ("table-cell", "covered-table-cell")


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


def _take_out(found: Any) -> None:
    """Let what is no item of a list stand behind it."""
    parent = found.getparent()
    others = [child for child in found if local(child) and local(child) not in IN_LISTS]
    if parent is None or local(parent) in ("list", *IN_LISTS):
        return
    for child in reversed(others):
        parent.insert(parent.index(found) + 1, child)


def _fill(row: Any) -> None:
    """Let the text of a row stand in the cell before it."""
    for child in list(row):
        before = child.getprevious()
        if local(child) in ("p", "h", "list") and before is not None and local(before) in CELLS:
            before.append(child)
