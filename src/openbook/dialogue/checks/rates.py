"""Amounts by a unit of time or another one: so many calls a minute."""

from functools import lru_cache

from openbook.text.amounts import sign_of_stem
from openbook.text.content import Content, is_number, numbers

PER = 4
"""Places between a figure and the unit by which it is counted: `120 calls in a minute`."""


@lru_cache(maxsize=256)
def rates_of(text: str) -> frozenset[tuple[str, str]]:
    """Return the figures of a text with the units that stand a little behind them, uncounted: `120 calls a minute`."""
    found, figure, since = set(), "", 0
    tokens = Content.of(text).tokens
    for token in tokens if numbers(tokens) else ():
        since += 1
        if is_number(token):
            figure, since = token, 0
        elif figure and 1 < since <= PER and (unit := sign_of_stem(token)):
            found.add((figure, unit))
    return frozenset(found)
