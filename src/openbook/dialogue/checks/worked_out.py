"""Amounts that an answer works out of others: the time between two hours, a share in percent."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, combinations, permutations

from openbook.text.amounts import Amount
from openbook.text.content import Content, is_number, numbers
from openbook.text.counting import counted
from openbook.text.late import late
from openbook.text.mentions import unnumbered
from openbook.text.numerals import ones
from openbook.text.phrases import sentences

ROUNDED = 0.01
"""How far a figure that was worked out may be rounded, as a share of it."""
SMALL = 13
"""Smaller whole numbers without a unit are counted, not quoted."""
MOST_FIGURES = 40
"""Figures in view beyond which any figure can be worked out from some."""
FEWEST_TERMS, MOST_TERMS = 3, 8
"""Figures that make a total, and those beside it among which they are looked for."""
TIMED = frozenset({"h", "min"})
"""Units in which hours of the clock are told too."""
DAY = 24 * 60
"""Minutes."""

NEAR = 24
"""Characters in which a figure stands."""

EQUALS = late("[=≈＝≒]")
"""Signs for what something comes to."""
_HOUR = late(
    r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?:[:.h時点시]|시 ?| h ?)(?P<minute>[0-5]\d)(?![\d.,:]*\d)|(?=\s?[ap]\.?m\b)|(?=\s?(?:Uhr|h)\b|[時点시]))"
    r"(?:\s?(?P<noon>[ap])\.?m\b)?",
    re.IGNORECASE,
)
"""An hour of the clock, with its minutes or without."""


def is_worked_out(amount: Amount, places: Sequence[str], values: Iterable[float]) -> bool:
    """Whether an amount is the time between two hours of some texts, or the share of one figure in another."""
    wanted = float(amount.figure)
    if amount.unit in TIMED:
        spans = frozenset().union(*map(_spans, places))
        return any(wanted in (span // 60, span % 60, span, span / 60) for span in spans)
    if amount.unit == "%":
        results = chain(_shares(tuple(sorted(set(values)))), *map(_parts_of_wholes, places))
        return any(is_rounded(wanted, 100 * result) for result in results)
    return False


def is_rounded(wanted: float, value: float) -> bool:
    """Whether a figure is another one to fewer digits: 26 is 26.4, and 1200 is 1240."""
    whole, _, part = spelled(wanted).partition(".")
    last = 10.0 ** (-len(part) if part else len(whole) - len(whole.rstrip("0")))
    return abs(wanted - value) <= last / 2 and digits(wanted) <= digits(value)


def is_changed_by_share(wanted: float, values: Iterable[float], shares: Iterable[float]) -> bool:
    """Whether a figure is another one less, or more, a share in percent: 190 is 200 less five percent."""
    rates = [1 + sign * share / 100 for share in shares for sign in (1, -1)]
    return any(_rounds(wanted, value * rate) for value in values for rate in rates)


def spelled(value: float) -> str:
    """Return a figure as `text.content` spells it."""
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


def digits(value: float) -> int:
    """Return how many digits a figure has that say something: 300 has one, 30.8 three."""
    return len(spelled(value).replace(".", "").strip("0"))


@lru_cache(maxsize=64)
def _spans(text: str) -> frozenset[int]:
    """Return the minutes between each two hours that a text names, over midnight too."""
    hours = [_minutes(match) for match in _HOUR.finditer(text)] if any(map(str.isdigit, text)) else []
    return frozenset((other - one) % DAY for one, other in permutations(hours, 2)) - {0}


def _minutes(match: re.Match[str]) -> int:
    hour, noon = int(match["hour"]), (match["noon"] or "").lower()
    if noon:
        hour = hour % 12 + 12 * (noon == "p")
    return 60 * hour + int(match["minute"] or 0)


def _shares(values: Sequence[float]) -> Iterable[float]:
    """Yield what a figure is of another one, and by what share of it they differ."""
    for one, other in permutations(values, 2):
        if other:
            yield one / other
            yield abs(one - other) / other


@lru_cache(maxsize=64)
def _parts_of_wholes(text: str) -> frozenset[float]:
    """Return the share of each figure in what those make together that count one thing in a sentence: of three parts
    tin and one part lead, 0.75 and 0.25.
    """
    told = (("1" if one in ones() else one for one in Content.of(sentence).tokens) for sentence in sentences(text))
    rows = (row for tokens in told for row in counted(tuple(tokens)).values() if len(row) > 1)
    wholes = [[value for one in row if (value := value_of(one))] for row in rows]
    return frozenset(value / sum(whole) for whole in wholes for value in whole)


def follows(
    figure: str,
    known: Iterable[str],
    shown: frozenset[str],
    *,
    counted: bool = True,
    doubled: bool = True,
    scaled: bool = True,
    next_to: bool = True,
    timed: bool = False,
    of_a_whole: bool = True,
) -> bool:
    """Whether a figure is counted, one of the passages in another scale, or two figures at hand give it.

    `counted`: whether it may be a small one that was counted; `doubled`: whether it may be half or twice another one;
    `scaled`: whether it may be another one in another unit; `next_to`: whether it may be the whole number before or
    after one, as `from 16 on` says `more than 15`; `timed`: whether it may be an hour, told by another clock or half;
    `of_a_whole`: whether it may be what is left of a hundred, or how often a figure goes into that.
    """
    wanted = value_of(figure)
    if wanted is None or (counted and wanted < SMALL and wanted == int(wanted)):
        return True
    if any(spelled(wanted / scale) in shown for scale in _SCALES):
        return True
    values = sorted({value for one in known if is_number(one) and (value := value_of(one)) is not None})
    if len(values) > MOST_FIGURES:
        return True
    units = (*_DECIMAL, *(_UNITS if scaled else ()), *((2, 0.5) if doubled else ()))
    if any(_rounds(wanted, value * scale) for value in values for scale in (1, *units)):
        return True
    if next_to and wanted == int(wanted) and any(abs(wanted - value) == 1 for value in values):
        return True
    if scaled and any(_rounds(wanted, 60 / value) for value in values if value):
        return True
    if scaled and any(0 < value < 1 and is_rounded(wanted, value * scale) for value in values for scale in (100, 1000)):
        return True
    if timed and _is_later(wanted, values):
        return True
    if timed and any(abs(wanted - result) < _EXACT for value in values for result in _on_the_clock(value)):
        return True
    if of_a_whole and any(_rounds(wanted, result) for value in values for result in _of_a_whole(value)):
        return True
    pairs = list(permutations(values, 2))
    if any(abs(wanted - result) < _EXACT for one, other in pairs for result in (one + other, one - other)):
        return True
    return any(
        _rounds(wanted, result)
        for one, other in pairs
        for result in (*_sums(one, other), one * other, one * other / 100, one / (other or 1), 100 * one / (other or 1))
    ) or (len(values) <= MOST_TERMS and any(abs(wanted - result) < _EXACT for result in _several(values)))


def told_results(text: str) -> frozenset[str]:
    """Return the figures that a text has right behind a sign for what others come to: `2024 - 1924 = 100`."""
    rows = (EQUALS.split(one) for one in sentences(unnumbered(text))) if EQUALS.search(text) else ()
    parts = (part for first, *others in rows if len(numbers(Content.of(first).tokens)) > 1 for part in others)
    return frozenset(one for part in parts for one in Content.of(part[:NEAR]).tokens[:1] if is_number(one))


def is_total(figure: str, text: str) -> bool:
    """Whether a figure is what others make that are told beside it in one sentence: 60, 24 and 25 are 109."""
    wanted = value_of(figure)
    for sentence in sentences(text):
        tokens = Content.of(sentence).tokens
        if figure not in tokens or wanted is None:
            continue
        values = [value for one in tokens if is_number(one) and one != figure and (value := value_of(one)) is not None]
        if len(values) <= MOST_TERMS and any(
            abs(wanted - sum(terms)) < _EXACT
            for count in range(FEWEST_TERMS, len(values) + 1)
            for terms in combinations(values, count)
        ):
            return True
    return False


def _sums(one: float, other: float) -> tuple[float, ...]:
    """Return what two figures make and by what they differ; nothing where rounding would swallow the smaller one."""
    smaller, larger = sorted((abs(one), abs(other)))
    return (one + other, one - other) if smaller > 2 * ROUNDED * larger else ()


def _several(values: Sequence[float]) -> Iterable[float]:
    """Yield what some of a thing and one of another make, and what is left of the one without the other."""
    for count, one, other in permutations(values, 3):
        if 1 < count < SMALL and count == int(count) and one >= SMALL and other >= SMALL:
            yield count * one + other
            yield count * one - other


def _is_later(wanted: float, values: Sequence[float]) -> bool:
    """Whether an hour with its minutes behind a point is another one after, or before, so many minutes or hours."""
    if (at := _clock(wanted)) is None:
        return False
    apart = (abs(at - other) for value in values if (other := _clock(value)) is not None and other != at)
    return any(span == value * unit for span in apart for value in values for unit in (1, 60))


def _clock(value: float) -> int | None:
    """Return an hour that is written 9.50 in minutes; None for what is none."""
    hour, minute = int(value), 100 * (value - int(value))
    is_hour = 0 < value < 24 and minute < 60 and abs(minute - round(minute)) < 1e-3
    return 60 * hour + round(minute) if is_hour else None


def _on_the_clock(value: float) -> tuple[float, ...]:
    return (value + 12, value - 12, 24 - value, 60 - value) if value <= 60 else ()


def _of_a_whole(value: float) -> tuple[float, ...]:
    """Return what a share leaves, and how often something goes into a hundred."""
    return (100 - value, 100 / value) if value else ()


_SCALES = (100.0, 1e3, 1e6, 1e9, 0.01, 0.001)
_DECIMAL = (0.001, 0.01, 0.1, 10, 100, 1000, 1e6)
_UNITS = tuple(one for n in (60, 24, 7, 4, 12, 52, 365, 30) for one in (n, 1 / n))
_LARGEST = 1e15
_EXACT = 1e-6


def _rounds(wanted: float, result: float) -> bool:
    """Whether a figure is a result, or one that has more digits rounded."""
    apart = abs(wanted - result)
    return apart < _EXACT or (apart <= abs(wanted) * ROUNDED and digits(wanted) < digits(result))


def value_of(token: str) -> float | None:
    try:
        value = float(token)
    except ValueError:
        return None
    return value if value < _LARGEST else None
