"""Where in a stretch of a page's text another object begins to draw."""

from itertools import pairwise

from openbook.corpus.formats.pdf.positions import Positions

FEW = 6
"""Characters to each object, from which halving asks less often than looking at all of them."""


def object_changes(places: Positions, text: str, start: int, end: int, boxes: int) -> list[int]:
    """Return the places, those before which nothing draws left out; `boxes`: how many objects draw what is seen."""
    if boxes * FEW < end - start:
        found = _halved(places, start, end)
        parts = pairwise((start, *found, end))
        if sum(not text[one:other].isspace() for one, other in parts) == boxes:
            return found
    return _one_by_one(places, start, end)


def _halved(places: Positions, start: int, end: int) -> list[int]:
    """Return the same, where the characters of each object stand together."""
    object_at, address = places.object_at, places.address

    def nearest(at: int, step: int, stop: int) -> tuple[int, int]:
        """Return the next character that something draws, and what draws it."""
        while at != stop:
            drawn = object_at(address, at)
            if drawn:
                return at, drawn
            at += step
        return -1, 0

    first, last = nearest(start, 1, end), nearest(end - 1, -1, start - 1)
    if first[0] < 0:
        return []
    found: list[int] = []
    stretches = [(first, last)]
    while stretches:
        (low, one), (high, other) = stretches.pop()
        if one == other:
            continue
        middle = nearest((low + high) // 2, -1, low)
        if middle[0] < 0:
            middle = nearest((low + high) // 2 + 1, 1, high)
        if middle[0] < 0:
            found.append(high)
            continue
        stretches += [((low, one), middle), (middle, (high, other))]
    return sorted(found)


def _one_by_one(places: Positions, start: int, end: int) -> list[int]:
    object_at, address = places.object_at, places.address
    found: list[int] = []
    last = 0
    for index in range(start, end):
        drawn = object_at(address, index)
        if drawn and drawn != last:
            if last:
                found.append(index)
            last = drawn
    return found
