"""Notes of an encyclopedia: what explains the text stays with its marks, lists of sources go, and are counted."""

from typing import Any

from openbook.corpus.formats.html.nodes import children, classes, size

SHARE = 0.25
"""Of the text, at most, that notes take which are read: longer ones are a list of sources."""


def take_citations(body: Any) -> int:
    """Take out the marks that lead to sources, and those sources; return how many there are.

    A source is marked as one (`cite`), or stands in a list that is long beside the text; the notes between keep their
    numbers.
    """
    marks = []
    for node in body.css("sup.reference, .mw-cite-backlink"):
        if node.tag == "sup" and "reference" in classes(node):
            marks.append(node)
        else:
            node.decompose()
    if not marks:
        return 0
    notes = {_name(item): item for item in body.css("li[id]") if "references" in classes(item.parent)}
    plain = {name for name, item in notes.items() if item.css_first("cite") is None}
    if plain and sum(size(notes[name]) for name in plain) > SHARE * size(body):
        plain = set()
    for item in notes.values():
        if item.parent is not None and "value" not in item.attributes:
            _number(item.parent)
    targets = _targets(body) if plain else {}
    for mark in marks:
        if targets.get(mark.mem_id) in plain:
            mark.attrs["class"] = ""
        else:
            mark.decompose()
    gone = [item for name, item in notes.items() if name not in plain]
    for item in gone:
        item.decompose()
    return len(gone)


def _targets(body: Any) -> dict[int, str]:
    """Return what each mark leads to, all found in one look at the page."""
    targets: dict[int, str] = {}
    for link in body.css("sup.reference a[href]"):
        mark = link.parent
        while mark is not None and mark.tag != "sup":
            mark = mark.parent
        if mark is not None:
            targets.setdefault(mark.mem_id, (link.attributes.get("href") or "").partition("#")[2])
    return targets


def _name(item: Any) -> str:
    return item.attributes.get("id") or ""


def _number(holder: Any) -> None:
    """Write at each item of a list which number it has."""
    items = (child for child in children(holder) if child.tag == "li")
    for number, item in enumerate(items, start=1):
        item.attrs["value"] = str(number)
