"""Hours of the clock and how often something happens, as people tell them in each language."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from listed import INNOCENT, sentences_in
from openbook.text.frequency import periods
from openbook.text.told_amounts import _forms, halved, hours
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


def test_each_way_to_tell_an_hour_has_the_letters_by_which_it_is_looked_for() -> None:
    texts = [text.lower() for language in HOURS for text, _ in pairs(HOURS, language)]
    told = [(form, text) for form in _forms("hours_of_the_clock") for text in texts if form.pattern.search(text)]
    assert not [(form, text) for form, text in some(told) if not any(sign in text for sign in form.signs)]


def test_one_and_a_half_is_no_half() -> None:
    assert {amount.figure for amount in halved("one and a half hours")} == {"1.5"}


@pytest.mark.parametrize("language", OFTEN)
def test_how_often_is_told_in_days(language: str) -> None:
    found = {text: sorted(periods(text)) for text, _ in pairs(OFTEN, language)}
    wanted = {text: [float(told)] if told else [] for text, told in pairs(OFTEN, language)}
    assert {text: [round(days, 3) for days in one] for text, one in found.items()} == {
        text: [round(days, 3) for days in one] for text, one in wanted.items()
    }
