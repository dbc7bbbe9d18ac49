"""Units → chunks: which units stand together, chosen so that chunks are full, cuts are good and no tail is tiny."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from math import inf

GRAIN = 10
"""Units shorter than this part of a chunk are joined first, unless a better cut stands between: it bounds the work."""


def pack(costs: Sequence[float], starts: Sequence[int], ends: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Return half-open ranges of units, one a chunk, that cost least.

    `starts` and `ends` are the units' places in the measure that `size` is in (characters or tokens); no unit is
    longer than `size`. A chunk costs the square of the part that stays empty, and each cut what its unit says.
    """
    groups = _join(costs, starts, ends, size // GRAIN, size)
    scale = 1.0 / size
    back = []
    least, chosen = 0.0, 0
    # The groups that may begin a chunk, the latest first: start, least cost of all before, cost of the cut, index.
    window: deque[tuple[int, float, float, int]] = deque()
    for index, (first, following) in enumerate(pairwise(groups)):
        window.appendleft((starts[first], least, costs[first] if index else 0.0, index))
        end = ends[following - 1]
        while end - window[-1][0] > size and len(window) > 1:
            window.pop()
        least = inf
        for start, before, cost, begun in window:
            empty = 1.0 - (end - start) * scale
            total = before + empty * empty + cost
            if total < least:
                least, chosen = total, begun
        back.append(chosen)
    ranges = []
    last = len(back)
    while last:
        begun = back[last - 1]
        ranges.append((groups[begun], groups[last]))
        last = begun
    ranges.reverse()
    return ranges


def _join(costs: Sequence[float], starts: Sequence[int], ends: Sequence[int], grain: int, size: int) -> list[int]:
    """Return the first unit of each group, and the number of units at the end."""
    groups = [0]
    opened, cheapest, before = starts[0], costs[0], ends[0]
    for index, (start, end, cost) in enumerate(zip(starts[1:], ends[1:], costs[1:], strict=True), 1):
        if before - opened >= grain or cost < cheapest or end - opened > size:
            groups.append(index)
            opened, cheapest = start, cost
        before = end
    groups.append(len(starts))
    return groups
