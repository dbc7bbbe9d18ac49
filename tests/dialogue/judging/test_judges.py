"""Each judge of drafts: what it asks, what it makes of the reply, and what it refuses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from benches import FIRST, SECOND, draft, judged, scores
from panel import kind_of, panel
from written import DAMAGE_CHUNK, FOUND, HOURS_CHUNK, LOANS_CHUNK, MISSED, item

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.judges import JUDGES
from openbook.records import Draft, Question, Turn


def claim(verdict: str) -> dict[str, str]:
    return {"claim": f"It is {verdict}.", "because": "", "verdict": verdict}


def of_turn(number: int, **fields: Any) -> Any:
    """Say these fields of one turn, and the favourable ones of the others."""
    return lambda _, n: fields if n == number else {}


def test_claims_that_the_passages_hold_pass_with_their_score() -> None:
    became, _ = judged(draft(), ["supported"])
    assert isinstance(became, Draft)
    assert scores(became) == {"judge.supported": 1.0}
    assert became.checks == ("judge.supported",)


def test_one_claim_that_the_passages_contradict_refuses_the_draft_and_names_its_turn() -> None:
    against = [claim("supported"), claim("supported"), claim("contradicted")]
    became, _ = judged(draft(), ["supported"], claims=of_turn(2, claims=against))
    assert isinstance(became, Finding)
    assert (became.code, became.at, became.check) == (Code.CLAIM_UNSUPPORTED, (2,), "judge.supported")
    assert "“It is contradicted.”, and the passages say otherwise" in became.detail
    assert scores(became) == {"judge.supported": 0.0}


def test_claims_that_no_passage_holds_lower_the_score_by_their_share() -> None:
    one_of_four = [claim("supported")] * 3 + [claim("absent")]
    kept, _ = judged(draft(), ["supported"], claims=of_turn(1, claims=one_of_four))
    assert isinstance(kept, Draft)
    assert scores(kept) == {"judge.supported": 0.75}
    refused, _ = judged(draft(), ["supported"], claims=of_turn(1, claims=one_of_four[1:]))
    assert isinstance(refused, Finding)
    assert "which no passage says" in refused.detail


def test_an_answer_from_memory_is_not_held_against_passages_without_gold() -> None:
    became, requests = judged(draft(MISSED), ["supported"], claims=of_turn(1, claims=[claim("absent")]))
    assert became == draft(MISSED)
    assert requests == []


@pytest.mark.parametrize(("said", "worth"), [("yes", 1.0), ("partly", 0.5), ("no", 0.0)])
def test_a_question_is_worth_what_a_stranger_understands_of_it(said: str, worth: float) -> None:
    became, _ = judged(draft(), ["understood"], claims=of_turn(1, understood=said, missing="which drill"))
    assert scores(became) == {"judge.understood": worth}
    assert isinstance(became, Draft) == (worth >= 0.5)


def test_a_question_that_nobody_understands_is_refused_with_what_is_missing() -> None:
    became, _ = judged(draft(), ["understood"], claims=of_turn(1, understood="no", missing="which drill"))
    assert isinstance(became, Finding)
    assert (became.code, became.at, became.then) == (Code.QUESTION_UNCLEAR, (1,), "mend")
    assert became.detail.endswith("missing is which drill")


def test_a_question_that_was_asked_before_its_context_can_not_be_mended() -> None:
    asked = replace(FOUND, questions=(Question(FIRST.question, ""), Question(SECOND.question, "")))
    became, _ = judged(draft(asked), ["understood"], claims=of_turn(1, understood="no"))
    assert isinstance(became, Finding)
    assert became.then == "end"


def test_what_several_judges_find_is_told_at_once_under_the_code_of_the_first() -> None:
    unclear = {"understood": "no", "missing": "which drill", "claims": [claim("contradicted")]}
    became, _ = judged(draft(), ["supported", "understood"], claims=of_turn(2, **unclear))
    assert isinstance(became, Finding)
    assert (became.code, became.at, became.check) == (Code.CLAIM_UNSUPPORTED, (2,), "judge.supported")
    assert "the passages say otherwise; the question of turn 2 can't be understood" in became.detail


def test_two_judges_share_one_call() -> None:
    became, requests = judged(draft(), ["supported", "understood"])
    assert [kind_of(request) for request in requests] == ["claims"]
    assert set(scores(became)) == {"judge.supported", "judge.understood"}


def test_the_judge_of_claims_sees_passages_questions_and_answers_and_no_thoughts() -> None:
    thinking = replace(FIRST, thoughts="I wonder about that.")
    _, [request] = judged(draft(turns=(thinking, SECOND)), ["supported"])
    shown = request.messages[-1].content
    assert "Chunk 2\nSource: loans.md" in shown
    assert f"TURN 1\nQuestion: {FIRST.question}\nAnswer: {FIRST.answer}" in shown
    assert "I wonder" not in shown


def test_somebody_else_who_gives_the_same_short_answer_agrees_without_another_call() -> None:
    said: Mapping[int, str] = {1: "fourteen days", 2: "by telephone"}
    became, requests = judged(draft(), ["answered"], answers=lambda _, n: {"answer": said[n]})
    assert isinstance(became, Draft)
    assert scores(became) == {"judge.answered": 1.0}
    assert [kind_of(request) for request in requests] == ["answers"]


def test_whoever_answers_sees_the_questions_and_no_answer() -> None:
    _, requests = judged(draft(), ["answered"])
    assert FIRST.question in requests[0].messages[-1].content
    assert FIRST.answer not in requests[0].messages[-1].content


@pytest.mark.parametrize(("verdict", "worth"), [("same", 1.0), ("partly", 0.5), ("different", 0.0)])
def test_answers_in_other_words_are_compared_by_one_more_call(verdict: str, worth: float) -> None:
    became, requests = judged(draft(), ["answered"], compare=of_turn(2, verdict=verdict))
    assert [kind_of(request) for request in requests] == ["answers", "compare"]
    assert scores(became) == {"judge.answered": worth}
    if worth < 0.5:
        assert isinstance(became, Finding)
        assert (became.code, became.at) == (Code.ANSWERED_OTHERWISE, (2,))


def test_a_question_whose_answer_nobody_finds_in_its_context_is_refused() -> None:
    became, _ = judged(draft(), ["answered"], answers=of_turn(2, found=False, answer="none"))
    assert isinstance(became, Finding)
    assert (became.code, became.at) == (Code.ANSWERED_OTHERWISE, (2,))


def test_a_turn_that_says_that_the_passages_tell_nothing_is_wrong_where_they_do() -> None:
    silent = replace(SECOND, found=False)
    agrees, _ = judged(draft(turns=(FIRST, silent)), ["answered"], answers=of_turn(2, found=False))
    assert scores(agrees) == {"judge.answered": 1.0}
    became, _ = judged(draft(turns=(FIRST, silent)), ["answered"])
    assert isinstance(became, Finding)
    assert became.at == (2,)


def test_an_answer_that_is_found_where_there_must_be_none_is_a_leak_of_its_passage() -> None:
    became, _ = judged(draft(MISSED), ["answered"], answers=of_turn(1, chunk=2, answer="12.50 euros"))
    assert isinstance(became, Finding)
    assert became.code == Code.ANSWER_LEAK
    assert "damage.md#0" in became.leaking
    kept, _ = judged(draft(MISSED), ["answered"], answers=lambda *_: {"found": False})
    assert scores(kept) == {"judge.answered": 1.0}


def test_a_leak_whose_passage_is_not_named_can_be_mended_by_no_other_reply() -> None:
    became, _ = judged(draft(MISSED), ["answered"], answers=lambda *_: {"chunk": 0})
    assert isinstance(became, Finding)
    assert (became.code, became.leaking, became.then) == (Code.ANSWER_LEAK, (), "end")


def test_a_context_without_passages_is_not_searched() -> None:
    became, requests = judged(draft(item(LOANS_CHUNK, [], "empty")), ["answered", "needed"])
    assert (scores(became), requests) == ({}, [])


def test_distractors_that_answer_alone_are_named_so_that_others_take_their_place() -> None:
    became, requests = judged(draft(), ["needed"], answers=lambda *_: {"chunk": 2})
    assert "loans.md" not in requests[0].messages[-1].content
    assert isinstance(became, Finding)
    assert (became.code, became.leaking) == (Code.ANSWER_LEAK, ("damage.md#0",))
    assert scores(became) == {"judge.needed": 0.0}


def test_distractors_that_answer_nothing_or_otherwise_leave_gold_needed() -> None:
    silent, _ = judged(draft(), ["needed"], answers=lambda *_: {"found": False})
    assert scores(silent) == {"judge.needed": 1.0}
    otherwise, _ = judged(draft(), ["needed"], compare=lambda *_: {"verdict": "different"})
    assert isinstance(otherwise, Draft)


TWO = replace(
    item(LOANS_CHUNK, [HOURS_CHUNK, LOANS_CHUNK, DAMAGE_CHUNK], "multi_source"),
    gold=(LOANS_CHUNK, DAMAGE_CHUNK),
    passages=tuple(replace(one, is_gold=one.source != "hours.md") for one in FOUND.passages),
)


def test_each_of_several_sources_is_taken_away_in_turn() -> None:
    _, requests = judged(draft(TWO), ["needed"], answers=lambda *_: {"found": False})
    shown = [request.messages[-1].content for request in requests]
    assert [["loans.md" in text, "damage.md" in text] for text in shown] == [
        [False, False],
        [False, True],
        [True, False],
    ]


def test_a_source_without_which_all_is_answered_alike_is_not_needed() -> None:
    without_damage = lambda text, _: {"found": "loans.md" in text}  # noqa: E731 - it is said once
    became, _ = judged(draft(TWO), ["needed"], answers=without_damage)
    assert isinstance(became, Finding)
    assert (became.code, became.at) == (Code.SOURCE_NOT_NEEDED, ())
    assert "without damage.md" in became.detail
    one_differs = lambda text, n: {"found": "loans.md" in text and n == 1}  # noqa: E731
    kept, _ = judged(draft(TWO), ["needed"], answers=one_differs)
    assert scores(kept) == {"judge.needed": 1.0}


def test_what_the_target_knows_gates_answers_from_memory_and_nothing_else() -> None:
    knows_nothing = panel(recall=lambda *_: {"known": False})
    refused, _ = judged(draft(MISSED), ["closed_book"], knows_nothing)
    assert isinstance(refused, Finding)
    assert (refused.code, refused.then) == (Code.UNKNOWN_TO_TARGET, "end")
    kept, _ = judged(draft(), ["closed_book"], knows_nothing)
    assert isinstance(kept, Draft)
    assert scores(kept) == {"judge.closed_book": 0.0}


def test_the_target_is_asked_without_any_passage_and_the_judge_compares() -> None:
    target = panel()
    became, compared = judged(draft(MISSED), ["closed_book"], target)
    [asked] = target.requests
    assert (asked.size, kind_of(asked)) == ("target", "recall")
    assert "hours.md" not in asked.messages[-1].content
    assert [(one.size, kind_of(one)) for one in compared] == [("judge", "compare")]
    assert scores(became) == {"judge.closed_book": 1.0}


def test_a_target_that_is_wrong_does_not_know() -> None:
    became, _ = judged(draft(MISSED), ["closed_book"], panel(), compare=of_turn(1, verdict="different"))
    assert isinstance(became, Finding)
    assert became.code == Code.UNKNOWN_TO_TARGET


def test_what_a_reference_answers_is_what_the_target_should_know() -> None:
    about = item(LOANS_CHUNK, [HOURS_CHUNK], "missing_abstain")
    asked = replace(about, questions=(Question("How long?", "fourteen days"), Question("How?", "by telephone")))
    turns = (Turn("How long?", "", "That isn't told."), Turn("How?", "", "Nor is that."))
    said = {1: "two weeks", 2: "by telephone"}
    target = panel(recall=lambda _, n: {"answer": said[n]})
    _, compared = judged(draft(asked, turns), ["closed_book"], target)
    assert "First answer: fourteen days\nSecond answer: two weeks" in compared[0].messages[-1].content
    assert "by telephone" not in compared[0].messages[-1].content
    unasked, _ = judged(draft(about, turns), ["closed_book"], panel())
    assert scores(unasked) == {}


@pytest.mark.parametrize("name", JUDGES)
def test_a_threshold_of_nought_refuses_nothing(name: str) -> None:
    worst = {
        "claims": lambda *_: {"understood": "no", "claims": [claim("contradicted")]},
        "answers": lambda *_: {"found": name == "needed"},
    }
    target = panel(recall=lambda *_: {"known": False}) if name == "closed_book" else None
    became, _ = judged(draft(), [name], target, {"thresholds": {name: 0}}, **worst)
    assert isinstance(became, Draft)
    assert scores(became) == {f"judge.{name}": 0.0}
