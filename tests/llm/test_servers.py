"""Servers as they are: what they leave out, what they name otherwise, and what they want otherwise."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calling import Ran, ask, config_for, one_call, run_calls, with_server

from mock_server import Fault, MockServer, chat, error
from openbook.calls import Message, Reply, Usage
from openbook.dialogue.reply.verdict import VERDICT_SCHEMA
from openbook.errors import RefusedError, ServerError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from some import some

SCHEMA = {"type": "object", "properties": {"verdict": {"type": "string"}}, "required": ["verdict"]}


def saying(body: dict[str, Any]) -> MockServer:
    """Return a server that answers everything with this body."""
    return MockServer(answer=lambda _: body)


def reply_from(folder: Path, body: dict[str, Any], **fields: Any) -> Reply:
    """Return the reply as it came live, having checked that the ledger gives the same again."""
    server = saying(body)
    request = ask(**fields)

    async def go(server: MockServer) -> tuple[Ran, Ran]:
        config = config_for(server.url)
        return await run_calls(folder, config, [request]), await run_calls(folder, config, [request])

    live, replayed = (ran.only for ran in with_server(server, go))
    assert isinstance(live, Reply)
    assert isinstance(replayed, Reply)
    assert (live.replayed, replayed.replayed, server.seen) == (False, True, 1)
    assert replace(live, replayed=True) == replayed
    return live


def test_usage_is_the_servers(tmp_path: Path) -> None:
    reply = reply_from(tmp_path, chat("yes") | {"usage": {"prompt_tokens": 70, "completion_tokens": 3}})
    assert reply.usage == Usage(70, 3)


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": 0, "completion_tokens": 0}, {"prompt_tokens": None}])
def test_missing_usage_is_estimated_and_marked(tmp_path: Path, usage: object) -> None:
    body = chat("word " * 100, usage=False) | ({"usage": usage} if usage is not None else {})
    reply = reply_from(tmp_path, body, text="word " * 400)
    assert reply.usage.estimated
    assert 100 <= reply.usage.output_tokens <= 150
    assert 400 <= reply.usage.input_tokens <= 600
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        assert ledger.totals()["small"].estimated == 1


@pytest.mark.parametrize(
    ("said", "means"),
    [("stop", "stop"), ("STOP", "stop"), ("eos", "stop"), ("end_turn", "stop"), ("COMPLETE", "stop"),
     ("length", "length"), ("MAX_TOKENS", "length"), ("max_tokens", "length"), ("content_filter", "content_filter"),
     ("FINISH_REASON_STOP", "stop"), ({"type": "stop", "matched": 2}, "stop"), ("abort", "abort"), ("SAFETY", "SAFETY"),
     ("model_context_window_exceeded", "model_context_window_exceeded"), (3, "3"), (None, ""), ("", "")],
)  # fmt: skip
def test_odd_finish_reasons_are_understood(tmp_path: Path, said: Any, means: str) -> None:
    assert reply_from(tmp_path, chat("yes", said)).finish_reason == means


def test_a_reply_as_long_as_allowed_without_a_finish_reason_is_cut_off(tmp_path: Path) -> None:
    body = chat("yes", None) | {"usage": {"prompt_tokens": 5, "completion_tokens": 20}}
    assert reply_from(tmp_path, body, sampling={"max_tokens": 20}).finish_reason == "length"


@pytest.mark.parametrize(
    ("message", "text", "reasoning"),
    [
        ({"reasoning_content": "hm"}, "yes", "hm"),
        ({"reasoning": "hm"}, "yes", "hm"),
        ({"content": [{"type": "text", "text": "y"}, {"type": "text", "text": "es"}]}, "yes", ""),
        ({"content": [{"thinking": [{"text": "hm"}]}, {"type": "text", "text": "yes"}]}, "yes", "hm"),
        ({"content": None, "refusal": "I can't."}, "I can't.", ""),
        ({"content": None}, "", ""),
        ({"content": "<think>hm</think>yes"}, "<think>hm</think>yes", ""),
    ],
    ids=str,
)  # fmt: skip
def test_texts_and_thoughts_are_found(tmp_path: Path, message: dict[str, Any], text: str, reasoning: str) -> None:
    reply = reply_from(tmp_path, chat("yes", **message))
    assert (reply.text, reply.reasoning) == (text, reasoning)


def test_empty_choices_that_cost_something_are_a_paid_reply_without_text(tmp_path: Path) -> None:
    body = {"choices": [], "usage": {"prompt_tokens": 50, "completion_tokens": 7}}
    reply = reply_from(tmp_path, body)
    assert (reply.text, reply.finish_reason, reply.usage) == ("", "empty", Usage(50, 7))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b'"a \\ud83d b"', "a \ufffd b"),
        (b'"a \xff b"', "a \ufffd b"),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b'"a\\u0000b"', "a\0b"),
    ],
)
def test_a_broken_character_does_not_cost_a_reply(tmp_path: Path, content: bytes, text: str) -> None:
    body = b'{"choices": [{"message": {"content": %s}, "logprobs": NaN}]}' % content

    async def go(server: MockServer) -> list[Ran]:
        return [await run_calls(tmp_path, config_for(server.url), [ask()]) for _ in range(2)]

    server = MockServer(fault=lambda n, _: Fault(200, body))
    runs = with_server(server, go)
    assert [ran.only.text for ran in runs if isinstance(ran.only, Reply)] == [text, text]
    assert server.seen == 1
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        assert list(ledger.verify()) == []
        assert ledger.export(tmp_path / "calls.jsonl") == 1


def test_what_comes_after_a_stop_sequence_is_cut_off(tmp_path: Path) -> None:
    assert reply_from(tmp_path, chat("yes**END** and more", "length"), stop=("**END**",)).text == "yes"


def test_completion_mode_sends_a_prompt_and_its_stop(tmp_path: Path) -> None:
    server = MockServer()
    ran = one_call(tmp_path, server, ask(prompt="Once upon", stop=("**END**",), sampling={"max_tokens": 9}))
    assert isinstance(ran.only, Reply)
    assert server.paths == ["/v1/completions"]
    assert server.requests == [{"model": "mock", "prompt": "Once upon", "max_tokens": 9, "stop": ["**END**"]}]


def picky(**wants: str) -> MockServer:
    """Return a server that refuses each of these parameters with a complaint."""

    def fault(_: int, body: dict[str, Any]) -> Fault | None:
        for name, complaint in wants.items():
            if name in body:
                return Fault(400, error(complaint, param=name))
        return None

    return MockServer(fault=fault)


WANTS = {
    "max_tokens": "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.",
    "temperature": "Unsupported value: 'temperature' does not support 0.2. Only the default (1) value is supported.",
    "stop": "Unsupported parameter: 'stop' is not supported with this model.",
    "response_format": "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
}


def test_a_server_is_humoured_once_and_the_ledger_remembers_how(tmp_path: Path) -> None:
    server = picky(**WANTS)
    sampling = {"temperature": 0.2, "max_tokens": 30}
    requests = [ask(str(n), sampling=sampling, stop=("END",), schema=SCHEMA) for n in range(3)]

    async def go(server: MockServer) -> list[Ran]:
        config = config_for(server.url)
        return [await run_calls(tmp_path, config, requests[:n], limit=1) for n in (1, 2, 3)]

    first, second, third = with_server(server, go)
    assert server.seen == 5 + 1 + 1, "four complaints, then one request a call"
    assert server.requests[-1].keys() == {"model", "messages", "max_completion_tokens"}
    names = {"max_completion_tokens", "no_temperature", "no_stop", "text_form"}
    for ran in (first, second, third):
        for result in ran.results:
            assert isinstance(result, Reply)
            assert set(result.adaptations) == names
    assert [ran.models.counters["small"].replayed for ran in (first, second, third)] == [0, 1, 2]


def test_many_first_calls_learn_one_adaptation_together(tmp_path: Path) -> None:
    server = picky(temperature=WANTS["temperature"])

    async def go(server: MockServer) -> Ran:
        requests = (ask(str(n), sampling={"temperature": 0.2}) for n in range(100))
        return await run_calls(tmp_path, config_for(server.url), requests)

    ran = with_server(server, go)
    assert all(isinstance(result, Reply) for result in some(ran.results))
    assert server.seen < 140


def test_a_server_that_still_complains_refuses_the_request(tmp_path: Path) -> None:
    server = MockServer(fault=lambda n, body: Fault(400, error("'temperature' is not supported", param="temperature")))
    ran = one_call(tmp_path, server, ask(sampling={"temperature": 0.2}))
    assert isinstance(ran.only, RefusedError)
    assert server.seen == 2


def test_system_messages_open_the_users_where_the_server_knows_no_system(tmp_path: Path) -> None:
    complaint = Fault(400, error("System role not supported"))
    server = MockServer(fault=lambda n, body: complaint if body["messages"][0]["role"] == "system" else None)
    messages = (Message("system", "Be brief."), Message("user", "Why?"))
    ran = one_call(tmp_path, server, ask(messages=messages))
    assert isinstance(ran.only, Reply)
    assert server.requests[-1]["messages"] == [{"role": "user", "content": "Be brief.\n\nWhy?"}]


def test_a_schema_is_sent_where_the_server_can(tmp_path: Path) -> None:
    server = MockServer()
    ran = one_call(tmp_path, server, ask(schema=SCHEMA))
    assert isinstance(ran.only, Reply)
    assert ran.only.text.startswith('{"verdict"')
    assert ran.only.adaptations == ()
    assert server.requests[0]["response_format"]["json_schema"]["schema"] == SCHEMA


def test_a_server_that_refuses_lengths_in_a_schema_gets_it_without_them(tmp_path: Path) -> None:
    listed = {"type": "object", "properties": {"turns": {"type": "array", "minItems": 2, "items": SCHEMA}}}

    def fault(number: int, body: dict[str, Any]) -> Fault | None:
        is_long = "minItems" in str(body.get("response_format"))
        said = "Invalid schema for response_format 'reply': In ('properties', 'turns'), 'minItems' is not permitted."
        return Fault(400, error(said, param="response_format")) if is_long else None

    server = MockServer(fault=fault)
    ran = one_call(tmp_path, server, ask(schema=listed))
    assert isinstance(ran.only, Reply)
    assert ran.only.adaptations == ("any_length",)
    sent = server.requests[-1]["response_format"]["json_schema"]["schema"]
    assert sent == {"type": "object", "properties": {"turns": {"type": "array", "items": SCHEMA}}}


def test_a_server_that_refuses_the_length_of_a_reason_gets_the_schema_without_it(tmp_path: Path) -> None:
    def fault(number: int, body: dict[str, Any]) -> Fault | None:
        said = "Unsupported JSON schema: the property 'reasoning' has 'maxLength', which is not permitted."
        return Fault(400, error(said)) if "maxLength" in str(body.get("response_format")) else None

    server = MockServer(fault=fault)
    ran = one_call(tmp_path, server, ask(schema=VERDICT_SCHEMA))
    assert isinstance(ran.only, Reply)
    assert ran.only.adaptations == ("any_length",)
    sent = server.requests[-1]["response_format"]["json_schema"]["schema"]
    assert sent == {**VERDICT_SCHEMA, "properties": {**VERDICT_SCHEMA["properties"], "reasoning": {"type": "string"}}}


def test_an_example_goes_in_only_where_no_schema_does(tmp_path: Path) -> None:
    example = (Message("user", "An example"), Message("assistant", "Of a reply"))
    with_schema, without = ask(schema=SCHEMA, example=example), ask(example=example)
    assert with_schema.key() == without.key() == ask().key()
    server = MockServer()
    one_call(tmp_path / "a", server, with_schema)
    assert "Of a reply" not in str(server.requests[-1]["messages"])
    server = MockServer()
    one_call(tmp_path / "b", server, without)
    assert [message["content"] for message in server.requests[-1]["messages"][-3:-1]] == ["An example", "Of a reply"]
    server = MockServer(fault=lambda n, body: Fault(500, error("internal")) if "response_format" in body else None)
    one_call(tmp_path / "c", server, with_schema)
    assert "Of a reply" in str(server.requests[-1]["messages"])


def test_what_shows_a_form_is_one_message_with_the_material_where_both_are_a_users(tmp_path: Path) -> None:
    server = MockServer()
    asked = ask("And now?", example=(Message("user", "The form: …"),))
    one_call(tmp_path, server, asked)
    *_, last = server.requests[-1]["messages"]
    assert last == {"role": "user", "content": "The form: …\n\nAnd now?"}


def test_a_schema_that_makes_a_server_stumble_is_left_out(tmp_path: Path) -> None:
    server = MockServer(fault=lambda n, body: Fault(500, error("internal")) if "response_format" in body else None)
    ran = one_call(tmp_path, server, ask(schema=SCHEMA))
    assert isinstance(ran.only, Reply)
    assert ran.only.adaptations == ("text_form",)
    assert server.seen == 3


@pytest.mark.parametrize(("structured", "sent"), [("off", False), ("on", True), ("auto", True)])
def test_structured_says_whether_a_schema_is_sent(tmp_path: Path, structured: str, sent: bool) -> None:
    server = MockServer()
    one_call(tmp_path, server, ask(schema=SCHEMA), sections={"generation": {"structured": structured}})
    assert ("response_format" in server.requests[0]) == sent


def test_structured_on_never_falls_back(tmp_path: Path) -> None:
    server = picky(response_format=WANTS["response_format"])
    ran = one_call(tmp_path, server, ask(schema=SCHEMA), sections={"generation": {"structured": "on"}})
    assert isinstance(ran.only, RefusedError)
    assert "generation.structured" in str(ran.only)


def test_cohere_gets_what_it_takes(tmp_path: Path) -> None:
    server = MockServer()
    sampling = {"temperature": 0.2, "top_p": 1.0, "top_k": 40, "logit_bias": {}, "max_tokens": 7}
    one_call(tmp_path, server, ask(sampling=sampling), mode="cohere", api_key="co-123456")
    assert server.requests[0].keys() == {"model", "messages", "temperature", "top_p", "max_tokens"}
    assert server.requests[0]["top_p"] == 0.99
    assert server.headers[0]["Authorization"] == "Bearer co-123456"


def test_cohere_has_no_completion_mode(tmp_path: Path) -> None:
    ran = one_call(tmp_path, MockServer(), ask(prompt="Once"), mode="cohere", api_key="co-123456")
    assert isinstance(ran.only, ServerError)
    assert "completion_mode" in str(ran.only)


@pytest.mark.parametrize("suffix", ["", "/", "/chat/completions", "?tenant=7"])
def test_addresses_are_taken_as_users_write_them(tmp_path: Path, suffix: str) -> None:
    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url + suffix), [ask()])

    server = MockServer()
    assert isinstance(with_server(server, go).only, Reply)
    assert server.paths == ["/v1/chat/completions"]


def test_an_address_without_v1_is_found_out(tmp_path: Path) -> None:
    def fault(_: int, body: dict[str, Any]) -> Fault:
        return Fault(404, {"detail": "Not Found"})

    async def go(server: MockServer) -> Ran:
        return await run_calls(tmp_path, config_for(server.url.removesuffix("/v1")), [ask()])

    server = MockServer(fault=fault)
    server.hide_models_at = ("/models",)
    result = with_server(server, go).only
    assert isinstance(result, ServerError)
    assert f"{server.url}: write that" in str(result)
