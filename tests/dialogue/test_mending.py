"""A draft that failed a check is asked for again with what was wrong, and only those of its turns that are at fault."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from written import FOUND, asker, scripted

from openbook.calls import Message, Reply, Request
from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import at_fault
from openbook.dialogue.generate import Generate
from openbook.dialogue.mending import Refused, mending
from openbook.dialogue.reply import turns_schema
from openbook.errors import RefusedError
from openbook.records import Draft, Item, Rejected, Turn

API = {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"}
THOUGHTS = 'Chunk 2 (loans.md) says "A tool may be kept for fourteen days."'
FIRST = "How long may I keep a drill from the Brenfield tool library?"
POINTING_QUESTION = "What does the text say about a drill?"
SECOND = "And how would I renew it?"


def written(*turns: tuple[str, str]) -> str:
    return "\n\n".join(
        f"**QUESTION:** {question}\n\n**ANSWER:**\n**Thought Process:**\n{THOUGHTS}\n\n**Answer:**\n{answer}"
        for question, answer in turns
    )


GOOD = written((FIRST, "Two weeks."), (SECOND, "You can ring them."))
POINTING = written((POINTING_QUESTION, "Two weeks."), (SECOND, "You can ring them."))
PROSE = "I can't do that."


def no_repair(_: Item, __: object) -> Item | Rejected:
    raise AssertionError("nothing leaks here")


def mended(replies: Sequence[str | Reply | Exception], repairs: int = 1, **api: Any) -> tuple[Any, Any, list[Request]]:
    config = Config.model_validate({"api": {**API, "large_max_attempts": 1, **api}})
    model = scripted(replies)
    bound = replace(asker(config, model, "large"), repairs=repairs)
    became = asyncio.run(Generate(bound, no_repair)(FOUND))
    return became, bound.recorder.attempts(FOUND.id), model.requests


def test_a_refused_draft_is_asked_for_again_with_what_was_wrong_before_it_is_lost() -> None:
    became, tried, requests = mended([POINTING, GOOD])
    assert isinstance(became, Draft)
    assert requests[1].messages[:-2] == requests[0].messages
    assert requests[1].messages[-2] == Message("assistant", POINTING)
    assert "does the text say" in requests[1].messages[-1].content
    assert [(one.check, one.mends) for one in tried] == [("deixis", ""), ("", requests[0].key())]


def test_only_the_turn_at_fault_is_written_again_and_the_others_stay() -> None:
    became, _, requests = mended([POINTING, written((FIRST, "Fourteen days."))])
    assert isinstance(became, Draft)
    assert [(turn.question, turn.answer) for turn in became.turns] == [
        (FIRST, "Fourteen days."),
        (SECOND, "You can ring them."),
    ]
    assert "Write turn 1 again" in requests[1].messages[-1].content
    assert requests[1].schema == turns_schema(1, 1, 1, len(FOUND.passages))


def test_what_a_mended_turn_makes_of_the_others_is_checked_too() -> None:
    pointing = written((POINTING_QUESTION, "Two weeks."), (FIRST, "You can ring them."))
    became, tried, _ = mended([pointing, written((FIRST, "Fourteen days."))])
    assert isinstance(became, Rejected)
    assert tried[-1].check == "duplicate_turns"
    assert [turn.question for turn in tried[-1].turns] == [FIRST, FIRST]


def test_a_repair_of_a_repair_that_was_of_one_turn_shows_both_replies() -> None:
    became, _, requests = mended([POINTING, written((SECOND, "Yes.")), written((FIRST, "Two weeks."))], repairs=2)
    assert isinstance(became, Rejected | Draft)
    assert requests[2].messages[: len(requests[1].messages)] == requests[1].messages
    assert [message.role for message in requests[2].messages[-4:]] == ["assistant", "user", "assistant", "user"]


def test_after_a_repair_of_one_turn_all_of_them_may_be_asked_for_with_the_schema_of_all() -> None:
    _, _, requests = mended([POINTING, GOOD])
    one = Finding("deixis", Code.DEIXIS, "it points", at=(1,), turns=(BAD, FINE))
    first = Refused(requests[0], requests[0].key(), POINTING, one)
    sent = mending(first, 1)
    assert sent.schema != requests[0].schema
    followed = first.followed_by(sent, "a turn", Finding("search_unsaid", Code.WRONG_CITATION, "nothing is said"))
    assert mending(followed, 2).schema == requests[0].schema


def test_a_first_turn_at_fault_is_mended_and_not_gone_on_with_again() -> None:
    began, good = written((POINTING_QUESTION, "Two weeks.")), written((FIRST, "Two weeks."))
    became, _, requests = mended([began, written((SECOND, "You can ring them.")), good], large_max_attempts=3)
    assert isinstance(became, Draft)
    assert [turn.question for turn in became.turns] == [FIRST, SECOND]
    assert "Write turn 1 again" in requests[2].messages[-1].content
    assert len(requests) == 3


def test_a_number_of_turns_that_was_not_asked_for_mends_nothing() -> None:
    three = written((FIRST, "a b."), (SECOND, "c d."), ("Who would tell me that?", "The warden would."))
    became, tried, _ = mended([POINTING, three])
    assert isinstance(became, Rejected)
    assert (became.code, tried[-1].check) == (Code.DEIXIS, "reply")


def test_a_refused_draft_is_kept_with_what_was_found_in_it() -> None:
    _, tried, _ = mended([POINTING, GOOD])
    refused, taken = tried
    assert [turn.question for turn in refused.turns] == [POINTING_QUESTION, SECOND]
    assert (refused.code, refused.at) == (Code.DEIXIS, (1,))
    assert (taken.code, taken.turns) == (None, ())


def test_repairs_have_a_budget_of_their_own_and_end_with_the_first_reason() -> None:
    became, tried, _ = mended([POINTING, POINTING, POINTING], repairs=2)
    assert isinstance(became, Rejected)
    assert became.code == Code.DEIXIS
    assert [bool(one.mends) for one in tried] == [False, True, True]


def test_each_repair_names_the_reply_that_it_mends() -> None:
    _, tried, requests = mended([POINTING, POINTING, POINTING], repairs=2)
    assert [one.mends for one in tried] == ["", requests[0].key(), requests[1].key()]


def test_all_fresh_attempts_come_before_a_repair() -> None:
    became, tried, _ = mended([POINTING, PROSE, GOOD], large_max_attempts=2)
    assert isinstance(became, Draft)
    assert [(one.check, bool(one.mends)) for one in tried] == [("deixis", False), ("reply", False), ("", True)]


def test_what_can_not_be_read_at_all_is_not_repaired() -> None:
    became, tried, _ = mended([PROSE])
    assert isinstance(became, Rejected)
    assert len(tried) == 1


def test_a_call_that_fails_while_repairing_leaves_the_reason_of_the_check() -> None:
    became, _, _ = mended([POINTING, RefusedError("no")])
    assert isinstance(became, Rejected)
    assert became.code == Code.DEIXIS


BAD, FINE = Turn("bad", "", ""), Turn("fine", "", "")


@pytest.mark.parametrize(
    ("turns", "at"),
    [
        ((FINE, BAD), (2,)),
        ((BAD, FINE, BAD), (1, 3)),
        ((BAD, BAD), ()),
        ((BAD,), ()),
    ],
)
def test_turns_at_fault_are_those_that_are_found_when_they_stand_alone(turns: tuple[Turn, ...], at: object) -> None:
    assert at_fault(turns, lambda some: BAD in some) == at


def test_of_two_turns_that_clash_the_later_one_is_at_fault() -> None:
    assert at_fault((BAD, FINE, BAD), lambda some: list(some).count(BAD) > 1) == (3,)


def test_what_is_missing_everywhere_is_no_turns_fault() -> None:
    assert at_fault((FINE, FINE), lambda some: BAD not in some) == ()


def test_a_turn_that_misquotes_is_asked_for_again_and_not_the_first_one_for_what_it_rests_on() -> None:
    broken = 'Chunk 2 (loans.md) says "Whoever brings a tool back early gets a cake."'
    text = written((FIRST, "Two weeks."), ("Who may renew it at the desk?", "Whoever rings them."))
    head, _, tail = text.rpartition(THOUGHTS)
    became, tried, requests = mended([f"{head}{broken}{tail}", written((SECOND, "You can ring them."))])
    assert isinstance(became, Draft)
    assert (tried[0].check, tried[0].at) == ("quotes", (2,))
    assert "Write turn 2 again" in requests[1].messages[-1].content
