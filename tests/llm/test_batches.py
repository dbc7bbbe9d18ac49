"""Calls in batches: sent once, waited for, fetched, and what is missing sent again."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calling import FakeTime, ask
from mock_batches import Batch, MockBatches

from openbook.calls import Message, Reply, Request
from openbook.config import Config
from openbook.errors import Halt, OpenbookError, RefusedError, ServerError, TransientError
from openbook.llm.batch.batches import BATCHES
from openbook.llm.failures import Cause, Failure
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.models import Models, open_models
from some import some

KINDS = ("openai", "anthropic", "gemini")
every_kind = pytest.mark.parametrize("kind", KINDS)
REQUESTS = [ask(f"Is {n} of use?", sampling={"temperature": 0.3, "max_tokens": 200}) for n in range(7)]


def config_for(folder: Path, kind: str, url: str, **sections: dict[str, Any]) -> Config:
    api = {"small_model": "mock", "small_batch": kind, "small_base_url": url, "small_api_key": "sk-secret"}
    api |= {"large_model": "mock", "large_base_url": url}
    return Config.model_validate({"api": api, "path": {"output_dir": folder}} | sections)


async def replies(models: Models, requests: Sequence[Request]) -> list[Reply | OpenbookError]:
    """Ask for each until no batch is at work any more."""
    while True:
        got: list[Reply | OpenbookError] = []
        for request in requests:
            try:
                got.append(await models.small.reply(request))
            except OpenbookError as error:
                got.append(error)
        if not any(isinstance(one, Halt) for one in got) or not await models.batches["small"].fetch():
            return got


async def a_run(
    folder: Path, provider: MockBatches, requests: Sequence[Request] = REQUESTS, **sections: dict[str, Any]
) -> tuple[list[Reply | OpenbookError], Models]:
    config = config_for(folder, provider.kind, provider.url, **sections)
    with Ledger.open(folder / LEDGER_FILE) as ledger:
        async with open_models(config, ledger, timing=FakeTime().timing()) as models:
            return await replies(models, requests), models


def run(
    folder: Path,
    provider: MockBatches,
    *,
    runs: int = 1,
    requests: Sequence[Request] = REQUESTS,
    **sections: dict[str, Any],
) -> Any:
    async def go() -> Any:
        async with provider:
            for _ in range(runs):
                made = await a_run(folder, provider, requests, **sections)
            return made

    return asyncio.run(go())


@every_kind
def test_calls_go_in_one_batch_and_are_paid_for_once(tmp_path: Path, kind: str) -> None:
    provider = MockBatches(kind)
    got, models = run(tmp_path, provider, runs=2)
    assert all(isinstance(reply, Reply) and "Verdict" in reply.text for reply in some(got))
    assert len(provider.batches) == 1
    assert set(provider.answered.values()) == {1}
    assert [models.counters["small"].sent, models.counters["small"].replayed] == [0, 7]
    assert list((tmp_path / BATCHES).iterdir()) == []


@every_kind
def test_replies_have_their_usage_their_end_and_their_reasoning(tmp_path: Path, kind: str) -> None:
    (first, *_), models = run(tmp_path, MockBatches(kind))
    assert first.finish_reason == "stop"
    assert first.usage.input_tokens >= 100
    assert first.usage.output_tokens > 0
    assert first.reasoning == ("" if kind == "openai" else "hm")
    assert models.counters["small"].sent == 7
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        assert list(ledger.verify()) == []


@every_kind
@pytest.mark.parametrize("fault", ["expired", "broken"])
def test_what_a_batch_did_not_do_goes_into_the_next_one_and_the_rest_is_not_sent_again(
    tmp_path: Path, kind: str, fault: str
) -> None:
    bad = REQUESTS[2].key()
    provider = MockBatches(kind, fault=lambda key, times: fault if key == bad and times == 1 else None)
    got, models = run(tmp_path, provider)
    assert all(isinstance(reply, Reply) for reply in some(got))
    again = len(REQUESTS) if (kind, fault) == ("gemini", "expired") else 1
    assert [len(batch.lines) for batch in provider.batches] == [7, again]
    assert models.counters["small"].retried == again


@every_kind
def test_a_request_that_fails_every_time_is_given_up_for_this_run_alone(tmp_path: Path, kind: str) -> None:
    bad = REQUESTS[0].key()
    provider = MockBatches(kind, fault=lambda key, times: "broken" if key == bad and times <= 3 else None)
    got, _ = run(tmp_path, provider)
    assert isinstance(got[0], TransientError)
    assert len(provider.batches) == 3
    got, _ = run(tmp_path, provider)
    assert isinstance(got[0], Reply)


def test_a_request_that_no_other_form_helps_is_refused_the_third_time(tmp_path: Path) -> None:
    failure = Failure(Cause.ADAPT, "there is no such parameter", adaptation="no_stop")

    async def go() -> list[type[OpenbookError]]:
        config = config_for(tmp_path, "openai", "http://127.0.0.1:9/v1")
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            async with open_models(config, ledger, timing=FakeTime().timing()) as models:
                found = []
                for _ in range(3):
                    models.batches["small"].model.failed(REQUESTS[0].key(), failure)
                    with pytest.raises(OpenbookError) as ended:
                        await models.small.reply(REQUESTS[0])
                    found.append(ended.type)
                models.batches["small"].model.close_queue()
                return found

    assert asyncio.run(go()) == [Halt, Halt, RefusedError]


@every_kind
def test_a_request_that_is_refused_is_sent_once(tmp_path: Path, kind: str) -> None:
    bad = REQUESTS[0].key()
    provider = MockBatches(kind, fault=lambda key, _: "refused" if key == bad else None)
    got, _ = run(tmp_path, provider)
    assert isinstance(got[0], RefusedError)
    assert "not allowed" in str(got[0])
    assert len(provider.batches) == 1


@every_kind
def test_a_batch_whose_answer_was_lost_is_found_and_not_sent_twice(tmp_path: Path, kind: str) -> None:
    provider = MockBatches(kind, lose_answers=1)
    got, _ = run(tmp_path, provider)
    assert all(isinstance(reply, Reply) for reply in some(got))
    assert len(provider.batches) == 1


@every_kind
def test_a_batch_that_is_too_large_is_sent_in_parts(tmp_path: Path, kind: str) -> None:
    provider = MockBatches(kind, most=3)
    got, _ = run(tmp_path, provider)
    assert all(isinstance(reply, Reply) for reply in some(got))
    assert set(provider.answered.values()) == {1}


@every_kind
def test_a_busy_provider_is_asked_again(tmp_path: Path, kind: str) -> None:
    provider = MockBatches(kind, busy=3)
    got, _ = run(tmp_path, provider)
    assert all(isinstance(reply, Reply) for reply in some(got))
    assert len(provider.batches) == 1


@every_kind
def test_a_run_that_ends_while_a_batch_is_at_work_is_followed_by_one_that_fetches_it(tmp_path: Path, kind: str) -> None:
    provider = MockBatches(kind, looks=3)

    async def go() -> list[Reply | OpenbookError]:
        async with provider:
            config = config_for(tmp_path, kind, provider.url)
            with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
                async with open_models(config, ledger, timing=FakeTime().timing()) as models:

                    async def sleep(seconds: float) -> None:
                        models.halt("enough")
                        await asyncio.sleep(0)

                    batches = models.batches["small"]
                    batches.timing = replace(batches.timing, sleep=sleep)
                    with pytest.raises(Halt):
                        await replies(models, REQUESTS)
            assert len(list((tmp_path / BATCHES).glob("*.json"))) == 1
            got, _ = await a_run(tmp_path, provider)
            return got

    assert all(isinstance(reply, Reply) for reply in some(asyncio.run(go())))
    assert len(provider.batches) == 1


def test_a_batch_that_fails_as_a_whole_ends_the_run_with_the_providers_words(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="the file has a line that is none"):
        run(tmp_path, MockBatches("openai", fail_all="the file has a line that is none"))


def test_a_budget_holds_for_what_is_queued(tmp_path: Path) -> None:
    provider = MockBatches("openai")
    cost = {"cost_per_million_small_input": 10_000.0, "max_cost": 4.0}
    requests = [ask(f"{n} is this of use? " * 20) for n in range(9)]
    got, models = run(tmp_path, provider, requests=requests, cost=cost)
    assert models.halted_by == "budget"
    assert 2 <= sum(isinstance(reply, Reply) for reply in got) <= 4
    assert models.counters["small"].cost <= 4.0


def test_a_key_stands_in_no_file_and_no_error(tmp_path: Path) -> None:
    provider = MockBatches("anthropic", looks=0)
    run(tmp_path, provider)
    assert provider.headers[0]["x-api-key"] == "sk-secret"
    assert all(
        b"sk-secret" not in path.read_bytes() for path in some(path for path in tmp_path.rglob("*") if path.is_file())
    )


def test_a_system_message_and_an_example_go_where_the_provider_wants_them(tmp_path: Path) -> None:
    request = Request(
        "judge",
        "small",
        "mock",
        (Message("system", "Judge."), Message("user", "first"), Message("user", "second")),
        sampling={"temperature": 1.7, "seed": 3},
        example=(Message("user", "like"), Message("assistant", "this")),
        stop=("END",),
    )
    provider = MockBatches("anthropic")

    async def go() -> None:
        async with provider:
            await a_run(tmp_path, provider, [request])

    asyncio.run(go())
    params = provider.batches[0].lines[0]["params"]
    assert params["system"] == "Judge."
    assert [turn["content"] for turn in params["messages"]] == ["first\n\nlike", "this", "second"]
    assert (params["temperature"], params["stop_sequences"]) == (1.0, ["END"])
    assert "seed" not in params


@every_kind
def test_a_provider_that_answers_in_another_form_ends_the_run_with_a_clear_word(tmp_path: Path, kind: str) -> None:
    class Other(MockBatches):
        def _openai_batch(self, batch: Batch) -> dict[str, Any]:
            return {"id": batch.id}

        _anthropic_batch = _openai_batch

        def _gemini_batch(self, batch: Batch) -> dict[str, Any]:
            return {"metadata": ["no state"]}

    with pytest.raises(ServerError, match="in a form that is not known here"):
        run(tmp_path, Other(kind))
    assert len(list((tmp_path / BATCHES).glob("*.json"))) == 1
