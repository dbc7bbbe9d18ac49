"""How many passages a context has: one distribution for all kinds of a run, so that a size tells nothing of the kind.

Where passages of one kind disagree, two of every other kind resemble each other, and all contexts have room for that.
Kinds whose size is fixed (gold alone, long contexts) would give themselves away: the others that do the same job leave
them their part of the distribution, and all other kinds have those sizes as often. Some kinds can't have one passage
alone: where a run has such, those that can, and need not, have it half as often as answers do, between the two.
"""

from collections.abc import Mapping
from itertools import accumulate

from openbook import draws
from openbook.scenarios import SCENARIOS, Scenario

LONG = (9, 13)
"""Passages of a long context, fewest and most."""

Weights = Mapping[int, float]


class Sizes:
    """The number of passages of every item, drawn by its id."""

    def __init__(self, shares: Mapping[str, float], most: int, seed: int) -> None:
        """`most`: passages of an ordinary context; `shares`: of the kinds, as the config has them."""
        self._seed = seed
        kinds = {SCENARIOS[name]: share for name, share in shares.items() if share}
        plain = {kind: share for kind, share in kinds.items() if kind.does == "answers"}
        fixed = {1: _sum(plain, "none"), LONG[0]: _sum(plain, "many")}
        whole = sum(plain.values()) or 1.0
        alone, long = fixed[1] / whole, fixed[LONG[0]] / whole
        self._parts = any(kind.fewest > 1 for kind in kinds)
        disagreeing = any(kind.disagrees for kind in kinds)
        needed = (max(kind.fewest, alike_from(kind) if disagreeing else 1) for kind in kinds if kind.fewest > 1)
        fewest = min(max(needed, default=1), most)
        self._all = _distribution(fewest, most, alone, long)
        self._free = {size: max(0.0, weight * whole) for size, weight in self._all.items()}
        self._free[1] = max(0.0, self._free.get(1, 0.0) - fixed[1])
        for size in range(LONG[0], LONG[1] + 1):
            self._free[size] = max(0.0, self._free.get(size, 0.0) - fixed[LONG[0]] / (LONG[1] - LONG[0] + 1))
        self._short = {size: weight for size, weight in self._free.items() if weight > 1e-9} or {1: 1.0}

    def draw(self, name: str, id_: str) -> int:
        """Return how many passages an item's context has; 0 for an empty one."""
        kind = SCENARIOS[name]
        if kind.distractors == "none":
            return 1 if kind.shows == "all" else 0
        if kind.distractors == "many":
            return draws.integer(*LONG, self._seed, "chunks", id_)
        return _drawn(self._weights(kind), draws.uniform(self._seed, "chunks", id_))

    def _weights(self, kind: Scenario) -> Weights:
        if kind.does == "answers":
            return self._short
        least = max(size for size in (kind.fewest, 1) if any(other >= size for other in self._all))
        held = {size: weight for size, weight in self._all.items() if size >= least}
        return {**held, 1: held[1] / 2} if self._parts and 1 in held else held


def alike_from(kind: Scenario) -> int:
    """Return from how many passages on two can resemble each other: gold and another one, or two distractors."""
    return 2 if kind.disagrees or kind.shows != "all" else kind.sources[0] + 1


def _sum(kinds: Mapping[Scenario, float], distractors: str) -> float:
    return sum(share for kind, share in kinds.items() if kind.distractors == distractors)


def _distribution(fewest: int, most: int, alone: float, long: float) -> Weights:
    """Return the weight of each size, 1 in sum: 1 as often as gold stands alone, long ones as often as they are wanted.

    Where no kind needs two passages, the ordinary sizes are uniform from 1.
    """
    ordinary = range(fewest, most + 1)
    each = (1 - long) / len(ordinary)
    weights = dict.fromkeys(ordinary, each)
    if alone > weights.get(1, 0.0):
        rest = max(0.0, 1 - long - alone)
        others = [size for size in ordinary if size > 1]
        weights = {1: alone, **dict.fromkeys(others, rest / len(others) if others else 0.0)}
    for size in range(LONG[0], LONG[1] + 1):
        if long:
            weights[size] = weights.get(size, 0.0) + long / (LONG[1] - LONG[0] + 1)
    return {size: weight for size, weight in sorted(weights.items()) if weight > 0}


def _drawn(weights: Weights, draw: float) -> int:
    sizes = sorted(weights)
    reached = list(accumulate(weights[size] for size in sizes))
    point = draw * reached[-1]
    return next((size for size, until in zip(sizes, reached, strict=True) if point < until), sizes[-1])
