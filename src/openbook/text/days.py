"""The days of the week and the months of which a text speaks, in any language."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.said import spoken
from openbook.text.word_lists import listed

APART = 2
"""Places between a month and its day: `15 de abril`, `4月20日`."""
_YEAR = late(r"1\d{3}|20\d\d")
_DAYS = frozenset(map(str, range(1, 32)))
_MONTH = late(r"m\d{1,2}")


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
    for place, token in enumerate(row):
        if is_month(token):
            beside = (*reversed(row[max(0, place - APART) : place]), *row[place + 1 : place + 1 + APART])
            if day := next((one for one in beside if one in _DAYS), ""):
                yield frozenset({token, day})


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
