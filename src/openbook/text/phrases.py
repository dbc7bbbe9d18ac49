"""Lists of words and phrases by language, and whether a text has one of them, in any script.

Of a list, a text in ASCII has to do with the entries in ASCII alone, which are half of them; the others are read for
the first text that has other letters. Words of languages that share their letters count where a text may be in the
language: `die`, `sin` and `come` deny and ask nothing in English.
"""

from collections.abc import Mapping, Set
from functools import cache, lru_cache, reduce
from operator import or_

from openbook.dataclass import dataclass
from openbook.text.language import LATIN, latin_languages
from openbook.text.late import late
from openbook.text.said import IN_USE, SPELLED_ALIKE, SaidText
from openbook.text.word_lists import lines_of
from openbook.text.words import words

_UNSPACED_ENDS = "。！？"
_END = late(r"[.!?؟।\n](?:(?<=\n)\n*|(?<!\n)[\"”»’')\]]*\s+)")
_UNSPACED_END = late(r"(?<=[.!?؟।])[\"”»’')\]]*\s+|(?<=[。！？])|\n+")


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


_Languages = Set[str]
"""In which of those that share their letters an entry counts."""
_Counted = dict[str, _Languages]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of a list: words, phrases, beginnings of words, and signs that may stand inside of words."""

    single: Mapping[str, _Languages]
    longer: Mapping[str, Mapping[str, _Languages]]
    """With one space around, by their first word."""
    beginnings: Mapping[str, _Languages]
    """Of words."""
    lengths: tuple[int, ...]
    """Of these, the shortest first."""
    open: Mapping[str, Mapping[str, _Languages]]
    """Phrases whose last word goes on, by their first one."""
    signs: tuple[str, ...]
    first: Mapping[str, _Languages]
    """Words that count at the beginning of a text only."""
    bit: int
    """By which a word tells that it may be of an entry."""

    def of(self, said: SaidText) -> str:
        """Return the first entry that a text has; empty where it has none."""
        if not (said.lists & self.bit or said.foreign):
            return ""
        found = said.found.get(self.bit)
        if found is None:
            found = self._found(said) if said.lists & self.bit else ""
            said.found[self.bit] = found = found or next((sign for sign in self.signs if sign in said.foreign), "")
        return found

    def _found(self, said: SaidText) -> str:
        if met := self.single.keys() & said.tokens:
            spoken = latin_languages(said.row)
            if alone := [word for word in met if not self.single[word].isdisjoint(spoken)]:
                return min(alone)
        first = self.first.get(said.row[1 : said.row.find(" ", 1)]) if self.first else None
        if first and not first.isdisjoint(latin_languages(said.row)):
            return said.row[1 : said.row.find(" ", 1)]
        for entries in (self.longer, self.open):
            for word in sorted(entries.keys() & said.tokens):
                for entry, languages in entries[word].items():
                    if entry in said.row and not languages.isdisjoint(latin_languages(said.row)):
                        return entry.strip()
        if not self.beginnings:
            return ""
        telling = [token for token in said.tokens if said.told[token] & self.bit]
        begun = [beginning for token in telling if (beginning := self._beginning(token, said))]
        return min(begun, default="")

    def _beginning(self, token: str, said: SaidText) -> str:
        """Return the beginning with which a word begins, if any."""
        for length in self.lengths:
            languages = self.beginnings.get(token[:length])
            if languages and not languages.isdisjoint(latin_languages(said.row)):
                return token[:length]
        return ""


class _Read(dict[bool, _Entries]):
    """The entries of a list for texts in ASCII, or in any letters, read when the first one comes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, is_ascii: bool) -> _Entries:
        self[is_ascii] = entries = _entries(self._name, is_ascii)
        return entries


