"""Lists of words and phrases by language, and whether a text has one of them, in any script.

Most texts have nothing of most lists. So the words of a text are looked up once, for all lists that are in use: what a
word says is which of them it may be of, and no other list looks at the text. Of a list, a text in ASCII has to do with
the entries in ASCII alone, which are half of them; the others are read for the first text that has other letters.
"""

from collections.abc import Mapping, Set
from functools import cache, lru_cache, reduce
from operator import or_
from threading import Lock

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.word_lists import lines_of
from openbook.text.words import ascii_words, words

_SPELLED_ALIKE = str.maketrans(
    {**dict.fromkeys("’ʼ", "'"), "ё": "е", "Ё": "Е", **dict.fromkeys(map(chr, (*range(0x64B, 0x653), 0x670, 0x640)))}
)
"""What writers leave out or exchange: Russian dots, Arabic signs of vowels."""
_FOREIGN = late("[\u0370-\u1fff\u2c00-\uffff]")
_JOINED = late(r" [وف](?=\w\w)")
"""An Arabic `and` or `so`, which is written as one with the word behind it."""
_REMEMBERED = 200_000
_START = 3
"""Letters with which a beginning begins itself."""
LONG = 1_000
"""Characters from which on a text is a passage, whose words others want too."""
_UNSPACED_ENDS = "。！？"
_END = late(r"[.!?؟।][\"”»’')\]]*\s+|\n+")
_UNSPACED_END = late(r"(?<=[.!?؟।])[\"”»’')\]]*\s+|(?<=[。！？])|\n+")


@lru_cache(maxsize=1024)
def spoken(text: str) -> str:
    """Return a text's words in lower case, one space around each; as `text.words` tells them."""
    if text.isascii():
        return f" {' '.join(ascii_words(text) if len(text) < LONG else words(text))} "
    return f" {' '.join(words_as_spoken(text))} "


def words_as_spoken(text: str) -> tuple[str, ...]:
    """Return the words of a text, those that are spelled in two ways in one of them."""
    return words(text.translate(_SPELLED_ALIKE))


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a line's end ends one too."""
    if not text.isascii() and any(end in text for end in _UNSPACED_ENDS):
        return tuple(part for found in _UNSPACED_END.split(text) if (part := found.strip()))
    pieces, start = [], 0
    for end in _END.finditer(text):
        pieces.append(text[start : end.start() + 1])  # with the point, or a line's end
        start = end.end()
    pieces.append(text[start:])
    return tuple(part for found in pieces if (part := found.strip()))


class _Lists:
    """The lists that were in use at a time, a bit each, and what tells of which of them a word may be."""

    def __init__(self, count: int, whole: Mapping[str, int], begun: Mapping[str, int], starts: Set[str]) -> None:
        self.count, self._whole, self._begun, self._starts = count, whole, begun, starts
        self.told = _Told(self)
        self._lengths = sorted(set(map(len, begun)))

    def with_one_more(self, whole: Set[str], begun: Set[str]) -> "_Lists":
        """Return them and another one, each of whose entries has one of these words or a word that begins so."""
        bit = 1 << self.count
        all_whole, all_begun = (
            {**known, **{entry: known.get(entry, 0) | bit for entry in entries}}
            for known, entries in ((self._whole, whole), (self._begun, begun))
        )
        return _Lists(self.count + 1, all_whole, all_begun, self._starts | {entry[:_START] for entry in begun})

    def of(self, word: str) -> int:
        """Return the bits of the lists of which a word tells."""
        whole = self._whole.get(word, 0)
        if self._starts.isdisjoint((word[:1], word[:2], word[:_START])):
            return whole
        begun = (self._begun.get(word[:length], 0) for length in self._lengths if length <= len(word))
        return reduce(or_, begun, whole)


class _Told(dict[str, int]):
    """What lists tell of every word met so far."""

    def __init__(self, lists: _Lists) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = told = self._lists.of(word)
        return told


@dataclass(frozen=True, slots=True)
class _Said:
    """A text as the lists look at it, made once for all of them."""

    row: str
    tokens: frozenset[str]
    told: Mapping[str, int]
    """The bits of the lists of which each word may be."""
    lists: int
    """Those of all its words."""
    foreign: str
    """The text in lower case where it has other letters than Latin ones, in which signs may stand."""
    found: dict[int, str]
    """What was found of each list that was asked for, by its bit."""


class _InUse:
    """The lists that have been asked for so far. A text that was looked at with fewer is looked at again."""

    def __init__(self) -> None:
        self.lists = _Lists(0, {}, {}, frozenset())
        self._adding = Lock()

    def add(self, whole: Set[str], begun: Set[str]) -> int:
        """Take one more list into use, and return its bit."""
        with self._adding:
            self.lists = self.lists.with_one_more(whole, begun)
            return 1 << (self.lists.count - 1)


_IN_USE = {True: _InUse(), False: _InUse()}
"""Whether a text is in ASCII -> the lists that look at such ones."""


def _looked_at(text: str) -> _Said:
    """Return a text as the lists see it that are in use now."""
    return _said(text, _IN_USE[text.isascii()].lists)


