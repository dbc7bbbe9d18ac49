"""Marks that are no words of the text: pages of the printed book, and icons that a font draws from their names."""

from typing import Any

from openbook.corpus.formats.html.nodes import classes
from openbook.text.late import late

MARKS = "[role=doc-pagebreak], [epub\\:type=pagebreak], mat-icon, ion-icon, "
MARKS += "[class]:is([class*=icon], [class*=symbols], [class*=page], [class*=folio], [class*=pg], .pb, .pn), "
MARKS += "a[id]:not([href])"
"""Where either may stand."""
PAGE = late(r"(?:page|pg)[-_]?(?:num|no|number|break|marker|mark|anchor|start)s?|pb|pn|folio")
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


def take_marks(body: Any) -> None:
    """Take out the marks of printed pages and the names of icons; icons that say yes, no or done are signs."""
    gone: list[Any] = []
    for node in body.css(MARKS):
        if _marks_page(node):
            gone.append(node)
        elif name := _icon(node):
            sign = _sign(node, name)
            if sign:
                node.replace_with(sign)
            else:
                gone.append(node)
    for node in reversed(gone):
        node.decompose()


def _marks_page(node: Any) -> bool:
    """Whether a node is the mark of a printed page, by what it says of itself and by its text."""
    attributes = node.attributes
    if attributes.get("role") == "doc-pagebreak" or attributes.get("epub:type") == "pagebreak":
        return True
    match = NUMBER.fullmatch(text) if len(text := node.text(strip=True)) < 16 and text else None
    if match is None:
        return False
    if "href" in attributes:
        return False
    names = classes(node)
    if any(PAGE.fullmatch(name) for name in names) or (text[0] in "[{" and names & {"page", "pg"}):
        return True
    anchor = ANCHOR.fullmatch((attributes.get("id") or "").lower()) if node.tag == "a" else None
    return anchor is not None and anchor[1] == match[1].lower()


def _icon(node: Any) -> str:
    """Return the name of the icon that a node is; empty where it is none."""
    text = node.text(strip=True)
    if not text or len(text) > 40 or not NAME.fullmatch(text):
        return ""
    names = classes(node)
    drawn = node.tag in ("mat-icon", "ion-icon") or any(LIGATURES.fullmatch(name) for name in names)
    return text if drawn or ("_" in text and any(ICON.fullmatch(name) for name in names)) else ""


def _sign(node: Any, name: str) -> str:
    """Return the sign for an icon that says something where it stands."""
    holder = node.parent
    if holder is None:
        return ""
    if holder.tag in ("td", "li", "p", "label", "span", "div") and name in BOXES:
        return BOXES[name]
    return TICKS.get(name, "") if holder.tag == "td" and holder.text(strip=True) == name else ""
