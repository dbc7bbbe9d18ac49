"""Where words stand together in a text."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from openbook.text.content import Content
from openbook.text.mentions import _signs, mentions

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


def test_what_names_a_passage_in_ascii_is_one_word_so_that_a_text_without_such_a_word_has_no_mention() -> None:
    assert all(sign.isalnum() for sign in _signs(is_ascii=True, has_digits=True))
    assert [one.rank for one in mentions("see subchunk 2; chunk_3, Chunk-4 and CHUNKS 5, 6")] != []
