"""An answer from memory may lay in a text what follows from it by its own thoughts, and nothing else."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.recall import recall_cites

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
