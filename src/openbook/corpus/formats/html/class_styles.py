"""What style sheets say with a class that is meaning: struck out, raised, lowered, hidden; put where it stands."""

from typing import Any

from openbook.corpus.formats.html.inline import KEPT, STRUCK
from openbook.corpus.formats.html.nodes import BLOCKS, above
from openbook.corpus.formats.html.page_tree import parse
from openbook.corpus.formats.html.style_sheets import StyleSheet

LONG = 40
"""Characters of what is raised or lowered by its style, at most: what is longer is laid out so."""


def apply(body: Any, sheet: StyleSheet) -> None:
    """Write what its classes strike out, raise, lower, hide or number as the elements of HTML that mean so."""
    for name, effect in sheet.effects.items():
        for node in body.css(f".{name}"):
            mark(node, effect)
    for numbered, selector in sheet.numbers:
        for node in body.css(selector):
            if node.tag == "ol" and "list-style" not in (node.attributes.get("style") or ""):
                node.attrs["type"] = numbered


def mark(node: Any, effect: str) -> None:
    """Write one effect at a node: `struck`, `hidden`, `sup` or `sub`."""
    if effect == "hidden":
        style = node.attributes.get("style") or ""
        if "display" not in style:
            node.attrs["style"] = f"{style};display:none".lstrip(";")
    elif effect == "struck":
        if node.child is not None:
            node.child.insert_before(STRUCK)
            node.insert_child(KEPT)
    elif node.tag not in BLOCKS and 0 < len(node.text(strip=True)) <= LONG and not _stands_so(node):
        inner = parse(f"<{effect}>{node.html}</{effect}>").css_first(effect)
        if inner is not None:
            node.replace_with(inner)


def _stands_so(node: Any) -> bool:
    return node.css_first("sup, sub") is not None or any(holder.tag in ("sup", "sub") for holder in above(node))
