"""What of the documents the records ask about, and what nobody asks about: documents, headings, chunks, facts.

A fact is a sentence, a line of a list or a row of a table with something to ask for in it. It is asked about where most
of its words stand in a question with its answer, or in what the answer quotes: an estimate, alike in all languages.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from typing import Any

import orjson

from openbook.dataclass import dataclass, field
from openbook.dataset.facts import facts_of
from openbook.derived import NOTHING, Derived
from openbook.records import Chunk, Draft, Turn
from openbook.text.sources import document_of
from openbook.text.words import words

TOLD = 0.6
"""Share of a fact's words that a turn must have to ask about it."""
EXAMPLES = 3
"""Facts of a heading that are kept as examples of what nobody asks about."""
LONGEST = 240
"""Characters of an example."""


@dataclass(slots=True)
class Heading:
    """What there is under one heading of one document, and how much of it is asked about."""

    source: str
    """The document."""
    headings: tuple[str, ...]
    """The path of the heading; empty for what stands before the first one, and where there are none."""
    chunks: int = 0
    """That hold some of it."""
    asked: int = 0
    """Those of them that a draft was accepted for."""
    left_out: Counter[str] = field(default_factory=Counter)
    """The others, by what became of them: a code of rejected.jsonl, `pending`, or `not_sampled`."""
    facts: int = 0
    """Of the chunks that may be asked about."""
    facts_asked: int = 0
    examples: list[str] = field(default_factory=list)
    """Some facts that nobody asks about."""

    def row(self) -> dict[str, Any]:
        """Return its line of coverage.jsonl."""
        return {
            "source": self.source,
            "headings": list(self.headings),
            "chunks": self.chunks,
            "asked": self.asked,
            "left_out": dict(sorted(self.left_out.items())),
            "facts": self.facts,
            "facts_asked": self.facts_asked,
            "examples": self.examples,
        }

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> "Heading":
        """Read a line of coverage.jsonl."""
        known = dict(row)
        return cls(**known | {"headings": tuple(known["headings"]), "left_out": Counter(known["left_out"])})


_Facts = tuple[tuple[str, ...], int, int, tuple[str, ...]]
"""Of a chunk, below one path of headings: the path, how many facts there are, how many are asked about, examples of
the others.
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of one chunk."""

    document: str
    is_asked: bool
    """Whether any accepted draft is about it."""
    left_out: str
    """What became of it otherwise."""
    facts: tuple[_Facts, ...]


def look(
    chunk: Chunk, drafts: Iterable[Draft], left_out: str = "", *, asks: bool = True, derived: Derived = NOTHING
) -> Looked:
    """Look at one chunk, with the accepted drafts that it is gold of, or what became of it.

    Without `asks` nobody should ask about it, and what it says is no fact. `derived` keeps from run to run what was
    found.
    """
    told = [_said(turn, draft, n) for draft in drafts for n, turn in enumerate(draft.turns)]
    found: tuple[_Facts, ...] = ()
    if asks:
        given = (chunk.text, chunk.headings, list(map(sorted, told)))
        found = derived.once("coverage", given, partial(_facts_by_heading, chunk, told), _read_facts)
    return Looked(document_of(chunk.source), bool(told), left_out, found or ((chunk.headings, 0, 0, ()),))


class Coverage:
    """Adds up what is asked about, by heading, in the order of the corpus: one document is in memory at a time."""

    def __init__(self, ended: Callable[[Heading], object]) -> None:
        """`ended` takes each heading once all of its document was looked at."""
        self._ended = ended
        self._document: str | None = None
        self._headings: dict[tuple[str, ...], Heading] = {}
        self._totals = {name: Counter(total=0, asked=0) for name in ("documents", "headings", "chunks", "facts")}

    def add(self, seen: Looked) -> None:
        """Take in one chunk; those of a document one after the other."""
        if seen.document != self._document:
            self.end()
            self._document = seen.document
        self._count("chunks", asked=seen.is_asked)
        for path, facts, asked, examples in seen.facts:
            heading = self._headings.setdefault(path, Heading(seen.document, path))
            heading.chunks += 1
            heading.asked += seen.is_asked
            if not seen.is_asked:
                heading.left_out[seen.left_out] += 1
            heading.facts += facts
            heading.facts_asked += asked
            heading.examples += examples[: EXAMPLES - len(heading.examples)]

    def end(self) -> None:
        """Let go of the last document."""
        if self._document is not None:
            self._count("documents", asked=any(heading.asked for heading in self._headings.values()))
        for heading in self._headings.values():
            self._totals["facts"].update(total=heading.facts, asked=heading.facts_asked)
            if heading.headings and heading.facts:
                self._count("headings", asked=heading.facts_asked > 0)
            self._ended(heading)
        self._document, self._headings = None, {}

    def _count(self, name: str, *, asked: bool) -> None:
        self._totals[name].update(total=1, asked=asked)

    def totals(self) -> dict[str, dict[str, int]]:
        """Return how many documents, headings with facts, chunks and facts there are, and how many of each are asked
        about; of the documents that have ended.
        """
        return {name: dict(counts) for name, counts in self._totals.items()}


def _facts_by_heading(chunk: Chunk, told: Sequence[Set[str]]) -> tuple[_Facts, ...]:
    """Return the facts of a chunk as they are counted; `told` has the words of each turn that asks about it."""
    counts: dict[tuple[str, ...], list[int]] = {}
    examples: dict[tuple[str, ...], list[str]] = {}
    for fact in facts_of(chunk):
        count = counts.setdefault(fact.headings, [0, 0])
        others = examples.setdefault(fact.headings, [])
        count[0] += 1
        if any(len(fact.words & said) >= TOLD * len(fact.words) for said in told):
            count[1] += 1
        elif len(others) < EXAMPLES:
            others.append(fact.text[:LONGEST])
    return tuple((path, facts, asked, tuple(examples[path])) for path, (facts, asked) in counts.items())


def _read_facts(blob: bytes) -> tuple[_Facts, ...]:
    rows = orjson.loads(blob)
    return tuple((tuple(path), facts, asked, tuple(examples)) for path, facts, asked, examples in rows)


def _said(turn: Turn, draft: Draft, number: int) -> frozenset[str]:
    """Return the words of a question, its answers, and what they quote."""
    quotes = (citation.quote for citation in (*turn.citations, *turn.evidence))
    reference = (draft.item.questions[number].reference_answer,) if number < len(draft.item.questions) else ()
    parts = (turn.question, turn.answer, turn.short_answer, *quotes, *reference)
    return frozenset(word for part in parts for word in words(part))
