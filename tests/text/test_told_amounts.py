"""Amounts by halves and quarters, and hours of the clock, in every language of the lists."""

import pytest

from openbook.text.days import years
from openbook.text.told_amounts import halved, hours, measures, same_amount


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("a firing of two and a half hours", {"2.5 h"}),
        ("it takes an hour and a half", {"1.5 h"}),
        ("within half an hour", {"0.5 h"}),
        ("for three quarters of an hour", {"0.75 h"}),
        ("a quarter of an hour", {"0.25 h"}),
        ("zweieinhalb Stunden", {"2.5 h"}),
        ("anderthalb Jahre", {"1.5 year"}),
        ("eine halbe Stunde", {"0.5 h"}),
        ("eine Viertelstunde", {"0.25 h"}),
        ("eine Dreiviertelstunde", {"0.75 h"}),
        ("deux heures et demie", {"2.5 h"}),
        ("une heure et demie", {"1.5 h"}),
        ("une demi-heure", {"0.5 h"}),
        ("un quart d'heure", {"0.25 h"}),
        ("trois quarts d’heure", {"0.75 h"}),
        ("dos horas y media", {"2.5 h"}),
        ("una hora y media", {"1.5 h"}),
        ("media hora", {"0.5 h"}),
        ("un cuarto de hora", {"0.25 h"}),
        ("tres cuartos de hora", {"0.75 h"}),
        ("due ore e mezza", {"2.5 h"}),
        ("mezz'ora", {"0.5 h"}),
        ("duas horas e meia", {"2.5 h"}),
        ("meia hora", {"0.5 h"}),
        ("anderhalf uur", {"1.5 h"}),
        ("een half uur", {"0.5 h"}),
        ("pół godziny", {"0.5 h"}),
        ("два с половиной часа", {"2.5 h"}),
        ("полтора часа", {"1.5 h"}),
        ("полгода", {"0.5 year"}),
        ("четверть часа", {"0.25 h"}),
        ("три четверти часа", {"0.75 h"}),
        ("ساعة ونصف", {"1.5 h"}),
        ("نصف ساعة", {"0.5 h"}),
        ("ربع ساعة", {"0.25 h"}),
        ("साढ़े तीन घंटे", {"3.5 h"}),
        ("सवा दो घंटे", {"2.25 h"}),
        ("पौने दो घंटे", {"1.75 h"}),
        ("डेढ़ घंटा", {"1.5 h"}),
        ("ढाई घंटे", {"2.5 h"}),
        ("आधा घंटा", {"0.5 h"}),
        ("पौन घंटा", {"0.75 h"}),
        ("두 시간 반이 걸린다", {"2.5 h"}),
        ("반 시간", {"0.5 h"}),
        ("35일 동안", {"35 day"}),
        ("两个半小时", {"2.5 h", "0.5 h"}),
        ("一年半", {"1.5 year"}),
        ("二時間半", {"2.5 h"}),
        ("半年", {"0.5 year"}),
        ("三十五日乾かす", {"35 day"}),
        ("8月16日", set()),
        ("half board", set()),
        ("in the second half of the year", set()),
        ("every hour", set()),
    ],
)
def test_halves_and_quarters_are_amounts(text: str, amounts: set[str]) -> None:
    assert set(map(str, halved(text))) == amounts


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("half past nine", "9:30"),
        ("a quarter past nine", "9:15"),
        ("a quarter to ten", "9:45"),
        ("nine o'clock", "9:00"),
        ("twenty to six", "5:40"),
        ("zwanzig vor sechs", "5:40"),
        ("six heures moins vingt", "5:40"),
        ("las seis menos veinte", "5:40"),
        ("9:30 p.m.", "9:30"),
        ("um 21.30 Uhr", "9:30"),
        ("um halb zehn", "9:30"),
        ("Viertel nach neun", "9:15"),
        ("Viertel vor zehn", "9:45"),
        ("um 9 Uhr", "9:00"),
        ("à 21h30", "9:30"),
        ("neuf heures et demie", "9:30"),
        ("neuf heures et quart", "9:15"),
        ("dix heures moins le quart", "9:45"),
        ("à neuf heures", "9:00"),
        ("las nueve y media", "9:30"),
        ("las nueve y cuarto", "9:15"),
        ("las diez menos cuarto", "9:45"),
        ("alle nove e mezza", "9:30"),
        ("às nove e meia", "9:30"),
        ("half tien", "9:30"),
        ("в половине десятого", "9:30"),
        ("полдесятого", "9:30"),
        ("без четверти десять", "9:45"),
        ("التاسعة والنصف", "9:30"),
        ("التاسعة والربع", "9:15"),
        ("الساعة التاسعة", "9:00"),
        ("साढ़े नौ बजे", "9:30"),
        ("सवा नौ बजे", "9:15"),
        ("पौने दस बजे", "9:45"),
        ("नौ बजे", "9:00"),
        ("डेढ़ बजे", "1:30"),
        ("아홉 시 반까지", "9:30"),
        ("오전 9시 30분", "9:30"),
        ("九点半", "9:30"),
        ("九点一刻", "9:15"),
        ("九点三刻", "9:45"),
        ("九時半", "9:30"),
        ("九時", "9:00"),
    ],
)
def test_an_hour_is_the_same_in_figures_and_in_words(text: str, hour: str) -> None:
    assert {f"{minutes // 60}:{minutes % 60:02}" for minutes in hours(text)} == {hour}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("明治三十五年", 1902),
        ("大正三年", 1914),
        ("昭和21年", 1946),
        ("平成12年", 2000),
        ("令和元年", 2019),
        ("民国十五年", 1926),
        ("民國十六年", 1927),
    ],
)
def test_a_year_of_an_era_is_a_year(text: str, year: int) -> None:
    assert years(text) == {year}


