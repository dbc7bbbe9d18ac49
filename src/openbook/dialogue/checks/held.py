"""How much of some words a text has, in whatever form."""

from collections.abc import Sequence
from functools import lru_cache

from openbook.text.content import Content, is_spaceless
from openbook.text.hangul import is_hangul
from openbook.text.stems import BEGUN, begun

BEGUN_IN_HANGUL = 2
"""Syllables with which forms of one word begin."""


def has_one(wanted: Sequence[str], text: str) -> bool:
    """Whether a text has any of some words, in any form that begins alike."""
    return bool(wanted) and (not Content.of(text).vocabulary.isdisjoint(wanted) or share(wanted, text) > 0)


def share(wanted: Sequence[str], text: str) -> float:
    """Return the share of content words that a text has, in any form that begins alike."""
    held = Content.of(text).vocabulary
    others = [word for word in wanted if word not in held]
    forms = [word[:BEGUN] if word.isascii() else _begun(word) for word in others if len(word) > BEGUN or word >= "\x80"]
    alike = sum(map(_beginnings(text).__contains__, forms)) if forms else 0
    return (len(wanted) - len(others) + alike) / len(wanted)


def _begun(word: str) -> str:
    """Return the letters with which forms of a word begin; empty where it is too short, or has none."""
    if is_hangul(word):
        return word[:BEGUN_IN_HANGUL] if len(word) >= BEGUN_IN_HANGUL else ""
    return word[:BEGUN] if len(word) > BEGUN and not is_spaceless(word) else ""


@lru_cache(maxsize=128)
def _beginnings(text: str) -> frozenset[str]:
    held = Content.of(text).vocabulary
    in_hangul = [] if text.isascii() else [word[:BEGUN_IN_HANGUL] for word in held if is_hangul(word)]
    return begun(held).union(in_hangul)
