"""The lists of words that come with the package: files of `text/lists`, a language or a script a line."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from openbook.text.late import late

LISTS = Path(__file__).parent / "lists"
_ALIKE = str.maketrans({"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي",
                        "ی": "ي", "ک": "ك", "ـ": None, "ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae",
                        "œ": "oe"})  # fmt: skip
"""Letters that writers exchange for each other."""
_BORROWED = late("(?<=[\u0915\u0916\u0917\u091c\u092b])\u093c")
"""The point below letters of loanwords in Devanagari, which many leave out; below others it makes another letter."""
_KEPT_MARKS = ("DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "THAI")


def folded(word: str) -> str:
    """Return a word in lower case, without the marks over letters that writers leave out.

    In scripts whose marks are vowels they stay, and so do those of kana.
    """
    if word.isascii():
        return word.lower()
    lower = _BORROWED.sub("", unicodedata.normalize("NFKC", word).casefold().translate(_ALIKE))
    apart = unicodedata.normalize("NFD", lower)
    if len(apart) == len(lower):
        return lower
    kept = "".join(mark for mark in apart if not unicodedata.combining(mark) or _is_vowel(mark))
    return unicodedata.normalize("NFC", kept)


def _is_vowel(mark: str) -> bool:
    return mark in "\u0306\u3099\u309a" or unicodedata.name(mark, "").startswith(_KEPT_MARKS)


def lines_of(name: str) -> list[tuple[str, str]]:
    """Return the lines of a list, each as what stands before its first colon and what follows it; no remarks."""
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    parted = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return [(head, rest.strip()) for head, _, rest in parted]


@lru_cache(maxsize=16)
def listed(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a list by its first words: `listed("stop_words")["french"]`."""
    return {head: tuple(rest.split()) for head, rest in lines_of(name)}


@lru_cache(maxsize=32)
def stop_words(language: str = "") -> frozenset[str]:
    """Return the words of a language that say nothing about what a text is about; of all where it is not known.

    `language` is as `text.language` names it; the words are folded.
    """
    script = script_of(language)
    words = listed("stop_words").get(script)
    return _all_stop_words() if words is None else frozenset(map(folded, words))


@lru_cache(maxsize=1)
def _all_stop_words() -> frozenset[str]:
    rows = (words for name, words in listed("stop_words").items() if name not in _UNSPACED)
    return frozenset(folded(word) for words in rows for word in words)


def script_of(language: str) -> str:
    """Return under which name the lists have a language or a script, as `text.language` names it."""
    return _SCRIPTS.get(language, language)


@lru_cache(maxsize=32)
def all_of(name: str) -> frozenset[str]:
    """Return the words of a list in all languages, folded."""
    return frozenset(folded(word) for head, words in listed(name).items() if head != "signs" for word in words)


_SCRIPTS = {
    "cyrillic": "russian", "devanagari": "hindi", "hangul": "korean", "han": "chinese", "kana": "japanese",
}  # fmt: skip
"""Whose words stand for a script."""
_UNSPACED = frozenset({"chinese", "japanese", "thai"})
