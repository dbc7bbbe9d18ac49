"""The choices of one conversation, and the wordings that they fall on.

Every choice is drawn by hash from the item's id, so that the same item always gets the same conversation.
"""

import re

from openbook import draws
from openbook.builtin.words import sections
from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Draw:
    """Choices for one item."""

    ids: tuple[str, ...]

    def number(self, step: str) -> float:
        """Return a number in [0, 1)."""
        return draws.uniform(0, f"builtin {step}", *self.ids)

    def say(self, step: str, wording: str, **fields: str) -> str:
        """Return one of the lines of a wording, filled in; those that lack a field are left out."""
        lines = [line for line in sections("wordings")[wording] if all(map(fields.get, re.findall(r"{(\w+)}", line)))]
        return draws.pick(lines, 0, f"builtin {step}", *self.ids).format(**fields)
