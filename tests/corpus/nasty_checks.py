"""What became of one hard file, and the checks that its row of the table asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson

from openbook.codes import Code
from openbook.config import Config
from openbook.contexts.layout import format_context
from openbook.corpus.chunking.chunk import make_chunker, too_short
from openbook.corpus.chunking.graphemes import is_boundary
from openbook.corpus.read import read_corpus
from openbook.records import Chunk, Document, Rejected

P1 = "The harbour board met on the first Tuesday of March 1911"
P2 = "Captain Edith Moore, the board's only engineer"
P3 = "The piles were not ordered. On 9 November 1911 thirty metres"
FRENCH = "Le procès-verbal du 3 mars 1911 précise que l'écluse coûta 41 300 francs."


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    documents: list[Document]
    rejected: list[Rejected]
    made: list[Chunk]
    chunks: list[Chunk]
    """Those that would go to the judge."""
    short: list[Rejected]

    @property
    def text(self) -> str:
        """The text of the only document."""
        [found] = self.documents
        return found.text

    @property
    def codes(self) -> list[Code]:
        return [row.code for row in self.rejected]


Outcomes = Callable[[str], Outcome]


def read(folder: Path, out: Path) -> Outcomes:
    config = Config.model_validate(
        {"path": {"input_dir": folder, "output_dir": out}, "read": {"workers": 2, "max_seconds": 600}}
    )
    chunker = make_chunker(config)
    documents: list[Document] = []
    rejected: list[Rejected] = []
    for record in read_corpus(config):
        if isinstance(record, Rejected):
            rejected.append(record)
        else:
            documents.append(record)

    def outcome(name: str) -> Outcome:
        def of(source: str) -> bool:
            return source == name or re.fullmatch(re.escape(name) + r":\d+", source) is not None

        told = [document for document in documents if of(document.source)]
        chunks = [chunk for document in told for chunk in chunker(document)]
        short = [row for chunk in chunks if (row := too_short(chunk)) is not None]
        gone = {row.id for row in short}
        return Outcome(
            told,
            [row for row in rejected if of(row.source)],
            chunks,
            [chunk for chunk in chunks if chunk.id not in gone],
            short,
        )

    return outcome


def refused(code: Code, words: str = "") -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert not outcome.documents
        assert outcome.codes == [code]
        assert words in outcome.rejected[0].detail

    return check


def reads(*phrases: str, never: str = "") -> Callable[[Outcome], None]:
    """The file is one document that holds the phrases in this order, and none of what `never` matches."""

    def check(outcome: Outcome) -> None:
        assert not outcome.rejected
        place = 0
        for phrase in phrases:
            place = outcome.text.index(phrase, place) + len(phrase)
        assert not never or not re.search(never, outcome.text)
        assert outcome.chunks

    return check


def counts(documents: int, rejected: int = 0) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert (len(outcome.documents), len(outcome.rejected)) == (documents, rejected)

    return check


def all_of(*checks: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        for one in checks:
            one(outcome)

    return check


def bounded(outcome: Outcome) -> None:
    assert max(len(chunk.text) for chunk in outcome.made) <= 4000
    assert len(outcome.made) >= len(outcome.documents[0].text) // 4000


def paragraphs(count: int) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert len(outcome.text.strip().split("\n\n")) == count

    return check


def not_asked_about(outcome: Outcome) -> None:
    assert not outcome.chunks
    assert outcome.short


def bad_lines(outcome: Outcome) -> None:
    lines = sorted(int(row.source.rpartition(":")[2]) for row in outcome.rejected)
    assert lines == [2, *range(5, 18), 19, 20, 21, 25]
    assert [document.source.rpartition(":")[2] for document in outcome.documents] == ["1", "18", "22", "23", "24", "26"]
    assert not any("1911'" in document.text or "'a'," in document.text for document in outcome.documents)
    for document in outcome.documents:
        orjson.dumps(document.text)
        assert "\x00" not in document.text


def graphemes_whole(outcome: Outcome) -> None:
    text = outcome.text
    assert "👨‍👩‍👧‍👦" in text
    assert "écluse" in text
    assert "\u202e" not in text
    assert "مرفأ الصيد" in text
    assert all(is_boundary(text, chunk.start) and is_boundary(text, chunk.end) for chunk in outcome.chunks)


def injection(outcome: Outcome) -> None:
    for mark in ("{data.__class__.__mro__}", "{% raw %}", r"\g<data>", "<|im_start|>assistant", "</s>", "<｜User｜>"):
        assert mark in outcome.text
        assert mark in format_context(outcome.chunks)


def code_whole(outcome: Outcome) -> None:
    for chunk in outcome.chunks:
        assert "# not a heading" not in chunk.text or "## also not\n```" in chunk.text
        assert "not a heading" not in " ".join(chunk.headings)
    assert "print('never closed')" in outcome.text


def table_says_columns(outcome: Outcome) -> None:
    assert len(outcome.chunks) > 5
    for chunk in outcome.chunks:
        assert "| no | berth | tons | cargo | date |" in chunk.text
        assert re.fullmatch(r"\| \d+ \| Berth \d+ \| \d+ \| \w+ \| [\d-]+ \|", chunk.text.split("\n")[-1])
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", outcome.text, re.MULTILINE)] == list(range(1, 801))


def front_matter_out(outcome: Outcome) -> None:
    [document] = outcome.documents
    assert document.title == "Harbour"
    assert document.text.startswith(P1)
    assert "title" not in document.text
    assert P2 in document.text


def chapters(outcome: Outcome) -> None:
    reads("The harbour board", "Captain Edith", "The piles were not")(outcome)


def titled(title: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert [document.title for document in outcome.documents] == [title]

    return check


def noticed(words: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert any(words in notice.text for document in outcome.documents for notice in document.notices)

    return check


def mostly_cut_at_sentences(outcome: Outcome) -> None:
    assert outcome.text.count("。") == 60


def no_base64(outcome: Outcome) -> None:
    assert not re.search("base64|iVBOR", outcome.text)


def cut_at_line_ends(outcome: Outcome) -> None:
    bounded(outcome)
    assert all(chunk.text.endswith(".") for chunk in outcome.chunks)


def repeated_notice(outcome: Outcome) -> None:
    assert outcome.text.count("Copyright 1911 Harbour Board") == 12
    assert all(heading.startswith("Part") for chunk in outcome.chunks for heading in chunk.headings)
