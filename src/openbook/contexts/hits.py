"""What a search finds, as far as it is asked for."""

from collections.abc import Callable, Iterator, Sequence

from openbook.dataclass import dataclass
from openbook.retrieval.index import Hit

TRIED = 1_000
"""Candidates looked at for one place of a context, at most; beyond it the corpus says one thing over and over."""


@dataclass(frozen=True, slots=True)
class RankRange:
    """Which of the retriever's hits count as distractors of the wanted hardness: ranks from 1, both included."""

    low: int
    high: int


RANKS = {"easy": RankRange(21, 100), "medium": RankRange(7, 20), "hard": RankRange(1, 6)}
"""Hits that count as distractors of a named hardness."""


class Hits:
    """The hits for one query, fetched in growing portions."""

    def __init__(self, search: Callable[[int], list[Hit]], ids: Sequence[str]) -> None:
        """Fetch nothing yet; `search` takes how many are wanted."""
        self._search = search
        self._ids = ids
        self._hits: list[Hit] = []
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

    def score(self, chunk_id: str) -> float:
        """Return what the retriever gave the chunk, 0.0 where it is not among the first hits."""
        if not self._hits and not self._complete:
            self._fetch()
        return next((hit.score for hit in self._hits if self._ids[hit.position] == chunk_id), 0.0)
