"""HTML tables → rows: data tables only; what lays out a page is left to the writer of blocks."""

from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, SKIPPED, collapsed, skip, walk
from openbook.corpus.tables import Cell, table_lines

ITEM = "\x00"
"""Stands before each item of a list in a cell while the cell is put together."""
CELLS = ("td", "th")
CELL_LIMIT = 600
"""Characters in a cell above which a table is taken for page layout."""


def table(node: Any) -> list[str] | None:
    """Return the lines of a data table; None where the table only lays out the page."""
    if node.css_first("table table, td h1, td h2, td p + p + p, td pre") is not None:
        return None
    rows: list[list[Cell]] = []
    widest = 0
    headed = node.css_first("th") is None
    spans = node.css_first("[colspan], [rowspan]") is not None
    for row in node.css("tr"):
        cells = []
        cell = row.child
        while cell is not None:
            if cell.tag in CELLS:
                text = _cell_text(cell)
                if len(text) > CELL_LIMIT:
                    return None
                cells.append(_spanning(text, cell.attributes) if spans else Cell(text))
            cell = cell.next
        if len(cells) > 1 and widest < 2:
            headed = headed or row.css_first("td") is None
        widest = max(widest, len(cells))
        rows.append(cells)
    if widest < 2:
        return None
    caption = node.css_first("caption")
    title = _cell_text(caption) if caption is not None else ""
    return ([title, ""] if title else []) + table_lines(rows, headed=headed)


def _spanning(text: str, attributes: dict[str, str | None]) -> Cell:
    return Cell(text, _span(attributes.get("colspan")), _span(attributes.get("rowspan")))


def _cell_text(node: Any) -> str:
    child = node.child
    if child is None:
        return ""
    if child.tag == "-text" and child.next is None:
        return collapsed(child.text_content or "")
    parts: list[str] = []
    walk(node, parts, ENTER, parts.append, LEAVE)
    text = "".join(parts)
    return ", ".join(filter(None, map(collapsed, text.split(ITEM)))) if ITEM in text else collapsed(text)


def _part(parts: list[str], *_: Any) -> bool:
    parts.append(" ")
    return True


def _gone(parts: list[str], _: Any) -> bool:
    """Leave out a block; what is before and behind it stands apart all the same."""
    parts.append(" ")
    return False


def _item(parts: list[str], _: Any) -> bool:
    parts.append(ITEM)
    return True


def _superscript(parts: list[str], node: Any) -> bool:
    text = node.text().strip()
    parts.append(f"^{text}" if text.isdigit() and node.css_first("a") is None else text)
    return False


ENTER: dict[str, Callable[[list[str], Any], bool]] = dict.fromkeys((*BLOCKS, "br"), _part)
ENTER |= {**dict.fromkeys(SKIPPED, skip), **dict.fromkeys(SKIPPED & BLOCKS, _gone), "li": _item, "sup": _superscript}
LEAVE: dict[str, Callable[[list[str]], object]] = dict.fromkeys(BLOCKS - {"li"}, _part)


def _span(value: str | None) -> int:
    return min(int(value), 50) if value and value.isascii() and value.isdigit() and len(value) < 4 else 1
