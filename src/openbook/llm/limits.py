"""How fast a server may be asked: requests and tokens a minute for each model, and how many requests at a time.

The number at a time is found out. It starts small and grows while replies come; a 429 cuts it once a round trip, and
remembers how many were at work when the refused request went out: up to there it may grow back fast, beyond only with
care. (Additive increase, multiplicative decrease; Chiu and Jain 1989, with the remembered ceiling of TCP CUBIC.)
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from openbook.dataclass import dataclass, field
from openbook.errors import Halt

START = 16
"""Requests at a time before anything is known."""
BACK_OFF = 0.8
"""What a 429 leaves of the number."""
LONGEST_PROBE = 512
"""Round trips at the ceiling before one more is tried, at most; doubled each time that it was one too many."""
PROBED = 2.0
"""How far beyond the ceiling is far enough to raise it."""
BURST_SECONDS = 1.0
"""What may be saved up of a rate, so that a minute never holds more than 61 seconds' worth."""


class Bucket:
    """A rate: so much a minute, of which a second's worth may be saved up."""

    def __init__(self, per_minute: float, now: float) -> None:
        self.per_second = per_minute / 60.0
        self.capacity = max(1.0, self.per_second * BURST_SECONDS)
        self.level = self.capacity
        """What may be taken now; below zero after a request that is larger than the capacity."""
        self._filled = now

    def wait(self, cost: float, now: float) -> float:
        """Return the seconds until this much may be taken; what exceeds the capacity has to wait for a full bucket."""
        self.level = min(self.capacity, self.level + (now - self._filled) * self.per_second)
        self._filled = now
        missing = min(cost, self.capacity) - self.level
        return 0.0 if missing <= 1e-9 else missing / self.per_second

    def take(self, cost: float) -> None:
        """Take this much; give a negative amount back."""
        self.level -= cost


