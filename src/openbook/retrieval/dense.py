"""Dense vectors of all chunks, searched in blocks. Needs numpy (extra `dense`)."""

import os
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

from openbook.dataclass import dataclass
from openbook.errors import MissingExtraError
from openbook.records import Chunk
from openbook.retrieval.embedder import Embedder
from openbook.retrieval.index import Hit

BLOCK = 16_384
"""Chunks whose similarities are computed at a time."""
VECTORS = "vectors.npy"
PORTION = 512
"""Chunks whose vectors are taken at a time."""


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What a model wants in front of texts; nothing by default."""

    query: str = ""
    passage: str = ""


PLAIN = Prefixes()
"""For a model that wants nothing."""


class Dense:
    """Finds chunks by the cosine of their vectors with the query's: 4 bytes a dimension and chunk, on disk."""

    def __init__(self, vectors: Any, embedder: Embedder, prefixes: Prefixes) -> None:
        """Take over what `build` made."""
        self._vectors = vectors
        self._embedder = embedder
        self._prefixes = prefixes

    @classmethod
    def build(cls, chunks: Sequence[Chunk], embedder: Embedder, folder: Path, prefixes: Prefixes = PLAIN) -> "Dense":
        """Write the vectors of all chunks, which the embedder has at hand, into a file in a new or existing folder."""
        numpy = _numpy()
        folder.mkdir(parents=True, exist_ok=True)
        vectors: Any = numpy.zeros((0, 1), dtype="float32")
        for start in range(0, len(chunks), PORTION):
            texts = [f"{prefixes.passage}{chunk.text}" for chunk in chunks[start : start + PORTION]]
            portion = _unit(embedder.embed(texts))
            if not start:
                vectors = _on_disk(folder / VECTORS, (len(chunks), portion.shape[1]))
            vectors[start : start + len(portion)] = portion
        return cls(vectors, embedder, prefixes)

    @classmethod
    def open(cls, embedder: Embedder, folder: Path, prefixes: Prefixes = PLAIN) -> "Dense | None":
        """Take what `build` wrote into a folder; None where there is none. Raises ValueError where it can't be read."""
        path = folder / VECTORS
        return cls(_numpy().load(path, mmap_mode="r"), embedder, prefixes) if path.is_file() else None

    async def prepare(self, questions: Sequence[str]) -> None:
        """Have the vectors of questions at hand."""
        await self._embedder.prepare([f"{self._prefixes.query}{question}" for question in questions])

    def search(self, text: str, limit: int, is_chunk: bool = False) -> list[Hit]:
        """Return the chunks nearest in meaning to a question or to a chunk's text, best first, ties by position."""
        if not len(self._vectors) or limit < 1:
            return []
        numpy = _numpy()
        prefix = self._prefixes.passage if is_chunk else self._prefixes.query
        query = _unit(self._embedder.embed([f"{prefix}{text}"]))[0]
        scores = numpy.concatenate(
            [self._vectors[start : start + BLOCK] @ query for start in range(0, len(self._vectors), BLOCK)]
        ).round(4)
        # Equal scores at the limit: all of them are candidates, so that the lowest positions win.
        least = numpy.partition(scores, -limit)[-limit] if limit < len(scores) else scores.min()
        found = numpy.flatnonzero(scores >= least)
        order = found[numpy.lexsort((found, -scores[found]))][:limit]
        return [Hit(int(position), float(scores[position])) for position in order]


def unit_vectors(embedder: Embedder, texts: Sequence[str], known: Set[str] | None = None) -> Any:
    """Return a unit vector a text, in an array; one of zeros for a text that is not in `known`, if that is given."""
    numpy = _numpy()
    at_hand = [text for text in texts if known is None or text in known]
    found = iter(_unit(embedder.embed(at_hand))) if at_hand else iter(())
    rows = [next(found) if known is None or text in known else None for text in texts]
    length = next((len(row) for row in rows if row is not None), 1)
    return numpy.stack([numpy.zeros(length, "float32") if row is None else row for row in rows])


def _on_disk(path: Path, shape: tuple[int, int]) -> Any:
    """Return an array in a file whose blocks exist: writing to one without them on a full disk ends the process."""
    vectors = _numpy().lib.format.open_memmap(path, "w+", "float32", shape)
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return vectors


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
