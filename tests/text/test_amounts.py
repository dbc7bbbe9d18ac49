"""Figures with the units behind them."""

import pytest

from openbook.text.amounts import figures_of, has_thousands, scales_named, thousands


@pytest.mark.parametrize(
    ("text", "amounts", "bare"),
    [
        ("No figure is here.", set(), set()),
        ("It weighs 12 kilograms and 12 boxes of 3 metres.", {"12 kg", "3 m"}, {"12"}),
        ("等了3个月，5人", {"3 month"}, {"5"}),
        ("It ends with 7", set(), {"7"}),
    ],
)
def test_a_figure_is_an_amount_where_a_unit_stands_behind_it(text: str, amounts: set[str], bare: set[str]) -> None:
    found = figures_of(text)
    assert {str(one) for one in found.amounts} == amounts
    assert found.bare == bare


@pytest.mark.parametrize(
    ("text", "has_some"),
    [
        ("The bill came to 2.5 Millions of crowns.", True),
        ("Zwölf eintausend Mal, 3 Mio. Euro", True),
        ("A similar family of mills, milled in a thousandfold way", False),
        ("12 тысяч метров", True),
        ("約3億。", True),
        ("A bowl dries for a day.", False),
    ],
)
def test_a_text_has_thousands_where_their_pattern_finds_some(text: str, has_some: bool) -> None:
    assert has_thousands(text) is has_some is (thousands().search(text) is not None)


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("Pennies (in thousands)", {1_000}),
        ("Umsatz in Millionen Euro", {1_000_000}),
        ("单位:万吨", {10_000}),
        ("단위: 억 원", {100_000_000}),
        ("共产了364万公斤", set()),
        ("3 thousand pennies, 4억 원", set()),
        ("Pennies of the mint", set()),
    ],
)
def test_thousands_that_a_text_names_without_a_figure(text: str, scales: set[int]) -> None:
    assert scales_named(text) == scales


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("kb", "кб kilooctet kilooctets килобайт килобайта 킬로바이트 キロバイト"),
        ("mb", "мб megaoctet mégaoctets мегабайт мегабайта 메가바이트 メガバイト"),
        ("gb", "гб gigaoctet gigaoctets гигабайт гигабайта 기가바이트 ギガバイト"),
        ("tb", "тб teraoctet téraoctets терабайт терабайта 테라바이트 テラバイト"),
        ("mg", "мг 毫克 milligram milligrams milligramm milligramme milligrammes miligramo miligramos миллиграмм"),
        ("mg", "миллиграммов مليغرام ملغ मिलीग्राम मिग्रा 밀리그램 ミリグラム"),
        ("ms", "мс 毫秒 밀리초 ミリ秒 millisecond milliseconds millisekunde millisekunden milliseconde millisecondes"),
        ("ms", "milisegundo milisegundos миллисекунд миллисекунды"),
    ],
)
def test_small_and_large_units_are_known_by_their_names(unit: str, names: str) -> None:
    texts = {name: f"4{name}" if name >= "ぁ" else f"4 {name}" for name in names.split()}
    assert {name: {str(one) for one in figures_of(text).amounts} for name, text in texts.items()} == {
        name: {f"4 {unit}"} for name in texts
    }


@pytest.mark.parametrize(
    "text",
    ["20 dirhams", "20 dirham", "20 درهمًا", "20 درهم", "20 دراهم", "20 дирхам", "20 дирхама", "20 дирхамов", "20 दिरहम",
     "20 디르함", "20ディルハム"],
)  # fmt: skip
def test_dirhams_are_money(text: str) -> None:
    assert {str(one) for one in figures_of(text).amounts} == {"20 dirham"}
