"""The choices of one conversation, and the wordings that they fall on.

Every choice is drawn by hash from the item's id, so that the same item always gets the same conversation.
"""

import re
from functools import cache

from openbook import draws
from openbook.builtin.words import sections
from openbook.dataclass import dataclass


@cache
def _lines(wording: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the lines of a wording, each with the fields that it wants."""
    return tuple((line, tuple(re.findall(r"{(\w+)}", line))) for line in sections("wordings")[wording])


@dataclass(frozen=True, slots=True)
class Draw:
    """Choices for one item."""

    ids: tuple[str, ...]

    def number(self, step: str) -> float:
        """Return a number in [0, 1)."""
        return draws.uniform(0, f"builtin {step}", *self.ids)

    def say(self, step: str, wording: str, **fields: str) -> str:
        """Return one of the lines of a wording, filled in; those that lack a field are left out."""
        lines = [line for line, wanted in _lines(wording) if all(map(fields.get, wanted))]
        return draws.pick(lines, 0, f"builtin {step}", *self.ids).format(**fields)
