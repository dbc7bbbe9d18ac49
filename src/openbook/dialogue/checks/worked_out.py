"""Amounts that an answer works out of others: the time between two hours, a share in percent."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import permutations

from openbook.text.amounts import Amount
from openbook.text.late import late

DAY = 24 * 60
"""Minutes."""

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
    if amount.unit in ("h", "min"):
        spans = frozenset().union(*map(_spans, places))
        return any(wanted in (span // 60, span % 60, span, span / 60) for span in spans)
    if amount.unit == "%":
        return any(is_rounded(wanted, 100 * result) for result in _shares(tuple(sorted(set(values)))))
    return False


def is_rounded(wanted: float, value: float) -> bool:
    """Whether a figure is another one to fewer digits: 26 is 26.4, and 1200 is 1240."""
    whole, _, part = spelled(wanted).partition(".")
    last = 10.0 ** (-len(part) if part else len(whole) - len(whole.rstrip("0")))
    return abs(wanted - value) <= last / 2 and digits(wanted) <= digits(value)


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
