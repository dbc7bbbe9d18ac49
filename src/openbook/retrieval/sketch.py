"""What a chunk says, in a few numbers: enough to rule out the members of one family of texts before any is compared."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import compress
from typing import Literal
from zlib import crc32

from openbook.dataclass import dataclass
from openbook.retrieval.duplicates import WIDTH
from openbook.text.words import words

KEPT = 48
"""Numbers of a sketch: the smallest hashes of its sampled shingles."""
SAMPLED = 4
"""Of the words, one in so many begins a shingle that is sampled: the same words in every text."""
ENOUGH = 12
"""Numbers that two sketches must have in the range that they share, for their likeness to be believed."""
MARGIN = 0.05
"""By so much an estimate must exceed the limit."""
BELIEVED = 0.9
"""A limit above this is left to the comparison in full."""

REMEMBERED = 32_768
"""Chunks of a corpus whose sketches are remembered."""

Nearness = Literal["near", "far", "unsure"]

Sketch = array  # of unsigned 32-bit numbers, rising


@lru_cache(maxsize=100_000)
def _begins(word: str) -> bool:
    return crc32(word.encode()) % SAMPLED == 0


@lru_cache(maxsize=512)
def sketch(text: str) -> "Sketch[int]":
    """Return the sketch of a text: 4 bytes a number, at most 48; empty for a text of few words. Those of texts looked
    at last are remembered.
    """
    found = words(text)
    starts = compress(range(len(found) - WIDTH + 1), map(_begins, found))
    hashes = {crc32(" ".join(found[place : place + WIDTH]).encode()) for place in starts}
    return array("I", sorted(hashes)[:KEPT])


@dataclass(frozen=True, slots=True)
class Companions:
    """The sketches of the texts that a candidate stands beside."""

    sketches: Sequence["Sketch[int]"]
    sets: Sequence[frozenset[int]]
    limit: float
    """Containment from which two texts say the same."""

    @classmethod
    def of(cls, texts: Iterable[str], limit: float) -> "Companions":
        """Sketch the texts."""
        made = [sketch(text) for text in texts]
        return cls(made, [frozenset(one) for one in made], limit)

    def judge(self, candidate: "Sketch[int]") -> Nearness:
        """Say whether the candidate is near one of the texts, far from all, or must be compared."""
        verdict: Nearness = "far"
        for numbers, known in zip(self.sketches, self.sets, strict=True):
            shared = len(known.intersection(candidate))
            if not shared:
                if min(len(numbers), len(candidate)) < ENOUGH:
                    verdict = "unsure"
                continue
            if self.limit <= BELIEVED and _likeness(numbers, candidate, shared) >= self.limit + MARGIN:
                return "near"
            verdict = "unsure"
        return verdict


def _likeness(numbers: "Sketch[int]", candidate: "Sketch[int]", shared: int) -> float:
    """Return the estimated containment, 0 where too few numbers tell it: of those below the smaller of the two ends, as
    all `shared` ones are.
    """
    if len(numbers) < KEPT and len(candidate) < KEPT:
        least = min(len(numbers), len(candidate))
    else:
        end = min(numbers[-1], candidate[-1])
        least = min(bisect_right(numbers, end), bisect_right(candidate, end))
    return shared / least if least >= ENOUGH else 0.0


class Sketches:
    """The sketches of a corpus, each made when it is asked for: the last ones are remembered, about 350 bytes each."""

    def __init__(self, text: Callable[[int], str]) -> None:
        """`text` gives the text of the chunk at a position."""
        self._made = lru_cache(maxsize=REMEMBERED)(lambda position: sketch(text(position)))

    def __getitem__(self, position: int) -> "Sketch[int]":
        """Return the sketch of the chunk at a position."""
        return self._made(position)
