"""What may take the place of a passage that told an answer."""

import pytest

from openbook.dialogue.checks import leaking
from openbook.dialogue.checks.leaking import Telling
from openbook.records import Chunk, Item, Passage, Turn

GOLD = Chunk("g", "d", "mill.txt", 0, 1, "The Larkhill mill was built by Osgood Pell. Its wheel weighs nine tonnes.")
TURNS = (
    Turn("Who built the Larkhill mill?", "", "From memory: Osgood Pell built it."),
    Turn("How heavy is the wheel of the Larkhill mill?", "", "From memory: the wheel of the mill weighs nine tonnes."),
)
ITEM = Item("g", (GOLD,), "missing_recall", (Passage("d", "sea.txt", "The tide is low.", 1, 0.0, is_gold=False),))


def passage(id_: str, text: str) -> Passage:
    return Passage(id_, f"{id_}.txt", text, 0, 0.0, is_gold=False)


WHEEL = "At Larkhill the mill has a wheel, and the wheel weighs nine tonnes."
PELL = "The Larkhill mill was built by Osgood Pell, who is forgotten."


@pytest.mark.parametrize("order", [(WHEEL, PELL), (PELL, WHEEL), (WHEEL, "The ferry waits.", WHEEL, PELL)])
def test_a_passage_that_tells_any_turn_leaks_whichever_told_before(order: tuple[str, ...]) -> None:
    tells = Telling(ITEM, TURNS)
    assert [tells(passage(str(n), text)) for n, text in enumerate(order)] == [
        text != "The ferry waits." for text in order
    ]


def test_a_passage_is_looked_at_once_and_the_turn_that_was_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    turn_told = leaking.turn_told

    def counted(item: Item, turns: tuple[Turn, ...], one: Passage, first: int) -> int:
        asked.append(first)
        return turn_told(item, turns, one, first)

    monkeypatch.setattr(leaking, "turn_told", counted)
    tells = Telling(ITEM, TURNS)
    assert [tells(passage(id_, text)) for id_, text in (("a", WHEEL), ("b", "The ferry waits."), ("a", WHEEL))] == [
        True, False, True
    ]  # fmt: skip
    assert asked == [0, 2]


def test_nothing_leaks_where_the_passages_alone_may_be_used() -> None:
    assert not Telling(Item("g", (GOLD,), "missing_abstain", (), strict=True), TURNS)(passage("a", WHEEL))
