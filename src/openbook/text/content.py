"""The words of a text as readers understand them: every script, any spelling of a number, forms of one word alike.

What `words` gives is for the index; what is here is for telling whether two texts say the same.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain, compress, count, islice

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.stemming import HAN, HIRAGANA, KATAKANA, OTHERS, tokens_of
from openbook.text.stems import stems
from openbook.text.word_lists import stop_words

GRAMMAR = late("[\u3041-\u3096]+")
"""A piece of hiragana alone: an ending or a particle."""
_SPACELESS = late(f"[{HAN}{HIRAGANA}{KATAKANA}{OTHERS}]")
_BEHIND_NINE = ":"
"""The character behind the digits, before which a word that begins with one comes in order."""


@dataclass(frozen=True, slots=True)
class Content:
    """A text to compare: stems, numbers in one spelling, two characters a word in scripts without spaces."""

    tokens: tuple[str, ...]
    vocabulary: frozenset[str]
    """The different words."""

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(text: str) -> "Content":
        """Read a text; the ones looked at last are remembered."""
        tokens = tokens_of(text)
        return Content(tokens, frozenset(tokens))

    def without(self, words: Set[str]) -> "Content":
        """Return the text without some words."""
        return Content(tuple(word for word in self.tokens if word not in words), self.vocabulary - words)

    def parted(self, characters: frozenset[str]) -> "Content":
        """Return the text with each of the characters a word of its own, in place of the piece that holds it: in
        `カリブ海諸国` the sea of `カリブ海` is a part of a piece.
        """
        if not characters:
            return self
        pieces = (characters.intersection(word) or (word,) for word in self.tokens)
        tokens = tuple(chain.from_iterable(sorted(piece) for piece in pieces))
        return Content(tokens, frozenset(tokens))

    def places(self, wanted: Set[str]) -> list[int]:
        """Return where any of the words stands, in order."""
        return list(compress(count(), map(wanted.__contains__, self.tokens)))

    def together(self, wanted: Set[str], needed: int, width: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of at most `width` words, first and last place, that hold `needed` of the words."""
        held = self.vocabulary & wanted
        if needed < 1 or len(held) < needed:
            return
        last: dict[str, int] = {}
        """Where each word was met last, that of the most recent one at the end."""
        for place in self.places(held):
            word = self.tokens[place]
            last.pop(word, None)
            last[word] = place
            if len(last) >= needed:
                first = next(islice(reversed(last.values()), needed - 1, None))
                if place - first < width:
                    yield first, place

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether the words stand in it one behind the other."""
        return self.vocabulary.issuperset(words) and any(
            self.tokens[place : place + len(words)] == words for place in self.places({words[0]})
        )

    def near(self, first: int, last: int, wanted: frozenset[str], reach: int) -> int:
        """Return how many of the words stand around a stretch."""
        return len(wanted.intersection(self.tokens[max(0, first - reach) : last + 1 + reach]))


@lru_cache(maxsize=256)
def vocabulary_of(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the different words of several texts."""
    return frozenset().union(*[Content.of(text).vocabulary for text in texts])


def is_number(token: str) -> bool:
    """Whether a word, as it stands in a Content, is a number in digits."""
    return "0" <= token < _BEHIND_NINE


def numbers(words: Iterable[str]) -> list[str]:
    """Return those of some words that are numbers in digits."""
    return [word for word in words if "0" <= word < _BEHIND_NINE]


def spaceless(words: Collection[str]) -> list[str]:
    """Return those of some words that are pieces of a script that has no spaces."""
    return [] if "".join(words).isascii() else list(filter(is_spaceless, words))


def word_count(words: Collection[str]) -> float:
    """Return how many words there are, a piece of a script that has no spaces as half a one."""
    return len(words) - 0.5 * len(spaceless(words))


def is_spaceless(token: str) -> bool:
    """Whether a word is a piece of a script that has no spaces."""
    return not token.isascii() and bool(_SPACELESS.match(token))


def holds_a_particle(token: str) -> bool:
    """Whether a piece of an unspaced script has a particle in it, and so says little."""
    return is_spaceless(token) and not _particles().isdisjoint(token)


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return stop_words("chinese") | stop_words("kana") | stop_words("thai")


@lru_cache(maxsize=512)
def lone_characters(words: frozenset[str]) -> frozenset[str]:
    """Return the pieces of scripts without spaces that are one character."""
    return frozenset(word for word in spaceless(words) if len(word) == 1)


def stemmed(words: Iterable[str]) -> frozenset[str]:
    """Return folded words as they stand in a Content."""
    stem = stems()
    return frozenset(stem[word] for word in words)


def runs(row: Sequence[str], keys: Set[str]) -> Iterator[list[str]]:
    """Yield the keys that stand beside each other, with at most two other words between."""
    run: list[str] = []
    gap = 0
    for token in row:
        if token in keys:
            run.append(token)
            gap = 0
        elif run:
            gap += 1
            if gap > 2:
                yield run
                run = []
    if run:
        yield run
