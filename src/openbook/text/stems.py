"""Forms of one word alike: endings taken off, by script."""

from collections.abc import Iterable, Set
from functools import cache, lru_cache

from openbook.text.hangul import without_tense
from openbook.text.late import late
from openbook.text.made_once import MadeOnce
from openbook.text.word_lists import folded, listed

_ORDINAL = late(r"(\d+)(?:st|nd|rd|th|er|e|eme|o|a)")
_PLURAL = late("[a-z]{2,}[^siu\\W]s")
REMEMBERED = 20_000
"""Words that are kept at least."""
_LONGEST = 40
SHORTEST = 4
"""Letters that must be left of a word when its ending goes; in Arabic and Korean fewer, where a long one goes one."""
BEGUN = 5
"""Letters with which forms of one word begin that have different stems: child, children."""
_TIED = "بلوفك"
"""Arabic prepositions and conjunctions of one letter, which a word without an article has before it."""


def stem_of(word: str) -> str:
    """Return a folded word without its ending."""
    if word[0].isdigit():
        ordinal = _ORDINAL.fullmatch(word)
        return ordinal[1] if ordinal else word
    script = _script(word)
    if script == "arabic":
        for beginning in _beginnings():
            if word.startswith(beginning) and len(word) - len(beginning) >= 3:
                word = word[len(beginning) :]
                break
    if script == "latin":
        word = word[:-1] if word[-1] == "s" and _PLURAL.fullmatch(word) else word
    word = without_tense(word) if script == "hangul" else word
    shortest = SHORTEST if script in ("latin", "cyrillic") else 2 if script == "hangul" else 3
    endings, lengths = _endings_of(script)
    for length in lengths:
        left = len(word) - length
        if left >= (1 if script == "hangul" and length > 1 else shortest) and word[left:] in endings:
            return word[:left]
    return f"{word[:-1]}i" if script == "latin" and len(word) > 3 and word[-1] == "y" else word


@cache
def _endings_of(script: str) -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the endings of a script and how long they are, the longest first."""
    endings = frozenset(listed("endings").get(script, ()))
    return endings, tuple(sorted(set(map(len, endings)), reverse=True))


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(sorted(listed("endings")["arabic_beginnings"], key=len, reverse=True))


def _script(word: str) -> str:
    code = ord(word[0])
    for script, first, last in (
        ("latin", 0x41, 0x24F), ("cyrillic", 0x400, 0x4FF), ("arabic", 0x600, 0x77F),
        ("devanagari", 0x900, 0x97F), ("hangul", 0xAC00, 0xD7AF),
    ):  # fmt: skip
        if first <= code <= last:
            return script
    return ""


def spelled(word: str) -> str:
    """Return a word folded, as its stem is told by it."""
    return folded(word[:_LONGEST]) or word


def stem(word: str) -> str:
    """Return the stem of a word as it stands in a text."""
    return stem_of(spelled(word))


@lru_cache(maxsize=1)
def stems() -> MadeOnce[str]:
    """Return the stems, by word."""
    return MadeOnce(stem, REMEMBERED)


@lru_cache(maxsize=1)
def spellings() -> MadeOnce[str]:
    """Return the words folded, by word."""
    return MadeOnce(spelled, REMEMBERED)


def begun(words: Iterable[str]) -> frozenset[str]:
    """Return the letters with which words begin, as other forms of them do."""
    return frozenset([word[:BEGUN] for word in words])


def alike(words: Set[str], held: Set[str]) -> frozenset[str]:
    """Return those of some words that others have, or a form of them that begins alike."""
    same = frozenset(words & held)
    others = [word for word in words - same if len(word) > BEGUN]
    beginnings = begun(held) if others else frozenset()
    return same.union(word for word in others if word[:BEGUN] in beginnings)


def untied(words: Set[str], held: Set[str]) -> frozenset[str]:
    """Return Arabic stems, one with a preposition (بتلفريك) without it where that alone is among others."""
    bare = ((word, word[1:]) for word in words)
    return frozenset(
        stem if word not in held and stem in held and word[0] in _TIED and len(stem) >= SHORTEST else word
        for word, stem in bare
    )
