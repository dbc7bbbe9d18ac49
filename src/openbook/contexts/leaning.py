"""What a sentence hangs on: words that point to what stands before it, and openings that go on from it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from openbook.dataclass import dataclass
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.normalise import is_spaceless, unpointed
from openbook.text.word_lists import folded, listed, script_of
from openbook.text.words import words_once

FIRST = 4
"""Words of a sentence that are its first ones."""
OPENING = 60
"""Characters that hold them."""
STEM = 2
"""Letters that a word has at least before an ending."""

_TIED = late("^[وف]?[بلك](?=..)")
"""What Arabic writes together with the word behind it: with, for, like."""
_JOINED = late("^[وف](?=..)")
"""The same of and, so: it counts at a sentence's beginning; within one `and it` tells of what the sentence names."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The entries of a list in one language: several words are tied by `_`, a beginning of words ends with `*`, an
    ending begins with it.
    """

    whole: frozenset[str]
    longer: Mapping[str, Sequence[str]]
    """By their first word."""
    begun: tuple[str, ...]
    ended: tuple[str, ...]

    def within(self, said: Sequence[str]) -> bool:
        """Whether some words have an entry."""
        if not self.whole.isdisjoint(said):
            return True
        if self.begun and any(word.startswith(self.begun) for word in said):
            return True
        if self.ended and any(word[STEM:].endswith(self.ended) for word in said):
            return True
        begun = self.longer.keys() & said
        row = f" {' '.join(said)} " if begun else ""
        return any(f" {phrase} " in row for word in begun for phrase in self.longer[word])

    def open(self, said: Sequence[str]) -> bool:
        """Whether some words begin with an entry."""
        longer = self.longer.get(said[0], ()) if said else ()
        return self.within(said[:1]) or any(f"{' '.join(said)} ".startswith(f"{phrase} ") for phrase in longer)


@lru_cache(maxsize=64)
def _words(entries: tuple[str, ...]) -> _Words:
    spoken = {entry: " ".join(_said(entry.replace("_", " "))) for entry in entries}
    longer: dict[str, list[str]] = {}
    for words in spoken.values():
        if " " in words:
            longer.setdefault(words.split()[0], []).append(words)
    return _Words(
        frozenset(words for entry, words in spoken.items() if "*" not in entry),
        longer,
        tuple(words for entry, words in spoken.items() if entry.endswith("*")),
        tuple(words for entry, words in spoken.items() if entry.startswith("*")),
    )


def _said(sentence: str) -> list[str]:
    return list(map(folded, words_once(unpointed(sentence))))


@dataclass(frozen=True, slots=True)
class Leaning:
    """The words by which sentences of a language hang on others."""

    pointers: tuple[str, ...]
    early_pointers: tuple[str, ...]
    """Words that point where they are among the first ones of a sentence: a century later."""
    openings: tuple[str, ...]

    @staticmethod
    def of(text: str) -> "Leaning":
        """Return those of the language of a text; no pointers where it has no list or is not known."""
        spoken = script_of(language(text))
        return Leaning(*(listed(name).get(spoken, ()) for name in ("pointers", "early_pointers", "openings")))

    def leans(self, sentence: str) -> bool:
        """Whether a sentence points to what stands before it, or goes on from it."""
        if self._is_spaceless:
            return sentence.startswith(self.openings) or any(word in sentence for word in self.pointers)
        said = _said(sentence)
        return self._goes_on(said) or _words(self.pointers).within(_untied(said))

    def begins(self, following: str) -> bool:
        """Whether a text goes on from what stands before it, or its first two words point to that."""
        if self._is_spaceless:
            return following.startswith((*self.openings, *self.pointers))
        said = _said(following[:OPENING])
        return self._goes_on(said) or _words(self.pointers).within(_untied(said[:2]))

    @property
    def _is_spaceless(self) -> bool:
        return bool(self.pointers) and is_spaceless(self.pointers[0])

    def _goes_on(self, said: Sequence[str]) -> bool:
        openings = _words(self.openings)
        if openings.open(said) or _words(self.early_pointers).within(said[:FIRST]):
            return True
        first = said[0] if said else ""
        parted = first if first.isascii() else _JOINED.sub("", first)
        return parted != first and (openings.open([parted, *said[1:]]) or _words(self.pointers).within([parted]))


def _untied(said: Sequence[str]) -> Sequence[str]:
    """Return words, and what is left of Arabic ones without what is written together with them."""
    return [*said, *(_TIED.sub("", word) for word in said if not word.isascii() and _TIED.match(word))]
