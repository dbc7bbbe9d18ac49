"""What texts have in common: the runs of words that they share."""

from collections.abc import Sequence, Set
from functools import lru_cache
from zlib import crc32

from openbook.text.words import spaced, words

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

    def __init__(self, size: int = 64) -> None:
        """Keep up to `size` texts (about 100 KB each for 4,000 characters)."""
        self._cached = lru_cache(maxsize=size)(shingles)

    def __call__(self, text: str) -> Shingles:
        """Return the text's shingles."""
        return self._cached(text)


def shingle_hashes(found: Sequence[bytes]) -> list[int]:
    """Return a 32-bit hash of each run of `WIDTH` words, in order; of fewer words one, of none nothing.

    The words are those of `in_bytes`.
    """
    if len(found) < WIDTH:
        return [crc32(b" ".join(found))] if found else []
    return list(map(crc32, map(b" ".join, zip(*(found[start:] for start in range(WIDTH)), strict=False))))


def in_bytes(text: str) -> list[bytes]:
    """Return the words of a text in UTF-8."""
    return spaced(text).encode().split()
