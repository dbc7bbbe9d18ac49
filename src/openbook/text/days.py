"""The days of the week and the months of which a text speaks, in any language."""

from collections.abc import Mapping
from functools import lru_cache

from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.phrases import spoken
from openbook.text.word_lists import listed

_MONTH = late(r"m\d{1,2}")


@lru_cache(maxsize=512)
def weekdays(text: str) -> frozenset[str]:
    """Return the days of the week that a text names, as `w1` for Monday."""
    words, signs = _listed()
    found = {words[word] for word in spoken(text).split() if word in words}
    if not text.isascii():
        found |= {day for sign, day in signs.items() if sign in text}
    return frozenset(found)


def months(text: str) -> frozenset[str]:
    """Return the months that a text names, as `m1` for January."""
    return frozenset(word for word in Content.of(text).vocabulary if is_month(word))


def is_month(token: str) -> bool:
    """Whether a word, as it stands in a Content, is a month."""
    return _MONTH.fullmatch(token) is not None


@lru_cache(maxsize=1)
def _listed() -> tuple[Mapping[str, str], Mapping[str, str]]:
    words: dict[str, str] = {}
    signs: dict[str, str] = {}
    for head, days in listed("weekdays").items():
        for number, spellings in enumerate(days, start=1):
            for spelling in spellings.split("/"):
                name = spelling if head == "signs" else spoken(spelling).strip()
                (signs if head == "signs" else words)[name] = f"w{number}"
    return words, signs
