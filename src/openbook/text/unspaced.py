"""Korean that is written without its spaces, as some PDF files have it: words are found by looking for them."""

from collections.abc import Set
from functools import lru_cache

from openbook.text.late import late

LONG = 8
"""Syllables of a run that hardly is one word with its endings."""

_HANGUL = "\uac00-\ud7af"
_SENTENCE = late(r"[^.!?。\n]+")
_RUN = late(f"[{_HANGUL}0-9]*[{_HANGUL}][{_HANGUL}0-9]*")
_LONG_RUN = late(f"[{_HANGUL}]{{{LONG}}}")
_WORD = late(f"[{_HANGUL}]{{2,}}")
_REST = late(f"[0-9]+[{_HANGUL}]?|[{_HANGUL}]{{1,3}}")
"""What stands between words: a figure with what it counts, and three syllables as about one word."""


def spaced(text: str, words: Set[str]) -> str:
    """Return a text with spaces around the words, the longest first, and around figures, in sentences without any."""
    if text.isascii() or not _has_long_runs(text):
        return text
    known = tuple(sorted(filter(_WORD.fullmatch, words), key=lambda word: (-len(word), word)))
    return _SENTENCE.sub(lambda sentence: _read(sentence.group(), known), text)


@lru_cache(maxsize=1024)
def _has_long_runs(text: str) -> bool:
    return bool(_LONG_RUN.search(text))


def _read(sentence: str, words: tuple[str, ...]) -> str:
    runs = [len(run) for run in _RUN.findall(sentence)]
    if 2 * sum(run for run in runs if run >= LONG) <= sum(runs):
        return sentence
    return _RUN.sub(lambda run: _parted(run.group(), words), sentence)


def _parted(run: str, words: tuple[str, ...]) -> str:
    for place, word in enumerate(words):
        if word in run:
            return f" {word} ".join(_parted(rest, words[place + 1 :]) for rest in run.split(word))
    return " ".join(_REST.findall(run))
