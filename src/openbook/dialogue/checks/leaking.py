"""Whether a passage may take the place of one that told an answer."""

from openbook.codes import Code
from openbook.dataclass import dataclass, field, replace
from openbook.dialogue.checks.answer_leak import answer_leak, turn_told
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.table import CHECKS, applying
from openbook.records import Item, Passage, Turn

_LEAKS = tuple(check for check in CHECKS if check.code is Code.ANSWER_LEAK)


@dataclass(slots=True)
class Telling:
    """Says of a passage whether it would leak, as a distractor of the item, what these turns answer."""

    item: Item
    turns: tuple[Turn, ...]
    _told: int = 0
    """The number of the turn that a passage told last: where many passages tell an answer, it is mostly this one."""
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    """What was said of passages, which come up for one place after the other, by source and text."""

    def __call__(self, passage: Passage) -> bool:
        """Ask the checks for leaks that apply to the item."""
        key = passage.source, passage.text
        if key not in self._known:
            self._known[key] = self._leaks(passage)
        return self._known[key]

    def _leaks(self, passage: Passage) -> bool:
        item, turns = self.item, self.turns
        gold = tuple(one for one in item.passages if one.is_gold)
        beside = replace(item, passages=(*gold, passage))
        rows = applying(_LEAKS if turns else (), item.scenario, item.has_gold, packaged=True)
        if any(check.find is answer_leak for check in rows):
            told = turn_told(beside, turns, passage, self._told)
            self._told = told or self._told
            if told:
                return True
        found = (check.find(beside, turns) for check in rows if check.find is not answer_leak)
        return any(isinstance(one, Finding) and one.leaking for one in found)
