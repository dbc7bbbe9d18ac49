"""Quotations in what was written: where they are, and where they stand in the passages that were shown."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from openbook.dataclass import dataclass
from openbook.records import Passage
from openbook.text.amounts import figures_of
from openbook.text.content import Content, is_number
from openbook.text.denial import denies
from openbook.text.fences import fenced
from openbook.text.guillemets import facing
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.normalise import bare, holds_run_together, holds_words, length, plain
from openbook.text.omissions import GAP, fault
from openbook.text.opposites import negates, turned
from openbook.text.phrases import phrases
from openbook.text.signs import has_sign, read_aloud
from openbook.text.units import is_unit
from openbook.text.unlaid import unlaid, unpaged
from openbook.text.words import MARKS

FEWEST_WORDS = 4
"""A quotation of fewer words is a term, a label or a title: it stands in quotes for other reasons."""
SIMILAR = 0.95
"""Character similarity from which a misquotation is put right instead of refused (RESEARCH.md, check 3)."""

SAME = 0.8
"""Likeness from which two words are two spellings of one: metre, meter."""

ALIKE = 0.7
"""Likeness from which a word behind a number is another one written wrongly: days, dayz."""

MOST_WORDS = 120
"""Longer misquotations are not put right."""

_MARKED = {
    "“": late(r"“((?:[^“”]{1,2000}+|“[^“”]{0,200}+”){1,20}+)”"),
    "„": late(r"„((?:[^„“”]{1,2000}+|„[^„“”]{0,200}+[“”](?=[^„“”]{0,2000}[“”])){1,20}+)[“”]"),
    "«": late(r"«((?:[^«»]{1,2000}+|«[^«»]{0,200}+»){1,20}+)»"),
    "「": late(r"「((?:[^「」]{1,2000}+|「[^「」]{0,200}+」){1,20}+)」"),
    "『": late(r"『((?:[^『』]{1,2000}+|『[^『』]{0,200}+』){1,20}+)』"),
}
"""By the mark that opens a quotation; one in it may have the same marks."""
_STRAIGHT = late(r"\"([^\s\"][^\"]{5,2000}+)\"")
_BLOCK = late(r"(?:^[ \t]{0,3}>[^\n]*+\n?)+", re.MULTILINE)
_BLOCK_MARK = late(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_PUT_IN = late(r"\[[^\[\]\n]{1,60}\]")
_JOINED = late("[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_WORD = late(rf"[\w{MARKS}]+")
_COUNTED = late(rf"(\d+)\s?([^\W\d_][\w{MARKS}]*)")
_NUMBER = late(r"(?<!\S)\(?(?:\d{1,3}|[a-z])[.)]\s")
"""The number of a clause or an item, as it may be quoted too."""
_REST = late(r"[^.!?。！？।؟\n]{1,80}(?=[.!?。！？।؟\n]|$)")
"""What follows in a sentence up to its end."""
_TRAILING = " \t\n.,;:!?…⋯。，；：！？-–—'\""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text that is presented as someone else's words."""

    text: str
    start: int
    """Of the text inside the quote marks."""
    end: int
    is_block: bool = False
    """Whether it is a block quotation (`> …`) rather than one in quote marks."""


@lru_cache(maxsize=256)
def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of at least four words, outside of code blocks, in order."""
    turned = facing(text)
    found = [
        Quotation(text[match.start(1) : match.end(1)], match.start(1), match.end(1))
        for mark, pattern in _MARKED.items()
        if mark in turned
        for match in pattern.finditer(turned)
    ]
    if '"' in text:
        found += _between_straight_marks(text)
    if text.startswith(">") or "\n>" in text or "\n >" in text:
        for match in _BLOCK.finditer(text):
            said = _BLOCK_MARK.sub("", match.group()).strip().strip('"“”')
            found.append(Quotation(said, match.start(), match.end(), is_block=True))
    if not found:
        return ()
    code = fenced(text)
    outside = (one for one in found if not any(start <= one.start < end for start, end in code))
    whole = (one for one in outside if "\n\n" not in one.text and length(one.text) >= FEWEST_WORDS)
    return tuple(sorted(whole, key=lambda one: one.start))


def without_put_in(text: str) -> str:
    """Return a text without what brackets put into its quotations, which are no words of those that are quoted."""
    for one in reversed(quotations(text)) if "[" in text else ():
        if not one.is_block:
            text = f"{text[: one.start]}{bracketless(one.text)}{text[one.end :]}"
    return text


def bracketless(quote: str) -> str:
    """Return quoted words without what stands in brackets."""
    return _PUT_IN.sub(" ", quote) if "[" in quote else quote


def _between_straight_marks(text: str) -> Iterator[Quotation]:
    """Yield what stands between two straight marks that open and close, rather than mean inches."""
    match = _STRAIGHT.search(text)
    while match:
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        is_pair = not before.isalnum() and not _goes_on(after) and before != '"' and not match[1][-1].isspace()
        if is_pair:
            yield Quotation(match[1], match.start(1), match.end(1))
        match = _STRAIGHT.search(text, match.end() if is_pair else match.start() + 1)


def _goes_on(after: str) -> bool:
    """Whether a letter behind a mark makes it none that closes: particles follow at once in some scripts."""
    return after.isalnum() and not _JOINED.match(after)


def is_title(text: str) -> bool:
    """Whether quoted words look like a title or a name rather than a sentence or a row of a table: all long words
    capitalised, and no figure has a unit.
    """
    long = [word for word in _WORD.findall(text) if len(word) > 3 and not word.isdigit()]
    if not long or "|" in text or text.rstrip()[-1:] in ".?!;":
        return False
    return all(word[0].isupper() for word in long) and not figures_of(text).amounts


def standing(text: str, passages: Sequence[Passage], said: str = "", own: Collection[str] = ()) -> Passage | None:
    """Return the first passage in which a quotation stands, passages in the order given; None where it stands nowhere.

    Case, marks, spaces, link targets and the numbers of lists, notes, pages and verses don't count. What dots or
    brackets leave out may be left out as long as it turns nothing (`omissions`, which says what `said` and `own` are).
    """
    for passage in passages:
        if text in passage.text:
            return passage
    gaps = bool(GAP.search(text))
    wanted, span = plain(text).strip(_TRAILING), bare(text)
    for passage in passages:
        if (not gaps or GAP.search(passage.text)) and wanted in plain(passage.text):
            return passage
    for passage in passages:
        if gaps and not GAP.search(passage.text):
            continue
        if any(holds_words(one, span) for one in (passage.text, unlaid(passage.text), unpaged(passage.text))):
            return passage
    if not gaps:
        return _run_together(text, passages) if length(text) >= FEWEST_WORDS else None
    return next((one for one in passages if any(fault(text, there, said, own) == "" for there in _readings(one))), None)


def _run_together(text: str, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage that has a quotation's letters in a row, its signs as they stand there or read aloud."""
    is_numbered = bool(_NUMBER.search(text))
    for passage in passages:
        there = unlaid(passage.text)
        if holds_run_together(there, text) or (is_numbered and holds_run_together(unpaged(passage.text), text)):
            return passage
        if (has_sign(text) or has_sign(there)) and holds_run_together(read_aloud(there), read_aloud(text)):
            return passage
    return None


