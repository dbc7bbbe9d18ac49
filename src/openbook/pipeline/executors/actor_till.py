"""Limits and money of a run on a cluster: in an actor beside the driver, which gives them out call by call."""

import time
from typing import Any, Self

from openbook.calls import Size
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.errors import Halt
from openbook.llm.budget import Budget
from openbook.llm.ledger import ledger_of
from openbook.llm.till import SharedTill, budget_of, is_limited
from openbook.pipeline.portion import looked

ANY = 100_000
"""Calls that may wait at the actor."""


class TillActor:
    """The till, as an actor has it: what it refuses is a value, since errors travel in wrappings of their own."""

    def __init__(self, config: Config, spent: float) -> None:
        self._till = SharedTill(config, Budget(config.cost.max_cost, spent), time.monotonic)

    async def enter(self, who: str, size: Size, tokens: int) -> str | None:
        """Return None once a request may go, else why it never may."""
        try:
            await self._till.enter(who, size, tokens)
        except Halt as halt:
            return str(halt)
        return None

    async def leave(self, who: str, size: Size, reserved: int, used: int) -> None:
        """See Till."""
        self._till.leave(who, size, reserved, used)

    async def reserve(self, who: str, cost: float) -> str | None:
        """Return None once the money is set aside, else why it isn't."""
        try:
            await self._till.reserve(who, cost)
        except Halt as halt:
            return str(halt)
        return None

    async def settle(self, who: str, reserved: float, paid: float) -> None:
        """See Till."""
        self._till.settle(who, reserved, paid)

    async def gone(self, who: str) -> None:
        """Take back what a task had that has died."""
        self._till.gone(who)


def till_of(ray: Any, config: Config) -> Any:
    """Return the actor for a phase, on the driver's own node; None where nothing is limited."""
    if not is_limited(config):
        return None
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    with looked(ledger_of(config)) as ledger:
        spent = budget_of(config, ledger).spent if ledger is not None else 0.0
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    actor = ray.remote(num_cpus=0, max_concurrency=ANY, scheduling_strategy=here)(TillActor)
    return actor.remote(config, spent)


@dataclass(frozen=True, slots=True)
class ActorTill:
    """The till of a task: in the actor."""

    actor: Any
    who: str

    @classmethod
    def begun(cls, actor: Any, who: str) -> Self:
        """Begin; what an earlier try of the task had set aside is taken back."""
        actor.gone.remote(who)
        return cls(actor, who)

    async def enter(self, size: Size, tokens: int) -> None:
        """See Till."""
        _raise(await self.actor.enter.remote(self.who, size, tokens))

    def leave(self, size: Size, reserved: int, used: int) -> None:
        """See Till."""
        self.actor.leave.remote(self.who, size, reserved, used)

    async def reserve(self, cost: float) -> None:
        """See Till."""
        _raise(await self.actor.reserve.remote(self.who, cost))

    def settle(self, reserved: float, paid: float) -> None:
        """See Till."""
        self.actor.settle.remote(self.who, reserved, paid)


def _raise(refused: str | None) -> None:
    if refused is not None:
        raise Halt(refused)
