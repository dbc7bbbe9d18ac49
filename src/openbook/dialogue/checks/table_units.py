"""Units of a table's cells, which its column's name or its row tells: `weight (kg)`."""

from functools import lru_cache

from openbook.dialogue.checks.worked_out import follows, value_of
from openbook.records import Item, Turn
from openbook.text.amounts import Amount, figures_of, scale, sign_of_stem
from openbook.text.content import Content
from openbook.text.mentions import unnumbered
from openbook.text.tables import tables

FEWEST_DIGITS = 2
"""Digits of a figure that is read from a cell and not counted."""
NEAR = 0.02
"""How far a cell's amount may be rounded in another unit, as a share of it."""


def unit_of_no_cell(item: Item, turn: Turn) -> str:
    """Return an amount of an answer whose figure a table of gold measures in other units of its kind; empty for none.

    Nothing else tells the amount: no text, no cell in another unit, and no figures of the question or the thoughts.
    """
    gold = [one.text for one in item.passages if one.is_gold and "|" in one.text]
    told = figures_of(turn.answer).amounts if gold else frozenset()
    if not told:
        return ""
    cells = frozenset().union(*map(_measured, gold))
    units = {one: {cell.unit for cell in cells if cell.figure == one.figure} for one in told}
    wrong = [one for one in told if one.unit not in units[one] and any(scale(by, one.unit) for by in units[one])]
    if not wrong:
        return ""
    thoughts = unnumbered(turn.thoughts)
    places = (*(one.text for one in item.passages), thoughts, turn.question)
    known = cells.union(*(figures_of(one).amounts for one in places))
    led = Content.of(thoughts).vocabulary | Content.of(turn.question).vocabulary
    for one in sorted(wrong, key=str):
        is_made = follows(one.figure, led - {one.figure}, frozenset(), counted=False, scaled=False, next_to=False)
        if len(one.figure) >= FEWEST_DIGITS and not (is_made or any(_is_same(one, other) for other in known)):
            return str(one)
    return ""


def _is_same(one: Amount, other: Amount) -> bool:
    """Whether two amounts are the same one, in whatever units."""
    factor, value, wanted = scale(other.unit, one.unit), value_of(other.figure), value_of(one.figure)
    if one == other or factor is None or value is None or wanted is None:
        return one == other
    return abs(wanted - value * factor) <= NEAR * wanted


@lru_cache(maxsize=64)
def _measured(text: str) -> frozenset[Amount]:
    """Return the bare figures of a text's tables with each unit that the column's name, or else the row, has."""
    found: set[Amount] = set()
    for head, *rows in tables(text):
        for row in rows:
            beside = frozenset().union(*(_units_named(cell) for cell in row))
            for name, cell in zip(head, row, strict=False):
                for figure in figures_of(cell).bare:
                    found.update(Amount(figure, unit) for unit in _units_named(name) or beside)
    return frozenset(found)


def _units_named(text: str) -> frozenset[str]:
    """Return the units that a text names without a figure."""
    return frozenset(filter(None, map(sign_of_stem, Content.of(text).vocabulary))) - {
        one.unit for one in figures_of(text).amounts
    }
