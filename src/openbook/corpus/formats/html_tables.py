"""HTML tables → rows: data tables only; what lays out a page is left to the writer of blocks."""

from typing import Any

from openbook.corpus.formats.nodes import BLOCKS, SKIPPED, walk
from openbook.corpus.tables import Cell, table_lines

ITEM = "\x00"
"""Stands before each item of a list in a cell while the cell is put together."""
CELL_LIMIT = 600
"""Characters in a cell above which a table is taken for page layout."""


def table(node: Any) -> list[str] | None:
    """Return the lines of a data table; None where the table only lays out the page."""
    if node.css_first("table table") is not None or node.css_first("td h1, td h2, td p + p + p, td pre") is not None:
        return None
    rows: list[list[Cell]] = []
    headed = node.css_first("th") is None
    for row in node.css("tr"):
        cells = []
        cell = row.child
        while cell is not None:
            if cell.tag in ("td", "th"):
                text = _cell_text(cell)
                if len(text) > CELL_LIMIT:
                    return None
                attributes = cell.attributes
                cells.append(Cell(text, _span(attributes.get("colspan")), _span(attributes.get("rowspan"))))
            cell = cell.next
        if len(cells) > 1 and max(map(len, rows), default=0) < 2:
            headed = headed or row.css_first("td") is None
        rows.append(cells)
    if max(map(len, rows), default=0) < 2:
        return None
    caption = node.css_first("caption")
    above = [_cell_text(caption), ""] if caption is not None and _cell_text(caption) else []
    return above + table_lines(rows, headed=headed)


def _cell_text(node: Any) -> str:
    parts: list[str] = []

    def enter(tag: str, inner: Any) -> bool:
        if tag == "li":
            parts.append(ITEM)
        elif tag in BLOCKS or tag == "br":
            parts.append(" ")
        if tag == "sup":
            text = inner.text().strip()
            parts.append(f"^{text}" if text.isdigit() and inner.css_first("a") is None else text)
            return False
        return tag not in SKIPPED

    walk(node, enter, parts.append, lambda tag, _: parts.append(" ") if tag in BLOCKS and tag != "li" else None)
    items = (" ".join(item.split()) for item in "".join(parts).split(ITEM))
    return ", ".join(item for item in items if item)


def _span(value: str | None) -> int:
    return min(int(value), 50) if value and value.isascii() and value.isdigit() and len(value) < 4 else 1
