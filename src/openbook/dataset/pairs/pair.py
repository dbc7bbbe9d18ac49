"""A pair, what is wrong with its worse answer, and where its answers come from."""

from collections.abc import Sequence
from typing import Literal

from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.records import Conversation, ConversationTurn, Item, Turn
from openbook.scenarios import SCENARIOS
from openbook.text.leak import content

Origin = Literal["own_answers", "reference_answers", "other_records", "refused_drafts", "sampled_answers"]
"""Where a pair's answers come from: its record alone; what its question was asked with; a record about another passage
of its context; a draft that a check refused; the model that will be trained."""

Fault = Literal[
    "declines_though_found",
    "answers_though_missing",
    "passes_off_memory",
    "tells_one_side",
    "tells_what_is_not_shown",
    "answers_from_another_passage",
    "repeats_an_earlier_answer",
    "answers_another_question",
    "wrong_citation",
    "quote_not_found",
    "phantom_quote",
    "unsupported",
    "no_answer",
    "wrong_language",
    "prompt_leak",
]
"""What is wrong with a rejected answer where it stands; the last ones are codes under which a draft was refused."""

FOUND_BY: dict[str, Fault] = {
    "search_unsaid": "passes_off_memory",
    "answered_elsewhere": "answers_from_another_passage",
}
"""The fault of an answer by the check that found it, where that says more than the code."""

REFUSED_FOR: dict[Code, Fault] = {
    Code.UNGROUNDED: "declines_though_found",
    Code.NOT_ABSTAINING: "answers_though_missing",
    Code.ONE_SIDED: "tells_one_side",
    Code.WRONG_CITATION: "wrong_citation",
    Code.QUOTE_NOT_FOUND: "quote_not_found",
    Code.PHANTOM_QUOTE: "phantom_quote",
    Code.UNSUPPORTED: "unsupported",
    Code.NO_ANSWER: "no_answer",
    Code.WRONG_LANGUAGE: "wrong_language",
    Code.PROMPT_LEAK: "prompt_leak",
}
"""The fault of an answer by the code that its draft was refused under. Other codes are about questions, or about
passages."""


def fault_found(check: str, code: Code | None) -> Fault | None:
    """Return what is wrong with an answer in which a check found something; None where it is no fault of an answer."""
    return FOUND_BY.get(check) or (REFUSED_FOR.get(code) if code is not None else None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one question."""

    asked: Conversation
    """The context and the turns up to the question; the last turn has the chosen answer."""
    rejected: Turn
    """The same question with the worse answer."""
    fault: Fault


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs that belong together: what is told of an answer by its looks in one of them is untold by another."""

    origin: Origin
    pairs: tuple[Pair, ...]
    bare: bool = False
    """Whether the answers stand without the thoughts that a record's own ones have."""


def own_turns(record: Conversation) -> list[Turn]:
    """Return the turns of the record's own item."""
    return [entry.turn for entry in record.turns if entry.trained]


def asking(record: Conversation, before: Sequence[Turn], last: Turn) -> Conversation:
    """Return the record with these turns in place of its own ones."""
    earlier = [entry for entry in record.turns if not entry.trained]
    own = [ConversationTurn(turn, trained=True, draft_id=record.item.id) for turn in (*before, last)]
    return replace(record, turns=(*earlier, *own))


def pair(record: Conversation, before: Sequence[Turn], chosen: Turn, rejected: Turn, fault: Fault) -> Pair:
    """Return the pair of two answers to the question of `chosen`."""
    return Pair(asking(record, before, chosen), replace(rejected, question=chosen.question), fault)


def fault_between(chosen: Turn, rejected: Turn, *, earlier: bool) -> Fault:
    """Return what is wrong with the answer to another question of the same item; `earlier`: whether it was given."""
    if chosen.found is True and rejected.found is False:
        return "declines_though_found"
    if chosen.found is False and rejected.found is True:
        return "answers_though_missing"
    return "repeats_an_earlier_answer" if earlier else "answers_another_question"


def declines_alike(item: Item, chosen: Turn, rejected: Turn) -> bool:
    """Whether two answers decline, and the rejected one says nothing of its own question: it would decline both."""
    if not (_declines(item, chosen) and _declines(item, rejected)):
        return False
    own = set(content(rejected.question)).difference(content(chosen.question))
    return own.isdisjoint(content(rejected.answer))


def _declines(item: Item, turn: Turn) -> bool:
    return turn.found is False or (turn.found is None and SCENARIOS[item.scenario].does == "abstains")
