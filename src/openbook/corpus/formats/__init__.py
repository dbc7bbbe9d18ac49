"""One reader a file format."""

from importlib import import_module

from openbook.corpus.parsed import Reader

READERS = {
    ".txt": "text",
    ".md": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".jsonl": "jsonl",
    ".json": "json",
    ".text": "text",
    ".markdown": "markdown",
    ".ndjson": "jsonl",
}
"""Suffix → module in this package, imported when the first such file is met: each has a `read(file)`."""

TEXTUAL = frozenset({"text", "markdown", "jsonl", "json"})
"""Readers that run no foreign parser: they can't crash the interpreter, and cost about as much as a look-up."""


def reader_for(suffix: str) -> Reader | None:
    """Return the reader of a file by its suffix (any case), None where there is none."""
    name = READERS.get(suffix.lower())
    if name is None:
        return None
    reader: Reader = import_module(f"openbook.corpus.formats.{name}").read
    return reader
