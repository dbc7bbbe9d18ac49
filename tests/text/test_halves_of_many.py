"""Halves and quarters of thousands and millions are a part of the number that they stand in."""

import pytest

from openbook.text.content import Content, numbers


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("two and a half million bricks", "2500000"),
        ("2 and a half million bricks", "2500000"),
        ("twenty-two and a half thousand", "22500"),
        ("three million and a half", "3500000"),
        ("Half a million bricks", "500000"),
        ("half an hour and 3 bricks", "3"),
        ("a quarter of a billion", "250000000"),
        ("zweieinhalb Millionen Ziegel", "2500000"),
        ("anderthalb Milliarden", "1500000000"),
        ("eine halbe Million", "500000"),
        ("vor einer halben Million Jahren", "500000"),
        ("in halber Million", "500000"),
        ("trois millions et demi", "3500000"),
        ("un million et demi de briques", "1500000"),
        ("un demi-million", "500000"),
        ("deux milliards et demie", "2500000000"),
        ("dos millones y medio", "2500000"),
        ("medio millón", "500000"),
        ("tres mil y media", "3500"),
        ("media tonelada, 4 ladrillos", "4"),
        ("due milioni e mezzo", "2500000"),
        ("mezzo milione", "500000"),
        ("mezzo miliardo", "500000000"),
        ("dois milhões e meio", "2500000"),
        ("meia mil", "500"),
        ("meio milhão", "500000"),
        ("два с половиной миллиона", "2500000"),
        ("полтора миллиона", "1500000"),
        ("полторы тысячи", "1500"),
        ("полтору тысячи", "1500"),
        ("четверть миллиарда", "250000000"),
        ("полмиллиона", "500000"),
    ],
)
def test_a_half_of_many_is_a_part_of_its_number(text: str, figure: str) -> None:
    assert numbers(Content.of(text).tokens) == [figure]


@pytest.mark.parametrize("text", ["half a loaf", "demi-tour", "половина дома", "das halbe Haus", "medio pan"])
def test_a_half_of_anything_else_is_no_figure(text: str) -> None:
    assert numbers(Content.of(text).tokens) == []
