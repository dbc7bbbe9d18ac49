"""The check that an amount from memory is the one that the hidden chunk has."""

from collections.abc import Sequence
from operator import attrgetter

from openbook.codes import Code
from openbook.dialogue.checks.figures import is_converted
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.worked_out import follows, is_rounded, value_of
from openbook.records import Item, Turn
from openbook.text.about import matter_and_needed
from openbook.text.amounts import Amount, figures_of, scale
from openbook.text.content import Content, is_number, numbers, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import short, unnumbered
from openbook.text.phrases import sentences

FEWEST = 2
"""Words of a question that say what it is about."""


def misremembered(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an amount that an answer from memory gives where hidden gold has another one of its unit.

    No text and no question has its figure, none at hand gives it, and the sentence of gold is about the question.
    """
    if item.strict:
        return None
    gold = tuple(map(attrgetter("text"), item.gold))
    held = vocabulary_of(gold)
    for number, turn in enumerate(turns, start=1):
        figures = numbers(Content.of(turn.answer).vocabulary - held)
        if figures and (wrong := _wrong(item, turns[: number - 1], turn, figures)):
            one, sentence = wrong
            detail = f"turn {number} gives “{one}” from memory, where the chunk says “{short(sentence)}”"
            return Finding("misremembered", Code.UNSUPPORTED, detail, at=(number,))
    return None


def _wrong(item: Item, before: Sequence[Turn], turn: Turn, figures: Sequence[str]) -> tuple[Amount, str] | None:
    """Return an amount of an answer that is nowhere, with the sentence of gold that has another one in its place.

    `figures`: those of the answer that gold has not.
    """
    if len(content(turn.question)) < FEWEST:
        return None
    asked, needed, _ = matter_and_needed(turn.question)
    gold = tuple(chunk.text for chunk in item.gold)
    told = (*(one.text for one in item.passages), *(text for one in before for text in (one.question, one.answer)))
    known = vocabulary_of((*told, turn.question))
    new = [one for one in figures_of(turn.answer).amounts if one.figure in figures and one.figure not in known]
    if not new:
        return None
    led = Content.of(unnumbered(turn.thoughts)).vocabulary | Content.of(turn.question).vocabulary
    everywhere = frozenset().union(*(figures_of(text).amounts for text in gold))
    for sentence in (one for text in gold for one in sentences(text)):
        words, there = Content.of(sentence).vocabulary, figures_of(sentence).amounts
        if not there or len(asked & words) < needed:
            continue
        at_hand = frozenset(filter(is_number, words | led))
        for one in new:
            if not any(_in_its_unit(other, one.unit) for other in there) or is_converted(one, gold):
                continue
            if any(is_rounded(value_of(one.figure) or 0.0, _in_its_unit(other, one.unit)) for other in everywhere):
                continue
            others = at_hand - {one.figure}
            if not follows(one.figure, others, frozenset(), counted=False, doubled=False, scaled=False, next_to=False):
                return one, sentence
    return None


def _in_its_unit(amount: Amount, unit: str) -> float:
    """Return an amount in a unit; 0 for none, and where it has one of another kind."""
    factor = 1.0 if amount.unit == unit else scale(amount.unit, unit) or 0.0
    return factor * (value_of(amount.figure) or 0.0)
