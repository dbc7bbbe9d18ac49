"""What of a record can be seen without its question, as numbers for a classifier, in any script."""

import math
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from openbook.records import Item

RUN = 12
"""Characters of a run by which near-identity is told."""
STEPS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.98)
"""Shares of common runs that are features of their own: a straight line alone could be hidden from."""
FEWEST = 3
"""Passages of which one stands alone draws its places."""
SHORTEST = 15
"""Characters of a sentence that two passages tell with other figures."""

_SENTENCE = re.compile(r"[^.!?。！？؟।\n]+")
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A record, as far as the probe knows it."""

    item: Item
    prompt: int
    """Which system prompt of its family it has."""

    @property
    def document(self) -> str:
        """Of its first gold chunk: folds never part a document."""
        return self.item.gold[0].document_id


def sizes(record: Seen) -> list[float]:
    """Return the number of passages, also as flags."""
    count = len(record.item.passages)
    return [math.log(1 + count), *(float(count == n) for n in (1, 2, 3)), float(count > 8)]


def lengths(record: Seen) -> list[float]:
    """Return what the passages' lengths come to."""
    logs = [math.log(len(passage.text)) for passage in record.item.passages]
    return [sum(logs) / len(logs), max(logs), min(logs), max(logs) - min(logs)]


def sources(record: Seen) -> list[float]:
    """Return what the names look like: digits, versions, folders, and how many there are."""
    names = [passage.source for passage in record.item.passages]
    share = [sum(map(str.isdigit, name)) / max(1, len(name)) for name in names]
    marked = [bool(re.search(r"\(\d\)|-v\d|_\d{4}|^\d{4}|archive|(^|/)v\d", name)) for name in names]
    folders = [name.count("/") for name in names]
    return [max(share), sum(share) / len(share), float(any(marked)), sum(marked) / len(marked), float(max(folders)),
            len(set(names)) / len(names), float(len(set(names)) == len(names))]  # fmt: skip


def near_identity(record: Seen) -> list[float]:
    """Return how much the passages have in common: the two most alike, the next two, all in the mean."""
    shares = sorted(_shares(record), reverse=True) or [0.0]
    most, second = shares[0], shares[1] if len(shares) > 1 else 0.0
    return [most, second, sum(shares) / len(shares), *(float(most > step) for step in STEPS),
            *(float(second > step) for step in STEPS)]  # fmt: skip


def order(record: Seen) -> list[float]:
    """Return where the longest and the shortest passage stand, and the two that are most alike: any where none are, or
    where one stands alone, for whether any are is near-identity's to tell, and how many there are, sizes'.
    """
    span = [len(passage.text) for passage in record.item.passages]
    count = len(span) if len(span) > 1 else FEWEST
    pairs = list(combinations(range(count), 2))
    drawn = zlib.crc32("\n".join(passage.text for passage in record.item.passages).encode())
    one, other = pairs[drawn % len(pairs)]
    longest, shortest = span.index(max(span)), span.index(min(span))
    if len(span) == 1:
        longest, shortest = pairs[drawn // len(pairs) % len(pairs)]
    elif any(shares := _shares(record)):
        one, other = max(zip(shares, pairs, strict=True))[1]
    return [place / (count - 1) for place in (longest, shortest, one, other - one)]


def told_otherwise(record: Seen) -> list[float]:
    """Return how many sentences stand in two passages with other figures."""
    found = 0
    for one, other in combinations(record.item.passages, 2):
        known = _frames(one.text)
        found += sum(frame in known and figures not in known[frame] for frame, told in _frames(other.text).items()
                     for figures in told)  # fmt: skip
    return [float(found), float(found > 0)]


def system_prompt(record: Seen) -> list[float]:
    """Return the family of the system prompt, and which one of it stands there."""
    return [float(record.item.strict), *(float(record.prompt == n) for n in range(1, 5))]


FEATURES: Mapping[str, Callable[[Seen], list[float]]] = {
    "sizes": sizes, "lengths": lengths, "sources": sources, "order": order, "near-identity": near_identity,
    "told otherwise": told_otherwise, "system prompt": system_prompt,
}  # fmt: skip


def _shares(record: Seen) -> list[float]:
    """Return the share of common runs of every two passages."""
    runs = [_runs(passage.text) for passage in record.item.passages]
    return [len(one & other) / min(len(one), len(other)) for one, other in combinations(runs, 2)]


@lru_cache(maxsize=20_000)
def _runs(text: str) -> frozenset[int]:
    return frozenset(zlib.crc32(text[n : n + RUN].encode()) for n in range(max(1, len(text) - RUN)))


@lru_cache(maxsize=20_000)
def _frames(text: str) -> Mapping[str, set[Sequence[str]]]:
    """Return the sentences without their figures, each with the figures that it has had."""
    found: dict[str, set[Sequence[str]]] = {}
    for sentence in _SENTENCE.findall(text):
        figures = tuple(_FIGURE.findall(sentence))
        if figures and len(sentence) >= SHORTEST:
            found.setdefault(_FIGURE.sub("#", sentence.strip()), set()).add(figures)
    return found
