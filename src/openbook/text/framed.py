"""What stands around a figure and says how it is meant, by language: lists whose phrases hold `…` in its place."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from openbook.text.normalise import bare, is_spaceless
from openbook.text.word_lists import lines_of, script_of

SPARE = 5
"""Characters of a script without spaces that stand where others have one word between a figure and a phrase."""

BESIDE = 120
"""Characters before and behind a figure that hold any phrase and the word between; a sentence may have many of them."""


def stands_around(name: str, spoken: str, before: str, behind: str, between: int = 0) -> bool:
    """Whether a phrase of a list stands around a figure, given what is before and behind it in its sentence.

    `spoken` is as `text.language` names it; the phrases of all languages count where it is not known or has none. So
    many words, a unit or an article, may stand `between` a phrase and the figure.
    """
    known = _phrases(name)
    phrases = known.get(script_of(spoken)) or _all(known)
    before, behind = bare(before[-BESIDE:]), bare(behind[:BESIDE])
    return any(_ends(before, first, between) and _begins(behind, last, between) for first, last in phrases)


def _ends(text: str, phrase: str, between: int) -> bool:
    if not phrase:
        return True
    if is_spaceless(phrase):
        return phrase in text.rstrip()[-len(phrase) - _spare(phrase, between) :]
    words = text.split()
    return any(f" {' '.join(words[: len(words) - n])} ".endswith(phrase) for n in range(between + 1))


def _begins(text: str, phrase: str, between: int) -> bool:
    if not phrase:
        return True
    if is_spaceless(phrase):
        return phrase in text.lstrip()[: len(phrase) + _spare(phrase, between)]
    words = text.split()
    return any(f" {' '.join(words[n:])} ".startswith(phrase) for n in range(between + 1))


def _spare(phrase: str, between: int) -> int:
    """Return how many characters may lie between: beside a single one none, which would be a part of any word."""
    return SPARE * between if len(phrase) > 1 else 0


def _all(known: Mapping[str, Iterable[tuple[str, str]]]) -> Iterable[tuple[str, str]]:
    return chain.from_iterable(known.values())


@lru_cache(maxsize=8)
def _phrases(name: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return by language what stands before and behind the figure, as `bare` has it."""
    return {
        spoken: tuple((_bare(one.partition("…")[0]), _bare(one.partition("…")[2])) for one in phrases.split(","))
        for spoken, phrases in lines_of(name)
    }


def _bare(words: str) -> str:
    if not words.strip():
        return ""
    return bare(words).strip() if is_spaceless(words.strip()) else bare(words)
