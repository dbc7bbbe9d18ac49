"""A document as it was read → the document that is cut into chunks."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from openbook.codes import Kind
from openbook.corpus.chunking.measure import Tokenizer
from openbook.corpus.parsed import with_text
from openbook.corpus.pieces import Edit, Measure, in_pieces
from openbook.corpus.sensitive import Redactor, found_in, redactor
from openbook.dataclass import dataclass, replace
from openbook.records import Document, Notice

if TYPE_CHECKING:
    from openbook.config import Config


@dataclass(slots=True)
class Finish:
    """What is done to every document before it is cut."""

    size: int
    """Of a chunk, without what it repeats of the one before."""
    tokenizer: str = ""
    """Empty where the size counts characters."""
    redact: Redactor | None = None
    """What takes out of a text what must not be seen."""
    _lengths: Measure | None = None

    @classmethod
    def of(cls, config: "Config") -> "Finish":
        """Return what a config asks for."""
        system = config.system
        tokenizer = str(system.tokenizer) if system.chunk_unit == "tokens" else ""
        return cls(max(1, system.chunk_size - (system.chunk_overlap or 0)), tokenizer, _redactor(config.read.redact))

    def __call__(self, document: Document) -> Document:
        """Return the document without what is to be redacted, what looks like keys or personal data said, and long
        tables and code written in pieces. Raises as the tokenizer does.
        """
        document = _watched(_redacted(document, self.redact) if self.redact else document)
        text = document.text
        if document.markup != "markdown" or len(text) * (4 if self.tokenizer else 1) <= self.size:
            return document
        edits = in_pieces(text, self.size, self._measure)
        return _edited(document, edits) if edits else document

    def _measure(self, texts: Sequence[str]) -> Sequence[int]:
        if self._lengths is None:
            self._lengths = Tokenizer(self.tokenizer).count if self.tokenizer else _characters
        return self._lengths(texts)


def _redactor(given: tuple[str, ...] | Callable[[str], str]) -> Redactor | None:
    if not callable(given):
        return redactor(given) if given else None

    def redacted(text: str) -> tuple[str, Counter[str]]:
        written = given(text)
        return written, Counter({"text": written != text})

    return redacted


def _redacted(document: Document, redact: Redactor) -> Document:
    """Return the document with its text, title and metadata redacted; pages are gone through one by one."""
    starts = [*(document.pages or (0,)), len(document.text)]
    taken: Counter[str] = Counter()
    parts: list[str] = [document.text[: starts[0]]]
    pages: list[int] = []
    for start, end in pairwise(starts):
        pages.append(sum(map(len, parts)))
        text, counts = redact(document.text[start:end])
        parts.append(text)
        taken += counts
    title, in_title = redact(document.title)
    values = [(name, *redact(value)) for name, value in document.metadata]
    taken += in_title
    for _, _, counts in values:
        taken += counts
    if not taken.total():
        return document
    said = ", ".join(f"{count:,} {name}" for name, count in sorted(taken.items()) if count)
    return replace(
        with_text(document, "".join(parts)),
        title=title,
        pages=tuple(pages) if document.pages else (),
        metadata=tuple((name, value) for name, value, _ in values),
        notices=(*document.notices, Notice(Kind.REDACTED, f"taken out by read.redact: {said}")),
    )


def _watched(document: Document) -> Document:
    """Return the document with a notice where it holds what looks like keys or personal data."""
    found = found_in(document.text)
    if not found:
        return document
    notices = (Notice(kind, f"looks like it holds {said} (read.redact takes them out)") for kind, said in found.items())
    return replace(document, notices=(*document.notices, *notices))


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
