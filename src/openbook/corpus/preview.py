"""What is read of one file, with the borders of its chunks, for a person to check by eye."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.corpus.chunking.chunk import Chunker, make_chunker, too_short
from openbook.corpus.parsed import format_of
from openbook.corpus.read import read_path
from openbook.records import Chunk, Document, Rejected

if TYPE_CHECKING:
    from openbook.config import Config


def preview(path: Path, config: "Config") -> Iterator[str]:
    """Yield lines of plain text: of each document in the file its head, and its chunks between rules.

    Raises InputError where there is no such file, MissingExtraError.
    """
    chunker = make_chunker(config)
    for record in read_path(path, config):
        if isinstance(record, Rejected):
            yield f"{record.source}: {record.kind} as {record.code}: {record.detail}"
        else:
            yield from _document(record, chunker)


def _document(document: Document, chunker: Chunker) -> Iterator[str]:
    chunks = chunker(document)
    yield f"{document.source}: {format_of(document.source)}, {len(document.text):,} characters, {_count(chunks)}"
    if document.title:
        yield f"title: {document.title}"
    if document.pages:
        yield f"pages: {len(document.pages)}"
    for name, value in document.metadata:
        yield f"{name}: {value}"
    for notice in document.notices:
        yield f"notice: {notice}"
    for chunk in chunks:
        yield ""
        yield _rule(chunk, document, len(chunks))
        yield from chunk.text.split("\n")
    yield ""


def _count(chunks: list[Chunk]) -> str:
    return "1 chunk" if len(chunks) == 1 else f"{len(chunks):,} chunks"


def _rule(chunk: Chunk, document: Document, count: int) -> str:
    parts = [
        f"chunk {chunk.ordinal + 1} of {count}",
        f"characters {chunk.start:,} to {chunk.end:,} ({len(chunk.text):,})",
    ]
    if chunk.source != document.source:
        parts.append(chunk.source.removeprefix(f"{document.source}, "))
    if chunk.headings:
        parts.append("under " + " > ".join(chunk.headings))
    short = too_short(chunk)
    if short is not None:
        parts.append(f"left out: {short.detail}")
    return f"=== {' | '.join(parts)} ==="
