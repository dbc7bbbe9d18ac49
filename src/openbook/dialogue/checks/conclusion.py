"""The check that an answer doesn't contradict what its own turn quotes: in a figure, a name, an opposite, a negation.

Only sure cases are found; what contradicts in other words is for a judge.
"""

from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.added import without_additions
from openbook.dialogue.checks.cut_short import cut_short
from openbook.dialogue.checks.elsewhere import BESIDE
from openbook.dialogue.checks.exchanged import exchanged
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.misplaced import misplaced
from openbook.dialogue.checks.neighbours import neighbours_figure
from openbook.dialogue.checks.own_words import in_turn, without_numbers_of_lists
from openbook.dialogue.checks.replaced import replaced
from openbook.dialogue.checks.turned_around import turned_around
from openbook.records import Item, Turn
from openbook.text.normalise import NO_WORDS, bare


def contradicts(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer that says another thing than the quotations of its own turn, or has a distractor's figure in the
    place of gold's.
    """
    if not item.has_gold:
        return None
    told = ""
    for number, turn, _, asked in in_turn(turns):
        quotes, bare_turn = [one.quote for one in turn.citations], without_numbers_of_lists(turn)
        wrong = _wrong(item, bare_turn, quotes, told) if quotes else ""
        wrong = wrong or ("" if item.scenario in BESIDE else neighbours_figure(item, bare_turn, asked))
        told = f"{told}\n{turn.answer}" if told else turn.answer
        if wrong:
            return Finding("contradicts", Code.UNSUPPORTED, f"the answer of turn {number} {wrong}", at=(number,))
    return None


def _wrong(item: Item, turn: Turn, quotes: Sequence[str], before: str) -> str:
    """Return in what an answer contradicts its quotations; what it adds from gold replaces nothing of them.

    `before`: the answers before it. One that is a quotation, word by word, can only have left out what follows it.
    """
    if (said := bare(turn.answer)) in map(bare, quotes) and said != NO_WORDS:
        return cut_short(item, turn, before)
    wrong = replaced(item, turn, quotes)
    if wrong and (bounded := without_additions(item, turn, quotes)) != turn:
        wrong = replaced(item, bounded, quotes)
    return (
        wrong
        or exchanged(turn, quotes)
        or misplaced(item, turn)
        or turned_around(turn, quotes)
        or cut_short(item, turn, before)
    )
