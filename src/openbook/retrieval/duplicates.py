"""Which chunks say the same: shingles, containment, and the duplicates of a whole corpus."""

from collections.abc import Set
from functools import lru_cache

from openbook.retrieval.words import words

WIDTH = 5
"""Words of a shingle."""

Shingles = Set[tuple[str, ...]]


def shingles(text: str, width: int = WIDTH) -> Shingles:
    """Return the runs of `width` words of a text; a shorter text is one run of what it has, an empty one has none."""
    found = words(text)
    if len(found) < width:
        return frozenset([found] if found else [])
    return frozenset(zip(*(found[start:] for start in range(width)), strict=False))


def containment(one: Shingles, other: Shingles) -> float:
    """Return how much of the smaller text stands in the larger one: |A∩B| / min(|A|, |B|), from 0 to 1."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


class ShingleCache:
    """The shingles of the texts looked at last, by text: candidates come up again and again."""

    def __init__(self, size: int = 256) -> None:
        """Keep up to `size` texts (about 100 KB each for 4,000 characters)."""
        self._cached = lru_cache(maxsize=size)(shingles)

    def __call__(self, text: str) -> Shingles:
        """Return the text's shingles."""
        return self._cached(text)
