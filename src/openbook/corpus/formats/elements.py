"""HTML elements → Markdown: headings, paragraphs, lists, tables and code, without links, pictures and emphasis."""

import re
from typing import Any

from openbook.corpus.formats.html_tables import table
from openbook.corpus.formats.nodes import BLOCKS, SKIPPED, walk

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]*([\w+#.-]+)")
BREAK = "\x00"
"""Stands for a line break while a paragraph is put together."""


def to_markdown(root: Any) -> str:
    """Return the Markdown of a node of a parsed page, blocks apart by blank lines. Nesting may be of any depth."""
    writer = _Writer()
    walk(root, writer.enter, writer.text, writer.leave)
    writer.flush()
    return "\n\n".join(writer.blocks)


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
            lines = table(node)
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
