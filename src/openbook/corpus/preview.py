"""What is read of a file, with the borders of its chunks, or of a folder, for a person to check by eye."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.codes import Code
from openbook.corpus.brought import bring
from openbook.corpus.chunking.chunk import Chunker, make_chunker, too_short
from openbook.corpus.convert import read_are
from openbook.corpus.parsed import format_of
from openbook.corpus.read import read_corpus, read_path
from openbook.corpus.remember import ParsedFiles
from openbook.records import Chunk, Document, Rejected

if TYPE_CHECKING:
    from openbook.config import Config


def preview(path: Path, config: "Config") -> Iterator[str]:
    """Yield lines of plain text: of each document in the file its head, and its chunks between rules.

    Of a folder each document has one line and its notices. Raises InputError where there is no such file,
    MissingExtraError.
    """
    if path == config.path.input_dir and (address := config.path.address("input_dir")) is not None:
        bring(config, lambda files: None, lambda: None)
        itself = path / address.rpartition("/")[2]
        path = itself if itself.is_file() else path
    if path.is_dir():
        yield from _folder(path, config)
        return
    chunker = make_chunker(config)
    for record in read_path(path, config):
        if isinstance(record, Rejected):
            yield _left_out(record)
            if record.code == Code.UNSUPPORTED_FORMAT:
                yield read_are()
        else:
            yield from _document(record, chunker)


def _folder(path: Path, config: "Config") -> Iterator[str]:
    """Yield a line a document, with its notices below, and the sums."""
    inside = config
    if path != config.path.input_dir:
        inside = config.model_copy(update={"path": config.path.model_copy(update={"input_dir": path.resolve()})})
    chunker = make_chunker(inside)
    documents = chunks = 0
    left_out: Counter[Code] = Counter()
    told: list[str] = []
    for record in read_corpus(inside, ParsedFiles.look, told=told.append):
        if isinstance(record, Rejected):
            left_out[record.code] += 1
            yield _left_out(record)
            continue
        found = chunker(record)
        documents += 1
        chunks += len(found)
        yield _head(record, found)
        for notice in record.notices:
            yield f"  notice: {notice}"
    yield ""
    yield from told
    if left_out[Code.UNSUPPORTED_FORMAT]:
        yield read_are()
    if not documents and not left_out:
        yield f"There is no file in {path}."
    counts = ", ".join(f"{n:,} {unit}{'s' * (n != 1)}" for n, unit in ((documents, "document"), (chunks, "chunk")))
    yield f"{counts}, {left_out.total():,} left out"


def _left_out(record: Rejected) -> str:
    return f"{record.source}: {record.kind} as {record.code}: {record.detail}"


def _head(document: Document, chunks: list[Chunk]) -> str:
    return f"{document.source}: {format_of(document.source)}, {len(document.text):,} characters, {_count(chunks)}"


def _document(document: Document, chunker: Chunker) -> Iterator[str]:
    chunks = chunker(document)
    yield _head(document, chunks)
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