class Phrases:
    """A list of `text/lists`, in all its languages."""

    __slots__ = ("_read", "name")

    def __init__(self, name: str) -> None:
        """Name the list, which is read when it is asked."""
        self.name, self._read = name, _Read(name)

    def within(self, text: str) -> str:
        """Return the first entry that a text has; empty where it has none."""
        entries = self._read[is_ascii := text.isascii()]
        said = IN_USE[is_ascii].lists.texts[text]
        return entries.of(said) if said.lists & entries.bit or said.foreign else ""

    def of_one(self, word: str) -> bool:
        """Whether a word in small letters has an entry; hardly any has one, and no other is looked at as a text."""
        entries = self._read[is_ascii := word.isascii()]
        may_be = not is_ascii or IN_USE[is_ascii].lists.told[word] & entries.bit
        return bool(may_be and self.within(word))

    @property
    def signs(self) -> tuple[str, ...]:
        """Its entries that may stand inside of words."""
        return _signs(self.name)

    def ends(self, word: str, shortest: int) -> bool:
        """Whether a word ends with one of the list's, of so many letters or more: `Preisliste` with `Liste`."""
        return word.endswith(_endings(self.name, word.isascii(), shortest))


@cache
def phrases(name: str) -> Phrases:
    """Return a list of `text/lists`."""
    return Phrases(name)


@cache
def _entries(name: str, is_ascii: bool) -> _Entries:
    """Return what a list has for texts in ASCII, or for those in any letters."""
    single: _Counted = {}
    first: _Counted = {}
    beginnings: _Counted = {}
    longer: dict[str, _Counted] = {}
    open_ended: dict[str, _Counted] = {}
    telling: set[str] = set()
    """Of each phrase the word that is least likely to stand elsewhere."""
    for head, entries in _lines(name):
        languages = frozenset({head} if head in LATIN else LATIN)
        for entry in entries if head != "signs" else ():
            plain = entry if entry.isascii() else entry.translate(SPELLED_ALIKE)
            if is_ascii and not plain.isascii():
                continue
            bare = words(plain.strip("^*"))
            said = f" {' '.join(bare)}"
            if entry.startswith("^"):
                _add(first, bare[0], languages)
            elif entry.endswith("*") and len(bare) > 1:
                _add(open_ended.setdefault(bare[0], {}), said, languages)
                telling.add(max(bare[:-1], key=len))
            elif entry.endswith("*"):
                _add(beginnings, bare[0], languages)
            elif len(bare) > 1:
                _add(longer.setdefault(bare[0], {}), f"{said} ", languages)
                telling.add(max(bare, key=len))
            else:
                _add(single, bare[0], languages)
    return _Entries(
        single,
        longer,
        beginnings,
        tuple(sorted(set(map(len, beginnings)))),
        open_ended,
        () if is_ascii else _signs(name),
        first,
        IN_USE[is_ascii].add(telling.union(single, first), beginnings.keys()),
    )


@cache
def _endings(name: str, is_ascii: bool, shortest: int) -> tuple[str, ...]:
    return tuple(one for one in _entries(name, is_ascii).single if len(one) >= shortest)


def _add(counted: _Counted, entry: str, languages: _Languages) -> None:
    counted[entry] = counted.get(entry, frozenset()) | languages


@cache
def _signs(name: str) -> tuple[str, ...]:
    return tuple(entry for head, entries in _lines(name) if head == "signs" for entry in entries)


def any_within(text: str, names: tuple[str, ...]) -> str:
    """Return the first entry that a text has of the first of some lists that it has any of; empty where it has none."""
    bits, lists = _several(names, is_ascii := text.isascii())
    said = IN_USE[is_ascii].lists.texts[text]
    if not (said.lists & bits or said.foreign):
        return ""
    for one in lists:
        if (said.lists & one.bit or said.foreign) and (found := one.of(said)):
            return found
    return ""


def may_have(text: str, *names: str) -> bool:
    """Whether a text, or a sentence of it, may have an entry of one of the lists: where it has none, no part has."""
    bits, _ = _several(names, is_ascii := text.isascii())
    said = IN_USE[is_ascii].lists.texts[text]
    return said.foreign != "" or said.lists & bits != 0


@cache
def _several(names: tuple[str, ...], is_ascii: bool) -> tuple[int, tuple[_Entries, ...]]:
    lists = tuple(_entries(name, is_ascii) for name in names)
    return reduce(or_, (one.bit for one in lists), 0), lists


def _lines(name: str) -> list[tuple[str, list[str]]]:
    lines = ((head, rest.casefold()) for head, rest in lines_of(name))
    return [(head, [part.strip() for part in rest.split("|") if part.strip()]) for head, rest in lines]
