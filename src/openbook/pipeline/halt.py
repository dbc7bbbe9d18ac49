"""How a run is told to stop sending."""

from collections.abc import Callable

from openbook.pipeline.summary import Halted


class HaltSwitch:
    """Says that sending shall stop; whoever sends listens."""

    def __init__(self) -> None:
        self.reason: Halted | None = None
        self.grace: float | None = None
        """Seconds that what is in flight has to come home; None for as long as it takes."""
        self._listeners: list[Callable[[Halted], None]] = []

    def pull(self, reason: Halted, grace: float | None = None) -> None:
        """Tell all listeners; only the first reason counts."""
        if self.reason is None:
            self.reason, self.grace = reason, grace
            for listener in self._listeners:
                listener(reason)

    def listen(self, listener: Callable[[Halted], None]) -> None:
        """Call `listener` with the reason when the switch is pulled, or now if it was. It must not wait."""
        self._listeners.append(listener)
        if self.reason is not None:
            listener(self.reason)
