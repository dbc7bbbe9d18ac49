"""What of the documents the records ask about, and what nobody asks about: documents, headings, chunks, facts.

A fact is a sentence, a line of a list or a row of a table with something to ask for in it. It is asked about where most
of its words stand in a question with its answer, or in what the answer quotes: an estimate, alike in all languages.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
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


class Coverage:
    """Adds up what is asked about, by heading, in the order of the corpus."""

    def __init__(self, derived: Derived = NOTHING) -> None:
        """`derived` keeps from run to run what was found of a chunk."""
        self._derived = derived
        self.headings: dict[tuple[str, tuple[str, ...]], Heading] = {}
        self._chunks = self._asked = 0
        self._documents: dict[str, bool] = {}

    def add(self, chunk: Chunk, drafts: Iterable[Draft], left_out: str = "", *, asks: bool = True) -> None:
        """Take in one chunk: the accepted drafts that it is gold of, or what became of it.

        Without `asks` nobody should ask about it, and what it says is no fact.
        """
        document = document_of(chunk.source)
        told = [_said(turn, draft, n) for draft in drafts for n, turn in enumerate(draft.turns)]
        self._chunks += 1
        self._asked += bool(told)
        self._documents[document] = self._documents.get(document, False) or bool(told)
        found = self._found(chunk, told) if asks else ()
        for path, facts, asked, examples in found or ((chunk.headings, 0, 0, ()),):
            heading = self.headings.setdefault((document, path), Heading(document, path))
            heading.chunks += 1
            heading.asked += bool(told)
            if not told:
                heading.left_out[left_out] += 1
            heading.facts += facts
            heading.facts_asked += asked
            heading.examples += examples[: EXAMPLES - len(heading.examples)]

    def _found(self, chunk: Chunk, told: Sequence[Set[str]]) -> tuple[_Facts, ...]:
        given = (chunk.text, chunk.headings, list(map(sorted, told)))
        return self._derived.once("coverage", given, partial(_facts_by_heading, chunk, told), _read_facts)

    def totals(self) -> dict[str, dict[str, int]]:
        """Return how many documents, headings with facts, chunks and facts there are, and how many of each are asked
        about.
        """
        rows = list(self.headings.values())
        named = [row for row in rows if row.headings and row.facts]
        return {
            "documents": {"total": len(self._documents), "asked": sum(self._documents.values())},
            "headings": {"total": len(named), "asked": sum(row.facts_asked > 0 for row in named)},
            "chunks": {"total": self._chunks, "asked": self._asked},
            "facts": {"total": sum(row.facts for row in rows), "asked": sum(row.facts_asked for row in rows)},
        }


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
