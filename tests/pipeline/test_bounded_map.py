"""The bounded map: lazily in, as they come out, never more at work than allowed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbook.errors import OutputError
from openbook.pipeline.executors.local import bounded_map


def collect(function: Callable[[Any], Awaitable[Any]], records: Any, limit: int) -> list[tuple[int, Any]]:
    async def go() -> list[tuple[int, Any]]:
        async with aclosing(bounded_map(function, records, limit)) as results:
            return [pair async for pair in results]

    return asyncio.run(go())


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 80))
def test_each_record_has_its_result(yields: list[int], limit: int) -> None:
    at_work, most = 0, 0

    async def function(n: int) -> int:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        for _ in range(n):
            await asyncio.sleep(0)
        at_work -= 1
        return n * 10

    results = collect(function, iter(yields), limit)
    assert sorted(results) == [(index, n * 10) for index, n in enumerate(yields)]
    assert most <= limit


@pytest.mark.parametrize("limit", [1, 7])
def test_records_are_read_as_places_become_free(limit: int) -> None:
    read = taken = 0

    def records() -> Iterator[int]:
        nonlocal read
        for n in range(500):
            read += 1
            assert read - taken <= 2 * limit + 1, "no more than what is at work and what waits to be taken"
            yield n

    async def function(n: int) -> int:
        return n

    async def go() -> None:
        nonlocal taken
        async for _ in bounded_map(function, records(), limit):
            taken += 1
            await asyncio.sleep(0)

    asyncio.run(go())
    assert taken == 500


def test_a_bug_cancels_the_rest_and_is_raised() -> None:
    cancelled = []

    async def function(n: int) -> int:
        if n == 3:
            raise ZeroDivisionError
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            cancelled.append(n)
            raise
        return n

    with pytest.raises(ZeroDivisionError):
        collect(function, range(100), 10)
    assert sorted(cancelled) == [0, 1, 2, 4, 5, 6, 7, 8, 9]


def test_what_the_user_must_mend_waits_for_what_is_in_flight() -> None:
    home = []

    async def function(n: int) -> int:
        await asyncio.sleep(0.02 if n else 0)
        if n == 0:
            raise OutputError("full")
        home.append(n)
        return n

    with pytest.raises(OutputError):
        collect(function, range(100), 4)
    assert sorted(home) == [1, 2, 3]


def test_an_error_in_the_records_is_raised() -> None:
    def records() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    async def function(n: int) -> int:
        return n

    with pytest.raises(OSError, match="gone"):
        collect(function, records(), 3)


def test_whoever_stops_reading_leaves_nobody_at_work() -> None:
    async def function(n: int) -> int:
        await asyncio.sleep(0 if n < 2 else 30)
        return n

    async def go() -> set[Any]:
        results: AsyncIterator[Any]
        async with aclosing(bounded_map(function, range(50), 5)) as results:
            async for _ in results:
                break
        return asyncio.all_tasks() - {asyncio.current_task()}

    assert asyncio.run(go()) == set()


def test_a_map_over_nothing_ends() -> None:
    async def function(n: int) -> int:
        return n

    assert collect(function, [], 5) == []
