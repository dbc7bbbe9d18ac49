"""The check that an answer doesn't contradict what its own turn quotes: in a figure, a name, an opposite, a negation.

Only sure cases are found; what contradicts in other words is for a judge.
"""

from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.exchanged import exchanged
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.replaced import replaced
from openbook.dialogue.checks.turned_around import turned_around
from openbook.records import Item, Turn


def contradicts(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer that says another thing than the quotations of its own turn."""
    if not item.has_gold:
        return None
    for number, turn in enumerate(turns, start=1):
        quotes = [one.quote for one in turn.citations]
        if quotes and (wrong := replaced(item, turn, quotes) or exchanged(turn, quotes) or turned_around(turn, quotes)):
            return Finding("contradicts", Code.UNSUPPORTED, f"the answer of turn {number} {wrong}", at=(number,))
    return None
