"""The shapes of a slide in the order in which a person reads them, where they were drawn in another one."""

from typing import Any, NamedTuple

from openbook.corpus.formats.office.ooxml import attribute, local, number

SLACK = 0.25
"""Share of a shape's height or width by which another one may reach into it and still stand above it or beside it."""
COMMON = 0.3
"""Share of the narrower one's width or height that two shapes have in common which stand in one column or row."""


class ShapePlace(NamedTuple):
    """Where a shape lies, in units of its group."""

    left: int
    top: int
    right: int
    bottom: int

    def is_above(self, other: "ShapePlace") -> bool:
        """Whether it stands above another one of the same column."""
        high = min(self.bottom - self.top, other.bottom - other.top)
        wide = min(self.right - self.left, other.right - other.left)
        common = min(self.right, other.right) - max(self.left, other.left)
        return self.bottom <= other.top + SLACK * high and common > COMMON * wide

    def turned(self, *, mirrored: bool) -> "ShapePlace":
        """Return it with the sides changed for heights: what is above is then what comes first in a row."""
        left, right = (-self.right, -self.left) if mirrored else (self.left, self.right)
        return ShapePlace(self.top, left, self.bottom, right)


def in_reading_order(tree: Any) -> list[Any]:
    """Return the shapes as they were drawn, each after those that stand above it, or before it in its row."""
    shapes = list(tree)
    places = [_place(shape) for shape in shapes]
    mirrored = any(attribute(one, "rtl") in ("1", "true") for shape in shapes for one in shape.iter("{*}pPr"))
    waiting = list(range(len(shapes)))
    found: list[Any] = []
    while waiting:
        free = (at for at in waiting if not any(_before(places[one], places[at], mirrored) for one in waiting))
        following = next(free, waiting[0])
        waiting.remove(following)
        found.append(shapes[following])
    return found


def _before(one: ShapePlace | None, other: ShapePlace | None, mirrored: bool) -> bool:
    """Whether one is read before another; nothing is said of shapes whose place their layout tells."""
    if one is None or other is None or one is other:
        return False
    return one.is_above(other) or one.turned(mirrored=mirrored).is_above(other.turned(mirrored=mirrored))


def _place(shape: Any) -> ShapePlace | None:
    if local(shape) == "AlternateContent":
        shape = next((inner for choice in shape for inner in choice), shape)
    for path in ("{*}spPr/{*}xfrm", "{*}xfrm", "{*}grpSpPr/{*}xfrm"):
        found = shape.find(path)
        if found is not None:
            offset, extent = found.find("{*}off"), found.find("{*}ext")
            if offset is None or extent is None:
                return None
            left, top = number(attribute(offset, "x")), number(attribute(offset, "y"))
            return ShapePlace(left, top, left + number(attribute(extent, "cx")), top + number(attribute(extent, "cy")))
    return None
