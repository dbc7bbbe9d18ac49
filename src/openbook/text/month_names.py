"""Months in a row of words, whatever their names: one word each, where a word is surely a month."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from openbook.text.stems import stems
from openbook.text.word_lists import listed

ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "er", "o"})
"""Behind the figure of a day: 1st, 1er, 1º."""
BEFORE_MONTHS = ORDINAL_ENDS | {"of", "de"}
"""What may stand between a day and its month, as stems."""
PARTED = 3
"""Places between a day and its month: `1st of March`."""
_COUNTED_MONTH = frozenset("月월")


def with_months(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the words, a month as `m10`."""
    row, months = list(pieces), months_by_stem()
    for place, token in enumerate(row):
        if token in months:
            yield _month(token) if token not in _doubtful() or _has_a_day(row, place) else token
        elif token[:1].isdigit() and row[place + 1 : place + 2] and row[place + 1] in _COUNTED_MONTH:
            yield f"m{token}"
        else:
            yield token


def _has_a_day(row: Sequence[str], place: int) -> bool:
    """Whether a figure stands beside a word, or before what may part a day from its month: `1st of March`."""
    beside = row[max(0, place - PARTED) : place]
    before = next((one for one in reversed(beside) if one not in BEFORE_MONTHS), "")
    return before[:1].isdigit() or "".join(row[place + 1 : place + 2])[:1].isdigit()


def _month(word: str) -> str:
    return f"m{months_by_stem()[word]}"


@lru_cache(maxsize=1)
def months_by_stem() -> dict[str, int]:
    """Return the numbers of the months by the stems of their names."""
    stem = stems()
    found: dict[str, int] = {}
    for names in listed("months").values():
        for number, spellings in enumerate(names, start=1):
            for spelling in spellings.split("/"):
                found.setdefault(stem[spelling], number)
    return found


@lru_cache(maxsize=1)
def _doubtful() -> frozenset[str]:
    """Months that are other words too, or so short that they may be."""
    found = frozenset(word for word in months_by_stem() if len(word) < 4)
    return found.union(map(stems().__getitem__, ("march", "mars", "mayo")))
