"""Checks of questions: the first one can be understood by itself, and no turn says what another one said.

RESEARCH.md, "Checks that need no model", 6 and 7.
"""

from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.deixis import pointing_words
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.mentions import mentions, short
from openbook.text.normalise import bare

ALIKE = 0.9
"""Share of common words from which two questions of one conversation are the same one."""
SAME_ANSWER = 8
"""Answers of fewer words may be equal: `Yes, it does.`"""


def deixis(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a first question that points to a text which the person who reads it does not see.

    Only sure cases: `the author says`, `in this passage`, `described above`, a pronoun for something never named.
    """
    question = turns[0].question
    numbered = mentions(question)
    words = pointing_words(question) or (numbered[0].words if numbered else "")
    if not words:
        return None
    detail = f"the first question can't be understood by itself, since it says “{short(words)}”"
    return Finding("deixis", Code.DEIXIS, detail)


def duplicate_turns(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a question that was asked before in the same conversation, or a long answer that was given before."""
    questions: list[frozenset[str]] = []
    answers: set[str] = set()
    for number, turn in enumerate(turns, start=1):
        words = frozenset(bare(turn.question).split())
        if any(len(words & other) >= ALIKE * len(words | other) for other in questions):
            return Finding("duplicate_turns", Code.DUPLICATE_QUESTION, f"turn {number} asks what was asked before")
        questions.append(words)
        answer = bare(turn.answer)
        if answer in answers and answer.count(" ") > SAME_ANSWER:
            return Finding("duplicate_turns", Code.DUPLICATE_QUESTION, f"turn {number} answers as an earlier one did")
        answers.add(answer)
    return None


def blank_turns(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn whose question or answer holds no word."""
    for number, turn in enumerate(turns, start=1):
        for name, text in (("question", turn.question), ("answer", turn.answer)):
            if not bare(text).strip():
                return Finding("blank_turns", Code.UNUSABLE_REPLY, f"the {name} of turn {number} holds no word")
    return None
