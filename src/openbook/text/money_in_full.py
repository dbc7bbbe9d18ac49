"""Thousands and millions of money that a letter or two stand for, as words: £30.2m, 12 M€, US$4bn."""

import re
from collections.abc import Sequence

from openbook.text.late import late

_MANY = {
    "k": "thousand",
    **dict.fromkeys(("m", "mn", "mm", "mill", "mio"), "million"),
    **dict.fromkeys(("b", "bn", "md", "mds", "mrd"), "billion"),
    "tn": "trillion",
    "cr": "crore",
}
_SIGNS = "$€£¥₹₽₩₺₪"
_CODES = ("EUR", "USD")
_BEFORE = (
    r" ?(?P<figure>\d+(?:[.,'’ ]\d+)*) ?"
    r"(?P<many>k|K|MM?|m|mn|Mn|mm|bn|Bn|(?<=\d)[bB]|tn|Tn|Cr\.?|cr\.?|Mds?|Mrd\.?|Mio\.?|Mill\.?)(?![\w²³/]|\.\w)"
)
_BEHIND = (
    r"(?P<figure>\d(?<![\d.,].)\d*(?:[.,'’ ]\d+){0,6}) ?"
    r"(?P<many>[kK]|MM?|m(?=€)|mn|Mn|bn|Bn|tn|Mds?|Mrd\.?|Mio\.?|Mill\.?)"
)
_BESIDE_SIGNS = (late(f"(?P<sign>[{_SIGNS}]){_BEFORE}"), late(f"{_BEHIND}(?= ?[{_SIGNS}])"))
_BESIDE_CODES = tuple(
    late(one) for code in _CODES for one in (rf"(?P<sign>{code} ?){_BEFORE}", rf"{_BEHIND}(?= ?{code}\b)")
)


def money_in_full(text: str) -> str:
    """Return a text with words in the place of the letters for thousands and millions, where they are of money."""
    if any(map(text.__contains__, _SIGNS)):
        text = _with_words(_BESIDE_SIGNS, text)
    if "EUR" in text or "USD" in text:
        text = _with_words(_BESIDE_CODES, text)
    return text


def _with_words(patterns: Sequence[re.Pattern[str]], text: str) -> str:
    for pattern in patterns:
        text = pattern.sub(_named, text)
    return text


def _named(found: re.Match[str]) -> str:
    sign = found.groupdict().get("sign") or ""
    return f"{sign}{found['figure']} {_MANY[found['many'].rstrip('.').lower()]}"
