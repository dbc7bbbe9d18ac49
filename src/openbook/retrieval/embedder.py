"""Where vectors come from: a model in a local folder, or a client that is handed in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from openbook.errors import InputError, MissingExtraError

Vector = Sequence[float]


class Embedder(Protocol):
    """Turns texts into vectors."""

    async def prepare(self, texts: Sequence[str]) -> None:
        """Fetch what `embed` will be asked for, while other work goes on. Raises what a call to a server raises."""
        ...

    def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return a vector for each text, all of one length, at once."""
        ...


class LocalModel:
    """A model2vec model in a local folder: static word vectors, fast on a CPU; nothing is downloaded."""

    def __init__(self, folder: Path) -> None:
        """Load the model. Raises InputError where there is none, MissingExtraError without the library."""
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder. retrieval.embedding_model wants one with a model2vec model.")
        try:
            from model2vec import StaticModel
        except ImportError:
            raise MissingExtraError("retrieval.candidates: dense", "dense") from None
        try:
            self._model: Any = StaticModel.from_pretrained(folder, force_download=False)
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"{folder}: can't be read as a model2vec model ({error}).") from None

    async def prepare(self, texts: Sequence[str]) -> None:
        """Do nothing: its vectors are made in no time."""

    def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return a vector for each text."""
        vectors: Sequence[Vector] = self._model.encode(list(texts))
        return vectors
