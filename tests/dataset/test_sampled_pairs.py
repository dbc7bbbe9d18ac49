"""Pairs with answers of the model that will be trained: it stands on both sides, and its wrong ones say their fault."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from drafts import config
from test_pair_sources import PLAIN, answered, both, declined, of, probe, quoted
from test_pairs import export

from openbook.codes import Code
from openbook.dataset.pairs.sampled import prompted
from openbook.dataset.stored import stored_drafts
from openbook.pipeline.outputs import prepared_row
from openbook.records import Draft, LookedAt, Turn
from output_folders import write_drafts
from some import some


def wrong(number: int, asked: str, answer: str, thoughts: str = "", code: Code = Code.UNGROUNDED) -> LookedAt:
    return LookedAt(Turn(asked, thoughts, answer), number, "ungrounded", code, "Why.")


def right(number: int, asked: str, answer: str, thoughts: str = "") -> LookedAt:
    return LookedAt(Turn(asked, thoughts, answer), number, is_right=True)


def sampled(made: Draft, *answers: LookedAt) -> Draft:
    return replace(made, sampled=answers)


MADE = answered(1, beside=501)
FIRST, SECOND = (turn.question for turn in MADE.turns)


def test_a_wrong_answer_is_rejected_for_a_right_one_of_the_same_model(tmp_path: Path) -> None:
    made = sampled(MADE, wrong(1, FIRST, "It can't be told."), right(1, FIRST, "4 of them do."))
    _, rows = export(tmp_path, [made], "dpo", **PLAIN)
    (row,) = of(rows, "sampled_answers")
    assert (both(row), row["fault"]) == (("4 of them do.", "It can't be told."), "declines_though_found")
    assert row["prompt"][-1]["content"] == FIRST


def test_without_a_right_one_there_a_right_one_elsewhere_is_chosen_so_that_the_model_stands_on_both_sides(
    tmp_path: Path,
) -> None:
    made = sampled(MADE, wrong(1, FIRST, "It can't be told."), right(2, SECOND, "The lamp's guild."))
    _, rows = export(tmp_path, [made], "dpo", **PLAIN)
    here, there = of(rows, "sampled_answers")
    own = MADE.turns[0].answer
    assert both(here) == (own, "It can't be told.")
    assert (both(there), there["fault"]) == (("The lamp's guild.", own), "repeats_an_earlier_answer")
    assert there["prompt"][-1]["content"] == SECOND
    assert here["group"] == there["group"]


@pytest.mark.parametrize(
    "answers",
    [
        [wrong(1, FIRST, "It can't be told.")],
        [right(1, FIRST, "4 of them do.")],
        [wrong(1, FIRST, "It can't be told.", code=Code.DEIXIS), right(1, FIRST, "4 of them do.")],
        [wrong(1, "Who, before it was edited?", "It can't be told."), right(1, FIRST, "4 of them do.")],
        [LookedAt(Turn(FIRST, "", "Perhaps."), 1), right(1, FIRST, "4 of them do.")],
    ],
    ids=["no right one", "no wrong one", "no fault of an answer", "another question", "neither"],
)
def test_what_stands_on_one_side_only_or_is_not_sure_makes_no_pair(tmp_path: Path, answers: list[LookedAt]) -> None:
    assert of(export(tmp_path, [sampled(MADE, *answers)], "dpo", **PLAIN)[1], "sampled_answers") == []


def test_a_context_that_lost_passages_is_not_the_one_that_was_answered(tmp_path: Path) -> None:
    long = replace(MADE.item.passages[0], text="Nothing is known of it. " * 300)
    made = replace(MADE, item=replace(MADE.item, passages=(MADE.item.passages[1], long)))
    made = replace(made, turns=(Turn(FIRST, "", "4 do."), Turn(SECOND, "", "It is the guild of the lamp.")))
    made = sampled(made, wrong(1, FIRST, "It can't be told."), right(1, FIRST, "4 of them do."))
    limit = {"export": {"max_tokens": 900}, "system": {"num_items_per_group": 1}}
    assert of(export(tmp_path / "a", [made], "dpo", **PLAIN)[1], "sampled_answers")
    _, rows = export(tmp_path / "b", [made], "dpo", **PLAIN, **limit)
    assert {row["origin"] for row in rows} == {"own_answers"}


@pytest.mark.parametrize("name", ["dpo", "orpo"])
def test_answers_stand_with_thoughts_where_the_model_has_any_and_without_where_it_has_none(
    tmp_path: Path, name: str
) -> None:
    bare = sampled(MADE, wrong(1, FIRST, "It can't be told."), right(1, FIRST, "4 of them do."))
    _, rows = export(tmp_path / "bare", [bare], name)
    found = of(rows, "sampled_answers")
    assert len(found) == (1 if name == "dpo" else 0)
    assert all("**Thought Process:**" not in text for row in found for text in both(row))
    thinks = sampled(MADE, wrong(1, FIRST, "It can't be told.", "Hm."), right(1, FIRST, "4 of them do.", "Chunk 2."))
    (row,) = of(export(tmp_path / "thinks", [thinks], name)[1], "sampled_answers")
    assert all("**Thought Process:**" in text for text in some(both(row)))


def test_two_answers_that_decline_alike_are_no_pair(tmp_path: Path) -> None:
    made = declined(3)
    asked = "And who built it?"
    for said, pairs in (("Alas, that isn't told.", 0), ("Who built it isn't told.", 2)):
        first = replace(made.turns[0], answer="That isn't told." if not pairs else "How many look after it isn't told.")
        two = replace(made, turns=(first, Turn(asked, "", said, found=False)))
        _, rows = export(tmp_path / str(pairs), [two], "dpo", **PLAIN)
        assert len(of(rows, "own_answers")) == pairs
        given = sampled(two, wrong(1, first.question, "3 do."), right(2, asked, f"{said} Sorry."))
        assert len(of(export(tmp_path / f"s{pairs}", [given], "dpo", **PLAIN)[1], "sampled_answers")) == pairs


def test_the_model_is_shown_what_a_record_says_up_to_the_question(tmp_path: Path) -> None:
    messages = prompted(config())(MADE, 2)
    assert [message.role for message in messages] == ["system", "user", "assistant", "user"]
    assert all(passage.text in messages[0].content for passage in MADE.item.passages)
    assert messages[1].content == FIRST
    assert messages[2].content.startswith("**Thought Process:**")
    assert messages[3].content == SECOND
    folded = prompted(config(system={"template": "gemma"}))(MADE, 1)
    assert [message.role for message in folded] == ["user"]
    assert folded[0].content.endswith(f"\n\n{FIRST}")


def test_sampled_answers_are_stored_with_the_draft(tmp_path: Path) -> None:
    made = sampled(MADE, wrong(1, FIRST, "It can't be told."), right(2, SECOND, "The lamp's."))
    write_drafts(tmp_path / "drafts.jsonl", [made, declined(3)])
    lines = [json.dumps(prepared_row(one.item)) for one in (made, declined(3))]
    (tmp_path / "rag_prepared_data.jsonl").write_text("\n".join(lines) + "\n")
    first, other = stored_drafts(tmp_path)
    assert first.sampled == made.sampled
    assert other.sampled == ()
    assert "sampled" not in json.loads((tmp_path / "drafts.jsonl").read_text().splitlines()[1])


def learned(number: int) -> list[Draft]:
    """Return drafts whose model is right or wrong in several ways; some openings would give its wrong answers away."""
    made = []
    for n in range(number):
        one = declined(n) if n % 3 == 0 else answered(n, 501 + n)
        asked = one.turns[0].question
        turned_down, given = f"That isn't told of {n}.", quoted(n, f"is looked after by {n + 3} people", 2)
        if n % 3 == 0:
            ways = wrong(1, asked, given, code=Code.NOT_ABSTAINING), right(1, asked, turned_down)
        elif n % 3 == 1:
            ways = wrong(1, asked, turned_down), right(1, asked, given)
        else:
            opening = "Well now. " if n % 2 else ""
            bad = opening + quoted(n + 1, f"is looked after by {n + 90} people", 2)
            ways = wrong(1, asked, bad, code=Code.QUOTE_NOT_FOUND), right(1, asked, quoted(n + 2, "is kept", 2))
        made.append(sampled(one, *ways))
    return made


@pytest.mark.parametrize("name", ["dpo", "kto"])
def test_what_would_give_sampled_answers_away_is_left_out_and_counted(tmp_path: Path, name: str) -> None:
    exported, rows = export(tmp_path, learned(90), name, **PLAIN, system={"num_items_per_group": 1})
    kept = of(rows, "sampled_answers")
    ((reason, count),) = exported.left_out.items()
    assert reason == "of sampled answers, which length, style or opening would give away"
    assert count + len(kept) == 90 * (1 if name == "dpo" else 2)
    assert 10 <= count < 70 * (1 if name == "dpo" else 2)


@pytest.mark.whole
def test_length_style_and_opening_tell_nothing_of_sampled_answers(tmp_path: Path) -> None:
    _, rows = export(tmp_path, learned(300), "dpo", **PLAIN, system={"num_items_per_group": 1})
    kept = of(rows, "sampled_answers")
    assert len(kept) > 100
    assert 0.45 <= probe(kept) <= 0.55
    faults = Counter(row["fault"] for row in kept)
    assert set(faults) == {"answers_though_missing", "declines_though_found", "quote_not_found"}
