"""Hours of the clock and how often something happens, as people tell them in each language."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from listed import INNOCENT, sentences_in
from openbook.text.frequency import periods
from openbook.text.told_amounts import halved, hours
from some import some

LISTS = Path(__file__).parent / "lists"
HOURS = sentences_in(LISTS / "hours_of_the_clock.txt")
OFTEN = sentences_in(LISTS / "often.txt")


def pairs(sentences: Mapping[str, list[str]], language: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence of a language, and what stands behind its equals sign; nothing for an innocent one."""
    for line in some(sentences[language]):
        text, _, told = line.removeprefix(INNOCENT).partition(" = ")
        yield text, told


@pytest.mark.parametrize("language", HOURS)
def test_an_hour_in_words_is_the_same_as_in_figures(language: str) -> None:
    assert not [text for text, told in pairs(HOURS, language) if hours(text) != hours(told)]


def test_one_and_a_half_is_no_half() -> None:
    assert {amount.figure for amount in halved("one and a half hours")} == {"1.5"}


@pytest.mark.parametrize("language", OFTEN)
def test_how_often_is_told_in_days(language: str) -> None:
    found = {text: sorted(periods(text)) for text, _ in pairs(OFTEN, language)}
    wanted = {text: [float(told)] if told else [] for text, told in pairs(OFTEN, language)}
    assert {text: [round(days, 3) for days in one] for text, one in found.items()} == {
        text: [round(days, 3) for days in one] for text, one in wanted.items()
    }
