"""What was worked out in an output folder before, by the hash of all that it depends on: a second run works out less.

An SQLite file apart from the ledger: nothing in it costs anything but time, so every failure of it is passed over, and
it may be deleted. The key holds what was given, and the state of the package itself (its version, the sizes and times
of its files) with Python's version, so that no entry outlives what made it. Processes share it, each with a connection
of its own.
"""

import os
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from openbook import __version__
from openbook.dataclass import replace
from openbook.file_names import DERIVED_FILE
from openbook.records import Item

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

AT_ONCE = 200
"""Entries that are written down together."""
KEY = 16
"""Bytes of a key."""
CHECK = 4
"""Bytes of a checksum."""
SMALL = 2_000
"""Bytes of an entry from which it is compressed: for a small one that takes as long as for a large one."""


class Derived:
    """What was worked out, in this run and in those before."""

    def __init__(self, folder: Path | None) -> None:
        """Remember in a folder; None remembers nothing."""
        self._path = folder and folder / DERIVED_FILE
        self._is_new = self._path is not None and not self._path.exists()
        self._base: Connection | None = None
        self._process = 0
        self._unwritten: list[tuple[bytes, bytes]] = []

    def once(
        self,
        name: str,
        given: object,
        make: Callable[[], T],
        read: Callable[[bytes], T],
        said: Callable[[T], object] = lambda made: made,
    ) -> T:
        """Return what `make` makes of what is given, which must be all that it depends on.

        `said` says it in what JSON has, and `read` reads it from JSON again; what it would read otherwise, or what
        JSON can't say, is made each time anew.
        """
        if self._path is None:
            return make()
        try:
            key = _key(name, given)
        except TypeError:  # letters that no text has, or nothing for JSON
            return make()
        blob = self._get(key)
        if blob is not None:
            with suppress(ValueError):
                return read(blob)
        made = make()
        with suppress(TypeError, ValueError):
            blob = orjson.dumps(said(made))
            if read(blob) == made:
                self._put(key, blob)
        return made

    def kept(self, name: str, given: object) -> Any:
        """Return what `keep` was last given for this, as JSON has it; None where it was given nothing."""
        blob = None if self._path is None else self._get(_key(name, given))
        return None if blob is None else orjson.loads(blob)

    def keep(self, name: str, given: object, made: object) -> None:
        """Keep what was made of what is given, in place of what was made of it before; both are what JSON has."""
        if self._path is not None:
            self._put(_key(name, given), orjson.dumps(made))

    def flush(self) -> None:
        """Write down what is new."""
        rows, self._unwritten = self._unwritten, []
        base = self._opened()
        if base is not None and rows:
            self._tried(partial(_write, base, "INSERT OR REPLACE INTO derived VALUES (?, ?)", rows))

    def close(self, most: int) -> None:
        """Write down what is new, and let go of the oldest entries beyond so many."""
        self.flush()
        base = self._base
        if base is not None:
            gone = "DELETE FROM derived WHERE rowid <= (SELECT max(rowid) FROM derived) - ?"
            self._tried(partial(_write, base, gone, [(most,)]))
            self._tried(base.close)
        self._path = self._base = None

    def _get(self, key: bytes) -> bytes | None:
        # In a new file nothing was worked out before, and within a run hardly anything is worked out twice.
        base = None if self._is_new else self._opened()
        if base is None:
            return None
        row = self._tried(lambda: base.execute("SELECT made FROM derived WHERE key = ?", (key,)).fetchone())
        return _unpacked(key, row[0]) if row else None

    def _put(self, key: bytes, blob: bytes) -> None:
        self._unwritten.append((key, _packed(key, blob)))
        if len(self._unwritten) >= AT_ONCE:
            self.flush()

    def _opened(self) -> "Connection | None":
        """Return this process's connection; None where there can be none."""
        if self._process != os.getpid():
            self._process, self._unwritten, self._base = os.getpid(), [], None
            self._base = None if self._path is None else _open(self._path)
            if self._base is None:
                self._path = None
        return self._base

    def _tried(self, ask: "Callable[[], T]") -> T | None:
        """Return what the file gives; with one that fails, nothing is remembered any more."""
        from sqlite3 import Error

        try:
            return ask()
        except Error:
            base, self._path, self._base = self._base, None, None
            if base is not None:
                with suppress(Error):
                    base.close()
            return None


NOTHING = Derived(None)
"""Remembers nothing."""


def as_shown(item: Item) -> Item:
    """Return an item without its passages' scores, which another document changes a little everywhere."""
    return replace(item, passages=tuple(replace(passage, score=0.0) for passage in item.passages))


def _open(path: Path) -> "Connection | None":
    """Open the file, where that can be; one that is damaged is begun anew."""
    import sqlite3

    for _ in range(2):
        base = None
        try:
            base = sqlite3.connect(path, timeout=10)
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = OFF")
            base.execute("CREATE TABLE IF NOT EXISTS derived (key BLOB PRIMARY KEY, made BLOB NOT NULL)")
            base.execute("SELECT key, made FROM derived LIMIT 1").fetchone()
            return base
        except sqlite3.Error as error:
            if base is not None:
                base.close()
            if isinstance(error, sqlite3.OperationalError) or not path.is_file():
                return None
            for part in ("", "-wal", "-shm"):
                path.with_name(path.name + part).unlink(missing_ok=True)
    return None


def _packed(key: bytes, blob: bytes) -> bytes:
    """Return an entry as it is written down, so that a damaged one, or one of another key, is known."""
    if len(blob) >= SMALL:
        return zlib.compress(key + blob, 1)
    return key + zlib.crc32(blob, zlib.crc32(key)).to_bytes(CHECK) + blob


def _unpacked(key: bytes, entry: bytes) -> bytes | None:
    """Return what was written down; None where it is damaged."""
    if entry.startswith(key):
        blob = entry[KEY + CHECK :]
        return blob if _packed(key, blob) == entry else None
    with suppress(zlib.error):
        found = zlib.decompress(entry)
        return found[KEY:] if found.startswith(key) else None
    return None


def _write(base: "Connection", order: str, rows: Sequence[tuple[object, ...]]) -> None:
    with base:
        base.executemany(order, rows)


def _key(name: str, given: object) -> bytes:
    hashed = blake2b(program(), digest_size=KEY)
    hashed.update(orjson.dumps((name, given)))
    return hashed.digest()


@cache
def program() -> bytes:
    """Return a hash that changes with whatever the package says, and with the Python that reads it.

    Each file counts by its name, size and time, which takes a tenth of the time that reading all of them would.
    """
    files = sorted(_files(str(Path(__file__).parent), ""))
    return blake2b("\n".join([sys.version, __version__, *files]).encode()).digest()


def _files(folder: str, name: str) -> Iterator[str]:
    """Yield what tells the package's files from those of another state of it."""
    with os.scandir(folder) as found:
        for file in found:
            if file.is_dir() and file.name != "__pycache__":
                yield from _files(file.path, f"{name}{file.name}/")
            elif file.name.endswith((".py", ".txt", ".yaml")):
                status = file.stat()
                yield f"{name}{file.name} {status.st_size} {status.st_mtime_ns}"
