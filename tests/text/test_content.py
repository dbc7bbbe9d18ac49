"""Where words stand together in a text."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from openbook.text.content import Content
from openbook.text.words import spaced, words

WORDS = st.sampled_from(["lamp", "oil", "pier", "tower", "bell"])


@given(st.lists(WORDS, max_size=14), st.sets(WORDS, min_size=1), st.integers(1, 4), st.integers(1, 8))
def test_words_stand_together_where_so_many_of_them_are_in_so_short_a_stretch(
    row: list[str], wanted: set[str], needed: int, width: int
) -> None:
    text = Content.of(" ".join(row))
    stretches = list(text.together(wanted, needed, width))
    for first, last in stretches:
        assert len(wanted & set(row[first : last + 1])) >= needed
        assert last - first < width
    ends = range(len(row))
    some = [(a, b) for a, b in combinations(ends, 2) if len(wanted & set(row[a : b + 1])) >= needed and b - a < width]
    assert bool(stretches) == bool(some or (needed == 1 and not wanted.isdisjoint(row)))


@given(st.text(st.sampled_from("aZ9 _-.\n\u00e9\u706f\u53f0x"), max_size=120))
def test_words_with_space_between_are_the_words(text: str) -> None:
    assert tuple(spaced(text).split()) == words(text)
