"""Long lists of nothing but short links: menus go, lists that the text announces stay."""

from collections import Counter
from typing import Any

from openbook.corpus.formats.html.nodes import above, outermost, size
from openbook.corpus.formats.html.openers import preceding_element

MENU = 12
"""Links in a list, at least, for it to be a menu."""
COLONS = (":", "：", "﹕", "︰", "፦", "։")
TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")


def take_menus(root: Any, total: int, left: Counter[str]) -> None:
    """Take out the menus of the main content, unless they are most of it: then they are what the page is for."""
    menus = [node for node in outermost(root, "ul, ol") if _is_menu(node)]
    menus = [node for node in menus if not _is_in_cell(node) and not _is_announced(node)]
    lengths = [size(node) for node in menus]
    if not menus or sum(lengths) * 2 > total:
        return
    left["long lists of links"] += sum(lengths)
    for node in menus:
        node.decompose()


def _is_menu(node: Any) -> bool:
    """Whether a list is nothing but many short links."""
    items = len(node.css("li"))
    if items < MENU:
        return False
    text = size(node)
    return text < 40 * items and sum(len(link.text(strip=True)) for link in node.css("a")) >= 0.9 * text


def _is_announced(node: Any) -> bool:
    """Whether the text leads to a list: by a heading, or a paragraph that ends with a colon."""
    before = preceding_element(node)
    if before is None:
        return False
    text = before.text().rstrip()
    return bool(text) and (before.tag in TITLES or (before.tag in ("p", "dt", "div") and text.endswith(COLONS)))


def _is_in_cell(node: Any) -> bool:
    return any(holder.tag == "td" for holder in above(node))
