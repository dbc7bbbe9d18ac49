"""What a statement leaves out: `every day except Monday` leaves out Monday."""

import re
from functools import lru_cache

from openbook.text.said import words_of
from openbook.text.word_lists import lines_of

REACH = 4
"""Words of what is left out, at most."""


def may_except(text: str) -> bool:
    """Whether a part of a text may except something."""
    return not (text.isascii() and words_of(text).isdisjoint(_first_words()))


@lru_cache(maxsize=512)
def excepted(statement: str) -> str:
    """Return the words that a statement excepts; empty where it excepts nothing."""
    if not may_except(statement):
        return ""
    said = statement.casefold().replace("’", "'")
    for pattern in _patterns():
        if found := pattern.search(said):
            return found["left"].strip()
    return ""


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[str]]:
    lines = lines_of("exceptions")
    return {name: sorted(map(str.strip, rest.split("|")), key=len, reverse=True) for name, rest in lines}


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """Return with what words an exception begins in letters without marks."""
    return frozenset(entry.split()[0] for entry in _entries()["behind"])


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = _entries()
    behind, before = ("|".join(map(re.escape, words[name])) for name in ("behind", "before"))
    pairs = (one.split() for one in words["between"])
    between = "|".join(f"{first}(?P<left>[^，。；]{{1,8}}?){last}" for first, last in pairs)
    some = rf"(?P<left>[^\s,;.]+(?:\s[^\s,;.]+){{0,{REACH - 1}}})"
    return (
        *(re.compile(one) for one in between.split("|")),
        re.compile(rf"\b(?:{behind})\s+{some}"),
        re.compile(rf"(?P<left>[^\s、。,]+?)[을를]?\s?(?:{before})"),
    )
