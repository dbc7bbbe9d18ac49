"""Whether a later turn of a context without gold goes on to a passage that was shown, and says so."""

from collections.abc import Sequence

from openbook.dialogue.checks.fruitless import DENIED
from openbook.records import Item, Passage, Turn
from openbook.text.amounts import figures_of
from openbook.text.content import GRAMMAR, Content, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions_in_sentences
from openbook.text.phrases import any_within


def resting(item: Item, turns: Sequence[Turn]) -> list[Passage]:
    """Return the passages from which the last of some turns, which is not the first, takes its answer openly.

    It quotes them, or names them in thoughts that don't turn them down, and has a word or an amount of theirs, beside
    its question's, that hidden gold has not: what only gold is about is memory's.
    """
    turn = turns[-1]
    if len(turns) < 2:
        return []
    asked = Content.of(turn.question).vocabulary
    own = frozenset(word for word in content(turn.answer) if not (word in asked or GRAMMAR.fullmatch(word)))
    own -= vocabulary_of(tuple(one.text for one in item.gold))
    amounts = figures_of(turn.answer).amounts.difference(*(figures_of(one.text).amounts for one in item.gold))
    return [
        one
        for one in item.passages
        if (own & Content.of(one.text).vocabulary or amounts & figures_of(one.text).amounts)
        and (_quotes(turn, one.rank) or _names(turn.thoughts, one.rank))
    ]


def _quotes(turn: Turn, rank: int) -> bool:
    return turn.found is not False and any(one.rank == rank for one in (*turn.citations, *turn.evidence))


def _names(thoughts: str, rank: int) -> bool:
    """Whether a sentence of thoughts names a passage and denies nothing."""
    rows = mentions_in_sentences(thoughts)
    return any(any(one.rank == rank for one in named) and not any_within(said, DENIED) for said, named in rows)
