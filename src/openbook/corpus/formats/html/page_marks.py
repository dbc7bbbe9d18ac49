"""Marks that are no words of the text: pages of the printed book, and icons that a font draws from their names."""

from typing import Any

from openbook.corpus.formats.html.comments import is_mark
from openbook.corpus.formats.html.nodes import classes
from openbook.text.late import late

MARKS = "[class*=icon], [class*=page], [class*=symbols], [role=doc-pagebreak], [epub\\:type=pagebreak], "
MARKS += "mat-icon, ion-icon, a[id], a.msocomanchor"
"""Where either may stand, or the mark of a comment."""
LARGE = frozenset({"body", "main", "article", "section", "ul", "ol", "table", "nav", "header", "footer", "aside"})
"""What is never a mark itself, and often called after pages or icons."""
MARK = 16
"""Characters of a page's mark, at most."""
PAGE = late(r"page[-_]?(?:num|no|number|break|marker|mark|anchor|start)s?")
"""How books call the mark of a page, by a class."""
ANCHOR = late(r"(?:page|pg|pb|p|seite|folio|f)?[-_.]?0*([\divxlc]+)")
"""The id of a mark, which says the page."""
NUMBER = late(r"[\[({|]*\s*(?:[^\W\d_]{1,6}\.?\s*)??([\divxlcDIVXLC]{1,6})\s*[\])}|]*")
"""A page's number, with a word for it at most: `[Pg 47]`, `{xii}`, `S. 12`."""
LIGATURES = late(r"(?:.*[-_])?(?:material|md|mat|google|f7|fluent|ion)[-_]?(?:icons?|symbols?)(?:[-_].*)?")
"""Classes of fonts that draw each icon from its name."""
ICON = late(r"(?:.*[-_])?(?:icons?|symbols?)(?:[-_].*)?")
NAME = late(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
TICKS = dict.fromkeys(("check", "done", "check_circle", "task_alt", "done_all", "check_small"), "✓")
TICKS |= dict.fromkeys(("close", "cancel", "clear", "remove", "highlight_off", "block", "dangerous"), "✗")
BOXES = {"check_box": "[x] ", "check_box_outline_blank": "[ ] ", "radio_button_checked": "[x] "}
BOXES |= {"radio_button_unchecked": "[ ] "}
"""What some icons say where they are all that there is in a cell, or stand before a task."""


def take_marks(body: Any) -> bool:
    """Take out the marks of printed pages and the names of icons; icons that say yes, no or done are signs.

    Return whether there are marks of readers' comments as well: to look for them apart would take as long again.
    """
    gone: list[Any] = []
    commented = False
    for node in body.css(MARKS):
        if node.tag in LARGE:
            continue
        if _marks_page(node):
            gone.append(node)
        elif name := _icon(node):
            sign = _sign(node, name)
            if sign:
                node.replace_with(sign)
            else:
                gone.append(node)
        elif node.tag == "a" and is_mark(node):
            commented = True
    for node in reversed(gone):
        node.decompose()
    return commented


def _marks_page(node: Any) -> bool:
    """Whether a node is the mark of a printed page, by what it says of itself and by its text."""
    attributes = node.attributes
    if attributes.get("role") == "doc-pagebreak" or attributes.get("epub:type") == "pagebreak":
        return True
    if "href" in attributes:
        return False
    names = classes(node)
    named = any(PAGE.fullmatch(name) for name in names)
    bracketed = not named and "page" in names
    anchor = ANCHOR.fullmatch((attributes.get("id") or "").lower()) if node.tag == "a" else None
    if not (named or bracketed or anchor):
        return False
    text = node.text(strip=True)
    match = NUMBER.fullmatch(text) if 0 < len(text) < MARK else None
    if match is None:
        return False
    return named or (bracketed and text[0] in "[{") or (anchor is not None and anchor[1] == match[1].lower())


def _icon(node: Any) -> str:
    """Return the name of the icon that a node is; empty where it is none."""
    names = classes(node)
    drawn = node.tag in ("mat-icon", "ion-icon") or any(LIGATURES.fullmatch(name) for name in names)
    if not (drawn or any(ICON.fullmatch(name) for name in names)):
        return ""
    text = node.text(strip=True)
    return text if NAME.fullmatch(text) and (drawn or "_" in text) else ""


def _sign(node: Any, name: str) -> str:
    """Return the sign for an icon that says something where it stands."""
    holder = node.parent
    if holder is None:
        return ""
    if holder.tag in ("td", "li", "p", "label", "span", "div") and name in BOXES:
        return BOXES[name]
    return TICKS.get(name, "") if holder.tag == "td" and holder.text(strip=True) == name else ""
