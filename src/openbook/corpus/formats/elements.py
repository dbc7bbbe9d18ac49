"""HTML elements → Markdown: headings, paragraphs, lists, tables and code, without links, pictures and emphasis."""

import re
from collections.abc import Callable
from typing import Any

from openbook.corpus.tables import Cell, table_lines

BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    header hgroup html legend main menu nav ol p section summary table tbody tfoot thead tr ul caption h1 h2 h3 h4 h5
    h6 hr li pre td th""".split()  # noqa: SIM905 - reads better than a column of names
)
SKIPPED = frozenset(
    """script style noscript template svg iframe object embed canvas video audio map area head meta link title button
    select option datalist textarea input rp rt dialog applet picture img base param source track colgroup col
    -comment !doctype""".split()  # noqa: SIM905 - reads better than a column of names
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]*([\w+#.-]+)")
BREAK = ITEM = "\x00"
"""Stands for a line break while a paragraph is put together, and before each item of a list in a table cell."""
CELL_LIMIT = 600
"""Characters in a cell above which a table is taken for page layout."""


def to_markdown(root: Any) -> str:
    """Return the Markdown of a node of a parsed page, blocks apart by blank lines. Nesting may be of any depth."""
    writer = _Writer()
    walk(root, writer.enter, writer.text, writer.leave)
    writer.flush()
    return "\n\n".join(writer.blocks)


def walk(
    root: Any, enter: Callable[[str, Any], bool], text: Callable[[str], None], leave: Callable[[str, Any], None]
) -> None:
    """Visit the nodes below root in document order without recursion; `enter` says whether to look inside."""
    node, inside = root, True
    while True:
        if inside:
            tag = node.tag
            if tag == "-text":
                text(node.text_content or "")
            elif enter(tag, node):
                child = node.child
                if child is not None:
                    node = child
                    continue
                leave(tag, node)
        if node.mem_id == root.mem_id:
            return
        following = node.next
        if following is not None:
            node, inside = following, True
        else:
            node, inside = node.parent, False
            leave(node.tag, node)


class _Writer:
    """Collects blocks; the state is what surrounds the place of writing."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.inline: list[str] = []
        self.markers: list[int | None] = []  # a list each: None for bullets, the last number for numbered ones
        self.bullet = ""  # of the item whose first line is not yet written
        self.quotes = 0
        self.heading = 0
        self.headed = False  # whether the heading that is open has been written
        self.prefix = ""
        self.in_list_block = False

    def text(self, text: str) -> None:
        if text:
            self.inline.append(text)

    def enter(self, tag: str, node: Any) -> bool:
        if tag in SKIPPED:
            return False
        if tag in BLOCKS:
            return self._enter_block(tag, node)
        if tag == "br":
            self.inline.append(BREAK)
        elif tag == "code":
            self._code_span(node)
            return False
        elif tag == "math":
            self.inline.append(_formula(node))
            return False
        elif tag == "sup":
            self._superscript(node)
            return False
        elif tag == "q":
            self.inline.append("“")
        return True

    def _enter_block(self, tag: str, node: Any) -> bool:
        if tag == "pre":
            self.flush()
            self._add(_fenced(node))
            return False
        if tag == "table":
            self.flush()
            lines = _table(node)
            if lines is None:
                return True
            if lines:
                self._add("\n".join(lines))
            return False
        self.flush()
        if self.headed:
            # A heading that was never closed ends where the next block begins.
            self.heading = 0
        if tag in ("ul", "ol", "menu"):
            self.markers.append(_start(node) - 1 if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag in HEADINGS:
            self.heading, self.headed = HEADINGS[tag], False
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "dd":
            self.prefix = ": "
        return True

    def leave(self, tag: str, node: Any) -> None:
        if tag == "q":
            self.inline.append("”")
        if tag not in BLOCKS:
            return
        self.flush()
        if tag in ("ul", "ol", "menu") and self.markers:
            self.markers.pop()
            self.in_list_block = bool(self.markers)
        elif tag == "li":
            self.bullet = ""
        elif tag in HEADINGS:
            self.heading = 0
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag == "dd":
            self.prefix = ""

    def _item(self) -> None:
        if not self.markers:
            self.markers.append(None)
        last = self.markers[-1]
        if last is not None:
            self.markers[-1] = last + 1
        self.bullet = "- " if last is None else f"{last + 1}. "

    def flush(self) -> None:
        """End the paragraph that is being written."""
        if not self.inline:
            return
        text = "".join(self.inline)
        self.inline = []
        lines = [line for line in (" ".join(part.split()) for part in text.split(BREAK)) if line]
        if not lines:
            return
        if self.heading:
            self._add(f"{'#' * self.heading} {' '.join(lines)}")
            self.headed = True
        else:
            self._add("\n".join(lines))

    def _add(self, block: str) -> None:
        if not block:
            return
        depth = max(0, len(self.markers) - 1)
        if self.markers:
            first = self.bullet or ("  " if self.blocks and self.in_list_block else "")
            block = _indented(block, "  " * depth + first, "  " * depth + " " * len(first))
            if self.bullet and self.in_list_block and self.blocks:
                self.blocks[-1] += "\n" + block
            else:
                self.blocks.append(block)
            self.bullet = ""
            self.in_list_block = True
            return
        self.in_list_block = False
        if self.prefix:
            block = _indented(block, self.prefix, "  ")
        if self.quotes:
            block = _indented(block, "> " * self.quotes, "> " * self.quotes)
        if self.prefix and self.blocks:
            self.blocks[-1] += "\n" + block
        else:
            self.blocks.append(block)

    def _code_span(self, node: Any) -> None:
        text = node.text()
        if "\n" in text.strip():
            self.flush()
            self._add(f"```\n{text.strip(chr(10))}\n```")
        elif text.strip():
            mark = "``" if "`" in text else "`"
            self.inline.append(f"{mark}{text.strip()}{mark}")

    def _superscript(self, node: Any) -> None:
        text = " ".join(node.text().split())
        if text:
            link = node.css_first("a") is not None
            self.inline.append(
                f"[{text.strip('[]')}]" if link else f"^{text}" if text.lstrip("+-−").isdigit() else text
            )


def _indented(block: str, first: str, rest: str) -> str:
    lines = block.split("\n")
    return "\n".join((first if not n else rest) + line if line else line for n, line in enumerate(lines))


def _start(node: Any) -> int:
    value = node.attributes.get("start") or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _formula(node: Any) -> str:
    source = node.attributes.get("alttext")
    return f"${source.strip()}$" if source and source.strip() else " ".join(node.text().split())


def _fenced(node: Any) -> str:
    parts: list[str] = []

    def enter(tag: str, _: Any) -> bool:
        if tag == "br":
            parts.append("\n")
        return tag not in SKIPPED

    walk(node, enter, parts.append, lambda *_: None)
    code = "".join(parts).replace("\xa0", " ").strip("\n").rstrip()
    if not code.strip():
        return ""
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}{_language(node)}\n{code}\n{fence}"


def _language(node: Any) -> str:
    inner = node.css_first("code")
    for candidate in (node, inner, node.parent):
        match = LANGUAGE.search((candidate.attributes.get("class") or "") if candidate is not None else "")
        if match:
            return match[1].lower()
    return ""


def _table(node: Any) -> list[str] | None:
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
