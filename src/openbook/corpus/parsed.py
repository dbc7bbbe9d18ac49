"""What a reader is given, and what it gives back, before a document has its id."""

import os
import re
from collections.abc import Callable, Iterator
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import IO

from openbook.codes import Code
from openbook.corpus.suffixes import PACKED, format_by, suffix_of
from openbook.dataclass import dataclass, replace
from openbook.records import Document, Markup, Notice, Rejected


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost, and how it is read: plain values, so that they travel to worker processes."""

    max_file_bytes: int = 100_000_000
    """Of a file; of a line for JSONL, which is read line by line."""
    max_unpacked_bytes: int = 200_000_000
    """Of everything that is unpacked from one DOCX or EPUB file."""
    max_depth: int = 500
    """Nested values of a JSON document."""
    text_key: str = "text"
    """Which key of a JSON object holds the text."""
    ocr: bool = False
    """Whether pages without a text layer are read with tesseract."""
    max_seconds: float = 60.0
    """For one file; who calls a reader ends it then, and what a reader starts itself must end before."""
    web: bool = False
    """Whether trafilatura picks the main content of HTML files."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file to read."""

    path: Path
    source: str
    limits: Limits

    def blob(self) -> bytes:
        """Return the whole content. Raises Unreadable where it is larger than allowed, OSError as the system does."""
        limit = self.limits.max_file_bytes
        if self.path.name.lower().endswith(PACKED):
            return self._unpacked()
        with self.path.open("rb") as file:
            # To ask for as much as may be would take longer than to read the file.
            size = os.fstat(file.fileno()).st_size
            blob = file.read(min(size, limit) + 1)
            if size < len(blob) <= limit:
                # It has grown meanwhile, or does not say how large it is.
                blob += file.read(limit + 1 - len(blob))
        if len(blob) > limit:
            raise too_large(self.path.stat().st_size, limit)
        return blob

    def open(self) -> IO[bytes]:
        """Return the content as a stream. Raises as `blob` does where it is packed, else OSError."""
        packed = self.path.name.lower().endswith(PACKED)
        return BytesIO(self._unpacked()) if packed else self.path.open("rb")

    @property
    def suffix(self) -> str:
        """What tells the format, without that of the packing: `.md`."""
        return suffix_of(self.path.name).removesuffix(PACKED)

    def _unpacked(self) -> bytes:
        import gzip
        import zlib

        limit = self.limits.max_unpacked_bytes
        try:
            with gzip.open(self.path) as file:
                blob = file.read(limit + 1)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Unreadable(Code.BROKEN_FILE, f"not a whole gzip file ({error}); pack it again") from None
        if len(blob) > limit:
            detail = f"unpacks to more than read.max_unpacked_bytes ({limit:,}); unpack it or raise the limit"
            raise Unreadable(Code.TOO_LARGE, detail)
        return blob


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a document, before it knows its source."""

    text: str
    title: str = ""
    markup: Markup = "plain"
    pages: tuple[int, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    line: int | None = None
    """Of a JSONL line, or the element of a JSON list: from 1."""

    def document(self, file_source: str) -> Document:
        """Return the record, with the source and id that follow from the file's."""
        source = file_source if self.line is None else f"{file_source}:{self.line}"
        return Document(
            id=document_id(source, self.text),
            source=source,
            text=self.text,
            title=self.title,
            markup=self.markup,
            pages=self.pages,
            metadata=self.metadata,
            notices=self.notices,
        )


class Unreadable(Exception):  # noqa: N818 - an outcome, not an error of anybody's
    """A file, or one line of it, that gives no document; readers raise it for files and yield it for lines."""

    def __init__(self, code: Code, detail: str, line: int | None = None) -> None:
        self.code = code
        self.detail = detail
        self.line = line
        super().__init__(detail)

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[Code, str, int | None]]:
        return Unreadable, (self.code, self.detail, self.line)

    def rejected(self, file_source: str) -> Rejected:
        """Return the row for rejected.jsonl."""
        source = file_source if self.line is None else f"{file_source}:{self.line}"
        return Rejected(step="read", code=self.code, detail=self.detail, id=source, source=source)


Reader = Callable[[RawFile], Iterator[Parsed | Unreadable]]
"""A generator of documents; it raises Unreadable where the file as a whole gives none."""


def document_id(source: str, text: str) -> str:
    """Return the hash of source and text, 16 hex digits."""
    return blake2b(f"{source}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def with_text(document: Document, text: str) -> Document:
    """Return the document with another text, and the id that goes with it."""
    return replace(document, text=text, id=document_id(document.source, text))


def file_of(source: str) -> str:
    """Return the file's path from a document's source: without the line of a JSONL file."""
    path, _, line = source.rpartition(":")
    row = format_by(suffix_of(path)) if line.isdecimal() else None
    return path if row is not None and row.many else source


def format_of(source: str) -> str:
    """Return the format of a document or chunk by its source: `pdf`, `jsonl`, …; `none` without an extension."""
    path = re.sub(r"(\.pdf), pp?\. [\d-]+$", r"\1", file_of(source), flags=re.IGNORECASE)
    return suffix_of(path.rpartition("/")[2]).removeprefix(".") or "none"


def too_large(size: int, limit: int, line: int | None = None) -> Unreadable:
    """Return the refusal of something larger than `read.max_file_bytes`."""
    what = "file" if line is None else "line"
    detail = f"{size:,} bytes: more than read.max_file_bytes ({limit:,}); split the {what} or raise the limit"
    return Unreadable(Code.TOO_LARGE, detail, line)
