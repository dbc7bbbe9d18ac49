"""A text as the lists of words look at it, made once for all of them.

Most texts have nothing of most lists. So the words of a text are looked up once, for all lists that are in use: what a
word says is which of them it may be of, and no other list looks at the text.
"""

from collections.abc import Mapping, Set
from functools import lru_cache, reduce
from operator import or_
from threading import Lock

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.made_once import MET, MadeOfWords, MadeOnce
from openbook.text.normalise import bare
from openbook.text.words import CUT, ascii_words, is_uncut, words

SPELLED_ALIKE = str.maketrans(
    {**dict.fromkeys("’ʼ", "'"), "ё": "е", "Ё": "Е", **dict.fromkeys(map(chr, (*range(0x64B, 0x653), 0x670, 0x640)))}
)
"""What writers leave out or exchange: Russian dots, Arabic signs of vowels."""
_FOREIGN = late("[\u0370-\u1fff\u2c00-\uffff]")
_JOINED = late(r" [وف](?=\w\w)")
"""An Arabic `and` or `so`, which is written as one with the word behind it."""
_TEXTS = 2048
_START = 3
"""Letters with which a beginning begins itself."""
NOTHING: Set[str] = frozenset()
NO_ENTRIES: Mapping[str, int] = {}


@lru_cache(maxsize=1024)
def spoken(text: str) -> str:
    """Return a text's words in lower case, one space around each; as `text.words` tells them."""
    if text.isascii():
        row = bare(text) if "](" not in text else ""
        return row if row and is_uncut(row) else f" {' '.join(ascii_words(text))} "
    return f" {' '.join(words_as_spoken(text))} "


def words_as_spoken(text: str) -> tuple[str, ...]:
    """Return the words of a text, those that are spelled in two ways in one of them."""
    return words(text.translate(SPELLED_ALIKE))


class ListsInUse:
    """The lists that were in use at a time, a bit each, and what tells of which of them a word may be."""

    def __init__(
        self,
        count: int = 0,
        whole: Mapping[str, int] = NO_ENTRIES,
        begun: Mapping[str, int] = NO_ENTRIES,
        inside: Mapping[str, int] = NO_ENTRIES,
    ) -> None:
        self.count, self._whole, self._begun, self._inside = count, whole, begun, inside
        self._starts = {entry[:_START] for entry in begun}
        self._pieces = tuple(inside.items())
        self.told = MadeOfWords(self.of)
        """The bits of the lists of which each word tells."""
        self._lengths = sorted(set(map(len, begun)))
        self.texts = MadeOnce(self._look, _TEXTS)
        """The texts that were looked at with these lists."""

    def with_one_more(self, whole: Set[str], begun: Set[str], inside: Set[str]) -> "ListsInUse":
        """Return them and another one, each of whose entries has one of these words, a word that begins so, or one
        that has such a piece inside, as a word that is cut may.
        """
        bit = 1 << self.count
        added = (
            {**known, **{entry: known.get(entry, 0) | bit for entry in entries}}
            for known, entries in ((self._whole, whole), (self._begun, begun), (self._inside, inside))
        )
        return ListsInUse(self.count + 1, *added)

    def of(self, word: str) -> int:
        """Return the bits of the lists of which a word tells."""
        whole, is_cut = self._whole.get(word, 0), len(word) >= CUT
        for piece, bit in self._pieces:
            if is_cut or piece in word:
                whole |= bit
        if self._starts.isdisjoint((word[:1], word[:2], word[:_START])):
            return whole
        begun = (self._begun.get(word[:length], 0) for length in self._lengths if length <= len(word))
        return reduce(or_, begun, whole)

    def _look(self, text: str) -> "SaidText":
        row = spoken(text)
        signs = ""
        if not text.isascii():
            signs = text.casefold() if _FOREIGN.search(text) else ""
            row = f"{row}\n{_JOINED.sub(r' ', row)}" if _JOINED.search(row) else row
        tokens = frozenset(row.split())
        if self.told.others > MET:
            self.told.clear()
        return SaidText(row, tokens, self.told, reduce(or_, map(self.told.__getitem__, tokens), 0), signs, {})


@dataclass(frozen=True, slots=True)
class SaidText:
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


class AskedLists:
    """The lists that have been asked for so far. A text that was looked at with fewer is looked at again."""

    def __init__(self) -> None:
        self.lists = ListsInUse()
        self._adding = Lock()

    def add(self, whole: Set[str], begun: Set[str] = NOTHING, inside: Set[str] = NOTHING) -> int:
        """Take one more list into use, and return its bit."""
        with self._adding:
            self.lists = self.lists.with_one_more(whole, begun, inside)
            return 1 << (self.lists.count - 1)


IN_USE = {True: AskedLists(), False: AskedLists()}
"""Whether a text is in ASCII -> the lists that look at such ones."""


def looked_at(text: str) -> SaidText:
    """Return a text as the lists see it that are in use now."""
    return IN_USE[text.isascii()].lists.texts[text]


def words_of(text: str) -> frozenset[str]:
    """Return the different words of a text, as `spoken` has them."""
    return IN_USE[text.isascii()].lists.texts[text].tokens


def telling(text: str, bit: int) -> list[str]:
    """Return the different words of a text that tell of a list, given by its bit for such texts."""
    said = IN_USE[text.isascii()].lists.texts[text]
    return [word for word in said.tokens if said.told[word] & bit] if said.lists & bit else []
