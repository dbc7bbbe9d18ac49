"""The values that a figure may take instead: in its own form, as round as it is, and in its place among the others."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection

from openbook.contexts.text_versions import YEAR

_LATEST = 2000
"""A year from here on is only moved back: nobody writes of what has not been yet."""
LEAST, MOST = 0.15, 0.5
"""Share of an amount by which another one differs."""
BINARY = 128
"""From here on a power of two is meant as one."""
YEARS = 2
"""Of age by which somebody may be older or younger: by more, what is told of him is soon impossible."""
GROWN = 14
"""An age that nobody crosses."""


def another_year(year: str, text: str, draw: float) -> str | None:
    """Return another year of the same century that no other year of the text lies between; None where there is none."""
    value = int(year)
    others = sorted({int(found) for found in YEAR.findall(text)} - {value})
    first = (value - 1) // 100 * 100 + 1
    low = max((other for other in others if other < value), default=value - 9)
    latest = value if value >= _LATEST else value + 9
    high = min((other for other in others if value < other <= latest), default=latest)
    near = range(max(low + 1, value - 9, first), min(high, value + 10, first + 100))
    free = [n for n in near if abs(n - value) > 1]
    return str(free[int(draw * len(free))]) if free else None


def another(
    amount: str, draw: float, others: Collection[float] = (), *, is_age: bool = False, may_grow: bool = True
) -> str | None:
    """Return another amount in the same form, smaller where the draw is below a half; None where none is free.

    It differs by 15 to 50 %, a power of two by more, an age by two years. A multiple of ten or five (of a hundred, of
    fifty) stays one, decimals keep their number, and none of the `others`, amounts around it in the same unit, lies
    between the two. Where no smaller one is free it is a greater one, if it `may_grow`, and the other way round.
    """
    whole, _, decimals = amount.replace(",", "").partition(".")
    scale = 10 ** len(decimals)
    value = int(whole + decimals)
    if not value:
        return None
    sides = _ages(value) if is_age and not decimals else _amounts(value, scale)
    low = max((other * scale for other in others if other * scale < value), default=0)
    high = min((other * scale for other in others if other * scale > value), default=math.inf)
    free = [side[bisect_right(side, low) : bisect_left(side, high)] for side in sides]
    drawn = (free[draw >= 0.5] or free[draw < 0.5]) if may_grow else free[0]
    if not drawn:
        return None
    found = drawn[int(2 * draw % 1 * len(drawn))]
    if decimals:
        if value % 10:  # 61.1 is no 49.0
            found = next((n for n in (found, found + 1, found - 1) if n % 10 and n in drawn), found)
        told = f"{found / scale:,.{len(decimals)}f}" if "," in amount else f"{found / scale:.{len(decimals)}f}"
    else:
        told = f"{found:,}" if "," in amount else str(found)
    return in_digits_of(amount, told)


def in_digits_of(model: str, number: str) -> str:
    """Return a number in the digits of another one: ٢٩٠ beside ٣٤٠."""
    nought = ord(model[0]) - int(model[0])
    return number if model.isascii() else "".join(chr(nought + int(one)) if one.isdigit() else one for one in number)


def _ages(value: int) -> tuple[range, range]:
    """Return the ages below and above one that are near to it."""
    return range(max(GROWN if value > GROWN else 2, value - YEARS), value), range(value + 1, value + YEARS + 1)


def _amounts(value: int, scale: int) -> tuple[range, range]:
    """Return the amounts below and above one, in units of its last decimal, that are as round as it is.

    One up to 100 stays so, which keeps shares possible; none becomes 1, behind which words change their form; and a
    power of two is one of those next to it.
    """
    if scale == 1 and value >= BINARY and value & (value - 1) == 0:
        return range(value // 2, value // 2 + 1), range(2 * value, 2 * value + 1)
    unit = _unit(value) if scale == 1 else 1
    most = min(1 + MOST, 100 * scale / value) if value <= 100 * scale else 1 + MOST
    smaller = (max(value * MOST, scale + 1), value * (1 - LEAST))
    greater = (value * (1 + LEAST), value * most)
    below, above = (range(math.ceil(a / unit) * unit, math.floor(b) + 1, unit) for a, b in (smaller, greater))
    return below, above


def _unit(value: int) -> int:
    """Return of what another value is a multiple, to be as round: 10 for 40, 5 for 10 and 25, 50 for 100 and 250."""
    unit = 1
    while value % (10 * unit) == 0:
        unit *= 10
    lead = value // unit
    if lead == 1:
        return max(1, unit // 2)
    return 5 * unit if lead % 5 == 0 and lead > 5 else unit
