"""A text is looked through for the longest of some words before it is made bare: what is found stays the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.text.normalise import bare, holds, holds_words

PIECES = st.sampled_from(
    ["lamp", "Lamp", "[la](b/c.md)mp", "![x](y)", "wick", "é", "灯台", " ", "-", "\n", "12,5", "”"]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_a_text_holds_the_words_that_its_bare_words_hold(text: str, other: str) -> None:
    assert holds_words(text, bare(other)) == holds(bare(text), bare(other))


@pytest.mark.parametrize("text", ["The lamp burns oil.", "Oil for the [la](lamps.md)mp", "Die Lampe: The lamp burns."])
def test_words_are_held_whatever_stands_between_them(text: str) -> None:
    held = bare("the lamp")
    assert holds_words(text, held)
    assert not holds_words(text.replace("mp", "nd"), held)
