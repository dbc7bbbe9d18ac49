"""Politeness: rates, and how many requests at a time a server takes."""

import asyncio
import heapq
from email.utils import formatdate
from pathlib import Path
from types import SimpleNamespace

import pytest
from calling import Ran, ask, config_for, run_calls, with_server
from hypothesis import given
from hypothesis import strategies as st

from mock_server import Fault, MockServer
from openbook.calls import Reply
from openbook.errors import Halt
from openbook.llm import headers
from openbook.llm.headers import exhausted_for, seconds_until
from openbook.llm.limits import Bucket, Gate, Lane
from some import some


def simulate(gate: Gate, calls: int, allow: int, service: float = 1.0) -> tuple[float, int]:
    """Send calls to a server that answers `allow` at a time after `service` seconds, and 429 at once to any above.

    Returns when the last one was answered, and the number of 429s. A refused call comes again half a second later.
    """
    now, refused, working = 0.0, 0, 0
    ready, answered, order = calls, 0, 0
    events: list[tuple[float, int, str, float, int]] = []
    while answered < calls:
        while ready and gate.room:
            ready -= 1
            gate.at_work += 1
            order += 1
            fits = working < allow
            working += fits
            at = now + (service if fits else 0.001)
            heapq.heappush(events, (at, order, "reply" if fits else "429", now, gate.at_work))
        now, _, kind, sent, place = heapq.heappop(events)
        if kind == "reply":
            gate.answered()
            gate.at_work -= 1
            working -= 1
            answered += 1
        elif kind == "429":
            gate.at_work -= 1
            gate.refused(sent, place, now)
            refused += 1
            order += 1
            heapq.heappush(events, (now + 0.5 * service, order, "again", 0.0, 0))
        else:
            ready += 1
    return now, refused


@pytest.mark.parametrize("allow", [1, 3, 10, 40, 150])
def test_a_servers_number_at_a_time_is_found_out_with_few_429s(allow: int) -> None:
    calls = 100 * allow
    simulated, refused = simulate(Gate(500), calls, allow)
    best = calls / allow
    assert simulated < best * 1.15, "the rate comes within 15 % of the best fixed setting"
    assert refused < max(40, calls * 0.05)


def test_what_is_known_of_a_server_keeps_429s_rare() -> None:
    gate = Gate(500)
    _, first = simulate(gate, 1_000, 10)
    _, later = simulate(gate, 10_000, 10)
    assert first < 30
    assert later < 30, "ten times the calls, no more 429s"


def test_a_server_without_limits_is_used_to_the_full() -> None:
    gate = Gate(200)
    simulated, refused = simulate(gate, 20_000, 10_000)
    assert refused == 0
    assert int(gate.limit) == 200
    assert simulated < 1.1 * 20_000 / 200


def test_a_burst_of_429s_cuts_once_a_round_trip() -> None:
    gate = Gate(100)
    gate.limit, gate.at_work = 100.0, 100
    for _ in range(60):
        gate.refused(sent=1.0, place=100, now=2.0)
    assert gate.limit >= 100 * 0.75
    gate.refused(sent=3.0, place=50, now=4.0)
    assert gate.limit < 100 * 0.75


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60)), max_size=200), st.integers(1, 50))
def test_the_number_at_a_time_stays_within_its_bounds(events: list[tuple[bool, int]], most: int) -> None:
    gate = Gate(most)
    for now, (good, place) in enumerate(events, start=1):
        gate.at_work = min(place, most)
        if good:
            gate.answered()
        else:
            gate.refused(sent=float(now) - 0.5, place=place, now=float(now))
        assert 1 <= int(gate.limit) <= most


@given(st.floats(1, 100_000), st.lists(st.tuples(st.floats(0, 30), st.floats(0, 5_000)), min_size=1, max_size=60))
def test_a_rate_is_never_exceeded(per_minute: float, arrivals: list[tuple[float, float]]) -> None:
    """What is let through in any stretch of time is at most its share, plus a second's worth, plus one request."""
    bucket, now, taken = Bucket(per_minute, 0.0), 0.0, 0.0
    largest = max(cost for _, cost in arrivals)
    for pause, cost in arrivals:
        now += pause
        wait = bucket.wait(cost, now)
        now += wait
        assert bucket.wait(cost, now) <= 1e-6
        bucket.take(cost)
        taken += cost
        assert taken <= per_minute / 60 * now + bucket.capacity + largest + 1e-3


