"""Whether a turn's own fields settle that gold answers it, so that its prose need only agree with them."""

from openbook.dialogue.checks.elsewhere import gold_ranks
from openbook.dialogue.checks.held import share
from openbook.records import Item, Turn
from openbook.text.content import GRAMMAR, Content, numbers
from openbook.text.leak import content
from openbook.text.normalise import bare

HELD = 0.5
"""Share of a short answer's own words that its evidence has, and that its answer has."""


def is_settled(item: Item, turn: Turn) -> bool:
    """Whether the evidence that a turn's field names stands in gold and holds its short answer, which its answer gives.

    A short answer in other words than the evidence's settles nothing, nor does one in words of its question alone.
    """
    if turn.found is False or not (turn.short_answer and turn.evidence and turn.citations):
        return False
    named, gold = {bare(one.quote) for one in turn.evidence}, gold_ranks(item)
    told = "\n".join(one.quote for one in turn.citations if one.rank in gold and bare(one.quote) in named)
    known = Content.of(turn.question).vocabulary
    own = [word for word in content(turn.short_answer) if word not in known and not GRAMMAR.fullmatch(word)]
    if not (told and own):
        return False
    figures = frozenset(numbers(own))
    return all(figures <= Content.of(text).vocabulary and share(own, text) >= HELD for text in (told, turn.answer))
