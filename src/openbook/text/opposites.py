"""Words that are each other's opposite, in any script: before and after, above and below, with and without."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.said import IN_USE, spoken, telling
from openbook.text.word_lists import all_of, folded, lines_of

_HAN = late("[\u4e00-\u9fff]")
_BOUND = frozenset("以之目此先今最背落随然事")
"""Characters that make another word with `前` or `后` behind them."""
_BINDS = frozenset("台面往提景者来备勤果悔代期端退进后前天年")
"""The same before those behind."""
STEM = 2
"""Letters of the shortest word that may be turned around by what stands before it."""
SHORTEST = 2
"""Letters of the shortest beginning of a word in the list."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One word or phrase, the pair it is of, and on which side of it."""

    words: str
    pair: int
    side: bool
    is_open: bool

    def begins(self, word: str) -> bool:
        """Whether its first word is this one as a whole."""
        return self.words.partition(" ")[0] == word


@lru_cache(maxsize=1024)
def leanings(text: str) -> Mapping[int, Mapping[bool, str]]:
    """Return the words of a text that have an opposite, by their pair and their side of it."""
    found: dict[int, dict[bool, str]] = {}
    is_ascii = text.isascii()
    if leaning := telling(text, _bit(is_ascii)):
        row = spoken(text)
        for token in row.split():
            for entry in _begun_by(token, row.isascii()) if token in leaning else ():
                if " " not in entry.words or f" {entry.words} " in row:
                    found.setdefault(entry.pair, {})[entry.side] = entry.words
    if not is_ascii:
        small = text.casefold()
        for entry in _signs():
            if entry.words in small and (len(entry.words) > 1 or _is_last(entry.words, small)):
                found.setdefault(entry.pair, {})[entry.side] = entry.words
    return {pair: _outermost(sides) for pair, sides in found.items()}


def _outermost(sides: Mapping[bool, str]) -> Mapping[bool, str]:
    """Return the words of a pair without those that are a part of their own opposite: `more than` in `no more than`."""
    if len(sides) == 1:
        return sides
    return {side: words for side, words in sides.items() if words not in sides[not side]}


def _is_last(sign: str, text: str) -> bool:
    """Whether a sign of one character ends a group of words: `入窑前晾干`, not `前台`, `以前` or `后备`."""
    return any(
        place
        and text[place - 1] not in _BOUND
        and _HAN.match(text[place - 1])
        and text[place + 1 : place + 2] not in _BINDS
        for place in (found.start() for found in re.finditer(sign, text))
    )


def turned(said: str, into: str) -> tuple[str, str] | None:
    """Return a word of a text and its opposite in another text, where each has one side of the pair alone."""
    there = leanings(into)
    for pair, sides in leanings(said).items():
        against = there.get(pair, {})
        if len(sides) == len(against) == 1 and sides.keys() != against.keys():
            return next(iter(sides.values())), next(iter(against.values()))
    return None


def negates(word: str, other: str) -> bool:
    """Whether a word is another one behind what turns it around: untagged, tagged."""
    before = word.removesuffix(other)
    return len(other) >= STEM and before != word and folded(before) in all_of("negating_prefixes")


def may_turn(said: str, into: str) -> bool:
    """Whether a part of a text may have the opposite of a word of a part of another one."""
    if not (said.isascii() and into.isascii()):
        return True  # what stands beside a sign may make another word of it
    there = leanings(into)
    return any(pair in there and len({*sides, *there[pair]}) > 1 for pair, sides in leanings(said).items())


@cache
def _bit(is_ascii: bool) -> int:
    """Return by which bit a word of a text tells that it may have an opposite."""
    entries = _by_word(is_ascii)
    begun = {first for first, row in entries.items() if any(one.is_open for one in row)}
    return IN_USE[is_ascii].add(entries.keys(), begun)


@lru_cache(maxsize=1024)
def _begun_by(token: str, is_ascii: bool) -> tuple[_Entry, ...]:
    """Return the entries that begin with a word, those that begin as it does first."""
    entries, shortest = _by_word(is_ascii), min(SHORTEST, len(token))
    begun = (entries.get(token[:length], ()) for length in range(shortest, len(token) + 1))
    return tuple(one for row in begun for one in row if one.is_open or one.begins(token))


@cache
def _by_word(is_ascii: bool) -> Mapping[str, tuple[_Entry, ...]]:
    """Return the entries by their first words: those for words in ASCII, or for those in any letters."""
    by_word: dict[str, tuple[_Entry, ...]] = {}
    for head, word, pair, side in _words():
        if head != "signs" and (word.isascii() or not is_ascii):
            plain = spoken(word.rstrip("*")).strip()
            first = plain.split()[0]
            by_word[first] = (*by_word.get(first, ()), _Entry(plain, pair, side, word.endswith("*")))
    return by_word


@cache
def _signs() -> tuple[_Entry, ...]:
    """Return the entries that are looked for inside of words."""
    return tuple(_Entry(sign, pair, side, False) for head, sign, pair, side in _words() if head == "signs")


def _words() -> Iterator[tuple[str, str, int, bool]]:
    """Yield each word of the list as it stands there, folded, with the line's head, its pair and its side of it."""
    pair = 0
    for head, rest in lines_of("opposites"):
        for both in rest.casefold().split(" | "):
            pair += 1
            for side, words in enumerate(both.split("=")):
                for word in words.strip().split("/"):
                    yield head, word, pair, bool(side)
