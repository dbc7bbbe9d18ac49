"""Of several sources each is needed for what is asked."""

import pytest
from simulated import chunk

from openbook.contexts.necessity import unneeded
from openbook.records import Item, Question

KILN = "The kiln at Orby burned for {} before the bricks were cold. Ada Lund had it built of clay."
MILL = "The mill beside the kiln at Orby was lent to Bo Wick, since the kiln at Orby burned for {} of the year."


def sources(one: str, other: str, *questions: tuple[str, str]) -> list[str]:
    """The names of the two sources that are not needed."""
    gold = (chunk("kiln.md", 0, one), chunk("mill.md", 0, other))
    item = Item("id", gold, "multi_source", (), questions=tuple(Question(*one) for one in questions))
    return [one.source for one in unneeded(item)]


LENT = ("To whom was the mill lent?", "Bo Wick")
ASKED = "For how long did the kiln at Orby burn?"


def test_two_sources_are_needed_where_each_alone_has_a_word_of_an_answer() -> None:
    assert sources(KILN.format("42 days"), MILL.format("half"), (ASKED, "42 days"), LENT) == []


def test_a_source_is_not_needed_where_the_other_has_all_words_of_the_answers() -> None:
    assert sources(KILN.format("42 days"), MILL.format("42 days"), (ASKED, "42 days"), LENT) == ["kiln.md"]


@pytest.mark.parametrize("other", ["six weeks", "41.8 days"])
def test_a_source_is_not_needed_where_the_other_tells_the_same_amount(other: str) -> None:
    assert sources(KILN.format("42 days"), MILL.format(other), (ASKED, "42 days"), LENT) == ["kiln.md"]


def test_a_source_is_needed_where_the_other_tells_another_amount_or_it_has_more_to_tell() -> None:
    assert sources(KILN.format("42 days"), MILL.format("five weeks"), (ASKED, "42 days"), LENT) == []
    built = ("Who had the kiln built?", "Ada Lund")
    assert sources(KILN.format("42 days"), MILL.format("six weeks"), (ASKED, "42 days"), LENT, built) == []
