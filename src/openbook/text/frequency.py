"""How often something happens, as a text tells it in any language: `every two weeks`, `twice a month`, `每周三次`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product

from openbook.text.late import late
from openbook.text.numerals import CHINESE_NUMERAL, chinese, digits, number_words, ones
from openbook.text.units import names_of_units
from openbook.text.word_lists import folded, listed
from openbook.text.words import ASCII_GAPS, MARKS

APART = 0.12
"""Share by which two periods may differ and be one: a fortnight is `every fifteen days` in French."""
BETWEEN = 3
"""Small words that may stand between a count and its period: `twice in a week`."""
WEEK = 7.0
LEAST = 4
"""Letters of an Arabic word from which it may begin with an article."""

_WORD = late(rf"(?:[^\W_]|[{MARKS}])+")
_VOWELS = late("[\u064b-\u065f\u0670\u0640]")
_UNSPACED = {"chinese": "[\u4e00-\u9fff]", "japanese": "[\u3041-\u30ff\u4e00-\u9fff]", "korean": "[\uac00-\ud7af]"}


@lru_cache(maxsize=512)
def periods(text: str) -> frozenset[float]:
    """Return the periods in which a text says that something happens once, in days."""
    if text.isascii():
        row = text.lower().translate(ASCII_GAPS).split()
    else:
        row = [_plain(word) for word in _WORD.findall(text)]
    found = frozenset(() if _of_time().isdisjoint(row) else _spaced(row))
    return found if text.isascii() else found.union(_unspaced(text))


def other_period(told: str, quoted: str, known: str = "") -> bool:
    """Whether a text and a quotation tell how often, and no period of theirs is the same, nor one of `known`."""
    if not (said := periods(told)) or not (there := periods(quoted)):
        return False
    return not _one_is_of(said, there) and not _one_is_of(said, periods(known))


def _one_is_of(said: frozenset[float], there: frozenset[float]) -> bool:
    return any(abs(one - other) <= APART * max(one, other) for one, other in product(said, there))


def _plain(word: str) -> str:
    """Return a word folded, without Arabic vowel signs and article."""
    word = folded(_VOWELS.sub("", word))
    return word.removeprefix("ال") if len(word) > LEAST else word


def _spaced(row: Sequence[str]) -> Iterator[float]:
    place = 0
    while place < len(row):
        period, end = _counted(row, place) or _per_unit(row, place) or _every(row, place) or _whole(row, place)
        if period:
            yield period
        place = max(end, place + 1)


@lru_cache(maxsize=1)
def _of_time() -> frozenset[str]:
    """Return the words of which a text has one that tells how often: units of time, days, and `daily`."""
    days = (name.split()[0] for name in _weekdays())
    return frozenset((*_numbers("whole"), *_numbers("two"), *_days(), *days, _DAY))


Found = tuple[float, int]
"""A period, and where the words for it end."""


def _counted(row: Sequence[str], place: int) -> Found | None:
    """Read `twice a week`, `three times in two months`, `twice weekly`."""
    count, end = _count(row, place)
    if not count:
        return None
    start = end
    while end < len(row) and end - start < BETWEEN and row[end] in _words("per"):
        if end > start and row[end] in _days():
            break  # French `an` is a year
        end += 1
    if whole := _numbers("whole").get(row[end] if end < len(row) else ""):
        return whole / count, end + 1
    period = _period(row, end) if end > start else None
    return (period[0] / count, period[1]) if period else None


def _per_unit(row: Sequence[str], place: int) -> Found | None:
    """Read a unit before its count, as in Hindi: `सप्ताह में दो बार`."""
    period = _period(row, place)
    if period is None or period[1] >= len(row) or row[period[1]] not in _words("hindi.per"):
        return None
    count, end = _count(row, period[1] + 1)
    return (period[0] / count, end) if count else None


def _every(row: Sequence[str], place: int) -> Found | None:
    """Read `every week`, `every other Friday`, `toutes les deux semaines`."""
    if row[place] not in _words("every"):
        return None
    end = place + 1
    while end < len(row) and row[end] in _ARTICLES:
        end += 1
    if end < len(row) and row[end] in _words("other"):
        period = _period(row, end + 1)
        return (2 * period[0], period[1]) if period else None
    return _period(row, end)


_ARTICLES = frozenset({"les", "los", "las", "der", "den", "die"})
_DAY = "يوم"
"""Arabic puts it before the name of a day of the week: `every day Wednesday`."""


def _whole(row: Sequence[str], place: int) -> Found:
    return _numbers("whole").get(row[place], 0.0), place + 1


def _period(row: Sequence[str], place: int) -> Found | None:
    """Read a unit of time with or without a number before it; a day of the week is one a week."""
    number = _number(row[place]) if place < len(row) else None
    place += number is not None
    if place >= len(row):
        return None
    word = row[place]
    if number is None and (two := _numbers("two").get(word)):
        return two, place + 1
    is_weekday = word in _weekdays() or (word == _DAY and " ".join(row[place + 1 : place + 2]) in _weekdays())
    days = WEEK if is_weekday else _days().get(word, 0.0)
    return ((number or 1) * days, place + 1) if days else None


def _count(row: Sequence[str], place: int) -> Found:
    """Read how many times, and where that ends; 0 where it isn't told."""
    if place >= len(row):
        return 0, place
    number = _number(row[place])
    if number is not None and place + 1 < len(row) and row[place + 1] in _words("times"):
        return number, place + 2
    return _numbers("once").get(row[place], 0.0), place + 1


