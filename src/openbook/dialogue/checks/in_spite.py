"""Where an answer gives what its own turn says that no passage tells."""

from openbook.dialogue.checks.fruitless import DENIED
from openbook.records import Item, Turn
from openbook.text.content import GRAMMAR, Content, numbers, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions
from openbook.text.normalise import length
from openbook.text.phrases import any_within, phrases, sentences

FEW = 3
"""Words of an answer of which one may be what was taken."""
SHORT = 15
"""Words of an answer beside whose figure nothing is said of a search."""
_TURNED_DOWN = (*DENIED, "unable", "declining", "refusals", "memory_talk", "hedging", "narrowing", "other_ones")
MOST = 0.6
"""Share of an answer's own words that passages have which was taken from them."""


def answers_in_spite(item: Item, turn: Turn) -> bool:
    """Whether an answer takes words or a figure from the passages, and denies nothing, although the turn's
    field or the end of its thoughts has it that they don't tell.

    What is quoted beside it is meant as an answer.
    """
    if turn.citations or any_within(turn.answer, (*DENIED, "unable", "memory_talk")):
        return False
    known = Content.of(turn.question).vocabulary
    own = [word for word in content(turn.answer) if word not in known and not GRAMMAR.fullmatch(word)]
    if turn.found is not False and not _ends_in_vain(turn.thoughts, own, len(item.passages)):
        return False
    shown = vocabulary_of(tuple(passage.text for passage in item.passages))
    taken = [word for word in own if word in shown]
    is_one = len(taken) == 1 and length(turn.answer) <= FEW
    return bool(numbers(taken)) or ((is_one or len(taken) > 1) and len(taken) >= MOST * len(own))


def answers_at_once(item: Item, turn: Turn) -> bool:
    """Whether a first answer, which no passage can give, is short, has a figure of theirs, and turns nothing down."""
    if length(turn.answer) > SHORT or any_within(turn.answer, _TURNED_DOWN):
        return False
    known = Content.of(turn.question).vocabulary
    shown = vocabulary_of(tuple(passage.text for passage in item.passages))
    return any(word in shown and word not in known for word in numbers(content(turn.answer)))


def _ends_in_vain(thoughts: str, own: list[str], count: int) -> bool:
    """Whether the last sentence of thoughts denies something of all passages or of none by its number, and has no word
    of the answer.
    """
    last = next(reversed(sentences(thoughts)), "")
    if not any_within(last, DENIED) or not Content.of(last).vocabulary.isdisjoint(own):
        return False
    named = {mention.rank for mention in mentions(last)}
    return len(named) == count or not (named or phrases("other_ones").within(last))