def test_what_was_reserved_and_not_used_is_given_back() -> None:
    async def go() -> float:
        now = 0.0
        lane = Lane(Gate(10), clock=lambda: now, tokens=Bucket(6_000, 0.0))
        await lane.enter(5_000)
        lane.leave(5_000, 60)
        assert lane.tokens is not None
        return lane.tokens.level

    assert asyncio.run(go()) == 40.0


def test_requests_a_minute_are_kept(tmp_path: Path) -> None:
    """At 6,000 a minute a hundred go at once, and fifty more need half a second."""

    async def go(server: MockServer) -> float:
        config = config_for(server.url, requests_per_minute=6_000.0)
        loop = asyncio.get_running_loop()
        from openbook.llm.timing import Timing

        began = loop.time()
        ran = await run_calls(tmp_path, config, (ask(str(n)) for n in range(150)), timing=Timing())
        assert all(isinstance(result, Reply) for result in some(ran.results))
        return loop.time() - began

    assert with_server(MockServer(), go) >= 0.5


def test_whoever_gives_up_waiting_leaves_the_way_free() -> None:
    async def go() -> None:
        lane = Lane(Gate(1), clock=lambda: 0.0)
        await lane.enter(1)
        waiting = [asyncio.ensure_future(lane.enter(1)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        lane.leave(1, 1)
        waiting[1].cancel()  # let in already, and gone before it noticed
        await asyncio.wait(waiting, timeout=1.0)
        assert await waiting[2] == 1
        assert lane.gate.at_work == 1

    asyncio.run(go())


def test_a_halt_turns_away_who_waits() -> None:
    async def go() -> None:
        lane = Lane(Gate(1), clock=lambda: 0.0)
        await lane.enter(1)
        waiting = asyncio.ensure_future(lane.enter(1))
        await asyncio.sleep(0)
        lane.halt("enough")
        with pytest.raises(Halt, match="enough"):
            await waiting
        with pytest.raises(Halt, match="enough"):
            await lane.enter(1)

    asyncio.run(go())


def test_a_mock_that_allows_ten_is_found_out_over_the_wire(tmp_path: Path) -> None:
    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), (ask(str(n)) for n in range(400)), limit=100)

    server = MockServer(latency=0.002, allow=10)
    ran = with_server(server, go)
    assert all(isinstance(result, Reply) for result in some(ran.results))
    assert server.most_at_once == 10
    assert server.refused < 40


NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0), ("0.5", 0.5), (" 3 ", 3.0), ("-1", 0.0), ("6m0s", 360.0), ("1m30.5s", 90.5), ("20ms", 0.02),
        (str(int(NOW) + 9), 9.0), (str((int(NOW) + 9) * 1000), 9.0), ("Tue, 14 Nov 2023 22:13:30 GMT", 10.0),
        ("2023-11-14T22:13:30Z", 10.0), ("Tue, 14 Nov 2023 22:13:10 GMT", 0.0), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_times_in_headers_are_read(value: str, seconds: float | None) -> None:
    assert seconds_until(value, NOW) == seconds


def test_retry_after_as_a_date_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "time", SimpleNamespace(time=lambda: NOW))

    def fault(n: int, _: dict[str, object]) -> Fault | None:
        return Fault(429, headers={"Retry-After": formatdate(NOW + 30, usegmt=True)}) if n == 1 else None

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask()])

    ran = with_server(MockServer(fault=fault), go)
    assert isinstance(ran.only, Reply)
    assert ran.time.slept == [30]


@pytest.mark.parametrize(
    ("headers", "tokens", "seconds"),
    [
        ({}, 10, 0.0),
        ({"x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "9s"}, 10, 0.0),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "9s"}, 10, 9.0),
        ({"x-ratelimit-remaining-tokens": "500", "x-ratelimit-reset-tokens": "2m0s"}, 501, 120.0),
        ({"x-ratelimit-remaining-tokens": "500", "x-ratelimit-reset-tokens": "2m0s"}, 499, 0.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "4"}, 1, 4.0),
        ({"x-ratelimit-remaining-requests": "0"}, 1, 0.0),
    ],
)
def test_allowances_in_headers_are_heeded(headers: dict[str, str], tokens: int, seconds: float) -> None:
    assert exhausted_for(headers, tokens) == seconds


def test_an_exhausted_allowance_pauses_everybody() -> None:
    async def go() -> None:
        now = 100.0
        lane = Lane(Gate(10), clock=lambda: now)
        lane.pause(5.0)
        waiting = asyncio.ensure_future(lane.enter(1))
        await asyncio.sleep(0)
        assert not waiting.done()
        now = 105.0
        lane.pump()
        assert await waiting == 1

    asyncio.run(go())
