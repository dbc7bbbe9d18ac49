"""What is told without a pattern, whose compiling takes long, is told as the pattern tells it."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from openbook.text import soft_quotations, words
from openbook.text.normalise import SPACELESS, is_spaceless


def edges_of(character_class: str) -> list[str]:
    """The characters of a class that begin and end its stretches, and those right beside them, in order."""
    codes = {ord(edge) + step for edge in re.sub("[-\\[\\]]", "", character_class) for step in (-1, 0, 1)}
    return list(map(chr, sorted(code for code in codes if 0 <= code <= sys.maxunicode)))


def test_a_script_without_spaces_is_told_by_the_first_character_as_by_the_pattern() -> None:
    edges = edges_of(SPACELESS)
    assert len(edges) > 20
    assert [one for one in edges if is_spaceless(one)] == re.findall(SPACELESS, "".join(edges))
    assert is_spaceless("\u0e01a")
    assert not is_spaceless("a\u0e01")
    assert not is_spaceless("")


def test_a_character_is_within_a_class_as_by_the_pattern() -> None:
    edges = edges_of(words._SPACELESS)
    assert len(edges) > 20
    within = [one for one in edges if words.is_within(words._SPACELESS, one)]
    assert within == re.findall(f"[{words._SPACELESS}]", "".join(edges))
    assert not words.is_within(words._SPACELESS, "")


@given(st.text('ab "\n.', max_size=30))
def test_quotations_of_few_words_in_ascii_are_those_of_any_text(text: str) -> None:
    here, anywhere = (
        [match.span(1) for match in patterns['"'].finditer(text)]
        for patterns in (soft_quotations._IN_ASCII, soft_quotations._MARKED)
    )
    assert here == anywhere
