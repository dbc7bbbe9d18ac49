"""What a search finds, as far as it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import islice

from openbook.dataclass import dataclass
from openbook.retrieval.index import Hit

TRIED = 1_000
"""Candidates looked at for one place of a context, at most; beyond it the corpus says one thing over and over."""


@dataclass(frozen=True, slots=True)
class RankRange:
    """Which of the retriever's hits count as distractors of the wanted hardness: ranks from 1, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Side:
    """Of which documents hits are taken."""

    documents: Set[str] = frozenset()
    """Ids."""
    is_within: bool = True
    """Whether those of these documents come first; else those of others."""
    is_strict: bool = False
    """Whether no others are taken at all, of the first `LOOKED_THROUGH`."""

    def takes(self, hit: Hit, is_of: Callable[[int, str], bool]) -> bool:
        """Whether a hit is on this side; `is_of` says of a position and an id whether the chunk is of the document."""
        return self.is_within == any(is_of(hit.position, id_) for id_ in self.documents)

    def among(self, hits: Iterable[Hit], is_of: Callable[[int, str], bool]) -> Iterator[Hit]:
        """Yield the hits; where it is strict, those of the first ones that are on this side."""
        return (hit for hit in islice(hits, LOOKED_THROUGH) if self.takes(hit, is_of)) if self.is_strict else iter(hits)


ANY = Side()

LOOKED_THROUGH = 32
"""Hits among which those of other documents are looked for."""

RANKS = {"easy": RankRange(21, 100), "medium": RankRange(7, 20), "hard": RankRange(1, 6)}
"""Hits that count as distractors of a named hardness."""


class Hits:
    """The hits for one query, fetched in growing portions."""

    def __init__(self, search: Callable[[int], list[Hit]]) -> None:
        """Fetch nothing yet; `search` takes how many are wanted."""
        self._search = search
        self._hits: list[Hit] = []
        self._scores: dict[int, float] = {}
        self._complete = False

    def _fetch(self) -> None:
        limit = min(TRIED, max(32, 4 * len(self._hits)))
        self._hits = self._search(limit)
        self._complete = len(self._hits) < limit or limit == TRIED

    def walk(self) -> Iterator[Hit]:
        """Yield the hits, best first, up to 1,000."""
        rank = 0
        while True:
            if rank >= len(self._hits):
                if self._complete:
                    return
                self._fetch()
                continue
            yield self._hits[rank]
            rank += 1

    def score(self, position: int) -> float:
        """Return what the retriever gave the chunk at a position, 0.0 where it is not among the hits fetched."""
        if not self._hits and not self._complete:
            self._fetch()
        if len(self._scores) < len(self._hits):
            self._scores = dict(self._hits)
        return self._scores.get(position, 0.0)
