"""Lists of words and phrases by language, and whether a text has one of them, in any script."""

import re
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
    longer: tuple[str, ...]
    """With one space around."""
    beginnings: tuple[str, ...]
    """Each after a space."""
    signs: tuple[str, ...]
    first: frozenset[str] = frozenset()
    """Words that count at the beginning of a text only."""

    def within(self, text: str) -> str:
        """Return the first entry that a text has; empty where it has none."""
        said = spoken(text)
        alone = self.single.intersection(said.split())
        if alone:
            return min(alone)
        opening = said[1 : said.find(" ", 1)]
        if opening in self.first:
            return opening
        for entry in self.longer:
            if entry in said:
                return entry.strip()
        ascii_only = text.isascii()
        for entry in self.beginnings:
            if entry in said:
                return entry.strip()
        if not ascii_only:
            lowered = text.casefold()
            for sign in self.signs:
                if sign in lowered:
                    return sign
        return ""


@lru_cache(maxsize=32)
def phrases(name: str) -> Phrases:
    """Return a list of `text/lists`, in all its languages."""
    single: set[str] = set()
    longer: list[str] = []
    beginnings: list[str] = []
    signs: list[str] = []
    first: set[str] = set()
    for head, entries in _lines(name):
        for entry in entries:
            if head == "signs":
                signs.append(entry.casefold())
                continue
            bare = " ".join(words(entry.rstrip("*")))
            if entry.startswith("^"):
                first.add(bare)
            elif entry.endswith("*"):
                beginnings.append(f" {bare}")
            elif " " in bare:
                longer.append(f" {bare} ")
            else:
                single.add(bare)
    return Phrases(frozenset(single), tuple(longer), tuple(beginnings), tuple(signs), frozenset(first))


def _lines(name: str) -> list[tuple[str, list[str]]]:
    text = (files("openbook.text") / "lists" / f"{name}.txt").read_text("utf-8")
    parted = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    return [(head, [part.strip() for part in rest.split("|") if part.strip()]) for head, _, rest in parted]
