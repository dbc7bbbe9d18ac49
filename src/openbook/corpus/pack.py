"""Units → chunks: which units stand together, chosen so that chunks are full, cuts are good and no tail is tiny."""

from array import array
from collections.abc import Sequence

from openbook.corpus.blocks import Unit

GRAIN = 10
"""Units shorter than this part of a chunk are joined first, unless a better cut stands between: it bounds the work."""


def pack(units: Sequence[Unit], starts: Sequence[int], ends: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Return half-open ranges of units, one a chunk, that cost least.

    `starts` and `ends` are the units' places in the measure that `size` is in (characters or tokens); no unit is
    longer than `size`. A chunk costs the square of the part that stays empty, and each cut what its unit says.
    """
    groups = _join(units, starts, ends, size // GRAIN, size)
    count = len(groups) - 1
    opens = [starts[groups[k]] for k in range(count)]
    closes = [ends[groups[k + 1] - 1] for k in range(count)]
    costs = [units[groups[k]].cost for k in range(count)]
    best = array("d", [0.0]) * (count + 1)
    back = array("q", [0]) * (count + 1)
    scale = 1.0 / size
    for j in range(1, count + 1):
        close = closes[j - 1]
        least = float("inf")
        i = j - 1
        while i >= 0:
            length = close - opens[i]
            if length > size and i < j - 1:
                break
            empty = 1.0 - length * scale
            cost = best[i] + empty * empty + (costs[i] if i else 0.0)
            if cost < least:
                least = cost
                back[j] = i
            i -= 1
        best[j] = least
    ranges = []
    j = count
    while j:
        i = back[j]
        ranges.append((groups[i], groups[j]))
        j = i
    ranges.reverse()
    return ranges


def _join(units: Sequence[Unit], starts: Sequence[int], ends: Sequence[int], grain: int, size: int) -> list[int]:
    """Return the first unit of each group, and the number of units at the end."""
    groups = [0]
    opened = starts[0]
    for k in range(1, len(units)):
        if ends[k - 1] - opened >= grain or units[k].cost < units[groups[-1]].cost or ends[k] - opened > size:
            groups.append(k)
            opened = starts[k]
    groups.append(len(units))
    return groups
