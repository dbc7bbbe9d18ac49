"""What a page hides at first: text that a click, a tab or a search opens is read, the rest is left out and counted."""

from collections import Counter
from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, above, children, classes, inside, of_links, size
from openbook.corpus.formats.html.openers import following_element, looks_like_opener, preceding_element

SPOKEN = frozenset({"visually-hidden", "sr-only"})
HIDDEN = "[hidden], [aria-hidden=true], dialog:not([open]), [style]:is([style*='display:none'], "
HIDDEN += "[style*='display: none'], [style*='visibility:hidden'], [style*='visibility: hidden']), "
HIDDEN += "[class]:is(.visually-hidden, .sr-only)"
"""Most nodes have no such attribute at all: to ask for that first takes half the time."""
OPENERS = "[aria-controls], [data-target], [data-bs-target], [popovertarget], [commandfor]"
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "button", "dt", "label"})
FIELDS = "input:not([type=checkbox]), select, textarea, form"
TITLE = 300
"""Characters of a question or a heading, at most."""
FEW = 20
"""Bytes of text below which what is hidden is no text of its own: a mark, a label, a word for screen readers."""


def take_hidden(body: Any) -> tuple[int, int]:
    """Take out what is hidden and nothing opens; return how much text that is, and how much there is now."""
    found = body.css(HIDDEN)
    page = Hidden(body, found)
    total = len(page.text)
    gone: dict[int, Any] = {}
    lost = 0
    spoken = {node.mem_id for node in found if classes(node) & SPOKEN and _speaks_for_picture(node)}
    for node in found:
        if node.mem_id in spoken or node.mem_id == body.mem_id or page.is_read(node):
            continue
        length = size(node)
        if length < FEW or not any(holder.mem_id in gone for holder in inside(node, body)):
            total -= length
            lost += length if length >= FEW and not page.is_repeated(node) else 0
        gone[node.mem_id] = node
    for node in reversed(gone.values()):
        node.decompose()
    return lost, total


class Hidden:
    """Tells which of a page's hidden parts are read; looks at the page itself only when it has to."""

    __slots__ = ("_body", "_found", "_opened", "_pairs", "text")

    def __init__(self, body: Any, found: list[Any]) -> None:
        self._body = body
        self._found = found
        self._pairs: Counter[tuple[frozenset[str], str, frozenset[str]]] | None = None
        self._opened: set[str] | None = None
        self.text: str = body.text(strip=True)

    def is_read(self, node: Any) -> bool:
        """Whether a hidden part is text of the page: the page itself behind a dialog, or what something opens."""
        attributes = node.attributes
        if attributes.get("hidden") == "until-found":
            return True
        length = size(node)
        if not length:
            return False
        if length * 2 > len(self.text) or node.css_first("main, h1") is not None:
            return True
        if not _is_prose(node, length):
            return False
        style = attributes.get("style") or ""
        shown = "hidden" not in attributes and "display" not in style and "visibility" not in style
        if shown and length >= FEW:
            return not self.is_repeated(node)
        return self._is_opened(node) and not self.is_repeated(node)

    def is_repeated(self, node: Any) -> bool:
        """Whether the same text stands elsewhere on the page."""
        text = node.text(strip=True)
        return self.text.find(text, self.text.find(text) + 1) >= 0

    def _is_opened(self, node: Any) -> bool:
        attributes = node.attributes
        if attributes.get("role") == "tabpanel":
            return True
        name = attributes.get("id")
        if name and name in self._openers():
            return True
        before = preceding_element(node)
        if before is not None and (before.tag in TITLES or _holds_only_title(before)):
            return True
        if _has_shown_twin(node) or (before is not None and self._is_one_of_several(node, before)):
            return True
        place = _with_holders(node)
        before = preceding_element(place) if place.mem_id != node.mem_id else before
        return before is not None and size(before) < TITLE and looks_like_opener(before, place)

    def _is_one_of_several(self, node: Any, before: Any) -> bool:
        """Whether other hidden parts of this class follow others like what stands before: questions and answers."""
        if self._pairs is None:
            pairs = ((other, preceding_element(other)) for other in self._found)
            self._pairs = Counter(_pair(other, shown) for other, shown in pairs if shown is not None)
        return bool(classes(node)) and size(before) < TITLE and self._pairs[_pair(node, before)] > 1

    def _openers(self) -> set[str]:
        if self._opened is None:
            found: set[str] = set()
            for opener in self._body.css(OPENERS):
                attributes = opener.attributes
                for name in ("aria-controls", "data-target", "data-bs-target", "popovertarget", "commandfor"):
                    found.update(part.lstrip("#") for part in (attributes.get(name) or "").split())
            for link in self._body.css("a[href^='#']"):
                found.add((link.attributes.get("href") or "").lstrip("#"))
            self._opened = found
        return self._opened


def _pair(node: Any, before: Any) -> tuple[frozenset[str], str, frozenset[str]]:
    return classes(node), before.tag, classes(before)


def _is_prose(node: Any, length: int) -> bool:
    """Whether a part is a block of text rather than a word for screen readers, a menu, a form or a dialog."""
    if node.tag not in BLOCKS or node.tag in ("nav", "form", "dialog", "footer", "header"):
        return False
    role = (node.attributes.get("role") or "").lower()
    if role in ("dialog", "alertdialog", "navigation", "menu", "search", "tooltip", "alert", "status"):
        return False
    return node.css_first(FIELDS) is None and of_links(node, length) < 0.5


def _holds_only_title(node: Any) -> bool:
    """Whether an element is nothing but what opens the next one: a heading, a button, a link that leads nowhere."""
    length = size(node)
    if not length or length > TITLE:
        return False
    inner = node.css_first("h1, h2, h3, h4, h5, h6, button, [role=button], [aria-expanded], a[href^='#'], [onclick]")
    return inner is not None and size(inner) * 10 >= length * 9


def _with_holders(node: Any) -> Any:
    """Return the outermost of the elements that hold a node and nothing else."""
    while node.parent is not None and node.parent.tag == "div" and not (node.prev or node.next):
        node = node.parent
    return node


def _has_shown_twin(node: Any) -> bool:
    """Whether a part is one of several alike, of which another one is shown: slides, rows that open, tabs."""
    if node.parent is None or node.tag not in ("li", "tr", "div", "section", "dd", "article"):
        return False
    own = classes(node)
    for other in children(node.parent):
        if other.tag != node.tag or other.mem_id == node.mem_id:
            continue
        attributes = other.attributes
        hidden = "hidden" in attributes or "aria-hidden" in attributes or "display:" in (attributes.get("style") or "")
        if not hidden and (own & classes(other) or (node.tag in ("li", "tr", "dd") and not own)):
            return True
    return False


def _speaks_for_picture(node: Any) -> bool:
    """Whether text for screen readers says what a picture beside it shows to the eye, outside of links and buttons."""
    if any(holder.tag in ("a", "button", "nav", "label") for holder in above(node)):
        return False
    for beside in (preceding_element(node), following_element(node)):
        if beside is not None and (beside.tag in ("img", "svg", "i") or beside.attributes.get("aria-hidden") == "true"):
            return not beside.text(strip=True)
    return False
