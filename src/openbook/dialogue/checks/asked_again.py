"""The check that no turn of a conversation asks or answers what another one did.

RESEARCH.md, "Checks that need no model", 7.
"""

from collections.abc import Sequence
from functools import lru_cache

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.content import is_number, stemmed
from openbook.text.leak import content
from openbook.text.normalise import bare
from openbook.text.phrases import phrases

ALIKE = 0.6
"""Share of common words from which two questions on one matter are one, whatever is answered."""
SHARED = 0.5
"""Share of the shorter answer's words that the other one has, where two answers say the same."""
BEGUN = 3
"""Letters with which two forms of one word begin."""
LONGEST = 8
"""Letters of the longest of them; what is longer and begins alike may be two names."""
SAME_ANSWER = 8
"""Answers of fewer words may be equal: `Yes, it does.`"""


def duplicate_turns(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a question that was asked before in the same conversation, or a long answer that was given before."""
    before: list[Turn] = []
    answers: set[str] = set()
    for number, turn in enumerate(turns, start=1):
        if any(_same(turn, other) for other in before):
            return Finding("duplicate_turns", Code.DUPLICATE_QUESTION, f"turn {number} asks what was asked before")
        before.append(turn)
        answer = bare(turn.answer)
        if answer in answers and answer.count(" ") > SAME_ANSWER:
            return Finding("duplicate_turns", Code.DUPLICATE_QUESTION, f"turn {number} answers as an earlier one did")
        answers.add(answer)
    return None


def _same(turn: Turn, before: Turn) -> bool:
    """Whether two questions are one: the same matter in the same order, asked for the same thing, and answered alike.

    `What is it?` and `What does it do?` differ in small words alone, and in their answers.
    """
    question, other = turn.question, before.question
    one, two = content(question), content(other)
    asked_now, asked_then = ([word for word in row if word not in _polite()] for row in (one, two))
    if not one or not (_agree(asked_now, asked_then) or _agree(sorted(asked_now), sorted(asked_then))):
        return False
    if phrases("negations").within(question) != phrases("negations").within(other):
        return False
    told, told_before = frozenset(content(turn.answer)), frozenset(content(before.answer))
    alike = len(told & told_before)
    is_one_answer = alike == min(len(told), len(told_before)) > 0
    if phrases("interrogatives").within(question) != phrases("interrogatives").within(other):
        return is_one_answer
    asked, asked_before = frozenset(bare(question).split()), frozenset(bare(other).split())
    if asked_now == asked_then and len(asked & asked_before) >= ALIKE * len(asked | asked_before):
        return True
    if asked_now != asked_then:  # in other forms or another order it is another question, unless its answer is the same
        return is_one_answer
    return alike >= SHARED * min(len(told), len(told_before))


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows of words are one, but for forms of the same word (`eaten`, `eating`)."""
    return len(one) == len(other) and all(
        a == b or (a[:BEGUN] == b[:BEGUN] and max(len(a), len(b)) <= LONGEST and not is_number(a))
        for a, b in zip(one, other, strict=True)
    )


@lru_cache(maxsize=1)
def _polite() -> frozenset[str]:
    return stemmed(("please", "bitte", "svp", "favor", "пожалуйста", "कृपया", "thanks", "tell", "explain", "know"))
