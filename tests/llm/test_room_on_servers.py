"""What does not fit: a reply too long beside its prompt, a prompt that is read in part, a context that is full."""

from pathlib import Path
from typing import Any

import pytest
from calling import Ran, ask, config_for, one_call, run_calls, with_server

from mock_server import Fault, MockServer, chat, error
from openbook.calls import CONTEXT_FULL, PROMPT_CUT, Reply
from openbook.errors import RefusedError, ServerError, UnusableReply
from openbook.llm.ledger import LEDGER_FILE, Ledger

LONG = "word " * 1500
WORDS = {"max_tokens": 3000}


def window(size: int, prompt: int) -> MockServer:
    """Return a server with a context of this size, in which every prompt takes so many tokens."""

    def fault(n: int, body: dict[str, Any]) -> Fault | None:
        asked = body["max_tokens"]
        said = (
            f"maximum context length is {size} tokens, you requested {prompt + asked} tokens ({prompt} in the messages)"
        )
        return Fault(400, error(said)) if prompt + asked > size else None

    return MockServer(fault=fault)


def sent(server: MockServer) -> list[int]:
    return [body["max_tokens"] for body in server.requests]


def test_a_reply_is_asked_for_again_with_what_fits_and_the_window_is_remembered(tmp_path: Path) -> None:
    server = window(4096, 2000)

    async def go(server: MockServer) -> tuple[Ran, Ran]:
        config = config_for(server.url)
        first = await run_calls(tmp_path, config, [ask(LONG, sampling=WORDS)])
        return first, await run_calls(tmp_path, config, [ask(f"{LONG}!", sampling=WORDS)])

    first, later = with_server(server, go)
    assert isinstance(first.only, Reply)
    assert isinstance(later.only, Reply)
    assert sent(server)[:2] == [3000, 2096]
    assert sent(server)[2] < 3000, "the next run knows"
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        assert "window_4096" in ledger.adaptations(server.url, "mock")


def test_a_window_that_cuts_a_reply_is_doubted_once(tmp_path: Path) -> None:
    """The server of an earlier run may be served with a longer context by now."""

    def answer(body: dict[str, Any]) -> dict[str, Any]:
        usage = {"prompt_tokens": 2000, "completion_tokens": body["max_tokens"]}
        return chat("word", "length" if body["max_tokens"] < 3000 else "stop") | {"usage": usage}

    server = MockServer(answer=answer)

    async def go(server: MockServer) -> Ran:
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            ledger.remember(server.url, "mock", "window_4096")
        requests = [ask(LONG, sampling=WORDS, attempt=n) for n in (1, 2)]
        return await run_calls(tmp_path, config_for(server.url), requests, limit=1)

    ran = with_server(server, go)
    assert [reply.finish_reason for reply in ran.results if isinstance(reply, Reply)] == ["length", "stop"]
    assert sent(server)[1] == 3000


def test_a_prompt_that_leaves_no_room_is_refused_with_both_numbers_and_a_remedy(tmp_path: Path) -> None:
    server = window(1024, 2000)
    ran = one_call(tmp_path, server, ask(LONG, sampling=WORDS))
    assert isinstance(ran.only, RefusedError)
    assert "tokens where 1024 fit" in str(ran.only)
    assert "system.chunk_size" in str(ran.only)
    assert server.seen == 1


def saying(text: str, finish: str, read: int, wrote: int) -> MockServer:
    usage = {"prompt_tokens": read, "completion_tokens": wrote}
    return MockServer(answer=lambda _: chat(text, finish) | {"usage": usage})


@pytest.mark.parametrize(("read", "in_part"), [(512, True), (511, True), (500, False), (1400, False), (2048, False)])
def test_a_prompt_that_is_read_in_part_ends_the_sending_with_the_setting_to_raise(
    tmp_path: Path, read: int, in_part: bool
) -> None:
    ran = one_call(tmp_path, saying("yes", "stop", read, 5), ask(LONG))
    assert isinstance(ran.only, ServerError if in_part else Reply)
    if in_part:
        assert f"read only {read} tokens" in str(ran.only)
        assert "num_ctx" in str(ran.only)


def test_the_same_small_number_for_two_prompts_is_no_chance_and_such_a_reply_is_never_used(tmp_path: Path) -> None:
    server = saying("yes", "stop", 500, 5)

    async def go(server: MockServer) -> tuple[Ran, Ran]:
        config, second = config_for(server.url), ask(f"{LONG} {LONG}")
        return (
            await run_calls(tmp_path, config, [ask(LONG), second], limit=1),
            await run_calls(tmp_path, config, [second]),
        )

    first, again = with_server(server, go)
    assert [type(result) for result in first.results] == [Reply, ServerError]
    assert isinstance(again.only, UnusableReply), "the ledger has it, and says what it is"
    assert server.seen == 2
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        kept = ledger.get(ask(f"{LONG} {LONG}").key())
        assert kept is not None
        assert kept.finish_reason == PROMPT_CUT


def test_the_same_small_number_for_prompts_of_one_size_is_no_sign(tmp_path: Path) -> None:
    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask(f"{LONG} one"), ask(f"{LONG} two")], limit=1)

    assert [type(result) for result in with_server(saying("yes", "stop", 500, 5), go).results] == [Reply, Reply]


def test_a_limit_that_nobody_set_is_told_from_the_one_that_was(tmp_path: Path) -> None:
    full = one_call(tmp_path / "a", saying("", "length", 2047, 1), ask(LONG, sampling=WORDS)).only
    cut = one_call(tmp_path / "b", saying("yes", "length", 2000, 3000), ask(LONG, sampling=WORDS)).only
    assert isinstance(full, Reply)
    assert isinstance(cut, Reply)
    assert (full.finish_reason, cut.finish_reason) == (CONTEXT_FULL, "length")


def test_ten_empty_replies_for_want_of_room_end_the_sending(tmp_path: Path) -> None:
    server = saying("", "length", 2047, 1)

    async def go(server: MockServer) -> Ran:
        requests = (ask(f"{LONG}{n}", sampling=WORDS) for n in range(50))
        return await run_calls(tmp_path, config_for(server.url), requests, limit=1)

    ran = with_server(server, go)
    assert server.seen == 10
    assert any(isinstance(result, ServerError) and "no room left" in str(result) for result in ran.results)


@pytest.mark.parametrize(("read", "stops"), [(512, True), (600, False), (1024, False)])
def test_prompts_of_many_sizes_that_come_to_the_count_of_a_context_are_cut(
    tmp_path: Path, read: int, stops: bool
) -> None:
    """Here the count alone could be right: 512 tokens for some 550 words; 1,024 is more than our estimate."""
    server = saying("yes", "stop", read, 5)

    async def go(server: MockServer) -> Ran:
        requests = [ask("words " * (520 + 5 * n)) for n in range(6)]
        return await run_calls(tmp_path, config_for(server.url), requests, limit=1)

    results = with_server(server, go).results
    assert any(isinstance(result, ServerError) for result in results) is stops
    assert isinstance(results[1], Reply)
