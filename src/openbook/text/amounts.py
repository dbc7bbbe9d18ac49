"""Figures of a text with the units of measure behind them, in any script."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from openbook.dataclass import dataclass
from openbook.text.content import Content, is_number, numbers
from openbook.text.late import late
from openbook.text.money_in_full import money_in_full
from openbook.text.numerals import MYRIADS, number_words
from openbook.text.stemming import HAN, HIRAGANA, KATAKANA
from openbook.text.stems import stems
from openbook.text.units import names_of_units
from openbook.text.word_lists import stop_words

_THOUSAND = 1000
_MANY = "万萬亿億만억千천"
_HAN, _KANA = late(f"[{HAN}]"), late(f"[{HIRAGANA}{KATAKANA}]")

COUNTERS = frozenset({"个", "個", "か", "ヶ", "개"})
"""What may stand between a figure and its unit: 三个月."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit."""

    figure: str
    """In its one spelling."""
    unit: str
    """Its sign, whatever the language."""

    def __str__(self) -> str:
        return f"{self.figure} {self.unit}"

    @property
    def is_plain(self) -> bool:
        """Whether the figure is one number, and no span or version."""
        return self.figure.replace(".", "", 1).isdigit()

    @property
    def rounding(self) -> float:
        """By how much a plain figure may differ that is rounded to this one: half of its last place that is not 0;
        nothing where this one has a single figure, to which too much is rounded.
        """
        whole, _, decimals = self.figure.partition(".")
        last = -len(decimals) if decimals else len(whole) - len(whole.rstrip("0"))
        return 0.5 * 10.0**last if len(f"{whole}{decimals}".strip("0")) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text."""

    amounts: frozenset[Amount]
    bare: frozenset[str]
    """Those that stand without a unit somewhere."""


_NO_FIGURES = Figures(frozenset(), frozenset())


@lru_cache(maxsize=1024)
def figures_of(text: str) -> Figures:
    """Return the figures of a text, with their units and without."""
    said = Content.of(text)
    figures = frozenset(numbers(said.vocabulary))
    if not figures:
        return _NO_FIGURES
    if not COUNTERS.isdisjoint(said.vocabulary):
        said = said.without(COUNTERS)
    amounts, bare, signs = set(), set(), _signs(text.isascii())
    for place in said.places(figures):
        figure, behind = said.tokens[place], said.tokens[place + 1 : place + 3]
        unit = (signs.get(behind[0]) or signs.get(" ".join(behind))) if behind else None
        if unit:
            amounts.add((figure, unit))
        else:
            bare.add(figure)
    return Figures(frozenset(Amount(*one) for one in amounts), frozenset(bare))


@cache
def _signs(is_ascii: bool) -> dict[str, str]:
    """Return the units by the stems of their names, by those in ASCII or in any letters, with blanks between several
    words; what is a common word too is none.
    """
    common = {word for word in stop_words() if len(word) > 1}
    found: dict[str, str] = {}
    stem = stems()
    for name, sign in names_of_units().items():
        if name not in common and (name.isascii() or not is_ascii):
            found.setdefault(" ".join(stem[part] for part in name.split("_")), sign)
    return found


def with_names(text: str) -> str:
    """Return a text with the names of units in the place of their signs, behind the figures: `₹28,000`, `35%`."""
    if text.isascii() and "%" not in text and "$" not in text:
        return text
    text = money_in_full(unicodedata.normalize("NFKC", text))
    yen = "yuan" if _HAN.search(text) and not _KANA.search(text) else "yen"

    def named(found: re.Match[str]) -> str:
        sign = found["before"] or found["behind"]
        name = yen if sign == "¥" else _names_of_signs().get(sign)
        return f" {found['figure']} {name} " if name else found[0]

    return _signed().sub(named, text)


@lru_cache(maxsize=1)
def _names_of_signs() -> Mapping[str, str]:
    """Return what the signs of units are called, by the sign."""
    names = names_of_units()
    signs = {name: sign for name, sign in names.items() if not any(map(str.isalnum, name))}
    return {
        name: next(one for one, other in names.items() if other == sign and one.isalpha() and len(one) > 1)
        for name, sign in signs.items()
    }


@lru_cache(maxsize=1)
def _signed() -> re.Pattern[str]:
    sign = f"[{''.join(map(re.escape, _names_of_signs()))}]"
    figure = rf"\d+(?:[.,'’ ]\d{{3}})*(?:[.,]\d+)?(?:\s?{thousands().pattern})?"
    return late(rf"(?P<before>{sign})?\s?(?P<figure>{figure})(?:\s?(?P<behind>{sign}))?", re.IGNORECASE)


@lru_cache(maxsize=1)
def thousands() -> re.Pattern[str]:
    """Return what finds the words and signs for thousands and more."""
    many = (word for word, value in number_words().items() if value >= _THOUSAND)
    return late(rf"(?:{'|'.join((*many, *_MANY))})(?!\w)", re.IGNORECASE)


_OF = late(r"\sd(?:[ei]\s|['’])", re.IGNORECASE)
"""What stands behind thousands where they are of something: for the whole pattern a passage takes a millisecond."""


def without_of(text: str) -> str:
    """Return a text without the word between thousands and what is counted: millions d'euros."""
    return _of_thousands().sub(r"\1 ", text) if _OF.search(text) else text


