"""Words that only a style sets apart: parts of a row, cells of a grid, lines of their own, and that would fuse."""

from typing import Any

from openbook.corpus.formats.html.list_numbers import take_boxed
from openbook.corpus.formats.html.nodes import BLOCKS, SKIPPED, above, children
from openbook.corpus.formats.html.page_tree import parse
from openbook.corpus.formats.html.style_sheets import StyleSheet, declarations, kind_of

MEANS = ("flex", "grid", "block", "table-cell", "list-item", "float", "absolute", "white-space")
"""What has to be in a style, for anything to be set apart by it."""
STYLED = f"[style]:is({', '.join(f'[style*={word}]' for word in MEANS)})"
VERBATIM = frozenset({"pre", "math", "svg"})
WHOLE = frozenset({"div", "p", "section"})
"""What may be a block of code by its style alone."""
COLUMNS = "   "
"""Spaces that part columns."""
INITIAL = 2
"""Letters, at most, that begin a word in a larger size."""


def set_apart(body: Any, sheet: StyleSheet) -> None:
    """Put spaces and line breaks where the styles of a page show them and its text has none."""
    styled = body.css(STYLED)
    gone = take_boxed(styled)
    for kind, selectors in sheet.apart:
        for node in body.css(selectors):
            _part(node, kind)
    for node in styled:
        kind = kind_of(declarations(node.attributes.get("style") or "")) if node.mem_id not in gone else ""
        if kind:
            _part(node, kind)


def _part(node: Any, kind: str) -> None:
    """Set a node apart from what is beside it, or what is in it from one another; lines of code are told by a style."""
    if kind == "line" and node.tag == "span" and "style" not in node.attributes:
        node.attrs["style"] = "display:block"
    if node.tag in SKIPPED or node.tag in VERBATIM or any(holder.tag in VERBATIM for holder in above(node)):
        return
    if kind in ("text", "spaces"):
        if kind == "spaces" and node.tag in WHOLE and _is_laid_out(node):
            _keep_spaces(node)
        else:
            _keep_lines(node)
    elif kind == "row":
        for child in list(children(node)):
            _space_before(child)
    elif node.tag in BLOCKS:
        return
    elif kind == "line":
        before = _beside(node.prev, "prev")
        if _runs_on(before) and not _ends_line(before):
            node.insert_before(_line_break())
        if _runs_on(_beside(node.next, "next")) and not _ends_line(node):
            node.insert_after(_line_break())
    elif not _begins_word(node):
        _space_before(node)
        if node.next is not None:
            _space_before(node.next)


def _is_laid_out(node: Any) -> bool:
    """Whether the spaces in a text of several lines mean something: indentation, or columns."""
    lines = [line.expandtabs() for line in _text(node).split("\n") if line.strip()]
    if len(lines) < 2 or any(child.tag in BLOCKS for child in node.css("*") if child.mem_id != node.mem_id):
        return False
    depths = {len(line) - len(line.lstrip()) for line in lines}
    return len(depths) > 1 or sum(COLUMNS in line.strip() for line in lines) > 1


def _keep_spaces(node: Any) -> None:
    """Put a block of code, in which each space counts, in the place of a node."""
    block = parse(f"<pre>\n{node.inner_html or ''}</pre>").css_first("pre")
    if "class" in node.attributes:
        block.attrs["class"] = node.attributes["class"] or ""
    node.replace_with(block)


def _keep_lines(node: Any) -> None:
    """Write the line ends inside of a node as such, save those at its edges and around blocks."""
    waiting = [node]
    while waiting:
        for child in list(children(waiting.pop())):
            if child.tag != "-text":
                waiting += [child] * (child.tag not in SKIPPED and child.tag not in VERBATIM)
                continue
            lines = (child.text_content or "").split("\n")
            if len(lines) < 2 or child.text_content.isspace():
                continue
            for line in lines[:-1]:
                child.insert_before(f"{line} ")
                child.insert_before(_line_break())
            child.replace_with(lines[-1])


def _space_before(node: Any) -> None:
    before = node.prev
    if before is None or node.tag in BLOCKS or before.tag in BLOCKS:
        return
    if not _text(before)[-1:].isspace() and not _text(node)[:1].isspace() and _text(node):
        node.insert_before(" ")


def _beside(other: Any, side: str) -> Any:
    """Return the first of the neighbours on a side that shows something; None without one."""
    while other is not None and (other.tag == "-comment" or (other.tag == "-text" and not _text(other).strip())):
        other = getattr(other, side)
    return other


def _ends_line(node: Any) -> bool:
    """Whether a line break is the last that a node holds."""
    last = _beside(node.last_child, "prev")
    return last is not None and last.tag == "br"


def _runs_on(other: Any) -> bool:
    """Whether a neighbour would stand on the same line."""
    return other is not None and other.tag not in BLOCKS and other.tag not in ("br", *SKIPPED)


def _begins_word(node: Any) -> bool:
    """Whether a node is a large initial, and the rest of its word follows."""
    following = node.next
    text = _text(node).strip()
    return len(text) <= INITIAL and text.isalpha() and following is not None and _text(following)[:1].isalpha()


def _line_break() -> Any:
    return parse("<br>").css_first("br")


def _text(node: Any) -> str:
    return (node.text_content if node.tag == "-text" else node.text()) or ""
