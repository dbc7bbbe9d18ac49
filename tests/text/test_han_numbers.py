"""Chinese and Japanese numerals: a one that points, and what tells nobody how many, are no numbers."""

import pytest

from openbook.text.content import Content, numbers
from some import some


def figures(text: str) -> list[str]:
    """Return the numbers of a text as they stand in it."""
    return numbers(Content.of(text).tokens)


@pytest.mark.parametrize(
    "before", [*"那这這此该該同每某另哪何前后後上下头頭任", "その", "この", "あの", "どの", "ある", "もう"]
)
def test_a_one_that_points_counts_nothing(before: str) -> None:
    for counted in some("年天个次人日"):
        assert figures(f"{before}一{counted}") == []
    assert figures(f"{before}三年") == ["3"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "有一天，船来了。",
            "有一年大旱",
            "有一日",
            "有一次他忘了",
            "一般",
            "一定",
            "统一",
            "一方",
            "同一",
            "一切",
            "唯一",
        ),
        *("万一下雨", "萬一", "千万别动", "千萬勿忘", "千万不要", "千万莫急"),
        *("数十年", "几十个", "几百年后", "數百人", "数千人", "数万枚", "幾十年"),
        *("两三年", "兩三個", "三五个", "五六天", "一二次", "二三日", "三四家", "四五人", "六七次", "七八个", "八九座"),
        *("十七八岁", "一百二三十", "三四十年", "五六百人", "二三万枚"),
    ],
)
def test_what_tells_no_number_is_none(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一年以后", ["1"]),
        ("第一次", ["1"]),
        ("一个月", ["1"]),
        ("每年一次", ["1"]),
        ("二〇二三年", ["2023"]),
        ("三千万人", ["30000000"]),
        ("千万人", ["10000000"]),
        ("一百一十二年", ["112"]),
        ("十年", ["10"]),
        ("百分之三十", ["30"]),
        ("百分之45", ["45"]),
        ("三か月", ["3"]),
        ("五ヶ月", ["5"]),
        ("二カ月", ["2"]),
        ("四ケ月", ["4"]),
        ("三メートル", ["3"]),
        ("百パーセント", ["100"]),
        ("7千メートル", ["7000"]),
        ("八十キロ", ["80"]),
    ],
)
def test_a_numeral_that_counts_is_a_number(text: str, told: list[str]) -> None:
    assert figures(text) == told
