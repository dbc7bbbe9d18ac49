"""Thousands and millions of money that a letter or two stand for, as words: £30.2m, 12 M€, US$4bn."""

import re

from openbook.text.late import late

_MANY = {
    **dict.fromkeys(("k",), "thousand"),
    **dict.fromkeys(("m", "mn", "mm", "mill", "mio"), "million"),
    **dict.fromkeys(("b", "bn", "md", "mds", "mrd"), "billion"),
    **dict.fromkeys(("tn", "bio"), "trillion"),
    "cr": "crore",
}
_SIGNS = "$€£¥₹₽₩₺₪"
_CODES = ("EUR", "USD", "GBP", "CHF")
"""As writers put them beside a figure; others are read as a word, and nothing more."""
_IN_ASCII, _IN_ANY = ("$", "EUR"), (*_SIGNS, "EUR", "M d")
"""Of which a text has one that has such an amount."""
_FIGURE = r"(?P<figure>\d+(?:[.,'’ ]\d+)*)"
_NAMES = r"(?:d['’]euros?|de (?:euros?|dollars?|dólares|pesos|libras|francs)|Euros?|euros?|[Dd]ollars?|Pfund|Franken)\b"
_BEFORE = late(
    rf"(?P<sign>[{_SIGNS}]|\b(?:{'|'.join(_CODES)}|Rs\.?) ?) ?{_FIGURE}(?P<gap> ?)"
    r"(?P<many>k|K|MM?|m|mn|Mn|mm|bn|Bn|(?<=\d)[bB]|tn|Tn|Cr\.?|cr\.?|Mds?|Mrd\.?|Mio\.?|Mill\.?)(?![\w²³/]|\.\w)"
)
_BEHIND = late(
    rf"(?<![\d.,]){_FIGURE}(?P<gap> ?)(?P<many>[kK]|MM?|m(?=€)|mn|Mn|bn|Bn|tn|Mds?|Mrd\.?|Mio\.?|Mill\.?)"
    rf"(?= ?(?:[{_SIGNS}]|(?:{'|'.join(_CODES)})\b|{_NAMES}))"
)


def money_in_full(text: str) -> str:
    """Return a text with words in the place of the letters for thousands and millions, where they are of money."""
    if not any(map(text.__contains__, _IN_ASCII if text.isascii() else _IN_ANY)):
        return text
    return _BEHIND.sub(_named, _BEFORE.sub(_named, text))


def _named(found: re.Match[str]) -> str:
    sign = found.groupdict().get("sign") or ""
    return f"{sign}{found['figure']} {_MANY[found['many'].rstrip('.').lower()]}"
