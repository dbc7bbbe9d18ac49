"""Numbers and dates in a text, each in all the ways in which another text may spell it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openbook.text.normalise import bare

_MONTHS = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|abril|may|mai|mayo|jun[ei]?|"
    r"juin|junio|jul[iy]?|juillet|julio|aug(?:ust)?|août|agosto|sep(?:t(?:ember|embre|iembre)?)?|oct(?:ober|obre|ubre)?|"
    r"oktober|nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|déc(?:embre)?|dic(?:iembre)?|enero|febrero"
)
_BEGINNINGS = frozenset(
    {
        "jan",
        "feb",
        "fév",
        "mar",
        "mär",
        "apr",
        "avr",
        "abr",
        "may",
        "mai",
        "jun",
        "jui",
        "jul",
        "aug",
        "aoû",
        "ago",
        "sep",
    }
    | {"oct", "okt", "nov", "dec", "dez", "déc", "dic", "ene"}
)
"""Of the names of months: words that begin so are worth a closer look."""
_DAY_FIRST = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:{_MONTHS})\b\.?,?(?:\s\d{{4}})?", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"\b(?:{_MONTHS})\.?\s(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?|\d{{4}}\b)", re.IGNORECASE
)
_DIGITS_ONLY = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{2,4}(?!\d)")
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,:]\d+)*)(?P<ordinal>st|nd|rd|th)?\s?(?:of\s)?"
    r"(?P<unit>%|°\s?[CFK]?\b|[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]{1,12})?"
)
_NO_NUMBER_AFTER = frozenset("_.,-#/")
"""A number that follows one of these is part of a name, a path or another number."""
_SPACELESS = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SMALL = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
    "10": "ten", "11": "eleven", "12": "twelve", "14": "fourteen", "15": "fifteen", "20": "twenty", "30": "thirty",
    "40": "forty", "50": "fifty", "60": "sixty", "90": "ninety", "100": "hundred",
}  # fmt: skip
_NO_UNITS = frozenset(
    {
        "of",
        "and",
        "or",
        "to",
        "more",
        "by",
        "is",
        "the",
        "in",
        "on",
        "at",
        "for",
        "with",
        "who",
        "that",
        "which",
        "thing",
    }
    | {
        "way",
        "has",
        "can",
        "another",
        "side",
        "such",
        "from",
        "it",
        "as",
        "but",
        "are",
        "was",
        "if",
        "when",
        "und",
        "et",
        "y",
    }
)
_IN_DIGITS = {word: digits for digits, word in _SMALL.items()}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date."""

    text: str
    is_date: bool
    forms: tuple[str, ...]
    """Bare words, the usual spelling first."""


def figures(text: str) -> Iterator[Figure]:
    """Yield the numbers and dates of a text. A single digit, or a number in words, needs a word that says of what."""
    done = 0
    for match in _NUMBER.finditer(text):
        start = match.start()
        if start < done or _is_part(text, start):
            continue
        date = _date(text, match)
        if date:
            done = date.end()
            yield Figure(date.group(), True, (bare(date.group()),))
        else:
            yield from _number(match)
    yield from _in_words(bare(text).split())


def _is_part(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before in _NO_NUMBER_AFTER or (before.isascii() and before.isalpha())


def _date(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the date that a number belongs to."""
    start = match.start()
    if (match["unit"] or "")[:3].casefold() in _BEGINNINGS and (day := _DAY_FIRST.match(text, start)):
        return day
    before = text[max(0, start - 12) : start].split()
    if before and before[-1][:3].casefold() in _BEGINNINGS:
        month = _MONTH_FIRST.match(text, text.rfind(before[-1], 0, start))
        if month:
            return month
    return _DIGITS_ONLY.match(text, start)


def _number(match: re.Match[str]) -> Iterator[Figure]:
    digits, unit = match["digits"], (match["unit"] or "").casefold()
    if _SPACELESS.match(unit):
        forms = [bare(digits + unit)]
    elif len(digits) == 1:
        if not _is_unit(unit):
            return
        forms = [f" {digits} {unit} ", f" {_SMALL.get(digits, digits)} {unit} "]
    elif not digits.isdigit():
        forms = [bare(digits), bare(digits.replace(",", ""))] if "," in digits else [bare(digits)]
    else:
        forms = [f" {digits} "]
        if 3 < len(digits) < 30:
            forms.append(bare(f"{int(digits):,}"))
        elif digits in _SMALL and _is_unit(unit):
            forms.append(f" {_SMALL[digits]} {unit} ")
    yield Figure(match.group().strip(), False, tuple(forms))


def _is_unit(word: str) -> bool:
    """Whether a word can say what a number counts."""
    return len(word) > 1 and word.isalpha() and word not in _NO_UNITS


def _in_words(words: Sequence[str]) -> Iterator[Figure]:
    for word, unit in pairwise(words):
        if word in _IN_DIGITS and _is_unit(unit):
            yield Figure(f"{word} {unit}", False, (f" {word} {unit} ", f" {_IN_DIGITS[word]} {unit} "))
