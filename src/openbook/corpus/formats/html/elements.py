"""HTML elements → Markdown: headings, paragraphs, lists, tables and code, without links, pictures and emphasis."""

from collections.abc import Callable, Iterator
from typing import Any

from openbook.corpus.formats.html.code import CODE, code_table, code_text, fenced
from openbook.corpus.formats.html.inline import BREAK, INLINE, INLINE_END, KEPT, STRUCK, code_span, crossed
from openbook.corpus.formats.html.list_numbers import Numbers
from openbook.corpus.formats.html.nodes import BLOCKS, SKIPPED, collapsed, skip, walk
from openbook.corpus.formats.html.openers import opens, stands_alone_in_title, stands_in_sentence
from openbook.corpus.formats.html.tables import table

HEADINGS = {f"h{level}": level for level in range(1, 7)}


def to_markdown(root: Any) -> str:
    """Return the Markdown of a node of a parsed page, blocks apart by blank lines. Nesting may be of any depth."""
    writer = _Writer()
    walk(root, writer, ENTER, writer.inline.append, LEAVE)
    writer.flush()
    return "".join(writer.parts[1:])


class _Writer:
    """Collects blocks; the state is what surrounds the place of writing."""

    __slots__ = (
        "bullet",
        "headed",
        "heading",
        "in_list_block",
        "inline",
        "markers",
        "nested",
        "parts",
        "prefix",
        "quotes",
        "struck",
    )

    def __init__(self) -> None:
        self.parts: list[str] = []  # what has been written: what parts a block from the one above, and the block
        self.inline: list[str] = []
        self.markers: list[Numbers | None] = []  # a list each: None for bullets
        self.bullet = ""  # of the item whose first line is not yet written
        self.quotes = 0
        self.heading = 0
        self.headed = False  # whether the heading that is open has been written
        self.prefix = ""
        self.in_list_block = False
        self.struck = 0  # how many elements that strike out are open
        self.nested: list[bool] = []  # a list of definitions each: whether it stands in one of another list

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
        if self.struck:
            self.inline.append(KEPT)
        text = "".join(self.inline)
        if STRUCK in text:
            text = crossed(text)
        self.inline.clear()
        if self.struck:
            self.inline.append(STRUCK)
        if BREAK in text and not self.heading:
            for block in _paragraphs(text):
                self.add(block)
            return
        block = collapsed(text.replace(BREAK, " "))
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
        self.parts += "\n" if self.prefix else "\n\n", block

    def _add_to_list(self, block: str) -> None:
        first = self.bullet or ("  " if self.parts and self.in_list_block else "")
        outer = "  " * (len(self.markers) - 1)
        block = _indented(block, outer + first, outer + " " * len(first))
        self.parts += "\n" if self.bullet and self.in_list_block else "\n\n", block
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
    writer.markers.append(Numbers.of(node))
    return True


def _leave_list(writer: _Writer) -> None:
    writer.flush()
    if writer.markers:
        writer.markers.pop()
        writer.in_list_block = bool(writer.markers)


def _enter_item(writer: _Writer, node: Any) -> bool:
    writer.begin()
    if not writer.markers:
        writer.markers.append(None)
    numbers = writer.markers[-1]
    writer.bullet = "- " if numbers is None else f"{numbers.following(node)}. "
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


def _enter_definitions(writer: _Writer, _: Any) -> bool:
    writer.begin()
    writer.nested.append(bool(writer.nested))
    return _enter_list(writer, _) if writer.nested[-1] else True


def _leave_definitions(writer: _Writer) -> None:
    writer.flush()
    if writer.nested and writer.nested.pop():
        _leave_list(writer)


def _enter_term(writer: _Writer, _: Any) -> bool:
    writer.begin()
    writer.bullet = "- " if writer.nested and writer.nested[-1] else writer.bullet
    return True