@lru_cache(maxsize=2048)
def _said(text: str, lists: _Lists) -> _Said:
    row = spoken(text)
    if not text.isascii() and _JOINED.search(row):
        row = f"{row}\n{_JOINED.sub(r' ', row)}"
    tokens = frozenset(row.split())
    told = reduce(or_, map(lists.told.__getitem__, tokens), 0)
    signs = text.casefold() if not text.isascii() and _FOREIGN.search(text) else ""
    return _Said(row, tokens, lists.told, told, signs, {})


def words_of(text: str) -> frozenset[str]:
    """Return the different words of a text, as `spoken` has them."""
    return _looked_at(text).tokens


@dataclass(frozen=True, slots=True)
class _Entries:
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
    bit: int
    """By which a word tells that it may be of an entry."""

    def of(self, said: _Said) -> str:
        """Return the first entry that a text has; empty where it has none."""
        if not (said.lists & self.bit or said.foreign):
            return ""
        found = said.found.get(self.bit)
        if found is None:
            found = self._found(said) if said.lists & self.bit else ""
            said.found[self.bit] = found = found or next((sign for sign in self.signs if sign in said.foreign), "")
        return found

    def _found(self, said: _Said) -> str:
        if alone := self.single & said.tokens:
            return min(alone)
        if self.first and (opening := said.row[1 : said.row.find(" ", 1)]) in self.first:
            return opening
        for entries in (self.longer, self.open):
            for word in sorted(entries.keys() & said.tokens):
                for entry in entries[word]:
                    if entry in said.row:
                        return entry.strip()
        tokens = (token for token in said.tokens if said.told[token] & self.bit)
        return min(filter(None, map(self._beginning, tokens)), default="")

    def _beginning(self, token: str) -> str:
        """Return the beginning with which a word begins, if any."""
        return next((token[:length] for length in self.lengths if token[:length] in self.beginnings), "")


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of `text/lists`, in all its languages."""

    name: str

    def within(self, text: str) -> str:
        """Return the first entry that a text has; empty where it has none."""
        return _entries(self.name, text.isascii()).of(_looked_at(text))

    @property
    def signs(self) -> tuple[str, ...]:
        """Its entries that may stand inside of words."""
        return _signs(self.name)

    def ends(self, word: str, shortest: int) -> bool:
        """Whether a word ends with one of the list's, of so many letters or more: `Preisliste` with `Liste`."""
        single = _entries(self.name, word.isascii()).single
        return any(word.endswith(one) for one in single if len(one) >= shortest)


@cache
def phrases(name: str) -> Phrases:
    """Return a list of `text/lists`."""
    return Phrases(name)


@cache
def _entries(name: str, is_ascii: bool) -> _Entries:
    """Return what a list has for texts in ASCII, or for those in any letters."""
    single: set[str] = set()
    longer: dict[str, tuple[str, ...]] = {}
    open_ended: dict[str, tuple[str, ...]] = {}
    beginnings: set[str] = set()
    first: set[str] = set()
    telling: set[str] = set()
    """Of each phrase the word that is least likely to stand elsewhere."""
    for head, entries in _lines(name):
        for entry in entries if head != "signs" else ():
            plain = entry if entry.isascii() else entry.translate(_SPELLED_ALIKE)
            if is_ascii and not plain.isascii():
                continue
            bare = words(plain.strip("^*"))
            said = f" {' '.join(bare)}"
            if entry.startswith("^"):
                first.add(bare[0])
            elif entry.endswith("*") and len(bare) > 1:
                open_ended[bare[0]] = (*open_ended.get(bare[0], ()), said)
                telling.add(max(bare[:-1], key=len))
            elif entry.endswith("*"):
                beginnings.add(bare[0])
            elif len(bare) > 1:
                longer[bare[0]] = (*longer.get(bare[0], ()), f"{said} ")
                telling.add(max(bare, key=len))
            else:
                single.add(bare[0])
    return _Entries(
        frozenset(single),
        longer,
        frozenset(beginnings),
        tuple(sorted({len(one) for one in beginnings})),
        open_ended,
        () if is_ascii else _signs(name),
        frozenset(first),
        _IN_USE[is_ascii].add(telling.union(single, first), beginnings),
    )


@cache
def _signs(name: str) -> tuple[str, ...]:
    return tuple(entry for head, entries in _lines(name) if head == "signs" for entry in entries)


def any_within(text: str, names: tuple[str, ...]) -> str:
    """Return the first entry that a text has of the first of some lists that it has any of; empty where it has none."""
    bits, lists = _several(names, text.isascii())
    said = _looked_at(text)
    if not (said.lists & bits or said.foreign):
        return ""
    return next((found for one in lists if (found := one.of(said))), "")


def may_have(text: str, *names: str) -> bool:
    """Whether a text, or a sentence of it, may have an entry of one of the lists: where it has none, no part has."""
    bits, _ = _several(names, text.isascii())
    said = _looked_at(text)
    return said.foreign != "" or said.lists & bits != 0


@cache
def _several(names: tuple[str, ...], is_ascii: bool) -> tuple[int, tuple[_Entries, ...]]:
    lists = tuple(_entries(name, is_ascii) for name in names)
    return reduce(or_, (one.bit for one in lists), 0), lists


def _lines(name: str) -> list[tuple[str, list[str]]]:
    lines = ((head, rest.casefold()) for head, rest in lines_of(name))
    return [(head, [part.strip() for part in rest.split("|") if part.strip()]) for head, rest in lines]
