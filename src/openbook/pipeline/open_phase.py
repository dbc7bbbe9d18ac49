"""Where a journey ends that is spread over several runs: at the first phase that is not paid for yet."""

from openbook.errors import ServerError


class OpenPhase(Exception):  # noqa: N818 - no error: it is the way out of a journey that others go on with
    """A phase has records whose calls are not answered yet, or were answered only now."""

    def __init__(self, phase: str, waiting: int, refusal: ServerError | None) -> None:
        super().__init__(phase)
        self.phase = phase
        self.waiting = waiting
        """Records without all of their replies."""
        self.refusal = refusal
        """Why the server ended the sending; None where it didn't."""
