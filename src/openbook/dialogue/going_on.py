"""A reply that is good as far as it goes and has too few turns is gone on with, not thrown away."""

from collections.abc import Sequence

from openbook.calls import Message
from openbook.records import Turn

GO_ON = "Go on with the turns that are still to come, in the same form, and repeat none."


def gone_on(said: str) -> tuple[Message, ...]:
    """Return what is said behind a prompt to have a reply gone on with."""
    return Message("assistant", said), Message("user", GO_ON)


def joined(before: tuple[Turn, ...], turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return a conversation with the turns that a reply adds; it may begin anew with those that were there."""
    asked = {turn.question.casefold() for turn in before}
    return (*before, *(turn for turn in turns if turn.question.casefold() not in asked))
