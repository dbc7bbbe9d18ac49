"""The corpus of an output folder, searched as its contexts were."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from openbook.config import Config
from openbook.errors import InputError
from openbook.file_names import PREPARED_FILE
from openbook.records import Chunk, Passage
from openbook.serve.kept_index import KeptIndex


class Search:
    """Finds passages for a question, by words or by what `retrieval.candidates` says."""

    def __init__(self, output: Path, config: Config) -> None:
        """Take the index that the output folder keeps, or build it. Raises InputError where there are no chunks,
        MissingExtraError for vectors.
        """
        self._chunks = list(chunks_of(output))
        if not self._chunks:
            raise InputError(f"{output}: there are no passages in it to search. Name the output folder of a run.")
        self._index = KeptIndex(output, self._chunks, config)
        self._retriever, self.notices = self._index.retriever, self._index.notices

    def __len__(self) -> int:
        return len(self._chunks)

    def __call__(self, question: str, limit: int) -> list[Passage]:
        """Return the best passages for a question, best first; none where no word of it stands anywhere."""
        return [
            Passage(chunk.id, chunk.source, chunk.text, rank, hit.score, is_gold=False)
            for rank, hit in enumerate(self._retriever.search(question, limit, False), start=1)
            for chunk in (self._chunks[hit.position],)
        ]

    def close(self) -> None:
        """Delete the index, where it could not be kept."""
        self._index.close()


def chunks_of(output: Path) -> Iterator[Chunk]:
    """Yield every chunk that a context of the output folder was made of or about, each once, in their order."""
    path = output / PREPARED_FILE
    if not path.is_file():
        return
    seen: set[str] = set()
    with path.open("rb") as file:
        for row in map(orjson.loads, file):
            for found in (row, *(one for one in row["rag_chunks"] if not one.get("synthetic"))):
                if found["chunk_id"] not in seen:
                    seen.add(found["chunk_id"])
                    yield _chunk(found)


def _chunk(row: dict[str, Any]) -> Chunk:
    return Chunk(row["chunk_id"], "", row["metadata"], 0, len(row["text"]), row["text"])
