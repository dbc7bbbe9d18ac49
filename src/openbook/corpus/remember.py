"""What files held when they were last parsed, by the hash of their bytes: a second run parses nothing.

An SQLite file in the output folder, apart from the ledger: it holds nothing that can't be made again, so every failure
of it is passed over and costs time only. The key holds all that decides the text (bytes, format, settings, versions of
the reader and of its libraries), so an entry can't go stale; entries that a whole run did not ask for are dropped.
Plain text, Markdown and JSON are not kept: reading them again costs no more than looking them up.
"""

import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple
from hashlib import file_digest, sha256
from pathlib import Path

import orjson

from openbook.codes import Code, Kind
from openbook.corpus.parsed import Limits, Parsed, Unreadable
from openbook.corpus.suffixes import format_by
from openbook.installed import version_of
from openbook.records import Notice

FILE = "reading.db"
READER_VERSION = 17
"""Raised with every change of what readers make of a file."""
LIBRARIES = ("lxml", "pypdf", "pypdfium2", "selectolax", "chardet", "python-calamine")
PASSING = frozenset({Code.TIMEOUT, Code.READER_CRASHED, Code.UNREADABLE, Code.UNSUPPORTED_FORMAT})
"""Outcomes that may be otherwise the next time: a converter may have been installed."""
LARGEST = 64_000_000
"""Characters of a file above which it is not kept."""


class ParsedFiles:
    """The parsed text of earlier runs, and of this one."""

    def __init__(self, base: sqlite3.Connection | None, limits: Limits) -> None:
        self._base = base
        self._asked: set[str] = set()
        self._limits = limits
        self._settings = b""

    @classmethod
    def open(cls, folder: Path, limits: Limits) -> "ParsedFiles":
        """Open those of a folder, where it is there and can be written."""
        with suppress(sqlite3.Error, OSError):
            return cls(_open(folder / FILE) if folder.is_dir() else None, limits)
        return cls(None, limits)

    @classmethod
    def look(cls, folder: Path, limits: Limits) -> "ParsedFiles":
        """Open those of a folder to look them up: nothing is kept. SQLite itself refuses what is written."""
        with suppress(sqlite3.Error, OSError):
            return cls(_open_to_read(folder / FILE), limits)
        return cls(None, limits)

    def key(self, path: Path, suffix: str) -> str:
        """Return the key of a file's content; empty where it can't be read or nothing is remembered."""
        if self._base is None:
            return ""
        try:
            with path.open("rb") as file:
                content = file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""
        row = format_by(suffix)
        return sha256(f"{content}{suffix}{row.version if row else ''}".encode() + self._of_reader()).hexdigest()

    def get(self, key: str) -> list[Parsed | Unreadable] | None:
        """Return what the file held, None where that is not known."""
        if self._base is None or not key:
            return None
        self._asked.add(key)
        try:
            row = self._base.execute("SELECT found FROM parsed WHERE key = ?", (key,)).fetchone()
            return None if row is None else _unpack(row[0])
        except (sqlite3.Error, zlib.error, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, found: Sequence[Parsed | Unreadable]) -> None:
        """Keep what a file held, unless it may be otherwise the next time."""
        if self._base is None or not key or not found:
            return
        if any(isinstance(one, Unreadable) and one.code in PASSING for one in found):
            return
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO parsed VALUES (?, ?)", (key, _pack(found)))

    def _of_reader(self) -> bytes:
        """Return what beside a file decides what it says: settings and versions, looked up for the first file."""
        if not self._settings:
            given = (READER_VERSION, astuple(self._limits), _versions(), _languages(self._limits))
            self._settings = repr(given).encode()
        return self._settings

    def close(self, *, whole: bool) -> None:
        """Write it down. `whole`: the corpus was read to its end, so what was not asked for is of no use."""
        if self._base is None:
            return
        with suppress(sqlite3.Error):
            if whole:
                known = {key for (key,) in self._base.execute("SELECT key FROM parsed")}
                self._base.executemany("DELETE FROM parsed WHERE key = ?", ((key,) for key in known - self._asked))
            self._base.commit()
        with suppress(sqlite3.Error):
            self._base.close()
        self._base = None


OpenMemory = Callable[[Path, Limits], ParsedFiles]
"""`ParsedFiles.open`, or `ParsedFiles.look`."""


def _open(path: Path) -> sqlite3.Connection | None:
    base = sqlite3.connect(path, timeout=2, check_same_thread=False)
    try:
        base.execute("PRAGMA journal_mode = MEMORY")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("CREATE TABLE IF NOT EXISTS parsed (key TEXT PRIMARY KEY, found BLOB NOT NULL) WITHOUT ROWID")
        base.execute("SELECT key, found FROM parsed LIMIT 1").fetchone()
        return base
    except sqlite3.OperationalError:
        base.close()
        return None
    except sqlite3.DatabaseError:
        base.close()
        path.unlink(missing_ok=True)
        return None


def _open_to_read(path: Path) -> sqlite3.Connection | None:
    if not path.is_file():
        return None
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2, check_same_thread=False)
    try:
        base.execute("SELECT key, found FROM parsed LIMIT 1").fetchone()
    except sqlite3.Error:
        base.close()
        return None
    return base


def _versions() -> tuple[str, ...]:
    return tuple(map(version_of, (*LIBRARIES, "trafilatura", "pytesseract")))


def _languages(limits: Limits) -> str:
    """Return the languages that scans are read in: with one more, the same picture says something else."""
    if not limits.ocr:
        return ""
    from openbook.corpus.formats.pdf.ocr import languages

    try:
        return languages()
    except Unreadable:
        return ""


def _pack(found: Sequence[Parsed | Unreadable]) -> bytes:
    rows = [
        {"code": one.code.value, "detail": one.detail, "line": one.line}
        if isinstance(one, Unreadable)
        else {
            "text": one.text,
            "title": one.title,
            "markup": one.markup,
            "pages": one.pages,
            "metadata": one.metadata,
            "notices": [(notice.kind, notice.text) for notice in one.notices],
            "line": one.line,
        }
        for one in found
    ]
    return zlib.compress(orjson.dumps(rows), 1)


def _unpack(blob: bytes) -> list[Parsed | Unreadable]:
    return [
        Unreadable(Code(row["code"]), row["detail"], row["line"])
        if "code" in row
        else Parsed(
            text=row["text"],
            title=row["title"],
            markup=row["markup"],
            pages=tuple(row["pages"]),
            metadata=tuple((name, value) for name, value in row["metadata"]),
            notices=tuple(Notice(Kind(kind), text) for kind, text in row["notices"]),
            line=row["line"],
        )
        for row in orjson.loads(zlib.decompress(blob))
    ]
