"""The days of the week and the months of which a text speaks, in any language."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.said import spoken
from openbook.text.word_lists import listed

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
    return frozenset([word for word in Content.of(text).vocabulary if word[:1] == "m" and is_month(word)])


def is_month(token: str) -> bool:
    """Whether a word, as it stands in a Content, is a month."""
    return _MONTH.fullmatch(token) is not None


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
