"""The index of an output folder, kept in it: built when first wanted, and again when what it rests on has changed."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from openbook.config import Config
from openbook.contexts.retrievers import make_retriever
from openbook.records import Chunk
from openbook.retrieval.index import Index
from openbook.retrieval.retriever import Retriever

FOLDER = "search_index"
WHOLE = "whole"
"""A file that is there when everything is."""
LAYOUT = 1
"""Of the folder; another one is built anew."""

Opened = tuple[Retriever, tuple[str, ...]]


class KeptIndex:
    """What searches the chunks, from the output folder or from one that is deleted at the end."""

    def __init__(self, output: Path, chunks: Sequence[Chunk], config: Config) -> None:
        """Open what is kept for just these chunks and settings, or build it.

        Where the output folder can't be written, it is built beside. Raises InputError or MissingExtraError where
        vectors of a local model are wanted and can't be had.
        """
        self._temporary: TemporaryDirectory[str] | None = None
        place = output / FOLDER / key_of(chunks, config)
        if (place / WHOLE).is_file():
            try:
                self.retriever, self.notices = _opened(place, chunks, config)
            except (OSError, ValueError):
                shutil.rmtree(place, ignore_errors=True)
            else:
                return
        try:
            place.parent.mkdir(exist_ok=True)
            fresh = Path(mkdtemp(prefix=".new-", dir=place.parent))
        except OSError:
            self._temporary = TemporaryDirectory(prefix="openbook-serve-")
            self.retriever, self.notices = _built(Path(self._temporary.name), chunks, config)
            return
        try:
            _built(fresh, chunks, config)
            (fresh / WHOLE).touch()
            with suppress(OSError):  # another server was quicker, and has built the same
                fresh.rename(place)
            self.retriever, self.notices = _opened(place, chunks, config)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        _sweep(place)

    def close(self) -> None:
        """Delete what is not kept."""
        if self._temporary is not None:
            self._temporary.cleanup()


def key_of(chunks: Sequence[Chunk], config: Config) -> str:
    """Return what an index rests on, as a hash: the chunks, the settings of the search, a local model, the library."""
    settings = config.retrieval
    parts = [str(LAYOUT), version("tantivy"), settings.candidates]
    if settings.candidates != "bm25":
        parts += [settings.passage_prefix, *_model(Path(settings.embedding_model or ""))]
    digest = sha256("\0".join(parts).encode())
    for chunk in chunks:
        digest.update(f"\0{chunk.id}\0{chunk.text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def _model(folder: Path) -> list[str]:
    """Return what tells that a local model was changed."""
    if not folder.is_dir():
        return [str(folder)]
    return [f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in sorted(folder.iterdir())]


def _built(folder: Path, chunks: Sequence[Chunk], config: Config) -> Opened:
    return make_retriever(chunks, Index.build(chunks, folder / "words"), config, folder, None)


def _opened(folder: Path, chunks: Sequence[Chunk], config: Config) -> Opened:
    return make_retriever(chunks, Index.open(folder / "words"), config, folder, None)


def _sweep(place: Path) -> None:
    """Delete the indexes of other states; a server that has one open keeps it until it ends."""
    for other in place.parent.iterdir():
        if other != place and not other.name.startswith(".new-"):
            shutil.rmtree(other, ignore_errors=True)
