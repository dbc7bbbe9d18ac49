"""Whether an answer gives one thing of gold the figure of another: of the row below, of the clause behind."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, permutations

from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.turned_around import parts
from openbook.dialogue.checks.worked_out import follows
from openbook.records import Item, Turn
from openbook.text.amounts import figures_of
from openbook.text.content import Content, is_number
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import unnumbered
from openbook.text.phrases import sentences

COVERED = 0.75
"""Share of the words that tell one thing from the other, from which an answer is about it."""

_AND = late(r"[,;]\s+|[，、；]|\s(?:and|und|y|et|e|и|а|और|sowie|mientras|tandis que|while|но)\s")
_NONE = frozenset({""})
_RULE = late(r"^[ \t]*\|?[ \t]*:?-{2}[-:| \t]*$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where gold tells figures, and the words by which it says of what."""

    figures: frozenset[str]
    units: frozenset[str]
    """Of the figures; empty for those without one."""
    words: frozenset[str]


def misplaced(item: Item, turn: Turn) -> str:
    """Return what is wrong where a clause of an answer has a figure that gold tells of something else beside it.

    The clause, with its question, has the words of the one thing and the figure of the other, none of whose own words
    it has; and nothing makes it out of other figures at hand.
    """
    answer, asked = Content.of(turn.answer).vocabulary, frozenset(content(turn.question))
    figures = frozenset(filter(is_number, answer)) - Content.of(turn.question).vocabulary
    if not figures:
        return ""
    for there, other in _siblings(tuple(passage.text for passage in item.passages if passage.is_gold), figures):
        own, theirs = there.words - other.words, other.words - there.words
        if (other.figures - there.figures) & answer or not theirs or not own - asked:
            continue
        for part in parts(turn.answer):
            said = Content.of(part).vocabulary
            told = there.figures & said
            about = said | asked
            if not told or not told >= there.figures - asked or not (own - asked).isdisjoint(answer):
                continue
            if len(theirs & about) < COVERED * len(theirs) or not (there.words & other.words <= about or theirs & said):
                continue
            at_hand = Content.of(unnumbered(turn.thoughts)).vocabulary | Content.of(turn.question).vocabulary
            left = at_hand - there.figures
            if not any(follows(one, left, frozenset(), counted=False, scaled=False, next_to=False) for one in told):
                return f"gives “{min(told)}”, which gold tells of “{min(own)}”, and not of “{min(theirs)}”"
    return ""


def _siblings(texts: tuple[str, ...], figures: frozenset[str]) -> Iterator[tuple[_Place, _Place]]:
    """Yield each two places beside each other of which the first one has some of the figures."""
    for places in _groups(texts):
        for one, other in permutations(places, 2):
            if one.figures & figures - other.figures and one.units & other.units:
                yield one, other


@lru_cache(maxsize=64)
def _groups(texts: tuple[str, ...]) -> tuple[tuple[_Place, ...], ...]:
    """Return the clauses of each sentence, the cells of each row and those of each column, that have figures."""
    found = [_clauses(sentence) for text in texts for sentence in sentences(text) if "|" not in sentence]
    tables = (table for text in texts if "|" in text for table in _tables(text.split("\n")))
    for head, *rows in tables:
        cells = [[_cell(row[0], name, cell) for name, cell in zip(head[1:], row[1:], strict=False)] for row in rows]
        found += [*cells, *map(list, zip(*cells, strict=False))]
    groups = (tuple(place for place in group if place.figures) for group in found)
    return tuple(group for group in groups if len(group) > 1)


def _clauses(sentence: str) -> list[_Place]:
    if sum(map(is_number, Content.of(sentence).tokens)) < 2:
        return []
    return [_place(part, part) for part in _AND.split(sentence)]


def _cell(row: str, column: str, cell: str) -> _Place:
    place = _place(f"{row} {column}", cell)
    return replace(place, units=_NONE)  # the unit may be in the column's name


def _place(words: str, figures: str) -> _Place:
    numbers = frozenset(filter(is_number, Content.of(figures).tokens))
    units = frozenset(one.unit for one in figures_of(figures).amounts)
    return _Place(numbers, units or _NONE, frozenset(word for word in content(words) if not is_number(word)))


def _tables(lines: Sequence[str]) -> Iterator[list[list[str]]]:
    """Yield the tables among some lines: the names of the columns, and behind them the rows."""
    for number, (above, line) in enumerate(pairwise(lines), start=1):
        if "|" in above and _RULE.match(line):
            rows = [above]
            for row in lines[number + 1 :]:
                if "|" not in row:
                    break
                rows.append(row)
            yield [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
