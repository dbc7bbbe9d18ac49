"""Paragraphs that stand in most files (licence headers, notices, page furniture of exports), left out on request."""

import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from openbook.codes import Code
from openbook.corpus.chunking.blocks import BLANK
from openbook.corpus.parsed import file_of, with_text
from openbook.dataclass import replace
from openbook.records import Document, Rejected
from openbook.spool import Spool

MOST = 0.5
"""Share of the files that a paragraph must stand in."""
FEWEST = 3
"""Files below which nothing counts as repeated."""
SHORTEST = 20
"""Characters of a paragraph below which it is no notice: a heading such as `Example` may well repeat."""


def drop_boilerplate(documents: Iterator[Document | Rejected], folder: Path) -> Iterator[Document | Rejected]:
    """Yield the records, without the paragraphs that most files repeat, and after them one rejection a paragraph.

    The documents wait on disk, in `folder` where it is there, until all of them are counted.
    """
    place = folder if folder.is_dir() else Path(tempfile.gettempdir())
    spool: Spool[Document | Rejected] = Spool(place)
    try:
        repeated = _repeated(documents, spool)
        first: dict[bytes, tuple[str, str]] = {}
        for record in spool:
            yield record if isinstance(record, Rejected) or not repeated else _without(record, repeated, first)
        for digest, (source, paragraph) in first.items():
            yield Rejected(
                step="chunk",
                code=Code.BOILERPLATE,
                detail=f"left out of {repeated[digest]} files: {' '.join(paragraph.split())[:120]}",
                id=digest.hex(),
                source=source,
            )
    finally:
        spool.close()


def _repeated(documents: Iterator[Document | Rejected], spool: Spool[Document | Rejected]) -> dict[bytes, int]:
    """Return how many files each repeated paragraph stands in, by its hash."""
    counts: dict[bytes, list[int]] = {}
    files = -1
    current = None
    for record in documents:
        spool.append(record)
        if isinstance(record, Rejected):
            continue
        if (path := file_of(record.source)) != current:
            current = path
            files += 1
        for _, _, digest in _paragraphs(record.text):
            seen = counts.setdefault(digest, [0, -1])
            if seen[1] != files:
                seen[0] += 1
                seen[1] = files
    least = max(FEWEST, MOST * (files + 1))
    return {digest: count for digest, (count, _) in counts.items() if count >= least}


def _paragraphs(text: str) -> Iterator[tuple[int, int, bytes]]:
    """Yield (start, end, hash) of the paragraphs that are long enough; white space and case don't matter."""
    start = 0
    edges = [(match.start(), match.end()) for match in BLANK.finditer(text)]
    for end, following in [*edges, (len(text), len(text))]:
        paragraph = " ".join(text[start:end].casefold().split())
        if len(paragraph) >= SHORTEST and not paragraph.startswith("#"):
            yield start, following, blake2b(paragraph.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        start = following


def _without(document: Document, repeated: dict[bytes, int], first: dict[bytes, tuple[str, str]]) -> Document:
    text, parts, place = document.text, [], 0
    cuts: list[tuple[int, int]] = []
    for start, end, digest in _paragraphs(text):
        if digest in repeated:
            first.setdefault(digest, (document.source, text[start:end]))
            parts.append(text[place:start])
            cuts.append((start, end))
            place = end
    if not cuts:
        return document
    pages = tuple(page - sum(min(end, page) - start for start, end in cuts if start < page) for page in document.pages)
    return replace(with_text(document, "".join(parts) + text[place:]), pages=pages)
