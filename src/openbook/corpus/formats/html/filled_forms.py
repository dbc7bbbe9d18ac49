"""Forms that are filled in: what stands in their fields stands on the page."""

from html import escape
from typing import Any

from openbook.corpus.formats.html.nodes import above, collapsed
from openbook.corpus.formats.html.page_tree import parse

WRITTEN = frozenset({"", "text", "number", "date", "email", "tel", "url", "time", "month", "week", "datetime-local"})
"""Types of fields that are written into."""
TICKED = frozenset({"checkbox", "radio"})
FEWEST = 2
"""Fields of a form that is an entry rather than a tool of the page: one to search, one to subscribe."""


def write_fields(form: Any) -> None:
    """Write what the fields of a form hold, where one of them was filled in, chosen or ticked."""
    if _is_tool(form):
        return
    fields = [field for field in form.css("input, select, textarea") if _kind(field)]
    if len(fields) < FEWEST or not any(map(_is_filled, fields)):
        return
    for field in fields:
        kind = _kind(field)
        if kind == "tick":
            field.replace_with("[x] " if "checked" in field.attributes else "[ ] ")
        elif kind == "area":
            lines = escape((field.text() or "").strip("\n")).replace("\n", "<br>")
            field.replace_with(parse(f"<div>{lines}</div>").css_first("div"))
        elif held := _held(field):
            field.replace_with(f" {held} ")


def _is_tool(form: Any) -> bool:
    """Whether a form searches, or asks who somebody is."""
    if (form.attributes.get("role") or "") == "search" or form.css_first("[type=password], [type=search]") is not None:
        return True
    return any(holder.tag in ("nav", "header", "footer", "dialog") for holder in above(form))


def _kind(field: Any) -> str:
    if field.tag != "input":
        return "area" if field.tag == "textarea" else "choice"
    name = (field.attributes.get("type") or "").lower()
    return "tick" if name in TICKED else "line" if name in WRITTEN else ""


def _is_filled(field: Any) -> bool:
    return "checked" in field.attributes if _kind(field) == "tick" else bool(_held(field))


def _held(field: Any) -> str:
    """Return what a field holds on one line: what was written, or the choices that were made."""
    if field.tag == "select":
        return ", ".join(collapsed(option.text()) for option in field.css("option[selected]"))
    return collapsed(field.text() if field.tag == "textarea" else field.attributes.get("value") or "")
