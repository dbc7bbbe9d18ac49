"""Both models of a run: nothing is paid twice, nothing beyond the budget, and a halt keeps what is in flight."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from calling import Ran, answers, ask, config_for, run_calls, with_server

from mock_server import Fault, MockServer
from openbook.builtin import BuiltIn
from openbook.calls import Reply
from openbook.config import Config
from openbook.errors import Halt, OutputError
from openbook.llm.forecast import Estimate, seconds_for
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.models import Models, open_models, replaying_models
from openbook.llm.remembered import Remembered
from openbook.llm.scripted import ScriptedModel, plain_reply
from openbook.llm.timing import Timing
from some import some

PRICES = {"cost_per_million_small_input": 1000.0, "cost_per_million_small_output": 2000.0}


def costing(read: int, wrote: int) -> Any:
    """Return an answer with this usage."""
    usage = {"prompt_tokens": read, "completion_tokens": wrote}
    return lambda body: {"choices": [{"message": {"content": "yes"}, "finish_reason": "stop"}], "usage": usage}


def test_a_call_is_paid_once(tmp_path: Path) -> None:
    async def go(server: MockServer) -> list[Ran]:
        config = config_for(server.url)
        requests = [ask(str(n), size="large" if n % 2 else "small") for n in range(40)]
        return [await run_calls(tmp_path, config, requests) for _ in range(2)]

    server = MockServer(answer=costing(100, 10))
    first, second = with_server(server, go)
    assert server.answered == 40
    assert [r.text for r in first.results if isinstance(r, Reply)] == ["yes"] * 40
    assert [r.text for r in second.results if isinstance(r, Reply)] == ["yes"] * 40
    small, large = first.models.counters["small"], second.models.counters["large"]
    assert (small.sent, small.replayed, small.input_tokens, small.output_tokens) == (20, 0, 2000, 200)
    assert (large.sent, large.replayed, large.input_tokens, large.in_flight) == (0, 20, 0, 0)


def test_equal_requests_in_flight_share_one_call(tmp_path: Path) -> None:
    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask("same")] * 30)

    server = MockServer(latency=0.01)
    ran = with_server(server, go)
    assert server.seen == 1
    assert len({r.text for r in ran.results if isinstance(r, Reply)}) == 1
    assert (ran.models.counters["small"].sent, ran.models.counters["small"].replayed) == (1, 29)


def test_equal_requests_share_a_failure_too(tmp_path: Path) -> None:
    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask("same")] * 5)

    server = MockServer(fault=lambda n, body: Fault(400, delay=0.01))
    ran = with_server(server, go)
    assert server.seen == 1
    assert len({str(result) for result in ran.results}) == 1


def test_who_shares_a_call_that_is_cancelled_makes_it_again(tmp_path: Path) -> None:
    async def go(server: MockServer) -> Reply:
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            async with open_models(config_for(server.url), ledger) as models:
                leader = asyncio.ensure_future(models.small.reply(ask()))
                await asyncio.sleep(0.005)
                follower = asyncio.ensure_future(models.small.reply(ask()))
                await asyncio.sleep(0.005)
                leader.cancel()
                return await follower

    server = MockServer(latency=0.03)
    assert isinstance(with_server(server, go), Reply)
    assert server.seen == 2


def test_a_reply_is_in_the_ledger_before_it_is_used(tmp_path: Path) -> None:
    async def go(server: MockServer) -> None:
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            async with open_models(config_for(server.url), ledger) as models:
                await models.small.reply(ask())
                other = Ledger.look(tmp_path / LEDGER_FILE)
                assert other is not None
                with other:
                    assert other.get(ask().key()) is not None

    with_server(MockServer(), go)


def test_a_halt_lets_what_is_in_flight_come_home_and_replays_go_on(tmp_path: Path) -> None:
    async def go(server: MockServer) -> None:
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            async with open_models(config_for(server.url), ledger) as models:
                await models.small.reply(ask("paid"))
                flying = asyncio.ensure_future(models.small.reply(ask("flying")))
                await asyncio.sleep(0.01)
                assert models.counters["small"].in_flight == 1
                models.halt("interrupted")
                assert isinstance(await models.small.reply(ask("paid")), Reply)
                with pytest.raises(Halt):
                    await models.small.reply(ask("late"))
                assert isinstance(await flying, Reply)
                assert ledger.get(ask("flying").key()) is not None
                assert (models.halted, models.halted_by) == ("interrupted", "interrupted")

    server = MockServer(latency=0.03)
    with_server(server, go)
    assert server.seen == 2


@pytest.mark.parametrize("fault", [Fault(500), Fault(429), Fault(429, headers={"Retry-After": "600"})], ids=str)
def test_a_halt_ends_a_long_wait_at_once(tmp_path: Path, fault: Fault) -> None:
    async def go(server: MockServer) -> float:
        def soon(models: Any) -> None:
            asyncio.get_running_loop().call_later(0.02, models.halt, "enough")

        loop = asyncio.get_running_loop()
        began = loop.time()
        config = config_for(server.url)
        timing = Timing(first_wait=60.0, longest_wait=60.0)
        ran = await run_calls(tmp_path, config, [ask(), ask("two")], timing=timing, before=soon)
        assert all(isinstance(result, Halt) and "enough" in str(result) for result in some(ran.results))
        return loop.time() - began

    assert with_server(MockServer(fault=lambda n, body: fault), go) < 2.0


def test_a_budget_is_not_exceeded_and_the_next_run_knows_what_is_spent(tmp_path: Path) -> None:
    """A call costs 0.2; a budget of 2.1 pays for ten, in however many runs."""

    async def go(server: MockServer) -> list[Ran]:
        def config(most: float) -> Config:
            return config_for(server.url, sections={"cost": PRICES | {"max_cost": most}})

        requests = [ask(f"{n} " + "words " * 60, sampling={"max_tokens": 50}) for n in range(40)]
        return [await run_calls(tmp_path, config(most), requests, limit=20) for most in (1.1, 2.1, 2.1)]

    server = MockServer(answer=costing(100, 50), latency=0.002)
    runs = with_server(server, go)
    assert [len([r for r in ran.results if isinstance(r, Reply)]) for ran in runs] == [5, 10, 10]
    assert server.answered == 10
    for ran in runs:
        assert ran.models.halted_by == "budget"
        assert "raise cost.max_cost" in str(ran.models.halted)
    assert runs[0].models.counters["small"].cost == pytest.approx(1.0)


def test_a_failed_call_gives_its_money_back(tmp_path: Path) -> None:
    async def go(server: MockServer) -> Ran:
        config = config_for(server.url, sections={"cost": PRICES | {"max_cost": 0.5}})
        return await run_calls(tmp_path, config, [ask(str(n), sampling={"max_tokens": 50}) for n in range(9)], limit=1)

    server = MockServer(answer=costing(100, 50), fault=lambda n, body: Fault(400) if n <= 6 else None)
    ran = with_server(server, go)
    assert len([result for result in ran.results if isinstance(result, Reply)]) == 2


def test_a_paid_reply_that_can_not_be_kept_ends_the_sending(tmp_path: Path) -> None:
    async def go(server: MockServer) -> None:
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            assert ledger._writer is not None
            ledger._writer._connection.execute("PRAGMA max_page_count = 9")
            async with open_models(config_for(server.url), ledger) as models:
                results = await answers(models, (ask(f"{n}" + "x" * 90_000) for n in range(200)), limit=1)
        kinds = [type(result) for result in results]
        assert OutputError in kinds
        assert set(kinds[kinds.index(OutputError) + 1 :]) == {Halt}

    server = MockServer(answer=lambda body: __import__("os").urandom(20_000).hex())
    with_server(server, go)


def test_a_shared_ledger_gives_both_runs_the_same_reply(tmp_path: Path) -> None:
    """Who is second to pay for a request uses what the first one got, as any later run will."""
    path = tmp_path / "all.db"

    async def go(server: MockServer) -> list[str]:
        config = config_for(server.url)
        with Ledger.open(path, tmp_path / "a") as a, Ledger.open(path, tmp_path / "b") as b:
            async with open_models(config, a) as one, open_models(config, b) as two:
                replies = await asyncio.gather(one.small.reply(ask()), two.small.reply(ask()))
                again = await one.small.reply(ask())
        return [reply.text for reply in (*replies, again)]

    answered = iter(range(9))
    texts = with_server(MockServer(answer=lambda body: f"answer {next(answered)}", latency=0.01), go)
    assert texts[0] in texts[1:]
    assert len(set(texts[1:] if texts[0] != texts[2] else texts[::2])) == 1


def test_the_built_in_engine_needs_no_server_and_no_ledger() -> None:
    async def go() -> None:
        async with open_models(Config.model_validate({}), None, built_in=BuiltIn()) as models:
            assert not isinstance(models.small, Remembered)
            assert models.counters["large"].sent == 0

    asyncio.run(go())


def test_replies_of_engines_without_a_wire_never_enter_the_ledger(tmp_path: Path) -> None:
    async def go(server: MockServer) -> None:
        config = config_for(server.url, sections={})
        api = config.api.model_dump() | {"small_mode": "extractive"}
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            async with open_models(Config.model_validate({"api": api}), ledger, built_in=BuiltIn()) as models:
                await models.large.reply(ask(size="large"))
                assert not isinstance(models.small, Remembered)
            assert list(ledger.totals()) == ["large"]

    with_server(MockServer(), go)


def test_looking_ahead_sends_nothing_and_counts_everything(tmp_path: Path) -> None:
    async def go(server: MockServer) -> None:
        config = config_for(server.url, sections={"cost": PRICES})
        await run_calls(tmp_path, config, [ask("1"), ask("2")], timing=Timing())
        sent = server.seen
        ledger = Ledger.look(tmp_path / LEDGER_FILE)
        models = replaying_models(config, ledger, asyncio.get_running_loop())
        requests = [ask("1"), ask("2"), ask("3"), ask("3"), ask("w" * 4000, size="large", step="generate")]
        results = await answers(models, requests)
        assert ledger is not None
        ledger.close()
        assert [type(result) for result in results] == [Reply, Reply, Halt, Halt, Halt]
        assert server.seen == sent
        judge = models.estimates["small", "judge"]
        assert (judge.answered, judge.calls, judge.output_tokens) == (2, 1, 50), "the usual length of what was paid"
        assert judge.cost == pytest.approx((judge.input_tokens * 1000 + 50 * 2000) / 1e6)
        assert judge.seconds is not None
        assert models.estimates["large", "generate"].input_tokens > 1000

    with_server(MockServer(answer=costing(100, 50)), go)


def test_looking_ahead_works_before_there_is_a_ledger() -> None:
    async def go() -> Estimate:
        models = replaying_models(config_for("http://127.0.0.1:9/v1"), None, asyncio.get_running_loop())
        assert [type(result) for result in await answers(models, [ask()])] == [Halt]
        return models.estimates["small", "judge"]

    estimate = asyncio.run(go())
    assert (estimate.calls, estimate.answered, estimate.seconds) == (1, 0, None)


def test_the_time_of_a_run_follows_from_what_is_known() -> None:
    known = {("small", "judge"): Estimate(calls=100, input_tokens=5000, seconds=2.0)}
    settings = config_for("http://127.0.0.1:9/v1", requests_per_minute=30.0).model("small")
    assert (
        seconds_for({("small", "judge"): Estimate(calls=100)}, config_for("http://127.0.0.1:9").model("small"), 50)
        is None
    )
    assert seconds_for(known, config_for("http://127.0.0.1:9").model("small"), 50) == 4.0
    assert seconds_for(known, settings, 50) == 200.0


def test_tokens_a_minute_hold_for_what_is_read_and_what_is_written() -> None:
    known = {("small", "judge"): Estimate(calls=100, input_tokens=5000, output_tokens=1000, seconds=2.0)}
    settings = config_for("http://127.0.0.1:9/v1", tokens_per_minute=1000.0).model("small")
    assert seconds_for(known, settings, 50) == 360.0


def test_a_scripted_model_says_what_it_is_told() -> None:
    model = ScriptedModel(lambda request: request.step if request.attempt == 1 else plain_reply("again", "length"))

    async def go() -> list[Reply]:
        return [await model.reply(ask(attempt=attempt)) for attempt in (1, 2)]

    first, second = asyncio.run(go())
    assert (first.text, second.text, second.finish_reason) == ("judge", "again", "length")
    assert [request.attempt for request in model.requests] == [1, 2]


def test_what_does_not_come_home_in_time_is_abandoned(tmp_path: Path) -> None:
    server = MockServer(latency=60.0)

    async def go(server: MockServer) -> Ran:
        def soon(models: Models) -> None:
            asyncio.get_running_loop().call_later(0.05, lambda: models.halt("SIGTERM", grace=0.05))

        return await run_calls(tmp_path, config_for(server.url), [ask("a"), ask("b")], before=soon)

    ran = with_server(server, go)
    assert [type(result) for result in ran.results] == [Halt, Halt]
    assert server.answered == 0