def _enter_definition(writer: _Writer, _: Any) -> bool:
    writer.begin()
    writer.prefix = ": "
    return True


def _leave_definition(writer: _Writer) -> None:
    writer.flush()
    writer.prefix = writer.prefix if writer.nested and writer.nested[-1] else ""


def _enter_code(writer: _Writer, node: Any) -> bool:
    writer.flush()
    block = fenced(node)
    if block:
        writer.add(block)
    return False


def _enter_table(writer: _Writer, node: Any) -> bool:
    writer.flush()
    code = code_table(node)
    if code:
        writer.add(f"```\n{code}\n```")
        return False
    lines = table(node)
    if lines:
        writer.add("\n".join(lines))
    return lines is None


def _enter_code_span(writer: _Writer, node: Any) -> bool:
    if "\n" in code_text(node).strip():
        return _enter_code(writer, node)
    return code_span(writer.inline, node)


def _enter_button(writer: _Writer, node: Any) -> bool:
    """Read a button that is a word of a sentence, a title, or the question that it opens the answer to."""
    if stands_in_sentence(node) or stands_alone_in_title(node):
        writer.inline.append(node.text())
    elif opens(node):
        writer.begin()
        writer.add(collapsed(node.text()))
    return False


def _enter_struck(writer: _Writer, _: Any) -> bool:
    writer.struck += 1
    writer.inline.append(STRUCK)
    return True


def _leave_struck(writer: _Writer) -> None:
    writer.struck -= 1
    writer.inline.append(KEPT)


def _inline(write: Callable[[list[str], Any], bool]) -> Callable[[_Writer, Any], bool]:
    return lambda writer, node: write(writer.inline, node)


def _writes(mark: str) -> Callable[..., bool]:
    """Return what writes a mark on entering or leaving an element."""

    def write(writer: _Writer, *_: Any) -> bool:
        writer.inline.append(mark)
        return True

    return write


ENTER: dict[str, Callable[[_Writer, Any], bool]] = dict.fromkeys(BLOCKS, _enter_block)
ENTER |= {name: _enter_heading(level) for name, level in HEADINGS.items()}
ENTER |= {"ul": _enter_list, "menu": _enter_list, "ol": _enter_numbered_list, "li": _enter_item}
ENTER |= {"blockquote": _enter_quotation, "dd": _enter_definition, "table": _enter_table}
ENTER |= {"dl": _enter_definitions, "dt": _enter_term}
ENTER |= {"br": _writes(BREAK), "q": _writes("“"), "code": _enter_code_span, **dict.fromkeys(CODE, _enter_code)}
ENTER |= {**dict.fromkeys(SKIPPED, skip), **{name: _inline(write) for name, write in INLINE.items()}}
ENTER |= {"button": _enter_button, **dict.fromkeys(INLINE_END, _enter_struck)}
LEAVE: dict[str, Callable[[_Writer], object]] = {**dict.fromkeys(BLOCKS, _Writer.flush), "q": _writes("”")}
LEAVE |= {**dict.fromkeys(HEADINGS, _leave_heading), **dict.fromkeys(("ul", "ol", "menu"), _leave_list)}
LEAVE |= {"li": _leave_item, "blockquote": _leave_quotation, "dd": _leave_definition, "dl": _leave_definitions}
LEAVE |= {**dict.fromkeys(INLINE_END, _leave_struck), "label": _writes(" ")}


def _paragraphs(text: str) -> Iterator[str]:
    """Yield what stands between empty lines: two line breaks end a paragraph."""
    lines: list[str] = []
    for one in [*map(collapsed, text.split(BREAK)), ""]:
        if one:
            lines.append(one)
        elif lines:
            yield "\n".join(lines)
            lines = []


def _indented(block: str, first: str, rest: str) -> str:
    if "\n" not in block:
        return first + block
    lines = block.split("\n")
    return "\n".join((first if not n else rest) + line if line else line for n, line in enumerate(lines))
