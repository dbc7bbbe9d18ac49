"""Whether an answer gives one thing of gold the figure of another: of the row below, of the clause behind."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.figures import is_doubled
from openbook.dialogue.checks.turned_around import parts
from openbook.dialogue.checks.worked_out import follows
from openbook.records import Item, Turn
from openbook.text.amounts import figures_of
from openbook.text.content import Content, is_number, numbers, vocabulary_of
from openbook.text.days import dates_of, is_month, is_year
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import unnumbered
from openbook.text.phrases import sentences
from openbook.text.stems import alike
from openbook.text.tables import tables
from openbook.text.unlaid import unlaid
from openbook.text.word_lists import all_of

COVERED = 0.66
"""Share of the words that tell one thing from the other, from which an answer is about it."""

APART = 0.6
"""The same of the words that tell the other from it, from which an answer that has none of them is not about that."""

_PARAGRAPH = late(r"\n[ \t]*\n")
_ENTRY = late(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]", re.MULTILINE)
_NONE, _YEARS = frozenset({""}), frozenset({"year"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where gold tells figures, and the words by which it says of what."""

    figures: frozenset[str]
    units: frozenset[str]
    """Of the figures; empty for those without one."""
    words: frozenset[str]
    counts: bool
    """Whether it has figures, which are no date."""


def misplaced(item: Item, turn: Turn) -> str:
    """Return what is wrong where a clause of an answer has a figure that gold tells of something else beside it.

    The clause, with its question, has the words of the one thing and the figure of the other, none of whose own words
    it has; and nothing makes it out of other figures at hand. A whole sentence of gold's misplaces nothing.
    """
    answer, known = Content.of(turn.answer).vocabulary, Content.of(turn.question).vocabulary
    gold = tuple(passage.text for passage in item.passages if passage.is_gold)
    figures = frozenset(numbers(answer)).difference(known, *dates_of(turn.answer)) & vocabulary_of(gold)
    if not figures or any(turn.answer in sentences(text) for text in gold):
        return ""
    asked = frozenset(content(turn.question))
    clauses = [Content.of(part).vocabulary for part in parts(turn.answer)]
    for there, other in _siblings(gold, figures):
        told = there.figures - other.figures - known
        said = next((one for one in clauses if told <= one and (there.figures | known).issuperset(numbers(one))), None)
        in_place = other.figures - there.figures - known
        if not (told and in_place) or said is None or in_place & answer:
            continue
        both, theirs, about = there.words & other.words, other.words - there.words, said | asked
        own = there.words - both
        own -= alike(own, asked)
        is_about_theirs = len(theirs & about) >= COVERED * len(theirs) and (theirs & said or both <= about)
        if not (own and theirs and is_about_theirs) or len(own - alike(own, answer)) < APART * len(own):
            continue
        twice = is_doubled(turn)
        at_hand = (Content.of(unnumbered(turn.thoughts)).vocabulary | known) - there.figures
        if not any(
            follows(one, at_hand, frozenset(), counted=False, scaled=False, next_to=False, doubled=twice)
            for one in told
        ):
            return f"gives “{min(told)}”, which gold tells of “{min(own)}”, and not of “{min(theirs)}”"
    return ""


def _siblings(texts: Sequence[str], figures: frozenset[str]) -> Iterator[tuple[_Place, _Place]]:
    """Yield each two places beside each other of which the first one has some of the figures."""
    for group in (group for text in texts for group in (*_told(text, figures), *_tabled(text))):
        for one, other in permutations([place for place in group if place.counts], 2):
            if one.figures & figures - other.figures and one.units & other.units:
                yield one, other


def _told(text: str, figures: frozenset[str]) -> Iterator[Sequence[_Place]]:
    """Yield the clauses of each sentence that has some figures, and the entries of lists."""
    for paragraph in _PARAGRAPH.split(text):
        if "|" in paragraph or figures.isdisjoint(Content.of(paragraph).vocabulary):
            continue
        lines = unlaid(paragraph).split("\n")
        if len(_ENTRY.findall(paragraph)) > 1:
            yield [_place(line, line) for line in lines]
            continue
        for sentence in sentences(" ".join(lines)):
            if not figures.isdisjoint(Content.of(sentence).vocabulary):
                yield [_place(part, part) for part in _joined().split(sentence)]


@lru_cache(maxsize=64)
def _tabled(text: str) -> tuple[Sequence[_Place], ...]:
    """Return the cells of each row and of each column of a text's tables."""
    found: list[Sequence[_Place]] = []
    for head, *rows in tables(text) if "|" in text else ():
        cells = [[_cell(row[0], name, cell) for name, cell in zip(head[1:], row[1:], strict=False)] for row in rows]
        found += [*cells, *zip(*cells, strict=False)]
    return tuple(found)


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    return re.compile(rf"[,;]\s+|[，、；]|\s(?:{'|'.join(sorted(all_of('conjunctions')))})\s")


def _cell(row: str, column: str, cell: str) -> _Place:
    place = _place(f"{row} {column}", cell)
    return replace(place, units=_NONE)  # the unit may be in the column's name


def _place(words: str, figures: str) -> _Place:
    units = frozenset(one.unit for one in figures_of(figures).amounts)
    told = frozenset(word for word in content(words) if not is_number(word))
    found = frozenset(numbers(Content.of(figures).tokens))
    units = units or (_YEARS if found and all(map(is_year, found)) else _NONE)
    return _Place(found, units, told, bool(found) and not any(map(is_month, told)))
