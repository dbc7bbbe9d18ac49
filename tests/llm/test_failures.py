"""A table of failures against behaviours: what servers really say, and what becomes of the call."""

import asyncio
import socket
from pathlib import Path

import pytest
from calling import FakeTime, Ran, ask, config_for, one_call, run_calls, with_server

from mock_server import Fault, MockServer, error
from openbook.calls import Reply, Request
from openbook.errors import Halt, RefusedError, ServerError, TransientError
from openbook.llm.failures import Cause, Failure
from openbook.llm.health import FIRST_ALIKE, IN_A_ROW, Health
from openbook.llm.models import Models
from openbook.llm.transport import Response, Transport
from some import some

PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>"


def always(fault: Fault) -> MockServer:
    return MockServer(fault=lambda n, body: fault)


def first(times: int, fault: Fault) -> MockServer:
    """Return a server that fails this often, then answers."""
    return MockServer(fault=lambda n, body: fault if n <= times else None)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(500), Fault(503, PAGE), Fault(502, PAGE), Fault(200, {"choices": []}), Fault(drop=True), Fault(408),
        Fault(200, error("Provider returned error", 502)), Fault(200, b'{"choices": [{"mes'), Fault(429),
    ],
    ids=str,
)  # fmt: skip
def test_what_may_pass_is_waited_for(tmp_path: Path, fault: Fault) -> None:
    server = first(3, fault)
    ran = one_call(tmp_path, server)
    assert isinstance(ran.only, Reply)
    assert (server.seen, server.answered) == (4, 1)
    assert len({str(body) for body in server.requests}) == 1, "the same request is sent again"
    assert ran.models.counters["small"].retried == 3
    assert ran.time.slept == [0.5, 1.0, 2.0], "each wait is twice the last"


@pytest.mark.parametrize("status", [500, 503])
def test_a_call_has_patience_and_then_none(tmp_path: Path, status: int) -> None:
    server = always(Fault(status))
    ran = one_call(tmp_path, server)
    assert isinstance(ran.only, TransientError)
    assert "status" in str(ran.only)
    assert 300 <= ran.time.now - 1000 <= 340


def test_too_fast_spends_no_patience(tmp_path: Path) -> None:
    """Half an hour of 429s between two failures is not half an hour of failing."""
    faults = [Fault(500), *[Fault(429)] * 40, Fault(500)]
    server = MockServer(fault=lambda n, body: faults[n - 1] if n <= len(faults) else None)
    assert isinstance(one_call(tmp_path, server).only, Reply)


def test_retry_after_is_honoured_in_seconds(tmp_path: Path) -> None:
    ran = one_call(tmp_path, first(1, Fault(429, headers={"Retry-After": "7"})))
    assert isinstance(ran.only, Reply)
    assert ran.time.slept == [7.0]


def test_a_server_that_asks_for_hours_ends_the_sending(tmp_path: Path) -> None:
    ran = one_call(tmp_path, always(Fault(429, headers={"Retry-After": "7200"})))
    assert isinstance(ran.only, Halt)
    assert "120 minutes" in str(ran.only)
    assert ran.models.halted_by == "rate_limit"
    assert "command" not in str(ran.only), "what to do then is said once, by who shows it"


def test_what_a_server_says_ends_with_one_full_stop_in_our_sentence(tmp_path: Path) -> None:
    slow = Fault(200, error("Slow down.", "rate_limit_exceeded"), headers={"Retry-After": "7200"})
    ran = one_call(tmp_path, always(slow))
    assert str(ran.only).endswith("asks to wait 120 minutes: Slow down. Everything paid is kept.")


