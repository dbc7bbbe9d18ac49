"""The words of a text as readers understand them: every script, any spelling of a number, forms of one word alike.

What `words` gives is for the index; what is here is for telling whether two texts say the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from openbook.text.han import pairs, words_of_han
from openbook.text.hangul import HANGUL, counted_in_hangul
from openbook.text.numerals import COMPOUND, digits, german, joined, number_words
from openbook.text.stems import stem_of
from openbook.text.word_lists import folded, listed
from openbook.text.words import MARKS

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003ffff"
_HIRAGANA, _KATAKANA = "\u3041-\u309f", "\u30a0-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_OTHERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(
    r"(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d))"
    r"|(?P<number>(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]|\s\d)|\d+(?:[.,:'’\u00a0\u202f\u066b\u066c]\d+)*)"
    rf"|(?P<han>[{_HAN}]+)|(?P<kana>[{_KATAKANA}]+)|(?P<hira>[{_HIRAGANA}]+)|(?P<other>[{_OTHERS}]+)"
    rf"|(?P<word>(?:(?![{_HAN}{_HIRAGANA}{_KATAKANA}{_OTHERS}])[^\W\d_]|[{MARKS}])"
    rf"(?:(?![{_HAN}{_HIRAGANA}{_KATAKANA}{_OTHERS}])[^\W_]|[{MARKS}])*)"
)
_SCALES = {
    "百": 100.0,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "亿": 1e8,
    "億": 1e8,
    "백": 100.0,
    "천": 1e3,
    "만": 1e4,
    "억": 1e8,
}
"""What multiplies the figure right before it: 18万, 18만."""
_COUNTED_MONTH = frozenset("月월")
_LONGEST = 40
_REMEMBERED = 200_000
_BETWEEN_NUMBERS = frozenset({"and", "y", "e", "et", "und", "و"})


@dataclass(frozen=True)
class Content:
    """A text to compare: stems, numbers in one spelling, two characters a word in scripts without spaces."""

    tokens: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(text: str) -> "Content":
        """Read a text; the ones looked at last are remembered."""
        return Content(tuple(_tokens(text)))

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
    return bool(re.match(f"[{_HAN}{_HIRAGANA}{_KATAKANA}{_OTHERS}]", token))


def _tokens(text: str) -> Iterator[str]:
    text = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text)
    return iter(_with_months(_with_numbers(_pieces(text))))


_TENS = frozenset(range(20, 100, 10))
_LINKED = 2
"""Words from a number of tens to the one that adds to it: forty-one, vingt et un, treinta y uno."""
_FAR = 9


@lru_cache(maxsize=1)
def _ones() -> frozenset[str]:
    """Return the words that mean 1 behind tens, and much else elsewhere."""
    return frozenset(folded(word) for word in listed("numbers")["ones"])


def _pieces(text: str) -> Iterator[str | float]:
    """Yield the words; numbers as words as their values, so that those in a row can be joined."""
    values, stems, ones = number_words(), _stems(), _ones()
    counted, since_tens = -1, _FAR
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        since_tens += 1
        if counted == match.start() and piece[0] in _SCALES and kind in ("word", "han"):
            yield _SCALES[piece[0]]
            piece = piece[1:]
            if not piece:
                continue
        if kind == "word":
            stem, spelled = stems[piece], stems.folded[piece]
            value = values.get(spelled)
            if value is None and spelled in ones and since_tens <= _LINKED:
                value = 1
            if value is None and not piece.isascii() and HANGUL.match(piece):
                found, counter = counted_in_hangul(piece, text[match.end() : match.end() + 3], counted == match.start())
                if counter:
                    if found is not None:
                        yield float(found)
                    yield counter
                    continue
                value = found
            if value is None and COMPOUND.search(spelled):
                value = german(spelled)
            since_tens = 0 if value in _TENS else since_tens
            yield stem if value is None else float(value)
        elif kind == "number":
            yield from _number(piece)
            counted = match.end() + (text[match.end() : match.end() + 1] == " ")
        elif kind == "date":
            yield from _date(piece)
        elif kind == "han":
            yield from words_of_han(piece, is_counted=counted == match.start())
        else:
            yield from pairs(piece)


def _number(piece: str) -> Iterator[str]:
    if ":" in piece or piece.count(".") > 1:
        yield from (digits(part) for part in re.split(r"[:.,]", piece) if part)
    else:
        yield digits(piece)


def _date(piece: str) -> Iterator[str]:
    """Yield day, month and year; where either number may be the month, both as both."""
    one, two, three = (digits(part) for part in re.split("[-/.]", piece))
    if len(one) == 4:
        yield from (three, f"m{two}", one)
    elif "." in piece or int(one) > 12:
        yield from (one, f"m{two}", three)
    elif int(two) > 12:
        yield from (two, f"m{one}", three)
    else:
        yield from (one, f"m{one}", two, f"m{two}", three)


def _with_numbers(pieces: Iterable[str | float]) -> Iterator[str]:
    """Join number words, and a figure with the scale word after it."""
    row: list[float] = []
    held = ""
    for piece in pieces:
        if isinstance(piece, float):
            row.append(piece)
            continue
        if row and piece in _BETWEEN_NUMBERS and not held:
            held = piece
            continue
        if row:
            yield from joined(row)
            row = []
        if held:
            yield held
            held = ""
        if piece[:1].isdigit() and piece.replace(".", "", 1).isdigit() and len(piece) < 16:
            row = [float(piece)] if float(piece) < 1000 else []
            if row:
                continue
        yield piece
    yield from joined(row)
    if held:
        yield held


def _with_months(tokens: Iterable[str]) -> Iterator[str]:
    """Write a month as one, whatever its name: in October 1973, 1973-10-06 and 10月 it is the same."""
    row = list(tokens)
    for place, token in enumerate(row):
        before, after = row[place - 1 : place][-1:], row[place + 1 : place + 2]
        if token in _months() and (token not in _doubtful() or any(map(is_number, before + after))):
            yield _month(token)
        elif after and after[0] in _COUNTED_MONTH and is_number(token):
            yield f"m{token}"
        else:
            yield token


def _month(word: str) -> str:
    return f"m{_months()[word]}"


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    stems = _stems()
    found: dict[str, int] = {}
    for names in listed("months").values():
        for number, spellings in enumerate(names, start=1):
            for spelling in spellings.split("/"):
                found.setdefault(stems[spelling], number)
    return found


@lru_cache(maxsize=1)
def _doubtful() -> frozenset[str]:
    """Months that are other words too, or so short that they may be."""
    stems = _stems()
    return frozenset(word for word in _months() if len(word) < 4) | {stems[word] for word in ("march", "mars", "mayo")}


class _Stems(dict[str, str]):
    """The stem of every word met so far."""

    def __init__(self) -> None:
        super().__init__()
        self.folded: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
            self.folded.clear()
        plain = folded(word[:_LONGEST]) or word
        stem = stem_of(plain)
        self[word], self.folded[word] = stem, plain
        return stem


@lru_cache(maxsize=1)
def _stems() -> _Stems:
    return _Stems()


def stemmed(words: Iterable[str]) -> frozenset[str]:
    """Return folded words as they stand in a Content."""
    stems = _stems()
    return frozenset(stems[word] for word in words)
