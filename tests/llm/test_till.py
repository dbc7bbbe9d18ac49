"""Limits and money that several processes share: what one doesn't use is there for the others, within one limit."""

import asyncio
from collections.abc import Awaitable

import pytest

from openbook.config import Config
from openbook.errors import Halt
from openbook.llm.budget import Budget
from openbook.llm.till import SharedTill, is_limited


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def till(clock: Clock, most: float | None = None, **api: object) -> SharedTill:
    config = Config.model_validate({"api": {"small_model": "m", "small_base_url": "http://h/v1"} | api})
    return SharedTill(config, Budget(most, 0.0), clock)


async def comes(asked: Awaitable[None]) -> bool:
    """Return whether something is granted at once; give it up where it isn't."""
    task = asyncio.ensure_future(asked)
    for _ in range(3):
        await asyncio.sleep(0)
    granted = task.done()
    if granted:
        task.result()
    task.cancel()
    return granted


def test_one_process_may_use_all_of_a_rate_and_no_two_more_than_it() -> None:
    async def go() -> None:
        clock = Clock()
        shared = till(clock, small_requests_per_minute=120)
        assert [await comes(shared.enter(who, "small", 1)) for who in ("a", "a", "b")] == [True, True, False]
        clock.now += 0.5
        assert [await comes(shared.enter(who, "small", 1)) for who in ("b", "a")] == [True, False]

    asyncio.run(go())


def test_tokens_that_were_not_used_go_to_whoever_asks_next() -> None:
    async def go() -> None:
        shared = till(Clock(), small_tokens_per_minute=6000)
        assert await comes(shared.enter("a", "small", 100))
        assert not await comes(shared.enter("b", "small", 60))
        shared.leave("a", "small", 100, 20)
        assert await comes(shared.enter("b", "small", 60))

    asyncio.run(go())


def test_models_without_a_limit_wait_for_nothing() -> None:
    async def go() -> None:
        shared = till(Clock(), small_requests_per_minute=60)
        assert [await comes(shared.enter("a", "large", 10_000)) for _ in range(50)] == [True] * 50

    asyncio.run(go())


def test_money_is_set_aside_for_all_together() -> None:
    async def go() -> None:
        shared = till(Clock(), most=10.0)
        assert await comes(shared.reserve("a", 6.0))
        assert not await comes(shared.reserve("b", 6.0)), "what is in flight stands in the way"
        shared.settle("a", 6.0, 1.0)
        assert await comes(shared.reserve("b", 6.0))
        shared.settle("b", 6.0, 8.0)
        with pytest.raises(Halt, match="max_cost is reached"):
            await shared.reserve("a", 2.0)

    asyncio.run(go())


def test_what_a_dead_process_had_set_aside_is_there_again() -> None:
    async def go() -> None:
        shared = till(Clock(), most=10.0)
        assert await comes(shared.reserve("a", 9.0))
        await shared.enter("a", "small", 5)
        shared.gone("a")
        shared.gone("a")
        assert await comes(shared.reserve("b", 9.0))

    asyncio.run(go())


def test_after_a_stop_nobody_waits() -> None:
    async def go() -> None:
        shared = till(Clock(), small_requests_per_minute=60)
        await shared.enter("a", "small", 1)
        waiting = asyncio.ensure_future(shared.enter("b", "small", 1))
        await asyncio.sleep(0)
        shared.halt("over")
        with pytest.raises(Halt, match="over"):
            await waiting

    asyncio.run(go())


def test_only_what_is_limited_is_asked_for() -> None:
    assert not is_limited(Config())
    assert is_limited(Config.model_validate({"cost": {"max_cost": 1}}))
    assert is_limited(Config.model_validate({"api": {"large_tokens_per_minute": 5}}))
