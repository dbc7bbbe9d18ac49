"""A document as it was read → the document that is cut into chunks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openbook.corpus.chunking.measure import Tokenizer
from openbook.corpus.parsed import with_text
from openbook.corpus.pieces import Edit, Lengths, in_pieces
from openbook.records import Document

if TYPE_CHECKING:
    from openbook.config import Config


@dataclass(slots=True)
class Finish:
    """What is done to every document before it is cut."""

    size: int
    """Of a chunk, without what it repeats of the one before."""
    tokenizer: str = ""
    """Empty where the size counts characters."""
    _lengths: Lengths | None = None

    @classmethod
    def of(cls, config: "Config") -> "Finish":
        """Return what a config asks for."""
        system = config.system
        tokenizer = str(system.tokenizer) if system.chunk_unit == "tokens" else ""
        return cls(max(1, system.chunk_size - (system.chunk_overlap or 0)), tokenizer)

    def __call__(self, document: Document) -> Document:
        """Return the document with long tables and code written in pieces. Raises as the tokenizer does."""
        text = document.text
        if document.markup != "markdown" or len(text) * (4 if self.tokenizer else 1) <= self.size:
            return document
        edits = in_pieces(text, self.size, self._measure)
        return _edited(document, edits) if edits else document

    def _measure(self, texts: Sequence[str]) -> Sequence[int]:
        if self._lengths is None:
            self._lengths = Tokenizer(self.tokenizer).count if self.tokenizer else _characters
        return self._lengths(texts)


def _edited(document: Document, edits: Sequence[Edit]) -> Document:
    parts: list[str] = []
    pages = list(document.pages)
    place = 0
    for edit in edits:
        parts += (document.text[place : edit.start], edit.text)
        place = edit.end
        added = len(edit.text) - (edit.end - edit.start)
        for number, page in enumerate(document.pages):
            # A page that begins inside of what is written anew begins about there.
            pages[number] += added * (min(page, edit.end) - edit.start) // (edit.end - edit.start) * (page > edit.start)
    return replace(with_text(document, "".join(parts) + document.text[place:]), pages=tuple(pages))


def _characters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]
