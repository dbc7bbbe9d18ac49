"""Passages that contradict a chunk: another version of the page, or the chunk with one fact changed."""

import re
from collections.abc import Iterable

from openbook import draws
from openbook.contexts.dated import state_year
from openbook.contexts.defaults import TURNED, defaults
from openbook.contexts.facts import PLAIN, TWIN, StatedFigure, facts, figures, states_nothing
from openbook.contexts.text_versions import prose, times, whole
from openbook.contexts.values import another, another_year, in_digits_of
from openbook.dataclass import dataclass
from openbook.text.content import Content, is_number, numbers
from openbook.text.denial import is_turned
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.units import unit_factor
from openbook.text.word_lists import stop_words

_NAMED = late(r"\b(by) ((?:[A-Z][a-z]{2,})(?: [A-Z][a-z]+){1,2})\b(?![’'-]| [A-Z]|\s*[,(])")
"""Who did something: places and works stand in longer names too often. An apposition would stay true of the old one."""


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
    if fact.is_year:
        other = another_year(fact.number, text, draw)
    else:
        other = another(fact.number, draw, _around(fact, text), is_age=fact.is_age)
    if other is None or times(other, text):
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


def _around(fact: StatedFigure, text: str) -> frozenset[float]:
    """Return the other figures of a fact's sentence and of those beside it, also in words, in the fact's own unit: with
    1.5 million men, 2,000,000 is 2. The same amount in another unit is none of them.
    """
    said = prose(text)
    place = said.index(fact.sentence)
    before, after = fact.sentence[: fact.start], fact.sentence[fact.start + len(fact.number) :]
    if twin := TWIN.match(after):
        after = after[twin.end() :]
    value = float(fact.number.replace(",", ""))
    whole_value = next(iter(numbers(Content.of(fact.sentence[fact.start :]).tokens)), fact.number)
    unit = float(whole_value) / value if PLAIN.fullmatch(whole_value) else 1.0
    others = figures("\n".join((*said[max(0, place - 1) : place], before, after, *said[place + 1 : place + 2])))
    return frozenset(other / unit for other in others)


def _converted(amount: str, twin: re.Match[str]) -> str | None:
    """Return the amount in the other unit, as roundly as it stood there; None for units that are not listed."""
    factor = unit_factor(twin["unit"], twin["other"])
    if factor is None:
        return None
    value = float(amount.replace(",", "")) * factor
    decimals = len(twin["twin"].partition(".")[2])
    told = f"{value:,.{decimals}f}" if "," in twin["twin"] or value >= 1000 else f"{value:.{decimals}f}"
    return in_digits_of(twin["twin"], told)


def _in_a_table(text: str, seed: int, id_: str) -> Altered | None:
    """Return the text with a default of a settings table changed; None where it has none."""
    for default in sorted(defaults(text), key=lambda one: draws.number(seed, "cell", id_, one.row.text, one.value)):
        before = default.value
        after = TURNED.get(before) or another(before, draws.uniform(seed, "value", id_, before))
        if after is not None:
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
        if len(found) != 1 or sum(map(is_number, Content.of(sentence).tokens)) > 2:
            continue
        year = str(int(then) - draws.integer(2, 6, seed, "years", id_))
        amount = found[0].number
        other = another(amount, 0.5 * draws.uniform(seed, "value", id_), may_grow=False)
        if other is not None and not times(year, text):
            older = whole(amount).sub(other, whole(then).sub(year, sentence))
            return Altered(text.replace(sentence, older), f"{amount} ({then})", f"{other} ({year})")
    return None
