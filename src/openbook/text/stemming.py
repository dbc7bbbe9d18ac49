"""A text as a row of words: stems, numbers in one spelling, months as one, pairs of characters in unspaced scripts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import Any

from openbook.text.compound_numbers import in_digits
from openbook.text.halves_of_many import PARTS, tells_a_part, with_parts
from openbook.text.han import pairs, words_of_han
from openbook.text.hangul import HANGUL, counted_in_hangul, without_particles
from openbook.text.joined_figures import DATE, NUMBER, fractions, joined_in_ascii
from openbook.text.late import late
from openbook.text.made_once import MET, MadeOfWords
from openbook.text.money_in_full import money_in_full
from openbook.text.month_names import BEFORE_MONTHS, months_by_stem, with_months
from openbook.text.numerals import (
    BEFORE_HUNDREDTHS,
    COMPOUND,
    GROUPED,
    THOUSAND,
    behind_tens,
    digits,
    german,
    is_composed,
    is_no_hundred,
    joined,
    number_words,
    ones,
)
from openbook.text.stems import spelled, spellings, stem_of, stems
from openbook.text.words import ASCII_GAPS, MARKS

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003ffff"
HIRAGANA, KATAKANA = "\u3041-\u309f", "\u30a0-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
OTHERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = late(
    rf"(?P<date>{DATE})|(?P<number>{NUMBER})"
    rf"|(?P<han>[{HAN}]+)|(?P<kana>[{KATAKANA}]+)|(?P<hira>[{HIRAGANA}]+)|(?P<other>[{OTHERS}]+)"
    rf"|(?P<word>(?:(?![{HAN}{HIRAGANA}{KATAKANA}{OTHERS}])[^\W\d_]|[{MARKS}])"
    rf"(?:(?![{HAN}{HIRAGANA}{KATAKANA}{OTHERS}])[^\W_]|[{MARKS}])*)"
)
_AS_DATE = late(DATE)
_SPACED = late(rf"[^\W\d_][^\W_]*|(?=\d)(?:{DATE}|{NUMBER})")
"""The same where all letters are from alphabets whose words stand alone and carry no marks."""
_OTHER_LETTERS = late("[^\\x00-\\u02ff\\u0370-\\u0482\\u048a-\\u052f\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u22ff]")
"""What is neither a letter of the Latin, Greek or Cyrillic alphabet nor a mark or sign."""
_SCALES = {
    "百": 100.0, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
    "백": 100.0, "천": 1e3, "만": 1e4, "억": 1e8,
}  # fmt: skip
"""What multiplies the figure right before it: 18万, 18만."""
_SYLLABLES = ("가", "힯")
"""The first and the last one of Korean, whose words may have a figure in them."""
_YES = "네"
"""In Korean, and `four` before what is counted."""
_BETWEEN_NUMBERS = frozenset({"and", "y", "e", "et", "und", "و"})
_LINKING = _BETWEEN_NUMBERS | BEFORE_MONTHS


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, in order."""
    if not (is_ascii := text.isascii()) or "$" in text or ("U" in text and ("EUR" in text or "USD" in text)):
        text = money_in_full(text)
    if is_ascii:
        small = text.lower()
        return _looked_up(joined_in_ascii(small) if is_composed(small) else small.translate(ASCII_GAPS).split())
    text = unicodedata.normalize("NFKC", fractions(text))
    if _OTHER_LETTERS.search(text):
        return tuple(_joined(_pieces(without_particles(in_digits(text)))))
    return _looked_up(_SPACED.findall(text))


