"""A reply's fields are read in whatever form a model writes them, and backslashes that JSON swallows are put back."""

import json
from typing import Any

import pytest
from usual_replies import TWO, USUAL, plain, turns

from openbook.dialogue.reply.escapes import mended
from openbook.dialogue.reply.turn_fields import evidence_of, found_of, split_fields
from openbook.errors import UnusableReply
from openbook.records import Citation


def reply(**second: Any) -> str:
    first = {"question": "What is it?", "thoughts": "Chunk 1 says so.", "answer": "It is this."}
    return json.dumps({"turns": [first, {"question": "And why?", "thoughts": "Again.", "answer": "Because."} | second]})


def test_the_fields_of_a_turn_are_kept() -> None:
    turn = turns(reply(short_answer="so", evidence=[{"chunk": 2, "quote": "it is so"}], found=True))[1]
    assert (turn.short_answer, turn.evidence, turn.found) == ("so", (Citation(2, "it is so"),), True)
    bare = turns(reply())[1]
    assert (bare.short_answer, bare.evidence, bare.found) == ("", (), None), "a field that is missing refuses nothing"


@pytest.mark.parametrize(
    "fields",
    [
        {"shortAnswer": "so", "Evidence": {"Chunk": "Chunk 2", "Quote": "it is so"}, "Found": "yes"},
        {"Short Answer": ["so"], "EVIDENCE": ['Chunk 2: "it is so"'], "FOUND": "true"},
        {"short-answer": "so", "evidence": [{"chunk_number": 2, "quotation": "it is so"}, {"chunk": 3}], "found": True},
    ],
)
def test_keys_in_other_cases_and_values_in_other_shapes_are_the_same_fields(fields: dict[str, Any]) -> None:
    turn = turns(reply(**fields))[1]
    assert (turn.short_answer, turn.evidence, turn.found) == ("so", (Citation(2, "it is so"),), True)


def test_thoughts_may_be_a_list_and_an_answer_an_object() -> None:
    turn = turns(reply(thoughts=["Chunk 1 is about it.", "Chunk 2 is not."], answer={"text": "Because."}))[1]
    assert (turn.thoughts, turn.answer) == ("Chunk 1 is about it.\nChunk 2 is not.", "Because.")
    turn = turns(reply(thoughts="", answer={"Thought Process": "I look.", "Answer": "Because."}))[1]
    assert (turn.thoughts, turn.answer) == ("I look.", "Because.")


def test_a_reply_in_text_may_carry_the_fields_in_lines_behind_an_answer() -> None:
    turn = turns(f'{USUAL}\n\nSHORT ANSWER: so\nEVIDENCE: Chunk 1: "it is so"\nFOUND: yes')[1]
    assert turn.answer == "Because."
    assert (turn.short_answer, turn.evidence, turn.found) == ("so", (Citation(1, "it is so"),), True)
    assert split_fields("The sign says:\nFOUND: one glove\nand no more") == (
        "The sign says:\nFOUND: one glove\nand no more", {},
    )  # fmt: skip


def with_field(line: str, place: str) -> str:
    """Return the usual reply with a line before, or behind, each of its answers."""
    before, behind = (f"{line}\n\n", "") if place == "before" else ("", f"\n\n{line}")
    text = USUAL.replace("**ANSWER:**", f"{before}**ANSWER:**")
    return text.replace("It is this.", f"It is this.{behind}").replace("Because.", f"Because.{behind}")


@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize(
    "name", ["**EVIDENCE:**", "Quote:", "### Beleg:", "**Citation exacte** :", "- 证据：", "*Цитата:*"]
)
def test_what_is_quoted_beside_a_question_or_an_answer_is_no_part_of_it(name: str, place: str) -> None:
    found = turns(with_field(f'{name} Chunk 1: "it is so"', place))
    assert [(turn.question, turn.thoughts, turn.answer) for turn in found] == TWO
    assert {turn.evidence for turn in found} == {(Citation(1, "it is so"),)}


def test_a_label_of_any_name_that_stands_in_every_question_is_none_of_its_words() -> None:
    text = with_field("**Skill tested:** recall", "before")
    assert plain(text) == TWO
    assert "**Skill tested:**" in turns(text.replace("**Skill tested:** recall\n\n", "", 1))[1].question


def test_a_quotation_behind_one_answer_alone_is_a_part_of_it() -> None:
    assert turns(f'{USUAL}\n\nQuote: "it is so"')[1].answer.endswith('Quote: "it is so"')


def test_a_short_answer_is_a_field_where_there_is_an_answer_too() -> None:
    found = turns(USUAL.replace("**ANSWER:**", "**Short answer:** so\n\n**ANSWER:**"))
    assert [turn.short_answer for turn in found] == ["so", "so"]
    assert [turn.answer for turn in found] == [answer for _, _, answer in TWO]


@pytest.mark.parametrize(
    ("said", "found"), [(True, True), ("No", False), ("false.", False), ("perhaps", None), (None, None)]
)
def test_found_is_a_yes_or_a_no_or_nothing(said: Any, found: bool | None) -> None:
    assert found_of(said) is found


def test_evidence_without_a_passage_or_a_quotation_is_none() -> None:
    assert evidence_of([{"quote": "no number"}, {"chunk": 1}, "chunk one", 7, None]) == ()


@pytest.mark.parametrize(
    "meant",
    [
        r"$\frac{a}{b}$ and \beta and \sqrt{c}",
        r"$\theta$, $\rho$, $\nabla f$, \times and \right)",
        r"The path is C:\new\table\report.txt here",
        r"The pattern \d+\w* and \(x\) and \{y\}",
        r"$\ne$ and $\nu$ and $\to$ in formulas",
        r"\underline{x} and \upsilon",
    ],
)
def test_backslashes_that_were_not_doubled_come_back(meant: str) -> None:
    assert json.loads(mended(f'"{meant}"'), strict=False) == meant


@pytest.mark.parametrize(
    "right", ["one\ntwo\tthree", 'a "quoted" \\ b', r"$\frac{a}{b}$", "new\nnote\n\nroom", "1\to 2\té"]
)
def test_json_that_is_right_stays_as_it_is(right: str) -> None:
    assert json.loads(mended(json.dumps(right))) == right


@pytest.mark.parametrize(
    ("written", "meant"), [(r"It isn\'t so", "It isn't so"), ("one line \\\nanother", "one line \nanother")]
)
def test_a_backslash_that_says_nothing_is_dropped(written: str, meant: str) -> None:
    assert json.loads(mended(f'"{written}"'), strict=False) == meant


def test_a_lost_backslash_that_cannot_be_told_is_refused() -> None:
    with pytest.raises(UnusableReply, match="backslash"):
        mended(r'"$x \rarewd y$"')


@pytest.mark.parametrize("fence", ["```json", "```"])
def test_a_block_of_fields_behind_an_answer_is_no_part_of_it(fence: str) -> None:
    block = f'\n\n{fence}\n{{"short_answer": "so", "found": true}}\n{fence[:3]}'
    turn = turns(USUAL + block)[1]
    assert (turn.answer, turn.short_answer, turn.found) == ("Because.", "so", True)


def test_a_block_that_an_answer_shows_stays() -> None:
    for block in ('```json\n{"port": 1}\n```', "```\nfound\n```", "```json\n{found}\n```"):
        assert turns(f"{USUAL}\n\n{block}")[1].answer == f"Because.\n\n{block}"
