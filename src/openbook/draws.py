"""Choices that are stable functions of (seed, step, ids).

A sample from a list moves when the list grows; a hash of an id does not. One file more, or one verdict that comes out
otherwise, therefore changes only the choices that it touches.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def number(seed: int, step: str, *ids: str) -> int:
    """Return a 64-bit number that looks random and depends on nothing but its arguments."""
    text = "\x1f".join((str(seed), step, *ids))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def uniform(seed: int, step: str, *ids: str) -> float:
    """Return a number in [0, 1)."""
    return (number(seed, step, *ids) >> 11) / (1 << 53)


def integer(low: int, high: int, seed: int, step: str, *ids: str) -> int:
    """Return an integer in low..high, both included."""
    return low + int(uniform(seed, step, *ids) * (high - low + 1))


def pick(options: Sequence[T], seed: int, step: str, *ids: str) -> T:
    """Return one of a short, fixed list of options."""
    return options[integer(0, len(options) - 1, seed, step, *ids)]


def ordered(ids: Iterable[str], seed: int, step: str) -> list[str]:
    """Return the ids in a seeded order in which each id's place depends on itself alone."""
    return sorted(sorted(ids), key=partial(number, seed, step))


def arranged(numbers: "array[int]", id_: Callable[[int], str]) -> "array[int]":
    """Return the places of 64-bit numbers, the lowest first; of equal ones, which are rare, by id."""
    order = array("q", sorted(range(len(numbers)), key=numbers.__getitem__))
    if any(numbers[one] == numbers[other] for one, other in pairwise(order)):
        order = array("q", sorted(order, key=lambda place: (numbers[place], id_(place))))
    return order


class Ring:
    """Ids on a ring of hashes: walking on from a point finds the same ids although others come and go."""

    def __init__(self, ids: Sequence[str], seed: int, step: str) -> None:
        """Place the ids; the ring is independent of their order. 16 bytes of memory an id."""
        points = array("Q", (number(seed, step, id_) for id_ in ids))
        self._places = arranged(points, ids.__getitem__)
        self._points = array("Q", (points[place] for place in self._places))

    def __len__(self) -> int:
        return len(self._places)

    def walk(self, point: int) -> Iterator[int]:
        """Yield the index of every id once, the next one after the point first. `point` is 64 bit, as from `number`."""
        start = bisect_left(self._points, point)
        for offset in range(len(self)):
            yield self._places[(start + offset) % len(self)]
