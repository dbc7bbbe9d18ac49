"""The shapes of a slide in the order in which a person reads them, where they were drawn in another one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from openbook.corpus.formats.office.ooxml import attribute, local, number

SLACK = 0.25
"""Share of a shape's height or width by which another one may reach into it and still stand above it or beside it."""
COMMON = 0.3
"""Share of the narrower one's width or height that two shapes have in common which stand in one column or row."""


class ShapePlace(NamedTuple):
    """Where a shape lies, in units of its group."""

    left: float
    top: float
    right: float
    bottom: float

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
    """Return the shapes of a slide of Office Open XML in the order in which they are read."""
    mirrored = any(attribute(one, "rtl") in ("1", "true") for one in tree.iter("{*}pPr"))
    return ordered(list(tree), _place, mirrored=mirrored)


def ordered(shapes: list[Any], place: Callable[[Any], ShapePlace | None], *, mirrored: bool = False) -> list[Any]:
    """Return the shapes as they were drawn, each after those that stand above it, or before it in its row.

    Where they were drawn in another order than that, a column of more shapes than stand in a row goes on before the
    next one begins. `mirrored`: rows run from right to left.
    """
    places = [place(shape) for shape in shapes]
    waiting = list(range(len(shapes)))
    found: list[int] = []
    moved = False
    while waiting:
        free = [at for at in waiting if not any(_before(places[one], places[at], mirrored) for one in waiting)]
        free = free or waiting[:1]
        moved = moved or free[0] != waiting[0]
        following = _below(places[found[-1]], free, places) if moved and found else None
        following = free[0] if following is None else following
        waiting.remove(following)
        found.append(following)
    return [shapes[at] for at in found]


def _below(last: ShapePlace | None, free: list[int], places: list[ShapePlace | None]) -> int | None:
    """Return which one goes on the column of the last shape: the highest of those below it; None where rows go on."""
    if last is None:
        return None
    known = {at: other for at, other in enumerate(places) if other is not None}
    column = sum(last.is_above(other) or other.is_above(last) for other in known.values())
    across = last.turned(mirrored=False)
    turned = [other.turned(mirrored=False) for other in known.values()]
    row = sum(across.is_above(other) or other.is_above(across) for other in turned)
    below = [at for at in free if at in known and last.is_above(known[at])] if column > row else []
    return min(below, key=lambda at: known[at].top) if below else None


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
