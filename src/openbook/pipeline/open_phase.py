"""Where a journey ends that is spread over several runs: at the first phase that is not paid for yet."""

from openbook.dataclass import dataclass
from openbook.pipeline.mapping import Mapped
from openbook.pipeline.progress import Progress


class OpenPhase(Exception):  # noqa: N818 - no error: it is the way out of a journey that others go on with
    """A phase has records whose calls are not answered yet, or were answered only now."""

    def __init__(self, mapped: Mapped) -> None:
        super().__init__(mapped.phase)
        self.phase = mapped.phase
        self.waiting = mapped.waiting
        """Records without all of their replies."""
        self.refusal = mapped.refusal
        """Why the server ended the sending; None where it didn't."""


def end_if_open(mapped: Mapped) -> None:
    """Raise OpenPhase behind a phase that is not paid for, or only now."""
    if mapped.waiting or mapped.sent:
        raise OpenPhase(mapped)


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
