"""What a question is about."""

from collections.abc import Set
from functools import lru_cache

from openbook.text.content import GRAMMAR, numbers, spaceless
from openbook.text.days import is_month, is_year
from openbook.text.leak import NEEDED, content
from openbook.text.phrases import phrases

BESIDE = 0.4
"""Share of a question's words that a sentence has which may answer it."""


@lru_cache(maxsize=64)
def matter(question: str) -> frozenset[str]:
    """Return the words that say what a question is about: its content words, but those that ask, and grammar."""
    asks = phrases("interrogatives").of_one
    return frozenset(word for word in content(question) if not (GRAMMAR.fullmatch(word) or asks(word)))


@lru_cache(maxsize=64)
def matter_and_needed(question: str) -> tuple[frozenset[str], float, float]:
    """Return the words that say what a question is about, and how many of them a sentence about that has; then how many
    where it names no date: the sentence before it may have named the question's.
    """
    asked = matter(question)
    others = asked.difference(numbers(asked), [word for word in asked if is_month(word)])
    needed, undated = _least(asked), _least(others) if len(others) > NEEDED else _least(asked)
    return asked, needed, min(needed, undated)


def _least(asked: Set[str]) -> float:
    few = min(NEEDED * (2 if 2 * len(spaceless(asked)) > len(asked) else 1), (len(asked) + 1) // 2)
    return max(few, BESIDE * len(asked))


def names_a_date(held: Set[str]) -> bool:
    """Whether words, as they stand in a Content, have a month or a year."""
    return any(is_month(word) or is_year(word) for word in held)