def _looked_up(pieces: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a text in letters that stand alone: they are looked up, and only those that count, that name
    months, and what stands beside them are read one by one.
    """
    known = _known()
    if known.others > MET:
        known.clear()
    row: list[Any] = list(map(known.__getitem__, pieces))
    if not all(row):
        _read_together(row, pieces, known.linked)
    return tuple(row)


def _read_together(row: list[str | None], pieces: Sequence[str], linked: Set[str]) -> None:
    """Put in their places what words that count and months make with figures beside them: at most one other word
    stands between two that belong together. Where there is none of those, figures are no part of each other.
    """
    counting = [place for place, stem in enumerate(row) if not stem]
    beside = {*counting, *(place for place, piece in enumerate(pieces) if piece in linked)}
    end = len(row)
    for place in reversed(counting):
        if place >= end:
            continue  # it was read with one behind it
        start = last = place
        while start - 1 in beside or start - 2 in beside:
            start -= 1 if start - 1 in beside else 2
        while last + 1 in beside or last + 2 in beside:
            last += 1 if last + 1 in beside else 2
        if None in row[start : last + 1]:
            row[start : last + 1] = _together(tuple(pieces[start : last + 1]))
            end = start
        else:
            row[place : place + 1] = _together((pieces[place],))


@lru_cache(maxsize=20_000)
def _together(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Return what pieces are that have no others beside them with which they could make a number or a date."""
    return tuple(_joined(_read(with_parts(pieces))))


def _read(pieces: Iterable[str]) -> Iterator[str | float]:
    """Yield what a few pieces of a text in letters that stand alone are; number words as their values."""
    stem_by_word, spelling_by_word = stems(), spellings()
    since_tens, before, value = _FAR, "", None
    for piece in pieces:
        since_tens += 1
        if piece in PARTS:
            yield PARTS[piece] * (value if value and value >= THOUSAND else 1)
            continue
        if piece[0].isdigit():
            yield from _date(piece) if _AS_DATE.fullmatch(piece) else _number(piece)
            before = piece
            continue
        spelling = spelling_by_word[piece]
        value = _counted(spelling, since_tens, before)
        since_tens, before = 0 if value in _TENS else since_tens, spelling
        yield stem_by_word[piece] if value is None else float(value)


def _counted(word: str, since_tens: int, before: str = "") -> int | None:
    """Return what a folded word counts to behind another, so far from one of tens; None where it is no number."""
    value = None if is_no_hundred(word, before) else number_words().get(word)
    if value is None and since_tens <= _LINKED and word in ones():
        return 1
    if value is None and (since_tens == 1 or before in _BETWEEN_NUMBERS) and since_tens <= _LINKED:
        value = behind_tens().get(word)
    return german(word) if value is None and COMPOUND.search(word) else value


class _Known(MadeOfWords[str | None]):
    """What every word met so far is by itself: its stem, or a figure's one spelling. None for a word that counts or
    names a month, empty for a figure of several parts.
    """

    def __init__(self) -> None:
        super().__init__(self._said)
        self.linked: set[str] = set()
        """Figures, and what may stand between them: beside a word that counts they are parts of a number."""

    def clear(self) -> None:
        """Begin anew; not while a text is read, which looks for what is linked in it."""
        super().clear()
        self.linked.clear()

    def _said(self, piece: str) -> str | None:
        if piece[0].isdigit():
            self.linked.add(piece)
            parts = _together((piece,))
            return parts[0] if len(parts) == 1 else ""
        plain = spelled(piece)
        stem = stem_of(plain)
        if stem in months_by_stem() or _counted(plain, 1) is not None:
            return None
        if stem in _LINKING or plain in BEFORE_HUNDREDTHS or tells_a_part(plain):
            self.linked.add(piece)
        return piece if stem == piece else stem  # one text in place of two that are equal


@lru_cache(maxsize=1)
def _known() -> _Known:
    return _Known()


_TENS = frozenset(range(20, 100, 10))
_LINKED = 2
"""Words from a number of tens to the one that adds to it: forty-one, vingt et un, treinta y uno."""
_FAR = 9


def _pieces(text: str) -> Iterator[str | float]:
    """Yield the words; numbers as words as their values, so that those in a row can be joined."""
    stem_by_word, spelling_by_word, known = stems(), spellings(), _known()
    counted, since_tens, before, latest = -1, _FAR, "", ""
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        before, latest = latest, piece
        since_tens += 1
        if counted == match.start() and piece[0] in _SCALES and kind in ("word", "han"):
            yield _SCALES[piece[0]]
            piece = piece[1:]
            if not piece:
                continue
        if kind == "word":
            if (alone := known[piece]) and not _SYLLABLES[0] <= piece[0] <= _SYLLABLES[1]:
                yield alone
                continue
            value = _counted(spelling_by_word[piece], since_tens, before)
            if piece == _YES and not text[match.end() : match.end() + 1].isspace():
                value = None  # nobody counts with it what doesn't follow
            elif value is None and not piece.isascii() and HANGUL.match(piece):
                found, counter = counted_in_hangul(piece, text[match.end() : match.end() + 3], counted == match.start())
                if counter:
                    if found is not None:
                        yield float(found)
                    yield counter
                    continue
                value = found
                counted = match.end() + 1 if found is not None else counted
            since_tens = 0 if value in _TENS else since_tens
            yield stem_by_word[piece] if value is None else float(value)
        elif kind == "number":
            yield from _number(piece)
            counted = match.end() + (text[match.end() : match.end() + 1] == " ")
        elif kind == "date":
            yield from _date(piece)
        elif kind == "han":
            yield from words_of_han(text, match.end() - len(piece), match.end(), counted == match.start())
        else:
            yield from pairs(piece)


def _number(piece: str) -> Iterator[str]:
    if ":" in piece or (piece.count(".") > 1 and not GROUPED.fullmatch(piece)):
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
    held, is_figure = "", False
    for piece in pieces:
        if isinstance(piece, float):
            is_apart = is_figure and 1 <= piece < 100  # `every 60 once`: eleven elsewhere
            yield from joined(row) if is_apart else ()
            row = [piece] if is_apart else [*row, piece]
            held, is_figure = "", False  # treinta y cinco
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
            if is_figure := bool(row):
                continue
        yield piece
    yield from joined(row)
    if held:
        yield held


def _joined(pieces: Iterable[str | float]) -> Iterable[str]:
    """Return the words, a number as one and a month as one, whatever its name: in October 1973, 1973-10-06 and 10月 it
    is the same.
    """
    row = list(pieces)
    words = [piece for piece in row if not isinstance(piece, float) and not piece[:1].isdigit()]
    if len(words) == len(row) and months_by_stem().keys().isdisjoint(words):
        return words
    return with_months(_with_numbers(row))
