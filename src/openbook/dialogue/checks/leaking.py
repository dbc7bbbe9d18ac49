"""Whether a passage may take the place of one that told an answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.table import CHECKS
from openbook.records import Item, Passage, Turn

_LEAKS = tuple(check for check in CHECKS if check.code is Code.ANSWER_LEAK)


def telling(item: Item, turns: Sequence[Turn]) -> Callable[[Passage], bool]:
    """Return what says of a passage that it would leak, as a distractor of the item, what these turns answer."""
    gold = tuple(passage for passage in item.passages if passage.is_gold)
    rows = [check for check in _LEAKS if turns and check.applies(item, packaged=True)]

    def tells(passage: Passage) -> bool:
        beside = replace(item, passages=(*gold, passage))
        found = (check.find(beside, turns) for check in rows)
        return any(isinstance(one, Finding) and one.leaking for one in found)

    return tells
