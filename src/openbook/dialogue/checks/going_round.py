"""Whether a text says the same over and over."""

from collections import Counter
from collections.abc import Sequence

from openbook.text.normalise import bare, length
from openbook.text.phrases import sentences
from openbook.text.said import spoken

VARIED = 0.5
"""Share of different words above which nothing is said over and over."""
OFTEN = 4
"""Times that a sentence stands in an answer from which it goes round in circles."""
LOOKED_AT = 40
"""Words from which runs that come back are counted."""
RUN = 5
"""Words of such a run."""
FEW = 0.35
"""Share of different runs below which an answer goes round in circles."""
AT_ONCE = 4
"""Times that a run comes again at once from which an answer goes round in circles."""
LONGER = 4
"""Words of a run that comes again at once half as often."""

CYCLES = (2, 3)
"""Sentences that make a circle, and …"""
AGAIN = 3
"""… times that they stand there in turn."""


def goes_round(text: str) -> bool:
    """Whether a text says the same over and over."""
    row = spoken(text).split()
    if len(frozenset(row)) > VARIED * len(row):
        return False
    told = [bare(one) for one in sentences(text) if length(one) > 1]
    said = Counter(told)
    often = [one for one, times in said.items() if times >= OFTEN]
    if sum(said[one] * len(one) for one in often) > sum(len(one) * times for one, times in said.items()) / 2:
        return True
    if _stutters(row) or any(_comes_again(told, size) for size in CYCLES):
        return True
    if len(row) < LOOKED_AT:
        return False
    runs = {tuple(row[start : start + RUN]) for start in range(len(row) - RUN + 1)}
    return len(runs) < FEW * (len(row) - RUN + 1)


def _comes_again(told: Sequence[str], size: int) -> bool:
    """Whether so many sentences come again, one after the other, and again."""
    repeated = 0
    for one, before in zip(told[size:], told, strict=False):
        repeated = repeated + 1 if one == before else 0
        if repeated == (AGAIN - 1) * size:
            return True
    return False


def _stutters(row: Sequence[str]) -> bool:
    """Whether a few words come again and again at once."""
    for size in range(1, RUN + 2):
        repeated, enough = 0, size * (AT_ONCE if size < LONGER else AT_ONCE // 2)
        for place in range(size, len(row)):
            repeated = repeated + 1 if row[place] == row[place - size] else 0
            if repeated >= enough:
                return True
    return False
