"""Days of months are read with their months, whichever way they are written."""

import pytest

from growth import grows_linearly
from openbook.text.days import dates_in_figures, dates_of, is_date
from openbook.text.month_names import with_months


@pytest.mark.parametrize(
    "text",
    [
        "from 6 October to 2 May 2021",
        "vom 6. Oktober bis 2. Mai 2021",
        "10月6日から5月2日まで",
        "10월 6일부터 5월 2일까지",
    ],
)
def test_each_day_goes_with_its_own_month(text: str) -> None:
    assert dates_of(text) == {frozenset({"6", "m10"}), frozenset({"2", "m5"})}


@pytest.mark.parametrize("figure", ["6.10", "6.1", "2.05", "2.5"])
def test_a_figure_may_be_a_day_and_its_month(figure: str) -> None:
    assert is_date(figure, {"6", "m10", "m1", "2", "m5"})
    assert not is_date(figure, {"6", "10", "2", "5"})


@pytest.mark.parametrize("text", ["6.10. bis 2.5.", "6/10–2/5", "10.6至5.2", "06.10–02.05"])
def test_days_and_months_are_told_in_figures_in_either_order(text: str) -> None:
    assert len(dates_in_figures(text, {"6", "m10", "2", "m5"})) >= 2
    assert dates_in_figures(text, {"6", "m10", "3", "m5"}) < dates_in_figures(text, {"6", "m10", "2", "m5"})
    assert not dates_in_figures(text, {"6", "10", "2", "5"})


@pytest.mark.parametrize(
    "text",
    [
        "on 1st March and on 2nd May",
        "from the 1st of March to the 2nd of May",
        "du 1er mars au 2 mai",
        "del 1º de marzo al 2 de mayo",
        "March 1st to May 2nd",
    ],
)
def test_a_day_may_be_told_as_an_ordinal(text: str) -> None:
    assert dates_of(text) == {frozenset({"1", "m3"}), frozenset({"2", "m5"})}


@pytest.mark.parametrize(
    "text", ["They march on.", "una mayonesa, una mayo", "le 2e étage, mars est loin", "it may be 3"]
)
def test_a_word_that_is_a_month_too_needs_a_day(text: str) -> None:
    assert not dates_of(text)


def test_words_that_are_months_too_take_time_in_proportion_to_their_number() -> None:
    assert grows_linearly(lambda n: list(with_months(["march"] * n)), most=60_000)
