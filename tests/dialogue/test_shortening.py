"""A draft that one turn spoils is kept without it, where what is left is a conversation that was wanted."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from written import FOUND, asker, scripted

from openbook.calls import Request
from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.generate import Generate
from openbook.dialogue.shortening import without_its_fault
from openbook.errors import TransientError
from openbook.records import Draft, Item, Question, Rejected, Turn

API = {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1", "large_max_attempts": 1}
THOUGHTS = (
    'Chunk 2 (loans.md) says "A tool may be kept for fourteen days." It goes on: "A loan can be renewed once, by '
    'telephone, unless somebody else has booked the tool."'
)
KEEP = ("How long may I keep a drill from the Brenfield tool library?", "Two weeks.")
RENEW = ("How is a loan of the Brenfield tool library renewed?", "By telephone, once.")
LATE = ("Who may renew a loan of the Brenfield tool library?", "Whoever rings them.")
ASKED = replace(FOUND, questions=tuple(Question(question, answer) for question, answer in (KEEP, RENEW, LATE)))
BROKEN = 'Chunk 2 (loans.md) says "Whoever brings a tool back early gets a cake."'


def written(*turns: tuple[str, str], broken: int = 0) -> str:
    return "\n\n".join(
        f"**QUESTION:** {question}\n\n**ANSWER:**\n**Thought Process:**\n{BROKEN if n == broken else THOUGHTS}"
        f"\n\n**Answer:**\n{answer}"
        for n, (question, answer) in enumerate(turns, start=1)
    )


def made(about: Item, replies: Sequence[str | Exception], **sections: Any) -> tuple[Any, list[Request]]:
    config = Config.model_validate({"api": API, **sections})
    model = scripted(replies)
    bound = replace(asker(config, model, "large"), repairs=config.verify.repairs)

    def no_repair(_: Item, __: object) -> Item | Rejected:
        raise AssertionError("nothing leaks here")

    return asyncio.run(Generate(bound, no_repair, config.generation.turns)(about)), model.requests


def finding(*at: int, turns: Sequence[tuple[str, str]] = (KEEP, RENEW, LATE), code: Code = Code.NO_ANSWER) -> Finding:
    return Finding("a check", code, "it is wrong", at=at, turns=tuple(Turn(q, THOUGHTS, a) for q, a in turns))


def questions(draft: Draft) -> list[str]:
    return [turn.question for turn in draft.turns]


def test_a_draft_is_kept_without_the_turn_that_neither_attempt_nor_repair_got_right() -> None:
    bad = written(KEEP, RENEW, LATE, broken=2)
    draft, requests = made(ASKED, [bad, written(RENEW, broken=1)])
    assert isinstance(draft, Draft)
    assert questions(draft) == [KEEP[0], LATE[0]]
    assert [question.text for question in draft.item.questions] == [KEEP[0], LATE[0]]
    assert len(requests) == 2


def test_what_was_dropped_stays_with_the_draft_and_says_why() -> None:
    draft, _ = made(ASKED, [written(KEEP, RENEW, LATE, broken=3)], verify={"repairs": 0})
    (dropped,) = draft.dropped
    assert (dropped.number, dropped.turn.question, dropped.check) == (3, LATE[0], "quotes")
    assert "gets a cake" in dropped.detail
    assert dropped.code == Code.QUOTE_NOT_FOUND


def test_a_repair_that_helps_leaves_all_turns() -> None:
    draft, _ = made(ASKED, [written(KEEP, RENEW, LATE, broken=2), written(RENEW)])
    assert questions(draft) == [KEEP[0], RENEW[0], LATE[0]]
    assert draft.dropped == ()


def test_an_earlier_attempt_serves_where_the_last_can_not_be_shortened() -> None:
    first = written(KEEP, RENEW, LATE, broken=3)
    last = written(KEEP, RENEW, LATE, broken=1)
    draft, _ = made(ASKED, [first, last], api={**API, "large_max_attempts": 2}, verify={"repairs": 0})
    assert questions(draft) == [KEEP[0], RENEW[0]]


def test_what_is_left_passes_every_check_or_is_lost() -> None:
    bad = written(KEEP, RENEW, LATE, broken=3).replace("Two weeks.", "Nine hundred and 71 weeks.")
    draft, _ = made(ASKED, [bad], verify={"repairs": 0})
    assert isinstance(draft, Rejected)


def test_a_call_that_fails_shortens_nothing_since_the_next_run_asks_again() -> None:
    bad = written(KEEP, RENEW, LATE, broken=3)
    fate, _ = made(ASKED, [bad, TransientError("down")], api={**API, "large_max_attempts": 2})
    assert isinstance(fate, Rejected)
    assert fate.code == Code.CALL_FAILED


def test_as_many_turns_as_the_config_wants_have_to_stay() -> None:
    bad = written(KEEP, RENEW, LATE, broken=3)
    assert isinstance(made(ASKED, [bad], generation={"turns": [3, 3]}, verify={"repairs": 0})[0], Rejected)
    assert without_its_fault(ASKED, finding(2), 2) is not None
    assert without_its_fault(ASKED, finding(2), 3) is None


def test_the_first_turn_is_never_dropped() -> None:
    assert without_its_fault(ASKED, finding(1), 1) is None


def test_more_than_one_fault_is_a_draft_to_lose() -> None:
    assert without_its_fault(ASKED, finding(2, 3), 1) is None
    assert without_its_fault(ASKED, finding(), 1) is None


def test_in_a_conversation_that_was_written_in_one_piece_the_last_turn_alone_may_go() -> None:
    assert without_its_fault(FOUND, finding(3), 2) is not None
    assert without_its_fault(FOUND, finding(2), 2) is None


@pytest.mark.parametrize("scenario", ["partial", "topic_shift", "multi_source", "conflicting", "outdated"])
def test_where_a_turn_is_what_the_item_is_for_none_is_dropped(scenario: str) -> None:
    assert without_its_fault(replace(ASKED, scenario=scenario), finding(3), 2) is None


LEANING = {
    "a pronoun": ("And what is it for?", "Whoever rings them."),
    "said before": (LATE[0], "As mentioned above, whoever rings them."),
    "said before, in German": (LATE[0], "Wie gesagt: wer dort anruft."),
    "said before, in Chinese": (LATE[0], "如上所述，谁打电话谁就可以。"),
    "said before, in Hindi": (LATE[0], "जैसा कि मैंने कहा, जो फ़ोन करे।"),
    "a figure from nowhere else": (LATE[0], "Whoever rings 5508."),
}


@pytest.mark.parametrize("form", LEANING)
def test_a_turn_that_a_later_one_leans_on_stays(form: str) -> None:
    renew = (RENEW[0], "By telephone, once, under 5508.")
    assert without_its_fault(ASKED, finding(2, turns=(KEEP, renew, LATE)), 2) is not None
    assert without_its_fault(ASKED, finding(2, turns=(KEEP, renew, LEANING[form])), 2) is None