def omission_fault(text: str, passages: Sequence[Passage], said: str = "", own: Collection[str] = ()) -> str:
    """Return how a quotation's omissions turn what a passage says; empty where none of them does."""
    if not GAP.search(text):
        return ""
    readings = (one for passage in passages for one in _readings(passage))
    return next((wrong for one in readings if (wrong := fault(text, one, said, own))), "")


def _readings(passage: Passage) -> tuple[str, str]:
    """Return a passage's text as it stands, and without its layout."""
    return passage.text, unlaid(passage.text)


def nearest(text: str, passages: Sequence[Passage]) -> tuple[Passage, str] | None:
    """Return the passage that a misquotation is from and the passage's own words; None where none comes near.

    At least 95 % of the characters must be right; whether what differs matters is for `differs_in_substance`.
    """
    return next(((passage, own) for passage in passages if (own := _own_words(text, unlaid(passage.text)))), None)


def _own_words(text: str, source: str) -> str | None:
    """Return the words of a passage that a quotation has almost right; None where there are none."""
    said = [match.group().casefold() for match in _WORD.finditer(text)]
    spots = list(_WORD.finditer(source))
    there = [spot.group().casefold() for spot in spots]
    if not FEWEST_WORDS <= len(said) <= MOST_WORDS:
        return None
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, there, said, autojunk=False)
    longest = matcher.find_longest_match()
    if longest.size * 3 < len(said):
        return None
    first = longest.a - longest.b
    windows = ((first + shift, first + len(said) + shift + grow) for shift in (0, -1, 1) for grow in (0, 1, -1))
    best, ratio = (0, 0), 0.0
    for start, end in windows:
        if start < 0 or end > len(there) or end <= start:
            continue
        like = likeness(" ".join(there[start:end]), " ".join(said))
        if like > ratio:
            best, ratio = (start, end), like
    start, end = best
    if ratio < SIMILAR:
        return None
    stop = spots[end - 1].end()
    if likeness(there[end - 1], said[-1]) < SAME:
        stop = _last_words(source, stop)
    return " ".join(source[spots[start].start() : stop].split())


def _last_words(source: str, stop: int) -> int:
    """Return where a sentence ends that goes on for a few words, which may turn it; else the place that is given."""
    rest = _REST.match(source, stop)
    return rest.end() if rest and len(rest.group().split()) <= FEWEST_WORDS else stop


def differs_in_substance(said: str, own: str) -> bool:
    """Whether a misquotation and a passage's own words differ in a number, a unit, a negation or an opposite."""
    one, other = Content.of(said), Content.of(own)
    if any(map(is_number, one.vocabulary ^ other.vocabulary)):
        return True
    figures, there = ([token for token in row.tokens if is_number(token)] for row in (one, other))
    if figures != there and sorted(figures) == sorted(there):
        return True  # exchanged
    if content(said) != content(own) and sorted(content(said)) == sorted(content(own)):
        return True  # the one in the place of the other
    if turned(said, own) or _has_other_unit(said, own):
        return True
    if denies(said) != denies(own):
        return True
    differing = {*_WORD.findall(said.casefold())} ^ {*_WORD.findall(own.casefold())}
    if any(map(phrases("negations").within, differing)) or _are_units(differing, one, other):
        return True
    return any(negates(word, of_another) for word, of_another in permutations(differing, 2))


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, letter for letter, from 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _has_other_unit(said: str, own: str) -> bool:
    """Whether another word stands behind a number, and not the same one spelled otherwise: it may be any unit."""
    behind = dict(_COUNTED.findall(own.casefold()))
    for number, word in _COUNTED.findall(said.casefold()):
        other = behind.get(number, word)
        if word != other and likeness(word, other) < ALIKE:
            return True
    return False


def _are_units(differing: Collection[str], one: Content, other: Content) -> bool:
    """Whether units of measure are among what differs, and not in their spelling alone."""
    units = [word for word in differing if is_unit(word)]
    return (
        bool(units)
        and one.vocabulary != other.vocabulary
        and not all(any(word != like and likeness(word, like) >= SAME for like in units) for word in units)
    )
