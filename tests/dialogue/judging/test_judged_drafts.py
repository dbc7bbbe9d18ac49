"""A draft that passed the checks is judged before it is kept: what a judge refuses is mended, replaced or lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from benches import bound
from panel import Says, panel
from written import DAMAGE_CHUNK, FOUND, LOANS_CHUNK, MISSED, asker, chunk, item, scripted

from openbook.calls import Request
from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.generate import Generate
from openbook.dialogue.judging.foresight import Supposed, foreseen, likely
from openbook.dialogue.recorder import Recorder
from openbook.errors import Halt, RefusedError
from openbook.fates import Attempt
from openbook.llm.scripted import ScriptedModel
from openbook.records import Draft, Item, Rejected

API = {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1", "large_max_attempts": 3}
QUESTION = "How long may I keep a drill from the Brenfield tool library?"
SECOND = "And how would I renew it?"
THOUGHTS = 'Chunk 2 (loans.md) says "A tool may be kept for fourteen days."'
RECALL = "Nothing on this was found; as far as I know, about two weeks."


def written(*answers: str, thoughts: str = THOUGHTS) -> str:
    form = "**QUESTION:** {q}\n\n**ANSWER:**\n**Thought Process:**\n{t}\n\n**Answer:**\n{a}"
    asked = zip((QUESTION, SECOND), answers, strict=False)
    return "\n\n".join(form.format(q=question, t=thoughts, a=answer) for question, answer in asked)


GOOD = written("Two weeks.", "You can ring them.")


def claimed(text: str, number: int, word: str = "ring them") -> dict[str, Any]:
    """Contradict the second turn while it has a word."""
    bad = number == 2 and word in text.rpartition("TURN 2")[2]
    return {"claims": [{"claim": "One can ring them.", "because": "", "verdict": "contradicted"}]} if bad else {}


def made(
    replies: Sequence[str], about: Item = FOUND, repairs: int = 1, judges: Sequence[str] = ("supported",), **says: Says
) -> tuple[Draft | Rejected, tuple[Attempt, ...], list[Request], Recorder]:
    model = scripted(replies)
    large = replace(asker(Config.model_validate({"api": API}), model, "large"), repairs=repairs)
    judging, bench = bound(panel(**says), judges=judges)
    seen = replace(judging, bench=replace(bench, judge=replace(bench.judge, recorder=large.recorder)))

    def other(_: Item, leaking: Any, __: Any) -> Item | Rejected:
        assert leaking == ("damage.md#0",)
        return replace(item(LOANS_CHUNK, [chunk("Nothing of use.", "other.md")]), repairs=1)

    became = asyncio.run(Generate(large, other, judging=seen)(about))
    return became, large.recorder.attempts(about.id), model.requests, large.recorder


def test_a_draft_that_its_judges_accept_has_their_scores_beside_its_own() -> None:
    became, tried, _, _ = made([GOOD])
    assert isinstance(became, Draft)
    assert "judge.supported" in became.checks
    assert "deixis" in became.checks
    assert {"quoted", "judge.supported"} <= set(dict(became.scores))
    assert [(one.step, one.prompt) for one in tried] == [
        ("generate", "rag_success_conversation"),
        ("verify", "verify_claims"),
    ]


def test_a_second_look_is_told_from_the_first_one_in_the_attempts() -> None:
    large = asker(Config.model_validate({"api": API}), scripted([GOOD]), "large")
    judging, bench = bound(panel(), judges=["supported"], audit=1)
    seen = replace(judging, bench=replace(bench, judge=replace(bench.judge, recorder=large.recorder)))
    asyncio.run(Generate(large, no_repair, judging=seen)(FOUND))
    assert [one.prompt for one in large.recorder.attempts(FOUND.id)][1:] == ["verify_claims", "verify_claims, again"]


def test_what_a_judge_refuses_is_mended_at_once_and_only_in_the_turn_at_fault() -> None:
    became, tried, requests, _ = made([GOOD, written("You can ring up.").replace(QUESTION, SECOND)], claims=claimed)
    assert isinstance(became, Draft)
    assert [turn.answer for turn in became.turns] == ["Two weeks.", "You can ring up."]
    assert "One can ring them" in requests[1].messages[-1].content
    assert "Write turn 2 again" in requests[1].messages[-1].content
    refused = tried[0]
    assert (refused.check, refused.code, refused.at) == ("judge.supported", Code.CLAIM_UNSUPPORTED, (2,))
    assert dict(refused.scores) == {"judge.supported": 0.0}
    assert dict(became.scores)["judge.supported"] == 1.0


def test_what_a_repair_does_not_mend_is_lost_with_the_judges_word() -> None:
    became, _, requests, _ = made([GOOD, GOOD], claims=claimed)
    assert isinstance(became, Rejected)
    assert (became.step, became.code) == ("verify", Code.CLAIM_UNSUPPORTED)
    assert "attempts" not in became.detail
    assert len(requests) == 2


def test_without_repairs_one_word_of_a_judge_is_enough() -> None:
    became, _, requests, _ = made([GOOD], repairs=0, claims=claimed)
    assert isinstance(became, Rejected)
    assert len(requests) == 1


def test_a_mended_draft_goes_through_the_checks_before_it_is_judged_again() -> None:
    echo = "Chunk 1\nSource: loans.md\n---\nYou can ring.\n---"
    became, tried, _, _ = made([GOOD, written("Two weeks.", echo)], claims=claimed)
    assert isinstance(became, Rejected)
    assert [one.step for one in tried] == ["generate", "verify", "generate"]
    assert tried[-1].code not in (None, Code.CLAIM_UNSUPPORTED)


def test_a_passage_in_which_a_judge_finds_the_answer_is_replaced() -> None:
    recalled = written(RECALL, RECALL.replace("two", "some"), thoughts="None of the chunks is on this.")
    answers = lambda text, _: {"found": "damage.md" in text, "chunk": 2}  # noqa: E731 - it is said once
    became, tried, requests, recorder = made([recalled, recalled], MISSED, judges=("answered",), answers=answers)
    assert isinstance(became, Draft), became
    assert became.item.repairs == 1
    assert "other.md" in requests[1].messages[-1].content
    assert tried[0].replaced == ("damage.md#0",)
    assert recorder.take(MISSED.id)[1] == became.item


def test_a_draft_without_a_verdict_is_neither_kept_nor_asked_for_again() -> None:
    became, _, requests, _ = made([GOOD], claims=lambda *_: {"understood": "perhaps"})
    assert isinstance(became, Rejected)
    assert (became.step, became.code, became.kind) == ("verify", Code.UNJUDGED, "rejected")
    assert len(requests) == 1


def test_the_last_call_that_an_item_is_remembered_by_is_the_writers() -> None:
    _, _, requests, recorder = made([GOOD])
    said, _ = recorder.take(FOUND.id)
    assert [exchange.request for exchange in said] == requests


def test_a_judge_that_can_not_be_reached_fails_the_item_so_that_the_next_run_tries_again() -> None:
    def fails(_: Request) -> str:
        raise RefusedError("no")

    large = asker(Config.model_validate({"api": API}), scripted([GOOD]), "large")
    judging, _ = bound(ScriptedModel(fails), judges=["supported"])
    became = asyncio.run(Generate(large, no_repair, judging=judging)(FOUND))
    assert isinstance(became, Rejected)
    assert (became.step, became.code, became.kind) == ("verify", Code.REQUEST_REFUSED, "failed")


def no_repair(_: Item, __: object) -> Item | Rejected:
    raise AssertionError("nothing leaks here")


def halted(_: Request) -> str:
    raise Halt("nothing is sent")


def ahead(replies: Sequence[str], judges: Sequence[str]) -> list[str]:
    """What the judges would be asked where nothing is sent: the prompts of their calls."""
    large = asker(Config.model_validate({"api": API}), scripted(replies) if replies else ScriptedModel(halted), "large")
    model = ScriptedModel(halted)
    judging, _ = bound(model, judges=judges)
    with pytest.raises(Halt):
        asyncio.run(foreseen(Generate(large, no_repair, judging=judging))(FOUND))
    ends = {"turn.": "claims", "question.": "answers", "pair.": "compare"}
    return [ends[request.messages[-1].content.split()[-1]] for request in model.requests]


@pytest.mark.parametrize("replies", [(), (GOOD,)], ids=["not written yet", "written"])
def test_a_look_ahead_meets_every_call_that_a_draft_will_lead_to(replies: Sequence[str]) -> None:
    assert ahead(replies, ["supported", "answered", "needed"]) == ["answers", "compare", "answers", "compare", "claims"]


def test_a_look_ahead_at_what_is_paid_for_says_what_came_of_it() -> None:
    large = asker(Config.model_validate({"api": API}), scripted([GOOD]), "large")
    judging, _ = bound(panel(), judges=["supported"])
    assert isinstance(asyncio.run(foreseen(Generate(large, no_repair, judging=judging))(FOUND)), Draft)


def test_without_judges_a_look_ahead_is_the_step_itself() -> None:
    write = Generate(asker(Config.model_validate({"api": API}), scripted([]), "large"), no_repair)
    assert foreseen(write) is write


def test_a_likely_draft_has_the_questions_that_were_asked() -> None:
    assert [turn.question for turn in likely(FOUND, 2).turns] == [LOANS_CHUNK.text[:100], LOANS_CHUNK.text[100:200]]
    assert issubclass(Supposed, Halt)
    assert DAMAGE_CHUNK.text not in likely(FOUND, 2).turns[0].answer
