"""The retriever that a config asks for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.records import Chunk
from openbook.retrieval.index import Index
from openbook.retrieval.retriever import Fused, Lexical, Retriever, Semantic

if TYPE_CHECKING:
    from openbook.config import Config
    from openbook.retrieval.embedder import Embedder


def make_retriever(
    chunks: Sequence[Chunk], index: Index, config: "Config", folder: Path, embedder: "Embedder | None"
) -> tuple[Retriever, tuple[str, ...]]:
    """Return the retriever of hard candidates, and notices.

    `folder` takes vectors, or has them from an earlier time; `embedder` has those of all chunks at hand; None where
    none can be had from a server now.

    Raises InputError or MissingExtraError where vectors of a local model are wanted and can't be had.
    """
    lexical = Lexical(index)
    settings = config.retrieval
    if settings.candidates == "bm25" or settings.embedding_model is None:
        return lexical, ()
    from openbook.retrieval.dense import Dense, Prefixes
    from openbook.retrieval.embedder import LocalModel

    if embedder is None:
        if settings.embedding_base_url is not None:
            return lexical, ("Contexts are looked for by words alone: not all vectors are at hand.",)
        embedder = LocalModel(Path(settings.embedding_model))
    prefixes = Prefixes(settings.query_prefix, settings.passage_prefix)
    semantic = Semantic(Dense.open(embedder, folder, prefixes) or Dense.build(chunks, embedder, folder, prefixes))
    return (semantic if settings.candidates == "dense" else Fused((lexical, semantic))), ()
