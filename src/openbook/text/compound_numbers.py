"""Numbers as figures that words and signs make only beside each other; Latin, Greek and Cyrillic letters make none."""

import re
from functools import lru_cache
from math import isinf

from openbook.text.arabic_numbers import in_arabic_digits
from openbook.text.hindi_numbers import HINDI_SIGNS, in_hindi_digits
from openbook.text.late import late
from openbook.text.numerals import CHINESE, MYRIADS, TENS, chinese, figure_of
from openbook.text.units import names_of_units


def in_digits(text: str) -> str:
    """Return a text with those of its numbers in digits that its words and signs make only beside each other."""
    text = in_arabic_digits(text) if any(map(text.__contains__, _ARABIC_SIGNS)) else text
    text = in_hindi_digits(text) if any(sign in text for sign in HINDI_SIGNS) else text
    text = _HAN_DECIMALS.sub(_decimals, text) if "・" in text or "点" in text or "點" in text else text
    text = _IN_MYRIADS.sub(_whole, text) if any(map(text.__contains__, _MANY)) else text
    if any(map(text.__contains__, _IN_KATAKANA)):
        text = _in_katakana().sub(_apart, text)
    return text


_ARABIC_SIGNS = "املنتر"
"""Letters of which a text has one that has an Arabic number."""
_HUNDREDS = {**TENS, "십": 10, "백": 100, "천": 1000}
_MIXED = rf"\d[\d,]*(?:\.\d+)?[{''.join(_HUNDREDS)}]?"
_MANY = {**MYRIADS, "조": 10**12, "兆": 10**12}
_OF_TRILLIONS = r"\s?(?:\d[\d,]*\s?[백천百千]?[억億亿]|[원円元]|달러|유로|위안|ドル|ユーロ|美元)"
_SIGN = rf"(?:[{''.join(MYRIADS)}]|[조兆](?={_OF_TRILLIONS}))"
_IN_MYRIADS = late(rf"(?<![\d.,]){_MIXED}\s?{_SIGN}(?:\s?{_MIXED}(?!\d){_SIGN}?)*")
"""2万8千, 2억 5천만, 2만 4,300: figures with signs for what they are multiplied by; 3조 is an article of a law too."""
_PARTS = late(r"\d[\d,]*(?:\.\d+)?|[^\s\d]")
_KATAKANA = late("[\u30a1-\u30fc]+")
_IN_KATAKANA = "ーンロトリルラ"
"""Signs of which each unit has one that begins in katakana."""
_HAN_DECIMALS = late(
    r"(?<![〇零一二三四五六七八九十百])([〇零一二三四五六七八九十百]+)[・点點]([〇零一二三四五六七八九]+)(?=[\u30a1-\u30fa倍度万萬亿億%％公千米吨噸元])"
)
"""二・五トン, 三点五公里; 二・三日 is two days or three."""


@lru_cache(maxsize=1)
def _in_katakana() -> re.Pattern[str]:
    """Return what finds the units that begin in katakana behind a figure, of which each is several words there."""
    names = sorted(filter(_KATAKANA.match, names_of_units()), key=len, reverse=True)
    return late(rf"(\d|(?<![〇一二三四五六七八九十百千万億])[〇一二三四五六七八九十百千万億]+)({'|'.join(names)})")


def _apart(found: re.Match[str]) -> str:
    """Return a number and its unit with spaces around that; one numeral is a figure there, which alone is a word."""
    number, is_lone = found[1], len(found[1]) == 1 and not found.string[found.start() - 1 : found.start()].isdecimal()
    return f"{chinese(number) if is_lone and not number.isdecimal() else number} {names_of_units()[found[2]]} "


def _whole(found: re.Match[str]) -> str:
    total = part = figure = 0.0
    for piece in _PARTS.findall(found[0]):
        if piece[0].isdigit():
            figure = float(piece.replace(",", ""))
        elif piece in _HUNDREDS:
            part, figure = part + (figure or 1) * _HUNDREDS[piece], 0.0
        else:
            total, part, figure = total + (part + figure) * _MANY[piece], 0.0, 0.0
    return found[0] if isinf(total) else figure_of(total + part + figure)


def _decimals(found: re.Match[str]) -> str:
    return f"{chinese(found[1])}.{''.join(str(CHINESE[char]) for char in found[2])}"
