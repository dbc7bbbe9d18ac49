"""The words of a text as readers understand them: every script, any spelling of a number, forms of one word alike.

What `words` gives is for the index; what is here is for telling whether two texts say the same.
"""

from collections.abc import Iterable, Iterator, Set
from functools import cached_property, lru_cache

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.stemming import HAN, HIRAGANA, KATAKANA, OTHERS, stems, tokens_of

_SPACELESS = late(f"[{HAN}{HIRAGANA}{KATAKANA}{OTHERS}]")


@dataclass(frozen=True)
class Content:
    """A text to compare: stems, numbers in one spelling, two characters a word in scripts without spaces."""

    tokens: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(text: str) -> "Content":
        """Read a text; the ones looked at last are remembered."""
        return Content(tokens_of(text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self.tokens)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            found.setdefault(token, []).append(place)
        return found

    def together(self, wanted: Set[str], needed: int, width: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of at most `width` words, first and last place, that hold `needed` of the words."""
        if needed < 1 or len(self.vocabulary & wanted) < needed:
            return
        spots = sorted((place, word) for word in self.vocabulary & wanted for place in self.places[word])
        last: dict[str, int] = {}
        for place, word in spots:
            last.pop(word, None)
            last[word] = place
            if len(last) >= needed:
                first = sorted(last.values(), reverse=True)[needed - 1]
                if place - first < width:
                    yield first, place

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether the words stand in it one behind the other."""
        return self.vocabulary.issuperset(words) and any(
            self.tokens[place : place + len(words)] == words for place in self.places[words[0]]
        )

    def near(self, first: int, last: int, wanted: Set[str], reach: int) -> int:
        """Return how many of the words stand around a stretch."""
        around = self.tokens[max(0, first - reach) : last + 1 + reach]
        return len(wanted & set(around))


@lru_cache(maxsize=256)
def vocabulary_of(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the different words of several texts."""
    return frozenset().union(*(Content.of(text).vocabulary for text in texts))


def is_number(token: str) -> bool:
    """Whether a word is a number in digits."""
    return token[:1].isdigit()


def is_spaceless(token: str) -> bool:
    """Whether a word is a piece of a script that has no spaces."""
    return not token.isascii() and bool(_SPACELESS.match(token))


def stemmed(words: Iterable[str]) -> frozenset[str]:
    """Return folded words as they stand in a Content."""
    stem = stems()
    return frozenset(stem[word] for word in words)
