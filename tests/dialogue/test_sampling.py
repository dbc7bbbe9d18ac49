"""What other answers to a draft's question are called: wrong as the checks find them, right, or neither."""

from dataclasses import replace

import pytest

from openbook.calls import Reply, Usage
from openbook.codes import Code
from openbook.dialogue.grading import graded
from openbook.dialogue.sample import answer_of
from openbook.errors import UnusableReply
from openbook.records import Chunk, Draft, Item, Passage, Question, Turn

TEXT = "The lamp of Skerry is looked after by 14 people of the lantern guild. It burns oil of rape."
ASKED = "How many people look after the lamp of Skerry?"


def draft(scenario: str, *, shown: str, told: str, found: bool | None = None, source: str = "lamp.md") -> Draft:
    gold = Chunk("gold", "doc", "lamp.md", 0, len(TEXT), TEXT)
    passages = (Passage("gold" if shown == TEXT else "other", source, shown, 1, 1.0, shown == TEXT),)
    asked = (Question(ASKED, "14 people of the lantern guild"),)
    item = Item("gold", (gold,), scenario, passages, asked, strict=scenario == "missing_abstain")
    return Draft(item, (Turn(ASKED, "Chunk 1 tells.", told, found=found),))


SHOWN = draft("gold_hard", shown=TEXT, told="14 people of the lantern guild do.", found=True)
HIDDEN = draft(
    "missing_abstain", shown="Boats call at Skerry on Tuesdays.", told="The passages don't tell.", found=False
)
RECALLED = draft(
    "missing_recall", shown="Boats call at Skerry on Tuesdays.", told="No passage tells. I remember that 14 do."
)


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        (SHOWN, "It is in the hands of 14 people, all of the lantern guild."),
        (SHOWN, "Chunk 1 says: “looked after by 14 people of the lantern guild”."),
        (HIDDEN, "The passages speak of boats and don't say how many people that is."),
        (HIDDEN, "I can't find it in what I was given."),
        (RECALLED, "The passages don't tell. From memory: 14 people of the lantern guild."),
    ],
)
def test_an_answer_that_says_what_was_wanted_is_right(made: Draft, answer: str) -> None:
    one = graded(made, 1, Turn(ASKED, "", answer))
    assert (one.is_right, one.check, one.code) == (True, "", None)


@pytest.mark.parametrize(
    ("made", "answer", "code"),
    [
        (SHOWN, "The passages don't tell how many that are.", Code.UNGROUNDED),
        (SHOWN, "Chunk 1 says: “looked after by all the fishermen of the village”.", Code.QUOTE_NOT_FOUND),
        (SHOWN, "It takes 731 people.", Code.UNSUPPORTED),
        (SHOWN, "Chunk 4 says that 14 people of the lantern guild do.", Code.WRONG_CITATION),
        (HIDDEN, "14 people of the lantern guild do.", Code.NOT_ABSTAINING),
        (HIDDEN, "Chunk 1 says: “looked after by 14 people of the lantern guild”.", Code.NOT_ABSTAINING),
        (RECALLED, "14 people of the lantern guild do.", Code.WRONG_CITATION),
    ],
)
def test_an_answer_in_which_a_check_finds_something_is_wrong_by_its_worst_fault(
    made: Draft, answer: str, code: Code
) -> None:
    one = graded(made, 1, Turn(ASKED, "", answer))
    assert (one.is_right, one.code) == (False, code)
    assert one.check
    assert one.detail


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        (SHOWN, "Some people of the lantern guild do."),
        (HIDDEN, "Volunteers from the parish do, as everywhere on that coast."),
        (HIDDEN, "The passages don't tell, but volunteers from the next parish have always done so."),
    ],
)
def test_of_other_answers_nothing_is_said(made: Draft, answer: str) -> None:
    one = graded(made, 1, Turn(ASKED, "", answer))
    assert (one.is_right, one.code) == (False, None)


def test_an_answer_is_not_to_blame_for_the_turns_behind_it() -> None:
    later = Turn("And how many more than 700 are 731?", "", "31 more than 700.", found=True)
    item = replace(SHOWN.item, questions=(*SHOWN.item.questions, Question(later.question, "31")))
    first = replace(SHOWN.turns[0], answer="14 people of the lantern guild; 731 in all.")
    two = Draft(item, (first, replace(later, question="How many are left of them?", answer="717 are left.")))
    assert graded(two, 1, Turn(ASKED, "", "14 people of the lantern guild.")).code is None


def test_a_draft_that_gives_no_short_answer_has_no_right_one_beside_it() -> None:
    unasked = replace(SHOWN, item=replace(SHOWN.item, questions=()))
    assert not graded(unasked, 1, Turn(ASKED, "", "14 people of the lantern guild.")).is_right
    field = replace(unasked, turns=(replace(unasked.turns[0], short_answer="14 people"),))
    assert graded(field, 1, Turn(ASKED, "", "14 people of the lantern guild.")).is_right


def reply(text: str, finish: str = "stop") -> Reply:
    return Reply(text, finish, Usage(0, 0), 0.0)


@pytest.mark.parametrize(
    ("text", "thoughts", "answer"),
    [
        ("Two wardens do.", "", "Two wardens do."),
        ("**Answer:** Two wardens do.", "", "Two wardens do."),
        ("**Thought Process:**\nChunk 1 says so.\n\n**Answer:**\nTwo do.", "Chunk 1 says so.", "Two do."),
        ("<think>Hm. Two?</think>\nTwo do.", "", "Two do."),
    ],
)
def test_thoughts_are_told_from_the_answer(text: str, thoughts: str, answer: str) -> None:
    turn = answer_of(reply(text), ASKED)
    assert (turn.question, turn.thoughts, turn.answer) == (ASKED, thoughts, answer)


@pytest.mark.parametrize(("text", "finish"), [("", "stop"), ("<think>Hm.</think>", "stop"), ("Two war", "length")])
def test_what_is_no_whole_answer_is_none(text: str, finish: str) -> None:
    with pytest.raises(UnusableReply):
        answer_of(reply(text, finish), ASKED)
