"""What programs that make pages write as boxes, tables and pictures only for its looks: code, signatures, signs."""

from collections.abc import Callable
from html import escape
from typing import Any

from openbook.corpus.formats.html.nodes import children, classes, collapsed
from openbook.corpus.formats.html.page_tree import parse

GENERATED = "div.fragment, table.memname, span.permalink, img:is([class*=emoticon], [class*=emoji])"
EMOTICONS = {
    "(tick)": "✓", "(error)": "✗", "(warning)": "⚠", "(info)": "ℹ", "(plus)": "+", "(minus)": "−", "(question)": "?",
    "(smile)": "🙂", "(sad)": "🙁", "(thumbs up)": "👍", "(thumbs down)": "👎", "(light on)": "💡", "(star)": "★",
    "(yellow star)": "★",
}  # fmt: skip
"""What Confluence calls the signs that it draws."""


def _sign(node: Any) -> None:
    """Put the sign that a picture draws in its place, wherever it stands: it may be all that tells yes from no."""
    told = (node.attributes.get("alt") or "").strip()
    if told:
        node.replace_with(EMOTICONS.get(told, told))


def _code(node: Any) -> None:
    """Put a block of code in the place of a box of lines; what shows only where somebody points at them goes."""
    lines = [child for child in children(node) if "line" in classes(child)]
    if lines and node.css_first("pre") is None:
        _put(node, "pre", "\n".join(line.inner_html or "" for line in lines))


def _signature(node: Any) -> None:
    """Put a line of code in the place of a table that lines up the parameters of a function."""
    parts = [collapsed(cell.text()) for cell in node.css("td")]
    text = " ".join(filter(None, parts)).replace("( ", "(").replace(" )", ")").replace(" (", "(")
    _put(node, "pre", escape(text))


def _mark(node: Any) -> None:
    """Take out what leads to the heading that it stands in, where it is only a sign."""
    if not any(map(str.isalnum, node.text())):
        node.decompose()


def _put(node: Any, tag: str, inner: str) -> None:
    node.replace_with(parse(f"<{tag}>\n{inner}</{tag}>").css_first(tag))


WAYS: dict[str, Callable[[Any], None]] = {"div": _code, "table": _signature, "span": _mark, "img": _sign}
"""What is done with each, by its tag."""


def as_shown(node: Any) -> None:
    """Put what such a program shows in the place of what it wrote."""
    WAYS[node.tag](node)
