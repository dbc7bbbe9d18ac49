"""Menus and bars that lead about a manual: long lists of short links go, lists that the text announces stay."""

from collections import Counter
from typing import Any

from openbook.corpus.formats.html.nodes import above, outermost, size
from openbook.corpus.formats.html.openers import preceding_element

MENU = 12
"""Links in a list, at least, for it to be a menu."""
BARS = "table, p, div.header, div.nav-panel, ul"
BAR = 250
"""Characters of a bar of links, at most."""
REPEATED = 3
"""Times that the same links stand on a page, from which they are such a bar."""
RELATIONS = frozenset({"next", "prev", "previous", "up", "contents", "index", "start", "first", "last", "home"})
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


def take_bars(root: Any, total: int, left: Counter[str]) -> int:
    """Take out bars that lead about a manual, and return how much text is left.

    They say so by the relations of their links, or stand before each of several parts with the same words.
    """
    bars: dict[str, list[Any]] = {}
    for node in outermost(root, BARS):
        length = size(node)
        if 0 < length <= BAR and len(node.css("a[href]")) > 1:
            bars.setdefault("rel" if _leads_about(node) else node.text(), []).append(node)
    gone = [node for text, nodes in bars.items() if text == "rel" or len(nodes) >= REPEATED for node in nodes]
    length = sum(map(size, gone))
    if not gone or length * 2 > total:
        return total
    left["navigation and sidebars"] += length
    for node in gone:
        node.decompose()
    return total - length


def _leads_about(node: Any) -> bool:
    links = node.css("a[href]")
    return all(link.attributes.get("rel") in RELATIONS or "accesskey" in link.attributes for link in links)


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
