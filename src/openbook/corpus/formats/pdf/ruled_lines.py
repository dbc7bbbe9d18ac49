"""Straight lines that are drawn on a page: the borders of tables."""

from openbook.corpus.formats.pdf.lines import Box
from openbook.corpus.formats.pdf.page_objects import PageObjects

THIN = 3.0
"""Points that a line is thick at most."""
SHORTEST = 3.0
LONG = 8.0
"""Points that a line of a table's border is long at least."""
MOST = 4000
"""Lines of a page beyond which it is a drawing, not a table."""
BOX = 15.0
"""Points that a box to be ticked is wide and high at most."""
INSET = 10.0
"""Points that the shade of a paragraph begins within the cell that is shaded with it, at most."""


def rules_of(objects: PageObjects) -> tuple[Box, ...]:
    """Return the straight lines on a page and the sides of its rectangles: left, bottom, right, top."""
    found: list[Box] = []
    areas: list[Box] = []
    for drawn, (left, bottom, right, top) in objects.all_paths():
        wide, high = right - left > SHORTEST, top - bottom > SHORTEST
        if wide != high and min(right - left, top - bottom) <= THIN:
            found.append((left, bottom, right, top))
        elif wide and high and objects.parts_of(drawn) <= 6:
            areas.append((left, bottom, right, top))
        if len(found) + 4 * len(areas) > MOST:
            return ()
    for left, bottom, right, top in _of_cells(areas):
        found += [(left, bottom, left, top), (right, bottom, right, top)]
        found += [(left, bottom, right, bottom), (left, top, right, top)]
    return tuple(found)


def _of_cells(areas: list[Box]) -> list[Box]:
    """Return rectangles without boxes to be ticked, and without the shades of paragraphs in cells that are shaded."""
    kept = [box for box in areas if not _is_square(box)]
    middles: dict[int, list[Box]] = {}
    for box in kept:
        middles.setdefault(round(box[0] + box[2]), []).append(box)
    return [
        box
        for box in kept
        if not any(
            _is_within(box, other)
            for middle in range(round(box[0] + box[2]) - 1, round(box[0] + box[2]) + 2)
            for other in middles.get(middle, ())
        )
    ]


def _is_square(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return max(wide, high) <= BOX and abs(wide - high) <= 1


def _is_within(inner: Box, outer: Box) -> bool:
    """Whether a rectangle is in another one, as far from its left as from its right side."""
    left, right = inner[0] - outer[0], outer[2] - inner[2]
    return 1 < left < INSET and abs(left - right) < 1 and outer[1] - 1 <= inner[1] and inner[3] <= outer[3] + 1


def is_long(rule: Box) -> bool:
    """Whether a line may be one of a table's."""
    return max(rule[2] - rule[0], rule[3] - rule[1]) > LONG


def is_rectangle(box: Box) -> bool:
    """Whether something that is drawn is high and wide enough for a line of text."""
    return min(box[2] - box[0], box[3] - box[1]) > BOX
