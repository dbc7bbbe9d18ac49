"""Where a journey ends that is spread over several runs: at the first phase that is not paid for yet."""

from dataclasses import dataclass

from openbook.errors import ServerError
from openbook.pipeline.progress import Progress


class OpenPhase(Exception):  # noqa: N818 - no error: it is the way out of a journey that others go on with
    """A phase has records whose calls are not answered yet, or were answered only now."""

    def __init__(self, phase: str, waiting: int, refusal: ServerError | None) -> None:
        super().__init__(phase)
        self.phase = phase
        self.waiting = waiting
        """Records without all of their replies."""
        self.refusal = refusal
        """Why the server ended the sending; None where it didn't."""


@dataclass(frozen=True, slots=True)
class Open:
    """The phase that is to be paid for."""

    phase: str
    round: int
    """From 1: the phases are gone through again for spare items."""
    waiting: int
    """Records without all of their replies."""


def opened(came: OpenPhase, progress: Progress) -> Open:
    """Return what a journey came to that showed itself on `progress`."""
    rounds = sum(phase.name == came.phase for phase in progress.phases)
    return Open(came.phase, max(1, rounds), came.waiting)