def test_the_silence_counts_from_the_first_request_on_the_wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second one beside it does not shorten it; one that finds the wire empty begins anew, as after a failure."""
    time, heard = FakeTime(), list[float]()
    opened: list[Models] = []
    really = Transport.post

    async def post(transport: Transport, body: bytes, request: Request) -> Response | Failure:
        heard.append(opened[0].counters["small"].heard)
        time.now += 10.0
        if len(heard) == 1:
            await opened[0].small.reply(ask("beside it"))
        return await really(transport, body, request)

    monkeypatch.setattr(Transport, "post", post)

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask()], timing=time.timing(), before=opened.append)

    ran = with_server(MockServer(fault=lambda n, body: Fault(500) if n == 2 else None), go)
    assert isinstance(ran.only, Reply)
    assert heard == [1000.0, 1000.0, 1020.5]


def test_what_fails_for_one_reason_after_the_other_ends_nothing_at_the_start() -> None:
    health = Health()
    different = [Failure(kind, "") for kind in (Cause.REFUSED, Cause.TOO_LONG)] * IN_A_ROW
    assert [health.bad(failure) for failure in different].count(True) == 0
    alike = [health.bad(Failure(Cause.REFUSED, "")) for _ in range(FIRST_ALIKE)]
    assert alike == [False] * (FIRST_ALIKE - 1) + [True]


def test_a_server_that_only_ever_refuses_as_too_fast_ends_the_sending(tmp_path: Path) -> None:
    ran = one_call(tmp_path, always(Fault(429)))
    assert isinstance(ran.only, Halt)
    assert ran.time.now - 1000 < 2000


def test_a_request_that_is_refused_fails_alone(tmp_path: Path) -> None:
    bad = Fault(400, error("rejected by our content policy"))
    server = MockServer(fault=lambda n, body: bad if "bad" in str(body) else None)

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask(t) for t in ("good", "bad", "good too")])

    ran = with_server(server, go)
    assert [type(result) for result in ran.results] == [Reply, RefusedError, Reply]
    assert server.seen == 3, "what will never work is not tried again"


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(401, error("Incorrect API key provided")), ["api.small_api_key", "Incorrect API key"]),
        (Fault(429, error("You exceeded your current quota", "insufficient_quota")), ["no credit", "quota"]),
        (Fault(404, error("The model `x` does not exist")), ["`mock`", "first, second", "api.small_model"]),
        (Fault(404, {"detail": "Not Found"}), ["first, second", "api.small_model"]),
        (Fault(200, b"<html><title>Welcome</title></html>"), ["Welcome"]),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_what_no_call_would_escape_ends_the_run_with_one_message(tmp_path: Path, fault: Fault, says: list[str]) -> None:
    server = always(fault)
    server.models = ("first", "second")
    ran = one_call(tmp_path, server)
    assert isinstance(ran.only, ServerError)
    assert [word for word in says if word not in str(ran.only)] == []
    assert "\n" not in str(ran.only)
    assert server.seen <= 5
    assert ran.time.now - 1000 < 10, "within seconds"


def test_first_calls_that_are_all_refused_alike_end_the_run(tmp_path: Path) -> None:
    server = always(Fault(400, error("This model's maximum context length is 512 tokens, you requested 900 tokens")))

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), (ask(str(n)) for n in range(500)))

    ran = with_server(server, go)
    assert server.seen < 60
    ended = [result for result in ran.results if isinstance(result, ServerError)]
    assert ended
    assert "900 tokens where 512 fit" in str(ended[0])
    assert "chunk_size" in str(ended[0])


@pytest.mark.one_in(3)
@pytest.mark.parametrize("at_once", [10, 2, 1])
def test_a_key_revoked_in_the_middle_ends_the_run(tmp_path: Path, at_once: int) -> None:
    """Also where a single call is refused again and again before any other has failed."""
    server = MockServer(fault=lambda n, body: Fault(401, error("revoked")) if n > 100 else None)

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), (ask(str(n)) for n in range(1000)), limit=at_once)

    ran = with_server(server, go)
    assert server.seen < 160
    kinds = [type(result) for result in ran.results]
    assert kinds.count(Reply) == 100
    assert kinds.count(RefusedError) == 0, "what says nothing of a request fails none"
    assert kinds.count(Halt) > 800
    assert any("the same command goes on" in str(result) for result in ran.results)


def test_nobody_there_fails_within_seconds_and_says_how_to_start_a_server(tmp_path: Path) -> None:
    async def go(_: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for("http://127.0.0.1:9/v1"), [ask(), ask("other")])

    ran = with_server(MockServer(), go)
    ended = [result for result in ran.results if isinstance(result, ServerError)]
    assert ended
    assert "No server answers at http://127.0.0.1:9/v1 (connection refused)" in str(ended[0])
    assert "vllm serve mock --port 9" in str(ended[0])
    assert ran.time.now - 1000 < 8


def test_a_host_that_nobody_knows_is_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    ran = asyncio.run(run_calls(tmp_path, config_for("http://nowhere.example/v1"), [ask()]))
    [ended] = [result for result in ran.results if isinstance(result, ServerError)]
    assert "No server answers at http://nowhere.example/v1 (there is no host of this name)" in str(ended)


def test_a_server_that_never_answers_runs_out_of_time(tmp_path: Path) -> None:
    ran = one_call(tmp_path, always(Fault(200, delay=5.0)), timeout_seconds=0.02)
    assert isinstance(ran.only, TransientError)
    assert "no answer within 0.02 s" in str(ran.only)


def test_a_server_that_is_gone_in_the_middle_ends_the_run_when_patience_does(tmp_path: Path) -> None:
    async def go(server: MockServer) -> tuple[Ran, Ran]:
        config = config_for(server.url)
        before = await run_calls(tmp_path, config, [ask("early")])
        await server.stop()
        return before, await run_calls(tmp_path, config, [ask("early"), ask("late")])

    before, after = with_server(MockServer(), go)
    assert isinstance(before.only, Reply)
    assert [type(result) for result in after.results] == [Reply, ServerError]


def test_errors_keep_the_key_to_themselves(tmp_path: Path) -> None:
    key = "sk-very-secret-0123456789"
    ran = one_call(tmp_path, always(Fault(401, error(f"Incorrect API key provided: {key}"))), api_key=key)
    assert isinstance(ran.only, ServerError)
    assert key not in str(ran.only)
    assert all(key.encode() not in path.read_bytes() for path in some(tmp_path.iterdir()))
