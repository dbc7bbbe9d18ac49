"""Vectors of the days when they had a file of their own, beside the ledger: taken over as they are asked for."""

import sqlite3
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

OLD_VECTORS_FILE = "embeddings.db"


class OldVectors:
    """That file, if there is one: it knows texts by their hashes alone, so that each is looked up by its text."""

    def __init__(self, folder: Path) -> None:
        """Look into an output folder."""
        self._path = folder / OLD_VECTORS_FILE
        self._file: sqlite3.Connection | None = None
        if self._path.is_file():
            with suppress(sqlite3.Error):
                self._file = sqlite3.connect(self._path)

    def get(self, model: str, text: str) -> bytes | None:
        """Return the vector of a text as 4-byte floats; None where there is none."""
        if self._file is None:
            return None
        key = sha256(f"{model}\x1f{text}".encode("utf-8", "surrogatepass")).digest()
        with suppress(sqlite3.Error), closing(self._file.execute(_GET, (key,))) as rows:
            row = rows.fetchone()
            return bytes(row[0]) if row is not None else None
        return None

    def close(self, *, done: bool) -> None:
        """Close the file; `done`: all texts were asked for, so that it goes."""
        if self._file is None:
            return
        self._file.close()
        self._file = None
        if done:
            for path in self._path.parent.glob(f"{OLD_VECTORS_FILE}*"):
                with suppress(OSError):
                    path.unlink()


_GET = "SELECT vector FROM vectors WHERE key = ?"
