"""Quotations in what was written: where they are, and where they stand in the passages that were shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from openbook.records import Passage
from openbook.text.fences import fenced
from openbook.text.normalise import bare, holds, length, plain
from openbook.text.omissions import GAP, fault
from openbook.text.phrases import phrases
from openbook.text.unlaid import unlaid

FEWEST_WORDS = 4
"""A quotation of fewer words is a term, a label or a title: it stands in quotes for other reasons."""
SIMILAR = 0.95
"""Character similarity from which a misquotation is put right instead of refused (RESEARCH.md, check 3)."""

MOST_WORDS = 120
"""Longer misquotations are not put right."""

_MARKED = {
    "“": re.compile(r"“([^“”]{6,2000}+)”"),
    "„": re.compile(r"„([^„“”]{6,2000}+)[“”]"),
    "«": re.compile(r"«([^«»]{6,2000}+)»"),
    "「": re.compile(r"「([^「」]{4,2000}+)」"),
    "『": re.compile(r"『([^『』]{4,2000}+)』"),
}
"""By the mark that opens a quotation."""
_STRAIGHT = re.compile(r"\"([^\s\"][^\"]{5,2000}+)\"")
_BLOCK = re.compile(r"(?:^[ \t]{0,3}>[^\n]*+\n?)+", re.MULTILINE)
_BLOCK_MARK = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_TRAILING = " \t\n.,;:!?…。，；：！？-–—'\""


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
    found = [
        Quotation(match[1], match.start(1), match.end(1))
        for mark, pattern in _MARKED.items()
        if mark in text
        for match in pattern.finditer(text)
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


def _between_straight_marks(text: str) -> Iterator[Quotation]:
    """Yield what stands between two straight marks that open and close, rather than mean inches."""
    match = _STRAIGHT.search(text)
    while match:
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        is_pair = not before.isalnum() and not after.isalnum() and before != '"' and not match[1][-1].isspace()
        if is_pair:
            yield Quotation(match[1], match.start(1), match.end(1))
        match = _STRAIGHT.search(text, match.end() if is_pair else match.start() + 1)


def is_title(text: str) -> bool:
    """Whether quoted words look like a title or a name rather than a sentence: all long words capitalised."""
    long = [word for word in _WORD.findall(text) if len(word) > 3 and not word.isdigit()]
    return bool(long) and all(word[0].isupper() for word in long) and text.rstrip()[-1:] not in ".?!;"


def standing(text: str, passages: Sequence[Passage]) -> Passage | None:
    """Return the first passage in which a quotation stands, passages in the order given; None where it stands nowhere.

    Case, marks, spaces, link targets and the numbers of lists, notes, pages and verses don't count. What dots or
    brackets leave out may be left out as long as it turns nothing (`omissions`).
    """
    for passage in passages:
        if text in passage.text:
            return passage
    wanted = plain(text).strip(_TRAILING)
    for passage in passages:
        if wanted in plain(passage.text):
            return passage
    span = bare(text)
    for passage in passages:
        if holds(bare(passage.text), span) or holds(bare(unlaid(passage.text)), span):
            return passage
    if not GAP.search(text):
        return None
    return next((passage for passage in passages if any(fault(text, one) == "" for one in _readings(passage))), None)


def omission_fault(text: str, passages: Sequence[Passage]) -> str:
    """Return how a quotation's omissions turn what a passage says; empty where none of them does."""
    if not GAP.search(text):
        return ""
    return next((wrong for passage in passages for one in _readings(passage) if (wrong := fault(text, one))), "")


def _readings(passage: Passage) -> tuple[str, str]:
    """Return a passage's text as it stands, and without its layout."""
    return passage.text, unlaid(passage.text)


def nearest(text: str, passages: Sequence[Passage]) -> tuple[Passage, str] | None:
    """Return the passage that a misquotation is from and the passage's own words; None where none comes near.

    At least 95 % of the characters must be right, and neither a number nor a negation may be among what differs.
    """
    return next(((passage, own) for passage in passages if (own := _own_words(text, unlaid(passage.text)))), None)


def _own_words(text: str, source: str) -> str | None:
    """Return the words of a passage that a quotation has almost right; None where there are none."""
    said = [match.group().casefold() for match in _WORD.finditer(text)]
    spots = list(_WORD.finditer(source))
    there = [spot.group().casefold() for spot in spots]
    if not FEWEST_WORDS <= len(said) <= MOST_WORDS:
        return None
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
        likeness = SequenceMatcher(None, " ".join(there[start:end]), " ".join(said), autojunk=False).ratio()
        if likeness > ratio:
            best, ratio = (start, end), likeness
    start, end = best
    if ratio < SIMILAR or _differs_in_substance(there[start:end], said):
        return None
    return " ".join(source[spots[start].start() : spots[end - 1].end()].split())


def _differs_in_substance(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of words differ in a number or in a negation."""
    differing = set(one) ^ set(other)
    return any(_DIGIT.search(word) for word in differing) or any(map(phrases("negations").within, differing))
