"""Lists of words with one of their entries out of force, and sentences in which each entry decides.

A file of sentences has `[language]` above its lines; one that begins with ~ is innocent.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

from openbook.text.phrases import _endings, _Entries, _entries, any_within, may_have, phrases
from openbook.text.said import IN_USE, words_as_spoken
from openbook.text.word_lists import all_of, folded, lines_of, listed

INNOCENT = "~ "


def sentences_in(path: Path) -> Mapping[str, list[str]]:
    """Return the sentences of a file by their language; innocent ones as they are written there."""
    found: dict[str, list[str]] = {}
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines:
        if line.startswith("["):
            language = line.strip("[]")
        else:
            found.setdefault(language, []).append(line)
    return found


def entries_of(name: str) -> frozenset[tuple[str, str]]:
    """Return the entries of a list of phrases as `Phrases.within` tells them, each with its language."""
    rows = [(head, entry.strip()) for head, rest in lines_of(name) for entry in rest.split("|")]
    return frozenset(
        (head, entry.casefold() if head == "signs" else " ".join(words_as_spoken(entry.strip("^*"))))
        for head, entry in rows
    )


@contextmanager
def lacking(name: str, entry: str) -> Iterator[None]:
    """Take an entry of a list of phrases, as `Phrases.within` tells it, out of force."""
    both = [_entries(name, is_ascii) for is_ascii in (True, False)]
    before = [{field: getattr(known, field) for field in _less(known, entry)} for known in both]
    for known in both:
        _set(known, _less(known, entry))
    _forget([*_told_by_phrases(), *_texts()])
    try:
        yield
    finally:
        for known, fields in zip(both, before, strict=True):
            _set(known, fields)
        _forget([*_told_by_phrases(), *_texts()])


def _less(known: _Entries, entry: str) -> Mapping[str, object]:
    words = {field: _without(getattr(known, field), entry) for field in ("single", "first", "beginnings")}
    rows = {
        field: {word: _without(row, entry) for word, row in getattr(known, field).items()}
        for field in ("longer", "open")
    }
    return {**words, **rows, "signs": tuple(sign for sign in known.signs if sign != entry)}


def _without(counted: Mapping[str, Any], entry: str) -> Mapping[str, Any]:
    return {one: languages for one, languages in counted.items() if one.strip() != entry}


def _set(known: _Entries, fields: Mapping[str, object]) -> None:
    for field, value in fields.items():
        object.__setattr__(known, field, value)


def words_in(name: str, sentence: str) -> list[str]:
    """Return the entries of a list of words that a sentence has, as `word_lists.all_of` tells them; signs too."""
    signs = [sign for sign in listed(name).get("signs", ()) if sign in sentence]
    signs = [one for one in signs if not any(one in other for other in signs if other != one)]
    return [
        *(word for word in map(folded, re.findall(r"\w[\w\u0900-\u0963]*", sentence)) if word in all_of(name)),
        *signs,
    ]


@contextmanager
def lacking_word(name: str, word: str) -> Iterator[None]:
    """Take an entry of a list of words out of force, in all its languages."""
    known = listed(name)
    before = dict(known)
    known |= {head: tuple(one for one in row if folded(one) != word and one != word) for head, row in before.items()}  # type: ignore[operator]
    _forget([all_of, *_made_of_words()])
    try:
        yield
    finally:
        known |= before  # type: ignore[operator]
        _forget([all_of, *_made_of_words()])


def _forget(caches: Iterable[Any]) -> None:
    for cache in caches:
        cache.cache_clear()


@lru_cache(maxsize=1)
def _made_of_words() -> list[Any]:
    """Return what keeps a list's words in another form: the cached functions of the house that take nothing."""
    return [one for one in _caches(_modules()) if not signature(one).parameters]


@lru_cache(maxsize=1)
def _told_by_phrases() -> list[Any]:
    """Return the cached functions that look at a text, of the modules that ask lists of phrases."""
    asks = (phrases, any_within, may_have)
    asking = {
        module.__name__: module
        for module in _modules()
        if any(getattr(module, one.__name__, None) is one for one in asks)
    }
    own = [one for one in _caches(asking.values()) if one.__module__ in asking and one.__module__ != phrases.__module__]
    return [one for one in own if signature(one).parameters]


def _texts() -> list[Any]:
    """Return what keeps texts as lists of phrases look at them."""
    return [_endings, *(one.lists.texts for one in IN_USE.values())]


def _modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith("openbook")]


def _caches(modules: Iterable[ModuleType]) -> list[Any]:
    things = (thing for module in modules for thing in list(vars(module).values()))
    return [thing for thing in things if hasattr(thing, "cache_clear") and not isinstance(thing, type)]
