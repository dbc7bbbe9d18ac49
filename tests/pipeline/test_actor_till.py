"""Tasks of a cluster ask one actor for limits and money; here it answers in the same process."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from whole_runs import Configured, run_quietly, serving

from openbook.config import Config
from openbook.errors import Halt
from openbook.llm.shard_model import Shard
from openbook.pipeline.executors.actor_till import ActorTill, TillActor, till_of
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.merging import merge
from openbook.pipeline.progress import Progress
from openbook.pipeline.shards import run_shard


class Near:
    """An actor as a task sees it: each method has a `remote`, which can be awaited or not."""

    def __init__(self, actor: TillActor) -> None:
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        method: Callable[..., Awaitable[Any]] = getattr(self._actor, name)

        class Remote:
            @staticmethod
            def remote(*arguments: Any) -> Any:
                try:
                    return asyncio.ensure_future(method(*arguments))
                except RuntimeError:  # before the loop of the task runs
                    return asyncio.run(method(*arguments))  # type: ignore[arg-type]

        return Remote


@pytest.mark.whole
@pytest.mark.filterwarnings("ignore:coroutine")
def test_tasks_keep_to_one_budget_which_is_not_parted_beforehand(configured: Configured) -> None:
    prices = {f"cost_per_million_{size}_output": 1e6 for size in ("small", "large")}
    with serving() as server:
        whole = run_quietly(configured("whole", server.url, cost=prices))
        most = sum(tokens.cost for tokens in whole.paid.values()) * 0.3
        config = configured("spread", server.url, cost=prices | {"max_cost": most})
        with Progress() as progress:
            merge(config, progress)
            near = Near(TillActor(config, 0.0))
            first, second = (
                run_shard(config, Shard(n, 2), progress, HaltSwitch(), till=ActorTill.begun(near, str(n)))
                for n in (1, 2)
            )
    assert first.sent > 0
    assert first.halted is None, "one task may use more than half"
    assert second.halted in (None, "budget")


def test_what_the_actor_refuses_ends_the_sending() -> None:
    async def go() -> None:
        config = Config.model_validate({"cost": {"max_cost": 1.0}})
        till = ActorTill(Near(TillActor(config, 0.9)), "a")
        await till.reserve(0.05)
        till.settle(0.05, 0.05)
        with pytest.raises(Halt, match="max_cost is reached"):
            await till.reserve(0.2)

    asyncio.run(go())


def test_without_limits_there_is_no_actor() -> None:
    assert till_of(None, Config()) is None
