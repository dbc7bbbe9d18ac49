"""The days of the week, the months and the years of eras of which a text speaks, in any language."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, zip_longest

from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.month_names import ORDINAL_ENDS
from openbook.text.numerals import CHINESE_NUMERAL, chinese
from openbook.text.said import spoken
from openbook.text.word_lists import listed

APART = 2
"""Places between a month and its day: `15 de abril`, `4月20日`."""
_YEAR = late(r"1\d{3}|20\d\d")
_DAYS = frozenset(map(str, range(1, 32)))
_IN_FIGURES = late(r"(?<![\d.,/])(\d{1,2})[./](\d{1,2})(?![\d/])")
_SIGNED = (("月",), ("월",))
"""What stands behind the number of a month whose day follows."""
_MONTH = late(r"m\d{1,2}")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
"""The years before their first ones."""
_ERA = late(rf"({'|'.join(_ERAS)})(元|\d+|[〇一二三四五六七八九十]+)年")


@lru_cache(maxsize=512)
def weekdays(text: str) -> frozenset[str]:
    """Return the days of the week that a text names, as `w1` for Monday."""
    names = _names(text.isascii())
    found = {names[word] for word in spoken(text).split() if word in names}
    if not text.isascii():
        found |= {day for sign, day in _signs().items() if sign in text}
    return frozenset(found)


def months(text: str) -> frozenset[str]:
    """Return the months that a text names, as `m1` for January."""
    return frozenset([word for word in Content.of(text).vocabulary if is_month(word)])


def is_month(token: str) -> bool:
    """Whether a word, as it stands in a Content, is a month."""
    return token[:1] == "m" and _MONTH.fullmatch(token) is not None


def is_year(token: str) -> bool:
    """Whether a word, as it stands in a Content, may be a year of our time, from 1000 on."""
    return _YEAR.fullmatch(token) is not None


def dated(row: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield each month of a row of words, as they stand in a Content, with the day beside it: `15 de abril`."""
    row = [token for token in row if token not in ORDINAL_ENDS]
    for place, token in enumerate(row):
        if is_month(token):
            behind = row[place + 1 : place + 1 + APART]
            before = reversed(row[max(0, place - APART) : place])
            nearest = tuple(chain.from_iterable(zip_longest(before, behind, fillvalue="")))
            beside = tuple(behind) if tuple(behind[:1]) in _SIGNED else nearest
            if day := next((one for one in beside if one in _DAYS), ""):
                yield frozenset({token, day})


def dates_of(text: str) -> frozenset[frozenset[str]]:
    """Return the days of months that a text names, each with its month."""
    return frozenset(dated(Content.of(text).tokens))


def is_date(figure: str, known: Set[str]) -> bool:
    """Whether a figure is a date whose day and month are known: 3.5. or 3.05. is the third of May."""
    day, _, month = figure.partition(".")
    return bool(month) and _is_known(day, month.lstrip("0"), known)


def dates_in_figures(text: str, known: Set[str]) -> frozenset[str]:
    """Return the figures of a text that tell days and months which are known, the one before the other: 11.20, 7/8."""
    found = ((one.group(), one[1].lstrip("0"), one[2].lstrip("0")) for one in _IN_FIGURES.finditer(text))
    told = (date for date, one, other in found if _is_known(one, other, known) or _is_known(other, one, known))
    return frozenset(token for date in told for token in Content.of(date).tokens)


def _is_known(day: str, month: str, known: Set[str]) -> bool:
    return day in known and f"m{month}" in known


@lru_cache(maxsize=512)
def years(text: str) -> frozenset[int]:
    """Return the years that a text names by an era."""
    if "年" not in text:
        return frozenset()
    return frozenset(_ERAS[era] + _counted(number) for era, number in _ERA.findall(text))


def _counted(number: str) -> int:
    if number == "元":
        return 1
    return int(chinese(number) if CHINESE_NUMERAL.fullmatch(number) else number)


@cache
def _names(is_ascii: bool) -> Mapping[str, str]:
    """Return the days by their names: by those in ASCII, or in any letters."""
    days = {spelling: day for head, spelling, day in _spellings() if head != "signs"}
    return {spoken(one).strip(): day for one, day in days.items() if one.isascii() or not is_ascii}


@cache
def _signs() -> Mapping[str, str]:
    """Return the days by what stands for them inside of words."""
    return {spelling: day for head, spelling, day in _spellings() if head == "signs"}


def _spellings() -> Iterator[tuple[str, str, str]]:
    for head, days in listed("weekdays").items():
        for number, spellings in enumerate(days, start=1):
            yield from ((head, spelling, f"w{number}") for spelling in spellings.casefold().split("/"))
