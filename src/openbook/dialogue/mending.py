"""Repair before loss: a draft that failed a check is asked for again, with what was wrong."""

from dataclasses import dataclass, replace

from openbook.calls import Message, Request
from openbook.dialogue.checks.finding import Finding

MEND = (
    "A check of what you wrote found this: {detail}. Write all of it again, in the same form and the same language. "
    "Mend what was found, in every place where it occurs, and leave everything else as it is. "
    "Write nothing else, and don't mention the check."
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A reply that could be read and that failed a check."""

    sent: Request
    """What was asked for it in the first place."""
    text: str
    """The reply."""
    finding: Finding


def mending(refused: Refused, number: int) -> Request:
    """Return the request for a refused reply's repair, the `number`-th from 1: the same, the reply, what was wrong."""
    said = Message("assistant", refused.text)
    wrong = Message("user", MEND.format(detail=refused.finding.detail.rstrip(".").replace("{", "(").replace("}", ")")))
    return replace(refused.sent, messages=(*refused.sent.messages, said, wrong), attempt=number)
