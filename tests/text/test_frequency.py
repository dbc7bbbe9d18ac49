"""How often something happens, in the words of ten languages."""

import pytest

from openbook.text.frequency import other_period, periods


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every two weeks", 14),
        ("every other week", 14),
        ("twice a week", 3.5),
        ("fortnightly", 14),
        ("every morning", 1),
        ("jeden Abend", 1),
        ("three times in two months", 20),
        ("twice weekly", 3.5),
        ("every second Friday", 14),
        ("each month", 30),
        ("alle zwei Wochen", 14),
        ("zweimal pro Woche", 3.5),
        ("jeden zweiten Freitag", 14),
        ("wöchentlich", 7),
        ("toutes les deux semaines", 14),
        ("trois fois par semaine", 7 / 3),
        ("chaque lundi", 7),
        ("mensuel", 30),
        ("cada quince días", 15),
        ("dos veces al mes", 15),
        ("semanalmente", 7),
        ("todos los días", 1),
        ("каждые две недели", 14),
        ("раз в две недели", 14),
        ("два раза в неделю", 3.5),
        ("ежедневно", 1),
        ("كل أسبوعين", 14),
        ("مرتين في الأسبوع", 3.5),
        ("أسبوعيًا", 7),
        ("كل يوم أربعاء", 7),
        ("كل ثلاثة أشهر", 90),
        ("हर दो हफ़्ते में", 14),
        ("सप्ताह में दो बार", 3.5),
        ("रोज़", 1),
        ("हर सोमवार", 7),
        ("每两周", 14),
        ("每周三次", 7 / 3),
        ("隔天", 2),
        ("一周两次", 3.5),
        ("每隔一周", 14),
        ("二週間ごとに", 14),
        ("隔週", 14),
        ("週に二回", 3.5),
        ("一日おき", 2),
        ("毎日", 1),
        *(("日曜日に一回", 7), ("金曜日に二回", 3.5)),
        ("2주마다", 14),
        ("격주", 14),
        *(("금요일마다", 7), ("토요일에 두 번", 3.5)),
        ("일주일에 두 번", 3.5),
        ("주 2회", 3.5),
        ("매일", 1),
        *(("석 달에 한 번", 90), ("서 달에 한 번", 90), ("넉 달에 한 번", 120), ("너 달에 한 번", 120)),
        *(("여덟 주에 한 번", 56), ("아홉 주에 한 번", 63), ("일 년에 열두 번", 365 / 12)),
    ],
)
def test_a_period_is_read(text: str, days: float) -> None:
    assert any(abs(one - days) < 0.01 for one in periods(text))


@pytest.mark.parametrize(
    "text", ["20 times", "every member", "two weeks", "alle Mitglieder", "周三", "二週間", "두 주"]
)
def test_what_tells_no_period_has_none(text: str) -> None:
    assert not periods(text)


def test_a_fortnight_is_two_weeks_and_a_week_is_not() -> None:
    assert not other_period("fortnightly", "every two weeks")
    assert other_period("weekly", "every two weeks")
    assert not other_period("weekly", "every two weeks", "so it was every week before")


@pytest.mark.parametrize("text", ["금요일마다", "日曜日に一回"])
def test_a_day_of_the_week_is_no_day(text: str) -> None:
    assert periods(text) == {7.0}
