"""What opens and what is opened: buttons that are questions or words of a sentence, and the text that they open."""

from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, above, beside, classes, of_links, size
from openbook.text.late import late

OPENING = ("aria-expanded", "aria-controls", "data-target", "data-bs-target", "data-toggle", "data-bs-toggle")
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
CLICKED = "[onclick], [role=button], input[type=button]"
FILLED = "form, select, textarea, input:not([type=button])"
"""What takes words: what follows it hidden is an answer to them."""
UNFOLDING = ("accordion", "collaps", "disclos", "expand", "reveal", "spoiler", "toggle", "unfold")
"""Parts of the names of classes that things which open have."""
LAST_WORD = late("(.{2,})[-_]+[^-_]+")
PANELS = frozenset({"div", "section", "p", "dl", "article"})
TOOLS = frozenset({"form", "nav", "header", "footer", "pre", "figure", "dialog"})


def stands_in_sentence(node: Any) -> bool:
    """Whether words of the same paragraph stand directly beside a button."""
    while True:
        holder = node.parent
        if holder is None or holder.tag in TITLES:
            return False
        if any(child.tag == "-text" and _has_letter(child.text_content) for child in beside(node)):
            return True
        if holder.tag in BLOCKS or holder.tag == "body":
            return False
        node = holder


def stands_alone_in_title(node: Any) -> bool:
    """Whether a button is all that there is of a title."""
    length = size(node)
    for holder in above(node):
        if holder.tag in TITLES:
            return size(holder) == length
        if holder.tag in BLOCKS and holder.tag != "div":
            return False
    return False


def opens(node: Any) -> bool:
    """Whether a button opens a text that follows it: then it is the title of that text, or the question to it."""
    if not _has_letter(node.text()) or any(holder.tag in TOOLS for holder in above(node)):
        return False
    if named_target(node) is not None:
        return False
    if not any(name in node.attributes for name in OPENING):
        following = following_element(node)
        return following is not None and following.tag in PANELS and _is_text(following)
    place = node
    for _ in range(3):
        following = following_element(place)
        if following is not None:
            return following.tag not in ("button", "pre", "form") and _is_text(following)
        if place.parent is None or place.parent.tag == "body":
            return False
        place = place.parent
    return False


def looks_like_opener(before: Any, node: Any) -> bool:
    """Whether an element says by its look that a click on it opens the hidden one that follows it.

    It holds a button or takes clicks, its class says so, or it is the head of what the other one is the body of:
    `note-title`, `note-text`.
    """
    if before.tag == "form" or before.css_first(FILLED) is not None:
        return False
    if before.css_first(CLICKED) is not None:
        return True
    names = classes(before)
    return any(word in name for name in names for word in UNFOLDING) or not _stems(names).isdisjoint(
        _stems(classes(node))
    )


def _stems(names: frozenset[str]) -> set[str]:
    """Return what stands before the last word of each name."""
    return {found[1] for name in names if (found := LAST_WORD.fullmatch(name))}


def named_target(node: Any) -> Any:
    """Return the part of the page that a button names as what it opens, where that does not directly follow it."""
    name = node.attributes.get("aria-controls") or ""
    if not name or any(char in name for char in " '\"\\\n"):
        return None
    *_, top = above(node)
    target = top.css_first(f"[id='{name}']")
    place = node
    for _ in range(3):
        following = following_element(place)
        if following is not None:
            found = target is not None and following.mem_id != target.mem_id
            return target if found and following.css_first(f"[id='{name}']") is None else None
        if place.parent is None or place.parent.tag == "body":
            break
        place = place.parent
    return target


def following_element(node: Any) -> Any:
    """Return the element behind a node at the same level; None where text or nothing follows."""
    following = node.next
    while following is not None and following.tag in ("-text", "-comment"):
        if following.tag == "-text" and (following.text_content or "").strip():
            return None
        following = following.next
    return following


def preceding_element(node: Any) -> Any:
    """Return the element before a node at the same level; None where text or nothing precedes."""
    before = node.prev
    while before is not None and before.tag in ("-text", "-comment"):
        if before.tag == "-text" and (before.text_content or "").strip():
            return None
        before = before.prev
    return before


def _is_text(node: Any) -> bool:
    length = size(node)
    return length > 1 and of_links(node, length) < 0.5


def _has_letter(text: str | None) -> bool:
    return any(map(str.isalpha, text or ""))