@lru_cache(maxsize=1)
def _of_thousands() -> re.Pattern[str]:
    return late(rf"({thousands().pattern})(?:\s+d[ei]\s+|\s+d['’])", re.IGNORECASE)


@lru_cache(maxsize=256)
def scales_named(text: str) -> frozenset[int]:
    """Return the thousands and more that a text names without a figure, as the head of a column does: `(in thousands)`,
    `单位：万吨`.
    """
    named = frozenset(_scales()[token] for token in Content.of(text).vocabulary if token in _scales())
    if text.isascii():
        return named
    alone = rf"(?<![{_NUMERALS}])(?<![{_NUMERALS}]\s)"
    return named.union(value for sign, value in MYRIADS.items() if sign in text and re.search(f"{alone}{sign}", text))


_NUMERALS = r"\d一二三四五六七八九十百千万几数两兩"


@lru_cache(maxsize=1)
def _scales() -> Mapping[str, int]:
    """Return the values of thousands and more by their words as they stand in a Content that counts nothing there."""
    stem = stems()
    many = (
        (word, value) for word, value in number_words().items() if value >= _THOUSAND and f"{value}".strip("0") == "1"
    )
    named = {stem[f"{word}{end}"]: value for word, value in many for end in ("", "s", "e", "en", "es")}
    return named | {str(value): value for value in named.values()}


def has_thousands(text: str) -> bool:
    """Whether a text has such a word or sign, found in a twentieth of the time that the pattern takes for a passage."""
    small = text.lower()
    for beginning in filter(small.__contains__, _begin_thousands(small.isascii())):
        place = small.find(beginning)
        while place >= 0:
            if thousands().match(small, place):
                return True
            place = small.find(beginning, place + 1)
    return False


@cache
def _begin_thousands(is_ascii: bool) -> tuple[str, ...]:
    """Return the shortest of the words and signs with which all others begin; those in ASCII or all."""
    many = [*(word for word, value in number_words().items() if value >= _THOUSAND), *_MANY]
    shortest = (one for one in many if not any(one != other and one.startswith(other) for other in many))
    return tuple(one for one in shortest if one.isascii() or not is_ascii)


_SAME_KIND: tuple[Mapping[str, float], ...] = (
    {"month": 1, "year": 12},
    {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000},
    {"mg": 0.001, "g": 1, "kg": 1000, "q": 100_000, "t": 1_000_000, "lb": 453.592, "oz": 28.3495},
    {
        "mm": 1,
        "cm": 10,
        "m": 1000,
        "km": 1_000_000,
        "in": 25.4,
        "ft": 304.8,
        "yd": 914.4,
        "mi": 1_609_344,
        "nmi": 1_852_000,
    },
    {"ml": 1, "l": 1000, "gal": 3785.412},
    {"cent": 1, "euro": 100, "dollar": 100},
    {"ha": 2.471054, "acre": 1},
    {"kb": 0.001, "mb": 1, "gb": 1000, "tb": 1_000_000},
    {"w": 1, "kw": 1000, "mw": 1_000_000},
)


def sign_of(word: str) -> str:
    """Return the sign of a unit by one of its names, in whatever form; empty where it is none."""
    return sign_of_stem(stems()[word]) if word else ""


def sign_of_stem(stem: str) -> str:
    """Return the sign of a unit by its name as it stands in a Content; empty where it is none."""
    return _signs(stem.isascii()).get(stem, "")


MONEY = frozenset({"euro", "dollar", "cent", "penny", "yuan", "yen", "won", "rouble", "rupee", "dinar", "dirham"})
"""Units that are worth what nobody's text tells."""


def scale(unit: str, other: str) -> float | None:
    """Return by what an amount is multiplied to stand in another unit; None for units of different kinds."""
    for kind in _SAME_KIND:
        if unit in kind and other in kind:
            return kind[unit] / kind[other]
    return None


def is_unit_or_figure(token: str) -> bool:
    """Whether a word, as it stands in a Content, is a figure or a unit of measure."""
    return is_number(token) or bool(sign_of_stem(token))
