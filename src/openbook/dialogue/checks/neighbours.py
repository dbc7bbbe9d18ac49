"""An amount that an answer has from a distractor, in the place of gold's."""

from collections.abc import Sequence

from openbook.dialogue.checks.figures import is_converted
from openbook.dialogue.checks.turned_around import parts
from openbook.dialogue.checks.worked_out import follows
from openbook.records import Item, Turn
from openbook.text.amounts import Amount, figures_of, is_unit_or_figure
from openbook.text.content import Content, is_number, numbers, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import short, unnumbered
from openbook.text.phrases import sentences
from openbook.text.stems import BEGUN, begun

ABOUT = 2
"""Words of a clause and its question that a sentence has which is about the same."""


def neighbours_amount(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has the amount of a distractor that it does not quote, and gold's of that
    unit is quoted: one each.
    """
    told, quoted = figures_of(turn.answer).amounts, frozenset().union(*(figures_of(one).amounts for one in quotes))
    if told <= quoted:
        return ""
    used = {one.rank for one in turn.citations}
    gold = vocabulary_of(tuple(passage.text for passage in item.passages if passage.is_gold))
    led = Content.of(f"{unnumbered(turn.thoughts)}\n{turn.question}").vocabulary
    others = [figures_of(one.text).amounts for one in item.passages if not (one.is_gold or one.rank in used)]
    for one in (told - quoted).intersection(frozenset().union(*others)):
        alike = [other for other in told | quoted if other.unit == one.unit and other != one]
        if len(alike) != 1 or alike[0] in told or one.figure in gold | led or is_converted(one, tuple(quotes)):
            continue
        if not follows(one.figure, led | vocabulary_of(tuple(quotes)), frozenset(), counted=False, scaled=False):
            return f"says “{one}”, where “{alike[0]}” is quoted"
    return ""


def neighbours_figure(item: Item, turn: Turn, asked: str) -> str:
    """Return what is wrong where a clause has a figure of a distractor alone and else what gold says: gold has another
    one there.

    `asked`: the questions so far. Neither they nor the answer name what only distractors have, nor does the turn quote
    them or have the figure in its thoughts; nothing makes it out of other figures at hand.
    """
    said = Content.of(turn.answer).vocabulary
    figures = [one for one in numbers(said) if len(one) > 1]
    gold = tuple(one.text for one in item.passages if one.is_gold) if figures else ()
    held = vocabulary_of(gold)
    figures = [one for one in figures if one not in held]
    if not figures:
        return ""
    used = {one.rank for one in (*turn.citations, *turn.evidence)}
    if any(not one.is_gold and one.rank in used for one in item.passages):
        return ""
    there = vocabulary_of(tuple(one.text for one in item.passages if not one.is_gold))
    led = Content.of(f"{unnumbered(turn.thoughts)}\n{asked}").vocabulary
    strange = [one for one in figures if one in there and one not in led]
    if not strange:
        return ""
    beginnings = begun(held)
    named = (word for word in content(f"{asked}\n{turn.answer}") if word in there and word not in held)
    if any(not is_number(word) and word[:BEGUN] not in beginnings for word in named):
        return ""
    known = (led | said) - frozenset(strange)
    for part in parts(turn.answer):
        words, about = Content.of(part).vocabulary, frozenset(content(f"{asked}\n{part}"))
        units = {one.figure: one.unit for one in figures_of(part).amounts}
        for one in (one for one in strange if one in words):
            if follows(one, known, frozenset(), counted=False, scaled=False, next_to=False):
                continue
            if is_converted(Amount(one, units[one]), gold) if one in units else False:
                continue
            for sentence in (sentence for text in gold for sentence in sentences(text)):
                matter = frozenset(word for word in content(sentence) if not is_unit_or_figure(word))
                is_about = len(about.intersection(content(sentence))) >= min(ABOUT, len(matter)) > 0
                if is_about and _has_alike(sentence, one, units.get(one, "")):
                    return f"gives “{one}”, which only a distractor has, where gold says “{short(sentence)}”"
    return ""


def _has_alike(sentence: str, figure: str, unit: str) -> bool:
    """Whether a sentence has another figure with the same unit, or without one as many digits."""
    if unit:
        return any(one.unit == unit for one in figures_of(sentence).amounts)
    return any(len(one) == len(figure) and one != figure for one in figures_of(sentence).bare)
