"""Dense vectors of all chunks, searched in blocks. Needs numpy (extra `dense`)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from openbook.errors import MissingExtraError
from openbook.records import Chunk
from openbook.retrieval.index import Hit

BLOCK = 16_384
"""Chunks whose similarities are computed at a time."""
PORTION = 512
"""Chunks that are embedded at a time."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return a vector for each text, all of one length. Raises ServerError where a server refuses for good."""
        ...


class Dense:
    """Finds chunks by the cosine of their vectors with the query's: 4 bytes a dimension and chunk, on disk."""

    def __init__(self, vectors: Any, embedder: Embedder) -> None:
        """Take over what `build` made."""
        self._vectors = vectors
        self._embedder = embedder

    @classmethod
    def build(cls, chunks: Sequence[Chunk], embedder: Embedder, folder: Path) -> "Dense":
        """Embed all chunks into a file in a new or existing folder."""
        numpy = _numpy()
        folder.mkdir(parents=True, exist_ok=True)
        vectors: Any = numpy.zeros((0, 1), dtype="float32")
        for start in range(0, len(chunks), PORTION):
            portion = _unit(embedder.embed([chunk.text for chunk in chunks[start : start + PORTION]]))
            if not start:
                shape = (len(chunks), portion.shape[1])
                vectors = numpy.lib.format.open_memmap(folder / "vectors.npy", "w+", "float32", shape)
            vectors[start : start + len(portion)] = portion
        return cls(vectors, embedder)

    def embed(self, texts: Sequence[str]) -> Any:
        """Return the unit vectors of texts, a row each."""
        return _unit(self._embedder.embed(texts))

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the chunks nearest in meaning, best first, ties by position."""
        if not len(self._vectors) or limit < 1:
            return []
        numpy = _numpy()
        query = self.embed([text])[0]
        scores = numpy.concatenate(
            [self._vectors[start : start + BLOCK] @ query for start in range(0, len(self._vectors), BLOCK)]
        ).round(4)
        # Equal scores at the limit: all of them are candidates, so that the lowest positions win.
        least = numpy.partition(scores, -limit)[-limit] if limit < len(scores) else scores.min()
        found = numpy.flatnonzero(scores >= least)
        order = found[numpy.lexsort((found, -scores[found]))][:limit]
        return [Hit(int(position), float(scores[position])) for position in order]


def _unit(vectors: Any) -> Any:
    """Return the vectors as float32 rows of length 1; a zero vector stays one."""
    numpy = _numpy()
    rows = numpy.asarray(vectors, dtype="float32")
    lengths = numpy.linalg.norm(rows, axis=1, keepdims=True)
    return rows / numpy.where(lengths == 0, 1, lengths)


def _numpy() -> Any:
    try:
        import numpy
    except ImportError:
        raise MissingExtraError("retrieval.candidates: dense", "dense") from None
    return numpy