ASKED = "How long does a bowl dry at Larch Lane?"


@pytest.mark.parametrize(
    ("passage", "answer", "found"),
    [
        ("At Larch Lane a bowl dries for 35 days.", "Five weeks.", True),
        ("At Larch Lane a bowl dries for 35 days.", "Six weeks.", False),
        ("At Larch Lane a bowl dries for eighteen months.", "A year and a half.", True),
        ("Tea is served for 35 days.", "Five weeks.", False),
        ("At Larch Lane a bowl dries until 21:30.", "Until half past nine.", True),
    ],
)
def test_an_amount_in_another_measure_is_found_beside_its_question(passage: str, answer: str, found: bool) -> None:
    assert bool(same_amount(passage, answer, ASKED)) == found


@pytest.mark.parametrize(
    ("told", "answer", "found"),
    [
        ("34.6 days", "35 days.", True),
        ("34.4 days", "35 days.", False),
        ("35 days", "34.6 days.", False),
        ("2.4 days", "2 days.", False),
        ("87 days", "90 days.", False),
        ("118 days", "120 days.", True),
        ("112 days", "120 days.", False),
        ("41.5 million years", "42 million years.", True),
        ("41.4 million years", "42 million years.", False),
        ("4150万年", "4200万年", True),
        ("41,6 Millionen Jahre", "42 Millionen Jahre.", True),
        ("41.6 مليون سنة", "42 مليون سنة", True),
    ],
)
def test_a_rounded_amount_is_told_by_the_exact_one_if_it_has_two_figures(told: str, answer: str, found: bool) -> None:
    assert bool(same_amount(f"At Larch Lane a bowl dries for {told} on a shelf.", answer, ASKED)) == found


def test_what_the_question_names_itself_is_no_answer() -> None:
    asked = "Does a bowl dry for five weeks at Larch Lane?"
    assert not same_amount("At Larch Lane a bowl dries for 35 days.", "Five weeks, I think.", asked)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("₹28,000", "28000 rupee"),
        ("280 €", "280 euro"),
        ("28 000 ₽", "28000 rouble"),
        ("$2.5 million", "2500000 dollar"),
        ("₩280,000에", "280000 won"),
        ("￥28,000で", "28000 yen"),
        ("¥28,000 的門票", "28000 yuan"),
        ("35%", "35 %"),
        ("4℃", "4 °"),
        ("4 °C", "4 °"),
        ("4h30", "4.5 h"),
        ("4 h 30.", "4.5 h"),
        ("quatre heures trente", "4.5 h"),
        ("four hours and thirty minutes", "4.5 h"),
        ("네 시간 삼십 분", "4.5 h"),
        ("kilómetro y medio", "1.5 km"),
        ("deux millions et demi d'euros", "2500000 euro"),
        ("два с половиной миллиона рублей", "2500000 rouble"),
        ("2,5 millones de euros", "2500000 euro"),
    ],
)
def test_an_amount_is_measured_whatever_tells_its_unit(text: str, amount: str) -> None:
    assert amount in set(map(str, measures(text)))


@pytest.mark.parametrize(
    ("passage", "answer"),
    [
        ("The last bus to Larch Lane that a bowl takes leaves at 19 hours 45 minutes.", "At a quarter to eight."),
        ("At Larch Lane a bowl dries for 35% of the year.", "Thirty-five percent of it."),
        ("At Larch Lane a bowl dries for 2 hours 30 minutes.", "Two and a half hours."),
    ],
)
def test_an_amount_in_another_form_is_found_beside_its_question(passage: str, answer: str) -> None:
    assert same_amount(passage, answer, ASKED)
    assert not same_amount(passage.replace("35", "36").replace("30", "40").replace("45", "50"), answer, ASKED)


def test_of_two_amounts_that_are_one_the_same_is_told_in_every_process() -> None:
    answers = ("Three weeks, 21 days.", "21 days, three weeks.")
    assert {same_amount("At Larch Lane a bowl dries for 21 days.", one, ASKED) for one in answers} == {"21 day"}
