"""An order whose every beginning is spread as evenly as can be."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heapreplace
from itertools import groupby
from typing import Any


def spread(traits: Mapping[str, Sequence[Hashable]]) -> list[str]:
    """Return the ids in an order in which each trait's values come as often as one another, as long as there are some.

    `traits` has the values of each id, all as many and in the same order, the most important trait first; among equals
    the order of the ids decides. An id without traits keeps its place.
    """
    taken: list[Counter[Hashable]] = [Counter() for _ in next(iter(traits.values()), ())]
    return list(_Branch(list(traits.items()), 0, taken)) if taken else list(traits)


class _Branch:
    """The ids that have the same values of the first traits, by their value of the next one."""

    def __init__(self, members: Sequence[tuple[str, Sequence[Hashable]]], depth: int, taken: list[Counter[Hashable]]):
        self._taken, self._depth = taken, depth
        self._heap: list[tuple[int, int, Any]] = []
        self._below: dict[Hashable, Iterator[str]] = {}
        self._left: Counter[Hashable] = Counter()
        if depth == len(taken):
            self._ids = iter([id_ for id_, _ in members])
            return
        grouped: dict[Hashable, list[tuple[str, Sequence[Hashable]]]] = {}
        for value, found in groupby(members, key=lambda member: member[1][depth]):
            grouped.setdefault(value, []).extend(found)
        for order, (value, found_there) in enumerate(grouped.items()):
            self._heap.append((0, order, value))
            self._left[value] = len(found_there)
            self._below[value] = iter(_Branch(found_there, depth + 1, taken))
        heapify(self._heap)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids: always one of the value that was taken least, here or elsewhere."""
        if self._depth == len(self._taken):
            yield from self._ids
            return
        counts = self._taken[self._depth]
        while self._heap:
            known, order, value = self._heap[0]
            if known < counts[value]:
                heapreplace(self._heap, (counts[value], order, value))
                continue
            chosen = next(self._below[value])
            counts[value] += 1
            self._left[value] -= 1
            if self._left[value]:
                heapreplace(self._heap, (counts[value], order, value))
            else:
                heappop(self._heap)
            yield chosen