class Gate:
    """How many requests may be at work on one server, whichever models they ask."""

    def __init__(self, most: int, start: int = START) -> None:
        self.most = most
        """The config's `concurrency_limit`."""
        self.limit = float(min(start, most))
        """How many now, from 1 to `most`; its fraction is growth not yet large enough for one more."""
        self.at_work = 0
        self.lanes: list[Lane] = []
        self._ceiling = float(most)
        """The largest number that is not known to be too many."""
        self._floor = 1.0
        """What the 429s of one round trip leave at least: half of what was."""
        self._probe = 1
        self._backed_off = -1.0
        """When the last 429 was counted; those that were sent before it tell nothing new."""

    @property
    def room(self) -> bool:
        """Whether one more may go to work."""
        return self.at_work < int(self.limit)

    def answered(self) -> None:
        """Grow after a reply: threefold a round trip up to the ceiling, beyond it by one in `probe` round trips."""
        if self.at_work * 2 < self.limit or self.limit >= self.most:
            return
        if self.limit < self._ceiling:
            self.limit = min(self.limit + 2.0, self._ceiling)
        else:
            self.limit = min(self.limit + 1.0 / (self.limit * self._probe), float(self.most))
            if self.limit >= self._ceiling + PROBED:
                self._ceiling, self._probe = self.limit, max(1, self._probe // 2)

    def refused(self, sent: float, place: int, now: float) -> None:
        """Shrink after a 429 to a request that went out at `sent` as the `place`-th at work."""
        if sent <= self._backed_off:  # of the same round trip: it may sharpen the ceiling, not cut once more
            self._ceiling = min(self._ceiling, max(self._floor, place - 1.0))
            self.limit = min(self.limit, self._ceiling)
            return
        probing = self._ceiling <= self.limit < self._ceiling + PROBED
        self._backed_off = now
        self._floor = max(1.0, self.limit / 2)
        self._ceiling = max(self._floor, min(self.limit, place - 1.0))
        self.limit = max(1.0, self._ceiling * BACK_OFF)
        self._probe = min(LONGEST_PROBE, self._probe * 2) if probing else 1

    def pump(self) -> None:
        """Let in who waits, as far as there is room."""
        for lane in self.lanes:
            lane.pump()


class SharedRates(Protocol):
    """The rates of one model that several processes share."""

    async def enter(self, tokens: int) -> None:
        """Wait until a request may go. Raises Halt where nothing more is to be sent."""
        ...

    def leave(self, reserved: int, used: int) -> None:
        """Say what it has used."""
        ...


@dataclass(slots=True)
class _Waiting:
    tokens: int
    admitted: asyncio.Future[int]


@dataclass(slots=True)
class Lane:
    """The way to one model: through its rates, then through its server's gate, first come first served."""

    gate: Gate
    clock: Callable[[], float]
    requests: Bucket | None = None
    tokens: Bucket | None = None
    halted: str | None = None
    """Why nobody is let in any more."""
    shared: "SharedRates | None" = None
    """Of several processes: asked once the gate of this one is open."""
    _paused_until: float = 0.0
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _timer: asyncio.TimerHandle | None = None

    def __post_init__(self) -> None:
        self.gate.lanes.append(self)

    async def enter(self, tokens: int) -> int:
        """Wait for the turn of a request of about this many tokens; return its place among those at work, from 1.

        Everyone who is let in calls `leave`. Raises Halt where nothing more is to be sent.
        """
        place = await self._turn(tokens)
        if self.shared is not None:
            try:
                await self.shared.enter(tokens)
            except BaseException:
                self._leave(tokens, 0)
                raise
        return place

    async def _turn(self, tokens: int) -> int:
        if self.halted is not None:
            raise Halt(self.halted)
        if not self._waiting and self._wait(tokens) == 0.0:
            return self._admit(tokens)
        waiting = _Waiting(tokens, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self.pump()
        try:
            return await waiting.admitted
        except asyncio.CancelledError:
            if waiting.admitted.done() and not waiting.admitted.cancelled() and not waiting.admitted.exception():
                self._leave(tokens, 0)
            raise

    def leave(self, reserved: int, used: int) -> None:
        """End a request that was let in for `reserved` tokens and used `used`; the rest is given back."""
        if self.shared is not None:
            self.shared.leave(reserved, used)
        self._leave(reserved, used)

    def _leave(self, reserved: int, used: int) -> None:
        self.gate.at_work -= 1
        if self.tokens is not None:
            self.tokens.take(used - reserved)
        self.gate.pump()

    def pause(self, seconds: float) -> None:
        """Let nobody in for so long: the server asked for it."""
        self._paused_until = max(self._paused_until, self.clock() + seconds)

    def halt(self, reason: str) -> None:
        """Turn away who waits, and everyone from now on."""
        self.halted = reason
        waiting, self._waiting = self._waiting, deque()
        for each in waiting:
            if not each.admitted.done():
                each.admitted.set_exception(Halt(reason))
        if self._timer is not None:
            self._timer.cancel()

    def pump(self) -> None:
        """Let in who waits, as far as rates and gate allow."""
        while self._waiting:
            first = self._waiting[0]
            if first.admitted.done():  # given up
                self._waiting.popleft()
                continue
            seconds = self._wait(first.tokens)
            if seconds:
                self._wake_in(seconds)
                return
            self._waiting.popleft()
            first.admitted.set_result(self._admit(first.tokens))

    def _wait(self, tokens: int) -> float:
        """Return the seconds until a request may go; infinity where another has to leave first."""
        if not self.gate.room:
            return float("inf")
        now = self.clock()
        wait = max(0.0, self._paused_until - now)
        if self.requests is not None:
            wait = max(wait, self.requests.wait(1.0, now))
        if self.tokens is not None:
            wait = max(wait, self.tokens.wait(tokens, now))
        return wait

    def _admit(self, tokens: int) -> int:
        self.gate.at_work += 1
        if self.requests is not None:
            self.requests.take(1.0)
        if self.tokens is not None:
            self.tokens.take(tokens)
        return self.gate.at_work

    def _wake_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if seconds != float("inf"):
            self._timer = asyncio.get_running_loop().call_later(max(seconds, 0.001), self.pump)
