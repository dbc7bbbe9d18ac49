"""The answer-leak check: a context without gold must not hold the answer.

RESEARCH.md, "Checks that need no model", 1. What stays in such a context teaches a model to overlook evidence.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.phantom import WordRuns
from openbook.records import Item, Turn
from openbook.text.leak import NEEDED, clauses, content, is_about_the_search, sought, told, worded
from openbook.text.mentions import short
from openbook.text.normalise import bare, holds
from openbook.text.quotations import quotations

_CODE = re.compile(r"`([^`\n]{3,80}\s[^`\n]{1,80})`")
"""Several words of code."""


def answer_leak(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find the passages of a context without gold that tell an answer, or hold a copy of its words.

    What the questions say themselves, and what an answer says of its search, never counts.
    """
    if item.has_gold or item.strict or not item.passages:
        return None
    gold = "\n".join(chunk.text for chunk in item.gold)
    leaking: dict[str, str] = {}
    known = asked = ""
    for turn in turns:
        known += bare(turn.question)
        asked = turn.question if len(content(turn.question)) >= NEEDED else f"{asked}\n{turn.question}"
        for passage in item.passages:
            if passage.chunk_id not in leaking and (words := _told(passage.text, asked, turn, gold, known)):
                leaking[passage.chunk_id] = f"chunk {passage.rank} ({passage.source}) holds “{short(words)}”"
    if not leaking:
        return None
    detail = f"{'; '.join(leaking.values())}, which the answer gives from memory"
    return Finding("answer_leak", Code.ANSWER_LEAK, detail, tuple(leaking))


def _told(passage: str, asked: str, turn: Turn, gold: str, known: str) -> str:
    """Return the part of an answer that a passage tells; empty where it tells none."""
    if turn.short_answer and (found := told(passage, sought(asked, turn.short_answer, gold))):
        return worded(found, turn.short_answer)
    if found := told(passage, sought(asked, turn.answer, gold), by_chance=not turn.short_answer):
        return worded(found, turn.answer)
    quoted = (bare(said) for said in [*(one.text for one in quotations(turn.answer)), *_CODE.findall(turn.answer)])
    copied = chain((words for words in quoted if holds(bare(passage), words)), _copied(turn.answer, passage))
    return next((run.strip() for run in copied if run not in known), "")


def _copied(answer: str, passage: str) -> Iterator[str]:
    """Yield the runs of words that stand in the passage too."""
    matter = " ".join(clause for clause in clauses(answer) if not is_about_the_search(clause))
    words = bare(passage)
    return WordRuns.of(bare(matter)).shared(words, frozenset(words.split()))