def _number(word: str) -> float | None:
    if word.isdecimal():
        return float(digits(word))
    if word in ones():
        return 1.0
    value = number_words().get(word) or _numbers("count").get(word)
    return float(value) if value else None


@lru_cache(maxsize=16)
def _words(kind: str) -> frozenset[str]:
    """Return the words of one kind, of all languages or of the one that is named."""
    return frozenset(folded(word) for head, words in listed("often").items() if _is(head, kind) for word in words)


def _is(head: str, kind: str) -> bool:
    return head == kind or (head.endswith(f".{kind}") and kind != "units")


@lru_cache(maxsize=16)
def _numbers(kind: str) -> Mapping[str, float]:
    """Return the words of one kind with what they count."""
    pairs = (entry.split("=") for head, words in listed("often").items() if _is(head, kind) for entry in words)
    return {folded(word): float(value) for word, value in pairs}


@lru_cache(maxsize=1)
def _days() -> Mapping[str, float]:
    """Return the days of each unit of time by its names."""
    units = _numbers("units")
    return {
        **{name: units[sign] for name, sign in names_of_units().items() if sign in units},
        **_numbers("hindi.units"),
        **_numbers("times_of_day"),
    }


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    days = (day for head, row in listed("weekdays").items() if head != "signs" for day in row)
    return frozenset(_plain(name) for day in days for name in day.split("/"))


def _unspaced(text: str) -> Iterator[float]:
    for name, letters in _UNSPACED.items():
        if re.search(letters, text):
            for match in chain.from_iterable(pattern.finditer(text) for pattern in _patterns(name)):
                yield _read(match, name)


def _read(match: re.Match[str], name: str) -> float:
    parts = match.groupdict()
    number = _value(parts.get("n") or "", name) or 1.0
    if parts.get("gap2") or (parts.get("gap") and number == 1):
        number = 2.0
    return number * _numbers(f"{name}.units")[match["u"]] / (_value(parts.get("k") or "", name) or 1.0)


def _value(number: str, name: str) -> float:
    number = number.strip()
    if not number:
        return 0.0
    if CHINESE_NUMERAL.fullmatch(number):
        return float(chinese(number))
    return float(digits(number)) if number.isdecimal() else _numbers(f"{name}.numbers").get(number, 0.0)


@lru_cache(maxsize=4)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    units = "|".join(sorted(_numbers(f"{name}.units"), key=len, reverse=True))
    number = "|".join((r"\d{1,3}", "[一二三四五六七八九十两兩]{1,3}", *_numbers(f"{name}.numbers")))
    whole = " ".join(listed("often")[name])
    filled = (
        one.replace("N", f"(?P<n>{number})").replace("K", f"(?P<k>{number})").replace("U", f"(?P<u>{units})")
        for one in whole.split(" || ")
    )
    return tuple(re.compile(one) for one in filled)
