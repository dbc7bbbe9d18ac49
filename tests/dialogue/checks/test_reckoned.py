"""An answer may tell what follows from a text by its own thoughts, in the text's mouth and in few words of it."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.grounded import unsupported
from openbook.dialogue.checks.recall import recall_cites
from openbook.dialogue.checks.thoughts import empty_thoughts

GOLD = chunk("A loom is let for 84 crowns a week.", "looms.md")
SHOWN = chunk("A wheel is let for 26 crowns a week, and for 15 days at most.", "wheels.md")


@pytest.mark.parametrize(
    ("thoughts", "total", "is_said"),
    [
        ("Chunk 1 has it: 3 × 26 = 78.", "78", True),
        ("Chunk 1 has it: 3 × 26.", "79", False),
        ("Chunk 1 has it.", "78", False),
    ],
)
def test_a_total_may_be_told_of_a_text_that_was_found(thoughts: str, total: str, is_said: bool) -> None:
    answer = f"There the text I found says 26 crowns a week, so {total}."
    said = turn(thoughts, answer, "What do three weeks with a wheel cost?")
    assert (recall_cites(item(GOLD, [SHOWN], "missing_recall"), [said]) is None) is is_said


ABOUT = item(GOLD, [SHOWN, GOLD])
WEEK = turn(
    'Chunk 2: "A loom is let for 84 crowns a week." Chunk 1 is another thing.', "84 crowns.", "What's a loom's rent?"
)


@pytest.mark.parametrize(
    ("thoughts", "answer", "rests"),
    [
        ("84 / 7 = 12.", "Roughly a dozen, so 12.", True),
        ("84 × 1.13 = 94.92.", "Around 95 dollars then.", True),
        ("12 / 84 = 0.1429.", "Some 14 percent, rather little.", True),
        ("84 / 9 = 9.33.", "Exactly 12, surely.", False),
        ("5 × 13 = 65.", "Surely 65, give or take.", False),
        ("It is 12.", "Surely 12, give or take.", False),
        ("84 / 7 = 12.", "Surely 12; sand the frame, oil every pedal and store yarn upstairs.", False),
    ],
)
def test_a_later_answer_may_tell_what_its_thoughts_reckon_of_a_figure_at_hand(
    thoughts: str, answer: str, rests: bool
) -> None:
    then = turn(thoughts, answer, "Could you break this down further?")
    assert (unsupported(ABOUT, [WEEK, then]) is None) is rests


@pytest.mark.parametrize(("named", "rests"), [("Chunk 2", True), ("The list", False)])
def test_a_first_answer_is_reckoned_of_gold_that_its_thoughts_name(named: str, rests: bool) -> None:
    said = turn(f"{named} has 84, and 84 / 7 = 12.", "Roughly a dozen, so 12 daily.", "What would one day come to?")
    assert (unsupported(ABOUT, [said]) is None) is rests


@pytest.mark.parametrize(("thoughts", "is_enough"), [("84 / 7 = 12.", True), ("91 / 7 = 13.", False)])
def test_later_thoughts_may_only_reckon_with_what_was_told(thoughts: str, is_enough: bool) -> None:
    then = turn(thoughts, "It comes to 12 crowns.", "And by the day?")
    assert (empty_thoughts(ABOUT, [WEEK, then]) is None) is is_enough
