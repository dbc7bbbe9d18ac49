"""Lists of words and phrases by language, and whether a text has one of them, in any script."""

from collections.abc import Mapping
from functools import lru_cache

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.word_lists import lines_of
from openbook.text.words import words

_APOSTROPHES = str.maketrans("’ʼ", "''")
_FOREIGN = late("[\u0370-\u1fff\u2c00-\uffff]")
_JOINED = late(r" [وف](?=\w\w)")
"""An Arabic `and` or `so`, which is written as one with the word behind it."""
_REMEMBERED = 20_000
_END = late(r"(?<=[.!?؟।])[\"”»’')\]]*\s+|(?<=[。！？])|\n+")


@lru_cache(maxsize=1024)
def spoken(text: str) -> str:
    """Return a text's words in lower case, one space around each; as `text.words` tells them."""
    return f" {' '.join(words(text if text.isascii() else text.translate(_APOSTROPHES)))} "


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a line's end ends one too."""
    return tuple(part for found in _END.split(text) if (part := found.strip()))


@dataclass(frozen=True, slots=True)
class _Said:
    """A text as the lists look at it, made once for all of them."""

    row: str
    tokens: frozenset[str]
    foreign: str
    """The text in lower case where it has other letters than Latin ones, in which signs may stand."""


@lru_cache(maxsize=2048)
def _said(text: str) -> _Said:
    row = spoken(text)
    if _JOINED.search(row):
        row = f"{row}\n{_JOINED.sub(r' ', row)}"
    return _Said(row, frozenset(row.split()), text.casefold() if not text.isascii() and _FOREIGN.search(text) else "")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The entries of a list: words, phrases, beginnings of words, and signs that may stand inside of words."""

    single: frozenset[str]
    longer: Mapping[str, tuple[str, ...]]
    """With one space around, by their first word."""
    beginnings: frozenset[str]
    """Of words."""
    lengths: tuple[int, ...]
    """Of these, the shortest first."""
    open: Mapping[str, tuple[str, ...]]
    """Phrases whose last word goes on, by their first one."""
    signs: tuple[str, ...]
    first: frozenset[str]
    """Words that count at the beginning of a text only."""
    begun: dict[str, str]
    """With which beginning the words met so far begin; empty for those that begin with none."""
    telling_nothing: set[str]
    """Words met so far with which no entry begins."""

    def within(self, text: str) -> str:
        """Return the first entry that a text has; empty where it has none."""
        said = _said(text)
        if not self.telling_nothing.issuperset(said.tokens) and (found := self._found(said)):
            return found
        return next((sign for sign in self.signs if sign in said.foreign), "") if said.foreign else ""

    def _found(self, said: _Said) -> str:
        tokens = said.tokens - self.telling_nothing
        if alone := self.single & tokens:
            return min(alone)
        if self.first and (opening := said.row[1 : said.row.find(" ", 1)]) in self.first:
            return opening
        for entries in (self.longer, self.open):
            for word in sorted(entries.keys() & tokens):
                for entry in entries[word]:
                    if entry in said.row:
                        return entry.strip()
        beginnings = [self._beginning(token) for token in tokens]
        return min(filter(None, beginnings), default="")

    def _beginning(self, token: str) -> str:
        """Return the beginning with which a word begins, if any; each is looked at once."""
        found = self.begun.get(token)
        if found is None:
            if len(self.begun) > _REMEMBERED:
                self.begun.clear()
                self.telling_nothing.clear()
            found = next((token[:length] for length in self.lengths if token[:length] in self.beginnings), "")
            self.begun[token] = found
            if not (found or token in self.first or token in self.longer or token in self.open):
                self.telling_nothing.add(token)
        return found


@lru_cache(maxsize=64)
def phrases(name: str) -> Phrases:
    """Return a list of `text/lists`, in all its languages."""
    single: set[str] = set()
    longer: dict[str, tuple[str, ...]] = {}
    open_ended: dict[str, tuple[str, ...]] = {}
    beginnings: set[str] = set()
    signs: list[str] = []
    first: set[str] = set()
    for head, entries in _lines(name):
        for entry in entries:
            if head == "signs":
                signs.append(entry.casefold())
                continue
            bare = words(entry.strip("^*"))
            said = f" {' '.join(bare)}"
            if entry.startswith("^"):
                first.add(bare[0])
            elif entry.endswith("*") and len(bare) > 1:
                open_ended[bare[0]] = (*open_ended.get(bare[0], ()), said)
            elif entry.endswith("*"):
                beginnings.add(bare[0])
            elif len(bare) > 1:
                longer[bare[0]] = (*longer.get(bare[0], ()), f"{said} ")
            else:
                single.add(bare[0])
    lengths = tuple(sorted({len(one) for one in beginnings}))
    return Phrases(
        frozenset(single), longer, frozenset(beginnings), lengths, open_ended, tuple(signs), frozenset(first), {}, set()
    )


def _lines(name: str) -> list[tuple[str, list[str]]]:
    return [(head, [part.strip() for part in rest.split("|") if part.strip()]) for head, rest in lines_of(name)]
