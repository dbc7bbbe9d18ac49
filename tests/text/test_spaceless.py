"""What is told without a pattern, whose compiling takes long, is told as the pattern tells it."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from openbook.text import soft_quotations, words
from openbook.text.normalise import SPACELESS, is_spaceless


def test_a_script_without_spaces_is_told_by_the_first_character_as_by_the_pattern() -> None:
    every = list(map(chr, range(sys.maxunicode + 1)))
    assert [one for one in every if is_spaceless(one)] == re.findall(SPACELESS, "".join(every))
    assert is_spaceless("\u0e01a")
    assert not is_spaceless("a\u0e01")
    assert not is_spaceless("")


def test_a_character_is_within_a_class_as_by_the_pattern() -> None:
    every = list(map(chr, range(sys.maxunicode + 1)))
    within = [one for one in every if words.is_within(words._SPACELESS, one)]
    assert within == re.findall(f"[{words._SPACELESS}]", "".join(every))
    assert not words.is_within(words._SPACELESS, "")


@given(st.text('ab "\n.', max_size=30))
def test_quotations_of_few_words_in_ascii_are_those_of_any_text(text: str) -> None:
    here, anywhere = (
        [match.span(1) for match in patterns['"'].finditer(text)]
        for patterns in (soft_quotations._IN_ASCII, soft_quotations._MARKED)
    )
    assert here == anywhere
