"""Whether a turn's own fields settle what answers it, so that its prose need only agree with them."""

from collections.abc import Sequence

from openbook.dialogue.checks.held import share
from openbook.records import Item, Passage, Turn
from openbook.text.content import GRAMMAR, Content, numbers
from openbook.text.leak import content
from openbook.text.normalise import bare
from openbook.text.yes_no import side

HELD = 0.5
"""Share of a short answer's own words that its evidence has, and that its answer has."""


def is_settled(item: Item, turn: Turn) -> bool:
    """Whether a turn's fields settle that gold answers it."""
    return is_settled_by(turn, [one for one in item.passages if one.is_gold])


def is_settled_by(turn: Turn, passages: Sequence[Passage]) -> bool:
    """Whether the evidence that a turn's field names stands in some passages and holds its short answer, which its
    answer gives.

    A short answer in other words than the evidence's settles nothing, nor does one in words of its question alone. For
    one that has everybody's words alone (`it went well`) the answer's are asked.
    """
    if turn.found is False or not (turn.short_answer and turn.evidence and turn.citations):
        return False
    named, ranks = {bare(one.quote) for one in turn.evidence}, {one.rank for one in passages}
    told = "\n".join(one.quote for one in turn.citations if one.rank in ranks and bare(one.quote) in named)
    known = Content.of(turn.question).vocabulary
    said = content(turn.short_answer) or (() if side(turn.short_answer) else content(turn.answer))
    own = [word for word in said if word not in known and not GRAMMAR.fullmatch(word)]
    if not (told and own):
        return False
    figures = frozenset(numbers(own))
    return all(figures <= Content.of(text).vocabulary and share(own, text) >= HELD for text in (told, turn.answer))
