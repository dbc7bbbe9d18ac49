"""What passages disagree about is asked, not told: no question says what only one of them has."""

import pytest
from written import item

from openbook.dialogue.ask import wrong
from openbook.records import Chunk, Turn

GOLD = Chunk(
    "a", "cape-thorn.md", "cape-thorn.md", 0, 300,
    "The lamp of Cape Thorn was lit for the first time in 1893 before a crowd of fishermen. In 1902 the keeper of Cape "
    "Thorn got a second lamp from the town, and a boy who carried the oil.", (), 0,
)  # fmt: skip
OTHER = Chunk("b", "old.md", "old.md", 0, 300, GOLD.text.replace("1893", "1899"), (), 0)
WHEN = ("When was the lamp of Cape Thorn lit for the first time?", "In 1893.")


@pytest.mark.parametrize(("question", "answer", "is_good"), [
    ("Who watched when the lamp of Cape Thorn was lit in 1893?", "A crowd of fishermen.", False),
    ("Who watched when the lamp of Cape Thorn was lit in 1899?", "A crowd of fishermen.", False),
    ("What did the keeper of Cape Thorn get from the town in 1902?", "A second lamp.", True),
])  # fmt: skip
def test_a_question_says_no_figure_that_only_one_of_the_texts_has(question: str, answer: str, is_good: bool) -> None:
    asked = item(GOLD, [GOLD, OTHER], "conflicting")
    turns = (Turn(WHEN[0], "", WHEN[1]), Turn(question, "", answer))
    finding = wrong(asked, turns)
    assert (finding is None) == is_good
    assert is_good or "which only one of the two texts says" in finding.detail  # type: ignore[union-attr]


def test_of_dated_states_a_question_may_name_the_date() -> None:
    asked = item(GOLD, [GOLD, OTHER], "outdated")
    dated = Turn("Who watched when the lamp of Cape Thorn was lit in 1893?", "", "A crowd of fishermen.")
    assert wrong(asked, (Turn(WHEN[0], "", WHEN[1]), dated)) is None
