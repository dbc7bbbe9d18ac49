"""Versions, dates and runs of digits beside words for many are no numbers to reckon with, and none takes long."""

import pytest

from growth import grows_linearly
from openbook.text.content import Content
from openbook.text.stemming import tokens_of

DIGITS = 400 * "7"


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("الإصدار 4.1.7 ألف", "4"),
        ("في 8.2.2021 مليون", "m2"),
        ("٤٫١٫٧ مليون", "1000000"),
        ("2,3,4 ألف", "1000"),
        ("4,700 अरब रुपये", "4700"),
        ("साढ़े 4,700", "4700"),
        (f"{DIGITS} ألف", DIGITS),
        (f"{DIGITS}万", DIGITS),
        (f"साढ़े {DIGITS}", DIGITS),
        (f"{DIGITS} अरब रुपये", DIGITS),
    ],
)
def test_what_is_no_number_to_reckon_with_stays_as_it_is(text: str, token: str) -> None:
    assert token in Content.of(text).tokens


@pytest.mark.parametrize(
    ("first", "piece", "last"),
    [
        ("$", "1 ", ""),
        ("€", "1.1 ", ""),
        ("", "1 ", "EUR"),
        ("", "一", "点"),
        ("", "一", "ー"),
    ],
)
def test_long_runs_of_digits_are_read_in_linear_time(first: str, piece: str, last: str) -> None:
    assert grows_linearly(lambda times: tokens_of(f"{first}{piece * times}{last}"), 50_000)
