"""What a retriever is asked and what it answers: by words, by meaning, or by both."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from openbook.dataclass import dataclass
from openbook.retrieval.index import Hit, Index

if TYPE_CHECKING:
    from openbook.retrieval.dense import Dense

DEPTH = 200
"""Hits of each retriever that are fused; deeper ones hardly change the order above."""
OFFSET = 60
"""Added to a rank before it is inverted: the usual constant of reciprocal rank fusion (Cormack et al., SIGIR 2009)."""


class Retriever(Protocol):
    """Finds chunks for a question, or for the text of a chunk."""

    def search(self, text: str, limit: int, is_chunk: bool) -> list[Hit]:
        """Return the best hits, best first, ties by position; a larger limit only adds to the end."""
        ...

    async def prepare(self, questions: Sequence[str]) -> None:
        """Make ready what searching for the questions takes time for. Raises what a call to a server raises."""
        ...


@dataclass(frozen=True, slots=True)
class Lexical:
    """BM25: by rare words."""

    index: Index

    def search(self, text: str, limit: int, is_chunk: bool) -> list[Hit]:
        """Return the hits for the rarest words; of a chunk only those that another chunk has too."""
        return self.index.search(self.index.terms(text, found_in=2 if is_chunk else 1), limit)

    async def prepare(self, questions: Sequence[str]) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Semantic:
    """Dense vectors: by meaning."""

    dense: "Dense"

    def search(self, text: str, limit: int, is_chunk: bool) -> list[Hit]:
        """Return the hits by cosine similarity."""
        return self.dense.search(text, limit, is_chunk)

    async def prepare(self, questions: Sequence[str]) -> None:
        """Have their vectors at hand."""
        await self.dense.prepare(questions)


@dataclass(frozen=True, slots=True)
class Fused:
    """Several retrievers, each with a say by the ranks that it gives."""

    retrievers: Sequence[Retriever]

    def search(self, text: str, limit: int, is_chunk: bool) -> list[Hit]:
        """Return the hits by the sum of their inverted ranks."""
        scores: dict[int, float] = {}
        for retriever in self.retrievers:
            for rank, hit in enumerate(retriever.search(text, DEPTH, is_chunk), start=1):
                scores[hit.position] = scores.get(hit.position, 0.0) + 1 / (OFFSET + rank)
        ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Hit(position, round(score, 5)) for position, score in ordered[:limit]]

    async def prepare(self, questions: Sequence[str]) -> None:
        """Make all of them ready."""
        for retriever in self.retrievers:
            await retriever.prepare(questions)
