"""The retriever that a config asks for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.records import Chunk
from openbook.retrieval.index import Index
from openbook.retrieval.retriever import Fused, Lexical, Retriever, Semantic

if TYPE_CHECKING:
    from openbook.config import Config

VECTORS_FILE = "embeddings.db"
"""In the output folder: vectors that an endpoint has given, by content."""


def make_retriever(
    chunks: Sequence[Chunk], index: Index, config: "Config", folder: Path, offline: bool
) -> tuple[Retriever, tuple[str, ...]]:
    """Return the retriever of hard candidates, and notices.

    `folder` takes vectors; `offline`: no server may be called, so that an endpoint's vectors are done without. Raises
    InputError, MissingExtraError or ServerError where vectors are wanted and can't be had.
    """
    lexical = Lexical(index)
    settings = config.retrieval
    if settings.candidates == "bm25" or settings.embedding_model is None:
        return lexical, ()
    from openbook.retrieval.dense import Dense, Embedder
    from openbook.retrieval.embeddings import Endpoint, LocalModel

    embedder: Embedder
    if settings.embedding_base_url is None:
        embedder = LocalModel(Path(settings.embedding_model))
    elif offline:
        return lexical, ("Contexts are looked for by words alone: no server is called for vectors here.",)
    else:
        key = settings.embedding_api_key
        secret = key.get_secret_value() if key else None
        cache = config.path.output_dir / VECTORS_FILE
        embedder = Endpoint(settings.embedding_base_url, settings.embedding_model, secret, cache)
    semantic = Semantic(Dense.build(chunks, embedder, folder))
    return (semantic if settings.candidates == "dense" else Fused((lexical, semantic))), ()
