"""A draft that one turn spoils: it is kept without that turn, where what is left is a conversation that was wanted."""

from collections.abc import Sequence

from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.deixis import pointing_words
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, LookedAt, Turn
from openbook.scenarios import SCENARIOS
from openbook.text.content import Content, is_number, vocabulary_of
from openbook.text.phrases import phrases

EQUAL_TURNS = frozenset({"answers", "recalls", "abstains"})
"""What answers do where each turn plays the same part; elsewhere one of them is what the item is for."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """What is left of a refused draft."""

    item: Item
    """Without the question of the turn that went."""
    turns: tuple[Turn, ...]
    dropped: LookedAt


def without_its_fault(item: Item, finding: Finding, fewest: int) -> Shortened | None:
    """Return a refused draft without the one turn in which something was found, before what is left is checked.

    None where more than one is at fault, fewer than `fewest` turns would stay, or the turn can't be spared: the first
    one never, in a conversation written in one piece none but the last, and none that a later one leans on.
    """
    if len(finding.at) != 1 or len(finding.turns) <= fewest or SCENARIOS[item.scenario].does not in EQUAL_TURNS:
        return None
    place = finding.at[0] - 1
    before, turn, after = finding.turns[:place], finding.turns[place], finding.turns[place + 1 :]
    stands_alone = bool(item.questions)
    if not before or (after and not stands_alone) or any(_leans(later, turn, before, item) for later in after):
        return None
    questions = item.questions[:place] + item.questions[place + 1 :]
    dropped = LookedAt(turn, finding.at[0], finding.check, finding.code, finding.detail)
    return Shortened(replace(item, questions=questions), (*before, *after), dropped)


def _leans(later: Turn, gone: Turn, before: Sequence[Turn], item: Item) -> bool:
    """Whether a turn speaks of what was said before, or has a figure from the turn that goes and from nowhere else."""
    if pointing_words(later.question):
        return True
    said = (later.question, later.thoughts, later.answer)
    if any(phrases("earlier_talk").within(text) for text in said):
        return True
    sources = [*(passage.text for passage in item.passages), *(chunk.text for chunk in item.gold), later.question]
    sources += [text for turn in before for text in (turn.question, turn.answer)]
    own = Content.of(later.answer).vocabulary & Content.of(gone.answer).vocabulary
    known = vocabulary_of(tuple(sources))
    return any(is_number(word) and word not in known for word in own)
