"""The numbers of a list, as the page shows them: where they start, which way they go, letters and Roman numerals."""

from typing import Any

from openbook.corpus.formats.html.nodes import children, classes
from openbook.corpus.formats.html.style_sheets import declarations, numbers_of
from openbook.corpus.formats.item_numbers import counted
from openbook.text.late import late

LABEL = late(r"\s*(?:\(\w{1,5}\)|(\d{1,3})[.)](?!\d)|[a-z]{1,2}\)|[ivxl]{1,5}[.)]|§\s*\d)")
"""What a writer begins an item with where the list itself shall not number it; a number that is no date's."""
CLASSES = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
LABELLED = 40
"""Characters of an item in which such a label is looked for."""
BOXED = 12
"""Characters of a label in a box of its own, at most."""


class Numbers:
    """Counts the items of one list."""

    __slots__ = ("_kind", "_next", "_step")

    def __init__(self, start: int, step: int, kind: str) -> None:
        self._next = start
        self._step = step
        self._kind = kind

    @classmethod
    def of(cls, node: Any) -> "Numbers | None":
        """Return the numbers of an `ol` element; None where its style shows none, or its writer typed them."""
        attributes = node.attributes
        style = attributes.get("style") or ""
        kind = (
            (numbers_of(declarations(style)) if "list-style" in style else "")
            or attributes.get("type")
            or _by_class(node)
        )
        if kind == "none" or _is_labelled(node):
            return None
        backwards = "reversed" in attributes
        start = _whole(attributes.get("start"))
        if start is None:
            start = sum(child.tag == "li" for child in node.iter()) if backwards else 1
        return cls(start, -1 if backwards else 1, kind)

    def following(self, item: Any) -> str:
        """Return the number of the next item, which may say its own."""
        value = _whole(item.attributes.get("value"))
        number = self._next if value is None else value
        self._next = number + self._step
        return counted(number, self._kind)


def take_boxed(styled: list[Any]) -> set[int]:
    """Read labels in boxes beside their items (LibreOffice): as the list's numbers, or as the items' words.

    `styled`: what has a style of its own. Return which of it is gone.
    """
    gone: set[int] = set()
    lists: dict[int, tuple[Any, list[tuple[Any, Any, str]]]] = {}
    for box in styled:
        if box.tag != "span" or declarations(box.attributes["style"] or "").get("float") != "left":
            continue
        label, item = box.text(strip=True), _item_of(box)
        if item is None or not 0 < len(label) <= BOXED:
            continue
        if not any(map(str.isalnum, label)):
            gone.add(box.mem_id)
            box.decompose()
        elif label[-1] in ".):" and item.parent is not None:
            lists.setdefault(item.parent.mem_id, (item.parent, []))[1].append((item, box, label))
    for holder, boxes in lists.values():
        plain = holder.tag == "ol" and all(_whole(label[:-1]) is not None and label[-1] == "." for *_, label in boxes)
        if not plain:
            holder.attrs["type"] = "none"
        for item, box, label in boxes:
            gone.add(box.mem_id)
            if plain:
                item.attrs["value"] = label[:-1]
                box.decompose()
            else:
                box.replace_with(f"{label} ")
    return gone


def _item_of(box: Any) -> Any:
    """Return the item that a box begins; None where something stands before it."""
    node = box
    while node is not None and node.tag != "li":
        before = node.prev
        while before is not None and before.tag == "-text" and not before.text_content.strip():
            before = before.prev
        node = node.parent if before is None else None
    return node


def _by_class(node: Any) -> str:
    """Return how programs for documentation name a list's numbers, whose sheets are not at hand."""
    return next((CLASSES[name] for name in classes(node) if name in CLASSES), "1")


def _is_labelled(node: Any) -> bool:
    """Whether each item of a list, of two at least, begins with a label of its own."""
    items = 0
    for item in children(node):
        if item.tag == "li":
            items += 1
            label = LABEL.match(_beginning(item))
            if label is None or (label[1] and int(label[1]) != items):
                return False
    return items > 1


def _beginning(item: Any) -> str:
    """Return the first words in an item."""
    node = item.child
    while node is not None:
        if node.tag != "-text":
            node = node.child or node.next
        elif (node.text_content or "").strip():
            return (node.text_content or "")[:LABELLED]
        else:
            node = node.next
    return ""


def _whole(value: str | None) -> int | None:
    digits = (value or "").strip()
    unsigned = digits.removeprefix("-")
    return int(digits) if unsigned.isascii() and unsigned.isdigit() and len(unsigned) < 7 else None
