"""Limits and money that several processes share: one till gives them out, call by call, to whoever asks next.

So nothing is shared out beforehand: what one process doesn't use is there for the others at once, and together they
keep to the limits of one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Protocol

from openbook.calls import Size
from openbook.config import Config, ModelSettings
from openbook.dataclass import dataclass
from openbook.llm.budget import Budget
from openbook.llm.ledger import Ledger
from openbook.llm.limits import Bucket, Gate, Lane

ANY = 1_000_000_000
"""Requests at a time: how many there may be on a server is each process's own matter."""


class Till(Protocol):
    """What a process asks before it sends, and tells afterwards."""

    async def enter(self, size: Size, tokens: int) -> None:
        """Wait until the rates allow a request of about this many tokens. Raises Halt where nothing more is sent."""
        ...

    def leave(self, size: Size, reserved: int, used: int) -> None:
        """Say what a request has used."""
        ...

    async def reserve(self, cost: float) -> None:
        """Set money aside. Raises Halt where the limit would be passed."""
        ...

    def settle(self, reserved: float, paid: float) -> None:
        """Say what was paid."""
        ...


def budget_of(config: Config, ledger: Ledger) -> Budget:
    """Return the money of a run: its limit, and what this output directory has paid so far at the prices of now."""
    paid = ledger.totals().items()
    return Budget(
        config.cost.max_cost, sum(config.model(size).price(one.input_tokens, one.output_tokens) for size, one in paid)
    )


def is_limited(config: Config) -> bool:
    """Whether there is anything to share: a rate of a model that writes, or a limit on the cost."""
    models = [config.model(size) for size in (*config.writers, "embedding")]
    rates = any(one.requests_per_minute or one.tokens_per_minute for one in models)
    return rates or config.cost.max_cost is not None


class SharedTill:
    """The till itself, in the loop of whoever leads; each process has a name."""

    def __init__(self, config: Config, budget: Budget, clock: Callable[[], float]) -> None:
        """`budget` knows what was spent before."""
        self._lanes: dict[Size, Lane] = {}
        for size in (*config.writers, "embedding"):
            self._lanes[size] = lane_of(config.model(size), Gate(ANY, ANY), clock)
        self._budget = budget
        self._reserved: defaultdict[str, Counter[float]] = defaultdict(Counter)
        self._entered: defaultdict[str, Counter[Size]] = defaultdict(Counter)

    async def enter(self, who: str, size: Size, tokens: int) -> None:
        """See Till."""
        await self._lanes[size].enter(tokens)
        self._entered[who][size] += 1

    def leave(self, who: str, size: Size, reserved: int, used: int) -> None:
        """See Till."""
        self._entered[who][size] -= 1
        self._lanes[size].leave(reserved, used)

    async def reserve(self, who: str, cost: float) -> None:
        """See Till."""
        await self._budget.reserve(cost)
        self._reserved[who][cost] += 1

    def settle(self, who: str, reserved: float, paid: float) -> None:
        """See Till."""
        self._reserved[who][reserved] -= 1
        self._budget.settle(reserved, paid)

    def gone(self, who: str) -> None:
        """Take back what a process had that has died."""
        for cost, times in self._reserved.pop(who, Counter[float]()).items():
            for _ in range(times):
                self._budget.settle(cost, 0.0)
        for size, times in self._entered.pop(who, Counter[Size]()).items():
            for _ in range(times):
                self._lanes[size].leave(0, 0)

    def halt(self, reason: str) -> None:
        """Turn away who waits, and everyone from now on."""
        for lane in self._lanes.values():
            lane.halt(reason)


def lane_of(settings: ModelSettings, gate: Gate, clock: Callable[[], float]) -> Lane:
    """Return the way to a model, with its rates."""
    now = clock()
    requests, tokens = settings.requests_per_minute, settings.tokens_per_minute
    return Lane(
        gate=gate,
        clock=clock,
        requests=Bucket(requests, now) if requests else None,
        tokens=Bucket(tokens, now) if tokens else None,
    )


@dataclass(frozen=True, slots=True)
class TillRates:
    """The rates of one model: in the till."""

    till: Till
    size: Size

    async def enter(self, tokens: int) -> None:
        """Wait until a request may go. Raises Halt where nothing more is to be sent."""
        await self.till.enter(self.size, tokens)

    def leave(self, reserved: int, used: int) -> None:
        """Say what it has used."""
        self.till.leave(self.size, reserved, used)


class TillBudget(Budget):
    """The money of one process: in the till."""

    def __init__(self, till: Till) -> None:
        super().__init__(None, 0.0)
        self._till = till

    async def reserve(self, cost: float) -> None:
        """Set money aside for one request; waits while only what is in flight stands in the way. Raises Halt."""
        await self._till.reserve(cost)

    def settle(self, reserved: float, paid: float) -> None:
        """Replace a reservation by what was really paid."""
        self._till.settle(reserved, paid)
