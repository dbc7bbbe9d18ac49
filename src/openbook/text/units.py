"""Units of measure, and how to turn one into another that texts give beside it."""

from collections.abc import Mapping
from functools import lru_cache

from openbook.text.word_lists import folded, listed


def unit_factor(unit: str, other: str) -> float | None:
    """Return by what an amount is multiplied to stand in the other unit; None where they are not known as a pair."""
    names, factors = _units()
    return factors.get((names.get(folded(unit), ""), names.get(folded(other), "")))


def is_unit(word: str) -> bool:
    """Whether a word is a unit of measure, or a percent sign."""
    return word == "%" or folded(word) in _units()[0]


def names_of_units() -> Mapping[str, str]:
    """Return the sign of every unit by its names, folded."""
    return _units()[0]


@lru_cache(maxsize=1)
def _units() -> tuple[Mapping[str, str], Mapping[tuple[str, str], float]]:
    names: dict[str, str] = {}
    factors: dict[tuple[str, str], float] = {}
    for sign, words in listed("units").items():
        spellings, *rest = " ".join(words).split("= ")
        for spelling in (sign, *spellings.split()):
            names.setdefault(folded(spelling), sign)
        for pair in rest:
            other, factor = pair.split()
            factors[sign, other] = float(factor)
    return names, factors
