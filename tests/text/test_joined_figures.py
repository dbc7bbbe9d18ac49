"""Words and figures of a text in small ASCII letters: split where they stand, they are what one pattern finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from openbook.text.joined_figures import DATE, NUMBER, joined_in_ascii

TOKEN = re.compile(rf"[a-z][a-z0-9]*|(?=\d)(?:{DATE}|{NUMBER})", re.ASCII)


@given(st.text("ab0199 .,:'-/_\n", max_size=24))
def test_figures_are_joined_as_the_patterns_join_them(text: str) -> None:
    assert joined_in_ascii(text) == TOKEN.findall(text)


def test_a_date_a_number_with_thousands_and_a_time_are_one_word_each() -> None:
    said = "on 2024-05-17 at 12:30 a tank of 1 000 litres and a 10px rule"
    assert joined_in_ascii(said) == [
        *("on", "2024-05-17", "at", "12:30", "a", "tank", "of", "1 000", "litres", "and", "a", "10", "px", "rule"),
    ]
