"""Signs and short forms that a text writes in the place of words: what is quoted may have the one where its source has
the other.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from openbook.text.late import late
from openbook.text.word_lists import lines_of

_SHORT = (
    (late(r"\bcan(?:not|['’]t)\b", re.IGNORECASE), "can not"),
    (late(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (late(r"n['’]t\b", re.IGNORECASE), " not"),
    (late(r"(?<=\w)['’]re\b", re.IGNORECASE), " are"),
    (late(r"(?<=\w)['’]ll\b", re.IGNORECASE), " will"),
    (late(r"(?<=\w)['’]ve\b", re.IGNORECASE), " have"),
    (late(r"\b(it|that|there|he|she|what)['’]s\b", re.IGNORECASE), r"\1 is"),
)
"""Short forms of English, which alone has them beside the long ones."""


def has_sign(text: str) -> bool:
    """Whether a text has a sign or a short form that others write as words."""
    return "'" in text or "’" in text or "cannot" in text or any(sign in text for sign in _signs())


def read_aloud(text: str) -> str:
    """Return a text with its short forms written out, in which each sign, and each word in its place, is one word of no
    language.
    """
    for pattern, words in _SHORT:
        text = pattern.sub(words, text)
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
