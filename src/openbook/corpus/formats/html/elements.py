"""HTML elements → Markdown: headings, paragraphs, lists, tables and code, without links, pictures and emphasis."""

import re
from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, SKIPPED, collapsed, skip, walk
from openbook.corpus.formats.html.tables import table

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]*([\w+#.-]+)")
BREAK = "\x00"
"""Stands for a line break while a paragraph is put together."""


def to_markdown(root: Any) -> str:
    """Return the Markdown of a node of a parsed page, blocks apart by blank lines. Nesting may be of any depth."""
    writer = _Writer()
    walk(root, writer, ENTER, writer.inline.append, LEAVE)
    writer.flush()
    return "\n\n".join(writer.blocks)


class _Writer:
    """Collects blocks; the state is what surrounds the place of writing."""

    __slots__ = ("blocks", "bullet", "headed", "heading", "in_list_block", "inline", "markers", "prefix", "quotes")

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

    def begin(self) -> None:
        """End the paragraph that is being written: a block begins."""
        if self.inline:
            self.flush()
        if self.headed:
            # A heading that was never closed ends where the next block begins.
            self.heading = 0

    def flush(self) -> None:
        """End the paragraph that is being written."""
        if not self.inline:
            return
        text = "".join(self.inline)
        self.inline.clear()
        if BREAK in text:
            lines = [line for line in map(collapsed, text.split(BREAK)) if line]
            block = (" " if self.heading else "\n").join(lines)
        else:
            block = collapsed(text)
        if not block:
            return
        if self.heading:
            block = f"{'#' * self.heading} {block}"
            self.headed = True
        self.add(block)

    def add(self, block: str) -> None:
        """Write a block in its place: in a list, in a quotation, below a term."""
        if self.markers:
            self._add_to_list(block)
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

    def _add_to_list(self, block: str) -> None:
        first = self.bullet or ("  " if self.blocks and self.in_list_block else "")
        outer = "  " * (len(self.markers) - 1)
        block = _indented(block, outer + first, outer + " " * len(first))
        if self.bullet and self.in_list_block and self.blocks:
            self.blocks[-1] += "\n" + block
        else:
            self.blocks.append(block)
        self.bullet = ""
        self.in_list_block = True


def _enter_block(writer: _Writer, _: Any) -> bool:
    writer.begin()
    return True


def _enter_list(writer: _Writer, _: Any) -> bool:
    writer.begin()
    writer.markers.append(None)
    return True


def _enter_numbered_list(writer: _Writer, node: Any) -> bool:
    writer.begin()
    writer.markers.append(_start(node) - 1)
    return True


def _leave_list(writer: _Writer) -> None:
    writer.flush()
    if writer.markers:
        writer.markers.pop()
        writer.in_list_block = bool(writer.markers)


def _enter_item(writer: _Writer, _: Any) -> bool:
    writer.begin()
    if not writer.markers:
        writer.markers.append(None)
    last = writer.markers[-1]
    if last is None:
        writer.bullet = "- "
    else:
        writer.markers[-1] = last + 1
        writer.bullet = f"{last + 1}. "
    return True


def _leave_item(writer: _Writer) -> None:
    writer.flush()
    writer.bullet = ""


def _enter_heading(level: int) -> Callable[[_Writer, Any], bool]:
    def enter(writer: _Writer, _: Any) -> bool:
        writer.begin()
        writer.heading, writer.headed = level, False
        return True

    return enter


def _leave_heading(writer: _Writer) -> None:
    writer.flush()
    writer.heading = 0


def _enter_quotation(writer: _Writer, _: Any) -> bool:
    writer.begin()
    writer.quotes += 1
    return True


def _leave_quotation(writer: _Writer) -> None:
    writer.flush()
    writer.quotes = max(0, writer.quotes - 1)


def _enter_definition(writer: _Writer, _: Any) -> bool:
    writer.begin()
    writer.prefix = ": "
    return True


def _leave_definition(writer: _Writer) -> None:
    writer.flush()
    writer.prefix = ""


def _enter_code(writer: _Writer, node: Any) -> bool:
    writer.flush()
    block = _fenced(node)
    if block:
        writer.add(block)
    return False


def _enter_table(writer: _Writer, node: Any) -> bool:
    writer.flush()
    lines = table(node)
    if lines:
        writer.add("\n".join(lines))
    return lines is None


def _enter_code_span(writer: _Writer, node: Any) -> bool:
    text = node.text()
    if "\n" in text.strip():
        writer.flush()
        writer.add(f"```\n{text.strip(chr(10))}\n```")
    elif text.strip():
        mark = "``" if "`" in text else "`"
        writer.inline.append(f"{mark}{text.strip()}{mark}")
    return False


def _enter_formula(writer: _Writer, node: Any) -> bool:
    source = node.attributes.get("alttext")
    writer.inline.append(f"${source.strip()}$" if source and source.strip() else collapsed(node.text()))
    return False


def _enter_superscript(writer: _Writer, node: Any) -> bool:
    text = collapsed(node.text())
    if text:
        link = node.css_first("a") is not None
        writer.inline.append(f"[{text.strip('[]')}]" if link else f"^{text}" if text.lstrip("+-−").isdigit() else text)
    return False


def _writes(mark: str) -> Callable[..., bool]:
    """Return what writes a mark on entering or leaving an element."""

    def write(writer: _Writer, *_: Any) -> bool:
        writer.inline.append(mark)
        return True

    return write


ENTER: dict[str, Callable[[_Writer, Any], bool]] = dict.fromkeys(BLOCKS, _enter_block)
ENTER |= {name: _enter_heading(level) for name, level in HEADINGS.items()}
ENTER |= {"ul": _enter_list, "menu": _enter_list, "ol": _enter_numbered_list, "li": _enter_item}
ENTER |= {"blockquote": _enter_quotation, "dd": _enter_definition, "pre": _enter_code, "table": _enter_table}
ENTER |= {"br": _writes(BREAK), "q": _writes("“"), "code": _enter_code_span, "math": _enter_formula}
ENTER |= {"sup": _enter_superscript, **dict.fromkeys(SKIPPED, skip)}
LEAVE: dict[str, Callable[[_Writer], object]] = {**dict.fromkeys(BLOCKS, _Writer.flush), "q": _writes("”")}
LEAVE |= {**dict.fromkeys(HEADINGS, _leave_heading), **dict.fromkeys(("ul", "ol", "menu"), _leave_list)}
LEAVE |= {"li": _leave_item, "blockquote": _leave_quotation, "dd": _leave_definition}


def _indented(block: str, first: str, rest: str) -> str:
    if "\n" not in block:
        return first + block
    lines = block.split("\n")
    return "\n".join((first if not n else rest) + line if line else line for n, line in enumerate(lines))


def _start(node: Any) -> int:
    value = node.attributes.get("start") or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _end_line(parts: list[str], _: Any) -> bool:
    parts.append("\n")
    return True


IN_CODE: dict[str, Callable[[list[str], Any], bool]] = {**dict.fromkeys(SKIPPED, skip), "br": _end_line}


def _fenced(node: Any) -> str:
    parts: list[str] = []
    walk(node, parts, IN_CODE, parts.append, {})
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
