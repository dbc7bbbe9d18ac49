"""Repair before loss: what failed a check is asked for again, with what was wrong, and only the turns at fault."""

from collections.abc import Sequence

from openbook.calls import Message, Request
from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.reply import resized

MEND = (
    "A check of what you wrote found this: {detail}. Write all of it again, in the same form and the same language. "
    "Mend what was found, in every place where it occurs, and leave everything else as it is. "
    "Write nothing else, and don't mention the check."
)
MEND_TURNS = (
    "A check of what you wrote found this: {detail}. Write {turns} again, and no other: the rest stays as it is. Keep "
    "the form and the language, mend what was found, and leave everything else as it is. "
    "Write nothing else, and don't mention the check."
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A reply that could be read and that failed a check."""

    asked: Request
    """What it is shown behind: the request for it, or for the draft that it was to mend."""
    key: str
    """Of the request that it answers."""
    text: str
    """The reply."""
    finding: Finding

    @property
    def in_turns(self) -> bool:
        """Whether some turns alone are to be written again."""
        return bool(self.finding.at and self.finding.turns)

    def followed_by(self, sent: Request, text: str, finding: Finding) -> "Refused":
        """Return what a repair of this one, that failed too, leaves to be mended."""
        shown = replace(sent, schema=self.asked.schema) if self.in_turns else self.asked
        return Refused(shown, sent.key(), text, finding)


def mending(refused: Refused, number: int) -> Request:
    """Return the request for a refused reply's repair, the `number`-th from 1: the same, the reply, what was wrong."""
    finding, asked = refused.finding, refused.asked
    words = MEND_TURNS if refused.in_turns else MEND
    detail = finding.detail.rstrip(".").replace("{", "(").replace("}", ")")
    said = Message("assistant", refused.text)
    wrong = Message("user", words.format(detail=detail, turns=_named(finding.at)))
    schema = asked.schema and resized(asked.schema, len(finding.at)) if refused.in_turns else asked.schema
    return replace(asked, messages=(*asked.messages, said, wrong), attempt=number, schema=schema)


def _named(numbers: Sequence[int]) -> str:
    """Return `turn 2`, or `turns 1 and 3`."""
    if len(numbers) < 2:
        return f"turn {''.join(map(str, numbers))}"
    return f"turns {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
