"""What a person sees while a run works: counters that the run adds to, read by a thread a few times a second.

The run never waits for the terminal: advancing a phase adds to an integer, and nothing else.
"""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol, Self

from openbook.calls import Size
from openbook.dataclass import dataclass, field
from openbook.llm.counters import Trouble


class CallCounters(Protocol):
    """What a model's client counts while it sends; plain numbers, read without a lock."""

    @property
    def sent(self) -> int: ...
    @property
    def replayed(self) -> int: ...
    @property
    def retried(self) -> int: ...
    @property
    def input_tokens(self) -> int: ...
    @property
    def output_tokens(self) -> int: ...
    @property
    def cost(self) -> float: ...
    @property
    def in_flight(self) -> int: ...
    @property
    def heard(self) -> float: ...
    @property
    def slowest(self) -> float: ...
    @property
    def timeout(self) -> float: ...
    @property
    def trouble(self) -> Trouble | None: ...


@dataclass(frozen=True, slots=True)
class Spent:
    """What a phase's calls have cost."""

    tokens: int = 0
    """Input and output."""
    cost: float = 0.0

    def since(self, before: "Spent") -> "Spent":
        """Return the difference."""
        return Spent(self.tokens - before.tokens, self.cost - before.cost)


@dataclass(slots=True)
class Phase:
    """One line of the display."""

    name: str
    """`read`, `judge`, `generate`, …"""
    unit: str
    """What is counted: `documents`, `chunks`, `items`, `records`."""
    total: int | None
    """None until it is known."""
    size: Size | None
    """Which model it calls; None for a phase without calls."""
    beside: tuple[Size, ...] = ()
    """Other models that it calls as well."""
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None
    cut: bool = False
    """Whether it ended before its end: by Ctrl-C or by an error."""
    before: Spent = Spent()
    """What the model's counters said when it began."""
    spent: Spent = Spent()
    """Of its calls, once it has ended."""
    history: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=64))
    """Seconds and done at the last looks, for the rate of now."""

    def advance(self, n: int = 1) -> None:
        """Count n more as done."""
        self.done += n

    def seconds(self) -> float:
        """Return how long it has run, or ran."""
        return (self.ended if self.ended is not None else time.monotonic()) - self.started

    def rate(self) -> float:
        """Return how many a second: of the last looks while it runs, of the whole once it has ended."""
        if self.ended is not None or len(self.history) < 2:
            return self.done / max(self.seconds(), 1e-9)
        then, before = self.history[0]
        return (self.done - before) / max(time.monotonic() - then, 1e-9)

    def seconds_left(self) -> float | None:
        """Return the time that the rest takes at this rate; None where that can't be said yet."""
        if self.ended is not None or self.total is None or not self.done or self.seconds() < 1:
            return None
        rate = self.rate()
        return (self.total - self.done) / rate if rate > 0 else None


class Progress:
    """Keeps the counters and shows nothing: the form for tests and for `--quiet`."""

    def __init__(self) -> None:
        self.phases: list[Phase] = []
        self.notices: list[str] = []
        self.calls: Mapping[Size, CallCounters] = {}
        self.muted = False
        """Whether notices are kept and not said: what is looked at is something else."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @contextmanager
    def phase(
        self,
        name: str,
        total: int | None = None,
        *,
        unit: str = "",
        size: Size | None = None,
        beside: tuple[Size, ...] = (),
    ) -> Iterator[Phase]:
        """Show a line until the block ends; `advance` it, and set its `total` when it becomes known."""
        phase = Phase(name=name, unit=unit, total=total, size=size, beside=beside)
        phase.before = self._counted(phase)
        self.phases.append(phase)
        self.phase_started(phase)
        try:
            yield phase
        except BaseException:
            phase.cut = True
            raise
        finally:
            phase.spent = self.spent(phase)
            phase.ended = time.monotonic()
            self.phase_ended(phase)

    def spent(self, phase: Phase) -> Spent:
        """Return what the phase's calls have cost so far, or in all once it has ended."""
        return phase.spent if phase.ended is not None else self._counted(phase).since(phase.before)

    def of(self, phase: Phase) -> list[CallCounters]:
        """Return what is counted of the models that a phase calls."""
        sizes = () if phase.size is None else dict.fromkeys((phase.size, *phase.beside))
        return [self.calls[size] for size in sizes if size in self.calls]

    def _counted(self, phase: Phase) -> Spent:
        counted = self.of(phase)
        return Spent(sum(one.input_tokens + one.output_tokens for one in counted), sum(one.cost for one in counted))

    def notice(self, text: str) -> None:
        """Say something once, in one sentence; a repetition is not shown again."""
        if text not in self.notices:
            self.notices.append(text)
            if not self.muted:
                self.notice_given(text)

    def watch(self, calls: Mapping[Size, CallCounters]) -> None:
        """Show tokens and cost from a client's counters on the lines of the phases that call it."""
        self.calls = calls

    @property
    def sending(self) -> bool:
        """Whether a stop has calls to wait for: the phase of now calls a model, and has reached a server."""
        phase = self.phases[-1] if self.phases else None
        if phase is None or phase.ended is not None:
            return False
        return any(calls.in_flight or calls.sent for calls in self.of(phase))

    @property
    def assembling(self) -> bool:
        """Whether the output is being written, which takes seconds and is better waited for."""
        phase = self.phases[-1] if self.phases else None
        return phase is not None and phase.ended is None and phase.name == "assemble"

    def seconds(self) -> dict[str, float]:
        """Return how long each phase took, in order."""
        seconds: dict[str, float] = {}
        for phase in self.phases:
            seconds[phase.name] = seconds.get(phase.name, 0.0) + phase.seconds()
        return seconds

    def start(self) -> None:
        """Begin to show."""

    def stop(self) -> None:
        """Leave the terminal as it was found."""

    def phase_started(self, phase: Phase) -> None:
        """Show a new line."""

    def phase_ended(self, phase: Phase) -> None:
        """Show the line's last state."""

    def notice_given(self, text: str) -> None:
        """Show a sentence."""
