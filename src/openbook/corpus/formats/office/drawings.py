"""What is drawn in an Office file and holds words: text boxes, diagrams, drawn words."""

from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.office.ooxml import attribute, local, number
from openbook.dataclass import dataclass

PARTS = {"relIds": ("diagram", "dm"), "chart": ("chart", "id")}
"""Elements that name a part by its relationship: what it is, and the attribute with the id."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something drawn that holds words."""

    kind: str
    """`box`, `words`, `diagram` or `chart`."""
    element: Any = None
    """Of a box: what it holds."""
    target: str = ""
    """The id of the relationship to the part of a diagram or chart; the text of drawn words."""


def figures(element: Any) -> list[Figure]:
    """Return what a drawing holds in words, in order; boxes in boxes are found when those are read."""
    found = []
    for part in element.iter():
        name = local(part)
        if name == "txbxContent":
            if next(part.iterancestors("{*}txbxContent"), None) is None or not _inside(part, element):
                found.append(Figure("box", part))
        elif name in PARTS and attribute(part, PARTS[name][1]):
            found.append(Figure(PARTS[name][0], target=attribute(part, PARTS[name][1])))
        elif name == "textpath" and attribute(part, "string").strip():
            found.append(Figure("words", target=one_line(attribute(part, "string"))))
    return found


def _inside(box: Any, element: Any) -> bool:
    """Whether another box between this one and the drawing holds it."""
    for parent in box.iterancestors():
        if parent is element:
            return False
        if local(parent) == "txbxContent":
            return True
    return False


def diagram_lines(root: Any) -> list[str]:
    """Return the words of a diagram's boxes as the items of a list, in the order and depth that the diagram has."""
    points = {attribute(point, "modelId"): point for point in root.iter("{*}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    inner = set()
    for link in root.iter("{*}cxn"):
        if attribute(link, "type") in ("", "parOf"):
            source, target = attribute(link, "srcId"), attribute(link, "destId")
            below.setdefault(source, []).append((number(attribute(link, "srcOrd")), target))
            inner.add(target)
    lines: list[str] = []
    seen: set[str] = set()

    def write(name: str, depth: int) -> None:
        if name in seen or name not in points:
            return
        seen.add(name)
        text = _words(points[name])
        if text:
            lines.append(f"{'  ' * min(depth, 8)}- {text}")
        if depth < 50:
            for _, child in sorted(below.get(name, []), key=lambda pair: pair[0]):
                write(child, depth + bool(text))

    for name, point in points.items():
        if name not in inner and attribute(point, "type") in ("", "node", "doc", "asst"):
            write(name, 0)
    for name, point in points.items():
        if attribute(point, "type") in ("", "node", "asst"):
            write(name, 0)
    return lines


def _words(element: Any) -> str:
    paragraphs = ("".join(text.text or "" for text in part.iter("{*}t")) for part in element.iter("{*}p"))
    return one_line(" ".join(paragraphs))
