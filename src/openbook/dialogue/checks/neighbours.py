"""An amount that an answer has from a distractor, in the place of gold's."""

from collections.abc import Sequence

from openbook.dialogue.checks.figures import is_converted
from openbook.dialogue.checks.turned_around import parts
from openbook.dialogue.checks.worked_out import follows
from openbook.records import Item, Turn
from openbook.text.amounts import Amount, figures_of, is_unit_or_figure
from openbook.text.content import Content, is_number, numbers, vocabulary_of
from openbook.text.counting import counts_another
from openbook.text.foreign_numbers import numbers_elsewhere
from openbook.text.leak import content
from openbook.text.mentions import short, unnumbered
from openbook.text.phrases import phrases, sentences
from openbook.text.stems import BEGUN, begun

ABOUT = 2
"""Words of a clause and its question that a sentence has which is about the same."""


def neighbours_amount(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has an amount from elsewhere, and gold's of that unit is quoted: one each.

    It is a distractor's that it does not quote, or has a figure by which the passages only count something else.
    """
    told, quoted = figures_of(turn.answer).amounts, frozenset().union(*(figures_of(one).amounts for one in quotes))
    if told <= quoted:
        return ""
    used = {one.rank for one in turn.citations}
    gold = vocabulary_of(tuple(passage.text for passage in item.passages if passage.is_gold))
    led = Content.of(f"{unnumbered(turn.thoughts)}\n{turn.question}").vocabulary
    others = frozenset().union(
        *(figures_of(one.text).amounts for one in item.passages if not (one.is_gold or one.rank in used))
    )
    for one in told - quoted:
        alike = [other for other in told | quoted if other.unit == one.unit and other != one]
        if len(alike) != 1 or alike[0] in told or one.figure in led or is_converted(one, tuple(quotes)):
            continue
        if (one.figure in gold or one not in others) and not _counts_another(item, one, turn):
            continue
        at_hand, is_share = led | vocabulary_of(tuple(quotes)), one.unit == "%"
        if not follows(one.figure, at_hand, frozenset(), counted=False, scaled=False, of_a_whole=is_share):
            return f"says “{one}”, where “{alike[0]}” is quoted"
    return ""


def _counts_another(item: Item, amount: Amount, turn: Turn) -> bool:
    """Whether passages have an amount's figure, and each that has it counts something by it that the answer doesn't."""
    told = Content.of(turn.answer).vocabulary
    rows = [text for one in item.passages if amount.figure in (text := Content.of(one.text)).vocabulary]
    return bool(rows) and all(counts_another(one.tokens, amount.figure, told) for one in rows)


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
    ranks = frozenset(str(one.rank) for one in item.passages)
    led = (Content.of(unnumbered(turn.thoughts)).vocabulary - ranks) | Content.of(asked).vocabulary
    strange = [one for one in figures if one in there and one not in led]
    if not strange or numbers_elsewhere(turn.answer).issuperset(strange):
        return ""
    beginnings = begun(held)
    named = (word for word in content(f"{asked}\n{turn.answer}") if word in there and word not in held)
    if any(not is_number(word) and word[:BEGUN] not in beginnings for word in named):
        return ""
    quotes = tuple(one.quote for one in (*turn.citations, *turn.evidence)) if phrases("halves").within(asked) else ()
    known = (led | said) - frozenset(strange) | vocabulary_of(quotes)
    for part in parts(turn.answer):
        words, about = Content.of(part).vocabulary, frozenset(content(f"{asked}\n{part}"))
        units = {one.figure: one.unit for one in figures_of(part).amounts}
        for one in (one for one in strange if one in words):
            if follows(one, known, frozenset(), counted=False, scaled=False, next_to=False):
                continue
            if one in units and is_converted(Amount(one, units[one]), gold):
                continue
            for sentence in (sentence for text in gold for sentence in sentences(text)):
                matter = frozenset(word for word in content(sentence) if not is_unit_or_figure(word))
                is_about = len(about.intersection(content(sentence))) >= min(ABOUT, len(matter)) > 0
                if is_about and has_alike(sentence, one, units.get(one, "")):
                    return f"gives “{one}”, which only a distractor has, where gold says “{short(sentence)}”"
    return ""


def has_alike(sentence: str, figure: str, unit: str) -> bool:
    """Whether a sentence has a figure with the same unit, or another one of as many digits where there is no unit."""
    if unit:
        return any(one.unit == unit for one in figures_of(sentence).amounts)
    return any(len(one) == len(figure) and one != figure for one in figures_of(sentence).bare)
