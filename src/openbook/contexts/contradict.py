"""Passages that contradict a chunk: another version of the page, or the chunk with one fact changed."""

import re
from collections.abc import Iterable

from openbook import draws
from openbook.contexts.dated import state_year
from openbook.contexts.defaults import TURNED, defaults
from openbook.contexts.facts import TWIN, StatedFigure, facts, states_nothing
from openbook.contexts.text_versions import YEAR, prose, times, whole
from openbook.dataclass import dataclass
from openbook.text.content import Content, is_number
from openbook.text.denial import is_turned
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.units import unit_factor
from openbook.text.word_lists import stop_words

_LATEST = 2000
"""A year from here on is only moved back: nobody writes of what has not been yet."""
_NAMED = late(r"\b(by) ((?:[A-Z][a-z]{2,})(?: [A-Z][a-z]+){1,2})\b(?![’'-]| [A-Z])")
"""Who did something: places and works stand in longer names too often."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A chunk's text with one fact changed wherever it stands."""

    text: str
    before: str
    after: str
    mention: str = ""
    """The changed fact in a sentence of its own, as a page on something else would tell it; empty where none is at
    hand."""


def contradicting(text: str, seed: int, id_: str, related: Iterable[str] = ()) -> Altered | None:
    """Return the text with one fact changed: a default in a table, or else a year or an amount with its unit (and the
    same amount in another unit), or who did something; None where there is none.

    Only what stands once in the text is changed, never in formulas, code, names, lists of numbers or examples. Which
    fact it is, and what it becomes, is drawn by `id_`; a new year keeps its place among the text's other years, an
    amount its form and size; a name comes from one of the `related` texts.
    """
    if (altered := _in_a_table(text, seed, id_)) is not None:
        return altered
    stop = stop_words(language(text))
    found = [fact for sentence in prose(text) for fact in facts(sentence, text, stop)]
    for fact in sorted(found, key=lambda fact: draws.number(seed, "fact", id_, fact.number)):
        altered = _changed(fact, text, seed, id_)
        if altered:
            return altered
    return _renamed(text, related)


def _changed(fact: StatedFigure, text: str, seed: int, id_: str) -> Altered | None:
    """Return the text with the fact changed; None where no other value fits."""
    draw = draws.uniform(seed, "value", id_, fact.number)
    other = _another_year(fact.number, text, draw) if fact.is_year else _another(fact.number, draw)
    if other is None or other == fact.number or times(other, text):
        return None
    after = fact.sentence[fact.start :]
    changed = whole(fact.number).sub(other, after, count=1)
    twin = TWIN.match(after.partition(fact.number)[2])
    if twin:
        converted = _converted(other, twin)
        if converted is None or times(twin["twin"], text) != 1:
            return None
        changed = whole(twin["twin"]).sub(converted, changed, count=1)
    elif re.match(r"\s?[^\W\d_]*\s*[(（]\D{0,8}\d", after.partition(fact.number)[2]):
        return None
    altered = fact.sentence[: fact.start] + changed
    return Altered(text.replace(fact.sentence, altered, 1), fact.number, other)


def _another_year(year: str, text: str, draw: float) -> str | None:
    """Return another year of the same century that no other year of the text lies between; None where there is none."""
    value = int(year)
    others = sorted({int(found) for found in YEAR.findall(text)} - {value})
    first = (value - 1) // 100 * 100 + 1
    low = max((other for other in others if other < value), default=value - 9)
    latest = value if value >= _LATEST else value + 9
    high = min((other for other in others if value < other <= latest), default=latest)
    near = range(max(low + 1, value - 9, first), min(high, value + 10, first + 100))
    free = [n for n in near if abs(n - value) > 1]
    return str(free[int(draw * len(free))]) if free else None


def _converted(amount: str, twin: re.Match[str]) -> str | None:
    """Return the amount in the other unit, as roundly as it stood there; None for units that are not listed."""
    factor = unit_factor(twin["unit"], twin["other"])
    if factor is None:
        return None
    value = float(amount.replace(",", "")) * factor
    decimals = len(twin["twin"].partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in twin["twin"] or value >= 1000 else f"{value:.{decimals}f}"


def _in_a_table(text: str, seed: int, id_: str) -> Altered | None:
    """Return the text with a default of a settings table changed; None where it has none."""
    for default in sorted(defaults(text), key=lambda one: draws.number(seed, "cell", id_, one.row.text, one.value)):
        before = default.value
        after = TURNED.get(before) or _another(before, draws.uniform(seed, "value", id_, before))
        if after != before:
            return Altered(text[: default.start] + after + text[default.start + len(before) :], before, after)
    return None


def _renamed(text: str, related: Iterable[str]) -> Altered | None:
    """Return the text with who did something exchanged for someone who did the like in a related text, where neither
    part of the name stands anywhere else in it.
    """
    stated = [one for one in prose(text) if not states_nothing(one) and not is_turned(one)]
    own = [name for sentence in stated for _, name in _NAMED.findall(sentence)]
    alone = [name for name in own if all(times(part, text) == 1 for part in name.split())]
    for other in related if alone else ():
        for _, name in _NAMED.findall(other):
            for before in (old for old in alone if old.count(" ") == name.count(" ")):
                if not any(times(part, text) for part in name.split()):
                    return Altered(whole(before).sub(name, text), before, name)
    return None


def outdating(text: str, seed: int, id_: str) -> Altered | None:
    """Return the text as it may have stood some years before: a dated sentence about a state, with its year and one
    figure moved back; None where no sentence says explicitly when what it says holds.
    """
    spoken = language(text)
    stop = stop_words(spoken)
    for sentence in prose(text):
        then = state_year(sentence, spoken)
        if then is None:
            continue
        found = list(facts(sentence.replace(then, "", 1), text, stop))
        figures = [fact.number for fact in found]
        if len(figures) != 1 or sum(map(is_number, Content.of(sentence).tokens)) > 2:
            continue
        year = str(int(then) - draws.integer(2, 6, seed, "years", id_))
        other = _another(figures[0], 0.5 * draws.uniform(seed, "value", id_))
        older = whole(figures[0]).sub(other, whole(then).sub(year, sentence))
        if other != figures[0] and not times(year, text):
            return Altered(text.replace(sentence, older), f"{figures[0]} ({then})", f"{other} ({year})")
    return None


def _another(fact: str, draw: float) -> str:
    """Return another value of the same form: draws below a half give smaller ones."""
    digits = fact.replace(",", "")
    whole, _, decimals = digits.partition(".")
    value = float(digits)
    share = 0.15 + 0.35 * (2 * draw % 1)
    moved = value * (1 + share if draw >= 0.5 else 1 - share)
    if decimals:
        return f"{moved:,.{len(decimals)}f}" if "," in fact else f"{moved:.{len(decimals)}f}"
    zeros = len(whole) - len(whole.rstrip("0"))
    unit = 10 ** min(zeros, max(0, len(whole) - 2))
    rounded = max(unit, round(moved / unit) * unit)
    if rounded == int(value):
        rounded += unit if draw >= 0.5 or rounded <= 2 * unit else -unit
    if value <= 100 < rounded:
        rounded = int(value) - max(1, int(value * share))
    return f"{rounded:,}" if "," in fact else str(rounded)
