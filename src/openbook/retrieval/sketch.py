"""What a chunk says, in a few numbers: enough to rule out the members of one family of texts before any is compared."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias
from zlib import crc32

from openbook.dataclass import dataclass
from openbook.retrieval.shingles import WIDTH, in_bytes

KEPT = 48
"""Numbers of a sketch: the smallest hashes of its sampled shingles."""
SAMPLED = 4
"""Of the words, one in so many begins a shingle that is sampled: the same words in every text."""
ENOUGH = 12
"""Numbers that two sketches must have in the range that they share, for their likeness to be believed."""
MARGIN = 0.05
"""By so much an estimate must exceed the limit."""
FAR, DOUBT = 1 / 3, 1.2
"""Texts are far from each other that share, with `DOUBT` more, at most this part of the numbers that texts at the limit
share on average: of those one in 170 looks so.
"""
BELIEVED = 0.9
"""A limit above this is left to the comparison in full."""

REMEMBERED = 8_192
"""Chunks of a corpus whose sketches are remembered."""

Nearness = Literal["near", "far", "unsure"]

Sketch: TypeAlias = "array[int]"
"""Unsigned 32-bit numbers, rising."""


@lru_cache(maxsize=512)
def sketch(text: str) -> Sketch:
    """Return the sketch of a text: 4 bytes a number, at most 48; empty for a text of few words. Those of texts looked
    at last are remembered.
    """
    found = in_bytes(text)
    return _lowest(crc32(b" ".join(found[place : place + WIDTH])) for place in _starts(found))


def sketch_of(found: Sequence[bytes], hashes: Sequence[int]) -> Sketch:
    """Return the sketch of a text by its words and the hashes of its shingles, which are known."""
    return _lowest(map(hashes.__getitem__, _starts(found)))


def _starts(found: Sequence[bytes]) -> list[int]:
    """Return where a sampled shingle begins."""
    whole = found[: max(0, len(found) - WIDTH + 1)]
    return [place for place, hashed in enumerate(map(crc32, whole)) if hashed % SAMPLED == 0]


def _lowest(hashes: Iterable[int]) -> Sketch:
    return array("I", sorted(set(hashes))[:KEPT])


@dataclass(frozen=True, slots=True)
class Companions:
    """The sketches of the texts that a candidate stands beside."""

    sketches: Sequence[Sketch]
    sets: Sequence[frozenset[int]]
    limit: float
    """Containment from which two texts say the same."""

    @classmethod
    def of(cls, sketches: Sequence[Sketch], limit: float) -> "Companions":
        """Take the sketches of the texts."""
        return cls(sketches, list(map(frozenset, sketches)), limit)

    def judge(self, candidate: Sketch) -> Nearness:
        """Say whether the candidate is near one of the texts, far from all, or must be compared."""
        verdict: Nearness = "far"
        for numbers, known in zip(self.sketches, self.sets, strict=True):
            shared = len(known.intersection(candidate))
            if not shared:
                if min(len(numbers), len(candidate)) < ENOUGH:
                    verdict = "unsure"
                continue
            told = _told(numbers, candidate)
            if told >= ENOUGH and self.limit <= BELIEVED and shared >= (self.limit + MARGIN) * told:
                return "near"
            if shared + DOUBT > FAR * self.limit * told:
                verdict = "unsure"
        return verdict


def _told(numbers: Sketch, candidate: Sketch) -> int:
    """Return of how many numbers two sketches tell whether they are shared: of those below the smaller of the two ends,
    as all shared ones are.
    """
    if len(numbers) < KEPT and len(candidate) < KEPT:
        return min(len(numbers), len(candidate))
    end = min(numbers[-1], candidate[-1])
    return min(bisect_right(numbers, end), bisect_right(candidate, end))


class Sketches:
    """The sketches of a corpus, each had when it is asked for: the last ones are remembered, about 350 bytes each."""

    def __init__(self, of: Callable[[int], Sketch]) -> None:
        """`of` gives the sketch of the chunk at a position."""
        self._made = lru_cache(maxsize=REMEMBERED)(of)

    def __getitem__(self, position: int) -> Sketch:
        """Return the sketch of the chunk at a position."""
        return self._made(position)
