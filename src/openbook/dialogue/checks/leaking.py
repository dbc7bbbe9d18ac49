"""Whether a passage may take the place of one that told an answer."""

from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.table import CHECKS, applying
from openbook.records import Item, Passage, Turn

_LEAKS = tuple(check for check in CHECKS if check.code is Code.ANSWER_LEAK)


@dataclass(frozen=True, slots=True)
class Telling:
    """Says of a passage whether it would leak, as a distractor of the item, what these turns answer."""

    item: Item
    turns: tuple[Turn, ...]

    def __call__(self, passage: Passage) -> bool:
        """Ask the checks for leaks that apply to the item."""
        item, turns = self.item, self.turns
        gold = tuple(one for one in item.passages if one.is_gold)
        beside = replace(item, passages=(*gold, passage))
        rows = applying(_LEAKS if turns else (), item.scenario, item.has_gold, packaged=True)
        found = (check.find(beside, turns) for check in rows)
        return any(isinstance(one, Finding) and one.leaking for one in found)
