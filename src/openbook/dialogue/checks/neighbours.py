"""An amount that an answer has from a distractor, in the place of gold's."""

from collections.abc import Sequence

from openbook.dialogue.checks.figures import is_converted
from openbook.dialogue.checks.worked_out import follows
from openbook.records import Item, Turn
from openbook.text.amounts import figures_of
from openbook.text.content import Content, vocabulary_of
from openbook.text.mentions import unnumbered


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
