# ruff: noqa: E501 - tables
"""Replies that come in other clothes: as a stream, in parts, in the field of a function call; or turned down."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from calling import ask, one_call

from mock_server import Fault, MockServer, chat, error
from openbook.calls import Reply
from openbook.errors import ServerError, TransientError, UnusableReply
from openbook.llm.streams import TORN
from openbook.llm.wire import decode

SCHEMA = {"type": "object", "properties": {"verdict": {"type": "string"}}, "required": ["verdict"]}


def stream(*events: Any) -> bytes:
    texts = (event if isinstance(event, str) else orjson.dumps(event).decode() for event in events)
    return "".join(f"data: {text}\n\n" for text in texts).encode()


def piece(finish: str | None = None, **delta: str) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def lines(*pieces: Any) -> bytes:
    return b"".join(orjson.dumps(piece) + b"\n" for piece in pieces)


def said(text: str, reason: str = "", **more: Any) -> dict[str, Any]:
    return {"model": "m", "message": {"content": text}, "done": bool(reason), "done_reason": reason or None, **more}


USAGE = {"choices": [], "usage": {"prompt_tokens": 70, "completion_tokens": 3}}


@pytest.mark.parametrize(
    ("raw", "text", "finish"),
    [
        (stream(piece(content="y"), piece(content="es"), piece("stop"), USAGE, "[DONE]"), "yes", "stop"),
        (b": ping\n\n" + stream(piece(content="yes"), piece("length"), "[DONE]"), "yes", "length"),
        (stream(piece(content="ye")), "ye", TORN),
        (stream(piece(content="yes"), "[DONE]"), "yes", ""),
        (stream({"choices": [{"text": "yes", "finish_reason": "stop"}]}, "[DONE]"), "yes", "stop"),
        (b": waiting\n\n" + orjson.dumps(chat("yes")), "yes", "stop"),
        (lines(said("ye"), said("s"), said("", "stop")), "yes", "stop"),
        (lines(said("ye"), said("s", "length")), "yes", "length"),
        (lines(said("ye"), said("s")), "yes", TORN),
        (lines(piece(content="ye"), piece(content="s"), piece("stop")).replace(b"\n", b"\r\n"), "yes", "stop"),
        (b"\xef\xbb\xbf" + orjson.dumps(chat("yes")), "yes", "stop"),
        (b"\xef\xbb\xbf" + stream(piece(content="yes"), piece("stop"), "[DONE]"), "yes", "stop"),
    ],
    ids=[
        "whole", "with comments", "torn", "without an end", "of a completion", "comments before a body",
        "lines of Ollama's", "lines that end at the limit", "torn lines", "lines", "a byte order mark", "a mark before a stream",
    ],
)  # fmt: skip
def test_a_stream_that_nobody_asked_for_is_put_together(tmp_path: Path, raw: bytes, text: str, finish: str) -> None:
    ran = one_call(tmp_path, MockServer(fault=lambda n, body: Fault(200, raw)))
    assert isinstance(ran.only, Reply)
    assert (ran.only.text, ran.only.finish_reason) == (text, finish)
    assert decode(b"{}") is None


def test_lines_say_what_was_used_and_think_apart(tmp_path: Path) -> None:
    thought = {"message": {"role": "assistant", "content": "", "thinking": "Hm."}, "done": False}
    body = lines(thought, said("yes", "stop", prompt_eval_count=70, eval_count=3))
    ran = one_call(tmp_path, MockServer(fault=lambda n, asked: Fault(200, body)))
    assert isinstance(ran.only, Reply)
    assert ran.only.text == "yes"
    assert (ran.only.usage.input_tokens, ran.only.usage.output_tokens) == (70, 3)
    assert not ran.only.usage.estimated


def test_lines_that_are_no_pieces_of_a_reply_are_none(tmp_path: Path) -> None:
    body = lines({"level": "warn"}, {"level": "error"})
    ran = one_call(tmp_path, MockServer(fault=lambda n, asked: Fault(200, body)))
    assert isinstance(ran.only, TransientError)


def test_an_error_inside_of_a_stream_is_an_error(tmp_path: Path) -> None:
    torn = stream(piece(content="ye"), error("Incorrect API key", "invalid_api_key"))
    ran = one_call(tmp_path, MockServer(fault=lambda n, body: Fault(200, torn)))
    assert isinstance(ran.only, ServerError)
    assert "api.small_api_key" in str(ran.only)


@pytest.mark.parametrize(
    ("message", "finish", "found"),
    [
        ({"content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "yes"}]}, "stop", ("yes", "hm", "stop")),
        ({"content": [{"type": "reasoning", "text": "hm"}, {"type": "output_text", "text": "yes"}]}, "stop", ("yes", "hm", "stop")),
        ({"content": {"type": "text", "text": "yes"}}, "stop", ("yes", "", "stop")),
        ({"content": {"turns": [{"a": 1}]}}, "stop", ('{"turns":[{"a":1}]}', "", "stop")),
        ({"content": [{"question": "q"}]}, "stop", ('[{"question":"q"}]', "", "stop")),
        ({"content": "", "reasoning_details": [{"type": "reasoning.text", "text": "hm"}]}, "stop", ("", "hm", "stop")),
        ({"content": [{"type": "refusal", "refusal": "No."}]}, "stop", ("No.", "", "refusal")),
        ({"content": None, "tool_calls": [{"function": {"name": "f", "arguments": '{"a": 1}'}}]}, "tool_calls",
         ('{"a": 1}', "", "stop")),
        ({"content": None, "tool_calls": [{"function": {"name": "f", "arguments": '{"a'}}]}, "length", ("", "", "length")),
    ],
)  # fmt: skip
def test_a_reply_is_found_in_whichever_field_it_came(
    message: dict[str, Any], finish: str, found: tuple[str, str, str]
) -> None:
    answer = decode(orjson.dumps({"choices": [{"message": message, "finish_reason": finish}]}))
    assert answer is not None
    assert (answer.text, answer.reasoning, answer.finish_reason) == found


def test_the_one_piece_of_a_stream_is_a_reply() -> None:
    answer = decode(orjson.dumps(piece("stop", content="yes")))
    assert answer is not None
    assert (answer.text, answer.finish_reason) == ("yes", "stop")


SPOILT = Fault(400, error("Failed to generate JSON. Please adjust your prompt.", "json_validate_failed"))


def test_what_the_model_wrote_badly_is_asked_for_again_and_the_schema_stays(tmp_path: Path) -> None:
    server = MockServer(fault=lambda n, body: SPOILT if n == 1 else None)
    assert isinstance(one_call(tmp_path, server, ask(schema=SCHEMA)).only, Reply)
    assert ["response_format" in body for body in server.requests] == [True, True]


def test_a_model_that_never_gets_its_json_right_is_asked_for_text(tmp_path: Path) -> None:
    server = MockServer(fault=lambda n, body: SPOILT if "response_format" in body else None)
    ran = one_call(tmp_path, server, ask(schema=SCHEMA))
    assert isinstance(ran.only, Reply)
    assert ran.only.adaptations == ("text_form",)
    assert server.seen == 3


def test_what_is_turned_down_again_and_again_spends_an_attempt_and_no_more(tmp_path: Path) -> None:
    server = MockServer(fault=lambda n, body: SPOILT)
    assert isinstance(one_call(tmp_path, server, ask(schema=SCHEMA)).only, UnusableReply)
    assert server.seen == 3


@pytest.mark.parametrize("body", [{"ok": True}, [], b"<html><title>Open WebUI</title></html>", {"status": "healthy"}])
def test_something_else_at_the_address_is_known_after_three_answers(tmp_path: Path, body: Any) -> None:
    server = MockServer(fault=lambda n, _: Fault(200, body))
    ran = one_call(tmp_path, server)
    assert isinstance(ran.only, ServerError)
    assert "There is no OpenAI-compatible API at" in str(ran.only) or "does not serve" in str(ran.only)
    assert server.seen <= 5


def test_a_foreign_answer_in_the_middle_is_waited_out(tmp_path: Path) -> None:
    from calling import Ran, config_for, run_calls, with_server

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url), [ask("a"), ask("b")], limit=1)

    server = MockServer(fault=lambda n, body: Fault(200, {"maintenance": True}) if n in (2, 3, 4, 5) else None)
    assert [type(result) for result in with_server(server, go).results] == [Reply, Reply]


def test_a_plain_server_behind_https_is_told_as_that(tmp_path: Path) -> None:
    from calling import Ran, config_for, run_calls, with_server

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url.replace("http://", "https://")), [ask()])

    ran = with_server(MockServer(), go)
    assert isinstance(ran.only, ServerError)
    assert "use http://" in str(ran.only)
    assert "/chat/completions" not in str(ran.only), "no path of the address is at fault"
    assert str(ran.only).endswith("_base_url.")
