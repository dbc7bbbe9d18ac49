"""Signs that a text writes in the place of a word: what is quoted may have the one where its source has the other."""

import re
from collections.abc import Mapping
from functools import lru_cache

from openbook.text.word_lists import lines_of


def has_sign(text: str) -> bool:
    """Whether a text has a sign that others write as a word."""
    return any(sign in text for sign in _signs())


def read_aloud(text: str) -> str:
    """Return a text in which each sign, and each word in its place, is one word of no language."""
    for number, sign in enumerate(_signs()):
        text = _pattern(sign).sub(f" sign{number} ", text)
    return text


def said_for(sign: str) -> tuple[str, ...]:
    """Return the words that are written in the place of a sign."""
    return _signs()[sign]


@lru_cache(maxsize=8)
def _pattern(sign: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace("\\ ", r"\s+") for word in _signs()[sign])
    return re.compile(rf"{re.escape(sign)}|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, tuple[str, ...]]:
    return {sign: tuple(map(str.strip, words.split("|"))) for sign, words in lines_of("signs")}
