"""Answers that are worked out of figures at hand, and so may have few words of any passage."""

from collections.abc import Sequence, Set

from openbook.dialogue.checks.elsewhere import gold_ranks
from openbook.dialogue.checks.worked_out import EQUALS, follows, is_rounded, value_of
from openbook.records import Item, Turn
from openbook.text.amounts import is_unit_or_figure
from openbook.text.content import GRAMMAR, Content, is_spaceless, numbers, vocabulary_of, word_count
from openbook.text.leak import content
from openbook.text.mentions import mentions, unnumbered
from openbook.text.phrases import sentences

LITTLE = 2
"""Words of gold that thoughts tell which work with it; a pair of characters is half a word."""
MOST_STRANGE = 3
"""Words beside figures that an answer which tells a result may have and no text at hand."""


def is_reckoned(item: Item, before: Sequence[Turn], turn: Turn, own: Sequence[str]) -> bool:
    """Whether an answer tells what its thoughts work out of gold or, in a later turn, of what was told before.

    `before`: the turns before it; `own`: the words of the answer that no question has. In a first turn thoughts name
    gold by its number.
    """
    if not turn.thoughts or not (before or _names_gold(item, turn)):
        return False
    if all(is_unit_or_figure(word) or is_spaceless(word) for word in own) and tells_of(turn, _gold(item)):
        return True
    known = _known(item, before)
    if not _tells_a_result(turn, known):
        return False
    known |= Content.of(turn.thoughts).vocabulary
    strange = [one for one in own if one not in known and not (is_unit_or_figure(one) or GRAMMAR.fullmatch(one))]
    return word_count(strange) <= MOST_STRANGE


def goes_on_reckoning(item: Item, before: Sequence[Turn], turn: Turn) -> bool:
    """Whether thoughts of a later turn reckon with what was told before, and so need name no passage once more."""
    return bool(before) and item.has_gold and bool(_results(turn, _known(item, before)))


def reckons(item: Item, before: Sequence[Turn], turn: Turn) -> bool:
    """Whether a later answer tells what its thoughts reckon with what was told before."""
    return bool(before) and _tells_a_result(turn, _known(item, before))


def _tells_a_result(turn: Turn, known: Set[str]) -> bool:
    """Whether an answer has a figure that its thoughts reckon of others, one of which is known."""
    values = [value for one in numbers(Content.of(turn.answer).tokens) if (value := value_of(one)) is not None]
    return any(_is_told(result, value) for result in _results(turn, known) for value in values)


def tells_of(turn: Turn, texts: tuple[str, ...]) -> bool:
    """Whether thoughts have words of some texts beside their question's."""
    held, asked = vocabulary_of(texts), Content.of(turn.question).vocabulary
    told = [word for word in content(unnumbered(turn.thoughts)) if word in held and word not in asked]
    return word_count(told) >= LITTLE


def _names_gold(item: Item, turn: Turn) -> bool:
    ranks = gold_ranks(item)
    return any(mention.rank in ranks for mention in mentions(turn.thoughts))


def _gold(item: Item) -> tuple[str, ...]:
    return tuple(passage.text for passage in item.passages if passage.is_gold)


def _known(item: Item, before: Sequence[Turn]) -> frozenset[str]:
    """Return the words that a turn may rest on: gold's in the first one, then those of all passages and turns."""
    if not before:
        return vocabulary_of(_gold(item))
    told = (text for one in before for text in (one.question, one.answer))
    return vocabulary_of((*(passage.text for passage in item.passages), *told))


def _results(turn: Turn, known: Set[str]) -> list[float]:
    """Return what thoughts reckon of figures of which one at least is known: `97 × 1.8 + 32 = 206.6` has 206.6, and
    `26 days in July and 21 in August, 47 together` has 47 where 21 is known. Without a sign it follows from the others.
    """
    found: list[str] = []
    for sentence in sentences(unnumbered(turn.thoughts)):
        first, *others = EQUALS.split(sentence)
        terms = numbers(Content.of(first).tokens)
        if len(terms) > 1 and not known.isdisjoint(terms):
            results = (number for part in others for number in numbers(Content.of(part).tokens)[:1])
            found += results if others else [one for one in terms if _follows(one, terms)]
    return [value for one in found if (value := value_of(one)) is not None]


def _follows(figure: str, terms: Sequence[str]) -> bool:
    others = frozenset(terms) - {figure}
    return follows(figure, others, frozenset(), counted=False, doubled=False, scaled=False, next_to=False)


def _is_told(result: float, value: float) -> bool:
    """Whether a figure tells a result: as it is, rounded, as a whole number beside it, or in percent."""
    is_beside = value == int(value) and abs(value - result) < 1
    return is_beside or is_rounded(value, result) or is_rounded(value, 100 * result)
