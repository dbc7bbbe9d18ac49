"""Lists of words and phrases by language, and whether a text has one of them, in any script."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from openbook.text.words import words

_APOSTROPHES = str.maketrans("’ʼ", "''")
_END = re.compile(r"(?<=[.!?؟।])[\"”»’')\]]*\s+|(?<=[。！？])|\n+")


@lru_cache(maxsize=1024)
def spoken(text: str) -> str:
    """Return a text's words in lower case, one space around each; as `text.words` tells them."""
    return f" {' '.join(words(text.translate(_APOSTROPHES)))} "


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a line's end ends one too."""
    return tuple(part for found in _END.split(text) if (part := found.strip()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The entries of a list: words, phrases, beginnings of words, and signs that may stand inside of words."""

    single: frozenset[str]
    longer: Mapping[str, tuple[str, ...]]
    """With one space around, by their first word."""
    plain: tuple[str, ...]
    """Beginnings of words in ASCII, each after a space."""
    foreign: tuple[str, ...]
    """The same in other letters."""
    signs: tuple[str, ...]
    first: frozenset[str]
    """Words that count at the beginning of a text only."""

    def within(self, text: str) -> str:
        """Return the first entry that a text has; empty where it has none."""
        said = spoken(text)
        tokens = frozenset(said.split())
        alone = self.single & tokens
        if alone:
            return min(alone)
        if self.first and (opening := said[1 : said.find(" ", 1)]) in self.first:
            return opening
        for word in self.longer.keys() & tokens:
            for entry in self.longer[word]:
                if entry in said:
                    return entry.strip()
        found = next((entry for entry in self.plain if entry in said), "")
        if found or text.isascii():
            return found.strip()
        found = next((entry for entry in self.foreign if entry in said), "")
        lowered = text.casefold()
        return found.strip() or next((sign for sign in self.signs if sign in lowered), "")


@lru_cache(maxsize=32)
def phrases(name: str) -> Phrases:
    """Return a list of `text/lists`, in all its languages."""
    single: set[str] = set()
    longer: dict[str, tuple[str, ...]] = {}
    beginnings: list[str] = []
    signs: list[str] = []
    first: set[str] = set()
    for head, entries in _lines(name):
        for entry in entries:
            if head == "signs":
                signs.append(entry.casefold())
                continue
            bare = words(entry.strip("^*"))
            if entry.startswith("^"):
                first.add(bare[0])
            elif entry.endswith("*"):
                beginnings.append(f" {' '.join(bare)}")
            elif len(bare) > 1:
                longer[bare[0]] = (*longer.get(bare[0], ()), f" {' '.join(bare)} ")
            else:
                single.add(bare[0])
    plain = tuple(one for one in beginnings if one.isascii())
    foreign = tuple(one for one in beginnings if not one.isascii())
    return Phrases(frozenset(single), longer, plain, foreign, tuple(signs), frozenset(first))


def _lines(name: str) -> list[tuple[str, list[str]]]:
    text = (files("openbook.text") / "lists" / f"{name}.txt").read_text("utf-8")
    parted = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    return [(head, [part.strip() for part in rest.split("|") if part.strip()]) for head, _, rest in parted]
