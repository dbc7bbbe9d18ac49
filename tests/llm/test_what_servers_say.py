"""What servers really say when they do not answer, and what it means. The wordings are those of the servers."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from calling import ask, one_call

from mock_server import Fault, MockServer, error
from openbook.errors import OpenbookError
from openbook.llm.failures import Cause, Sent, read_failure
from openbook.llm.ledger import LEDGER_FILE
from some import some

PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>"


@dataclass(frozen=True)
class Row:
    """What a server says, and what it means."""

    name: str
    status: int
    body: Any
    kind: Cause
    says: str = ""
    adaptation: str = ""
    tokens: tuple[int, int] | None = None


ROWS = [
    Row("OpenAI: too fast", 429, error("Rate limit reached for gpt", "rate_limit_exceeded"), Cause.RATE),
    Row("OpenAI: no money, although 429", 429, error("You exceeded your quota", "insufficient_quota"), Cause.QUOTA),
    Row("OpenRouter: no money", 402, error("This request requires more credits", 402), Cause.QUOTA),
    Row("Anthropic behind a proxy: overloaded", 529, error("Overloaded", None, "overloaded_error"), Cause.RATE),
    Row("OpenAI: bad key", 401, error("Incorrect API key provided: sk-a***b", "invalid_api_key"), Cause.KEY),
    Row("forbidden", 403, error("Permission denied"), Cause.KEY),
    Row("OpenRouter: this text is flagged", 403, error("Your chosen model requires moderation", 403), Cause.REFUSED),
    Row("OpenAI: unknown model", 404, error("The model `x` does not exist", "model_not_found"), Cause.MODEL),
    Row("vLLM: unknown model", 404, {"object": "error", "message": "The model `x` does not exist."}, Cause.MODEL),
    Row("Ollama: unknown model", 404, {"error": {"message": "model 'x' not found"}}, Cause.MODEL),
    Row("Ollama, older: an error that is a text", 404, {"error": "model 'x' not found, try pulling it"}, Cause.MODEL),
    Row("OpenRouter: unknown model is a 400", 400, error("x is not a valid model ID", 400), Cause.MODEL),
    Row("no API here", 404, {"detail": "Not Found"}, Cause.ADDRESS, "Not Found"),
    Row("a moved server", 301, b"", Cause.ADDRESS),
    Row("a page with status 200", 200, b"<html><title>Welcome to nginx!</title></html>", Cause.FOREIGN, "Welcome to"),
    Row("a gateway's page", 502, PAGE, Cause.BUSY, "502 Bad Gateway"),
    Row("a gateway's page with status 200", 200, PAGE, Cause.BUSY),
    Row("llama.cpp: still loading", 503, error("Loading model", 503, "unavailable_error"), Cause.BUSY, "Loading model"),
    Row("a time-out of the server's own", 408, b"", Cause.BUSY),
    Row("an error with status 200 and an integer code", 200, error("Provider returned error", 502), Cause.BUSY),
    Row("too fast with status 200 and an integer code", 200, error("slow down", 429), Cause.RATE),
    Row("bad key with status 200", 200, error("no auth", 401), Cause.KEY),
    Row("a named error with status 200", 200, error("slow down", "rate_limit_exceeded"), Cause.RATE),
    Row("an error inside a choice", 200, {"choices": [{"error": {"message": "upstream", "code": 502}}]}, Cause.BUSY),
    Row("empty choices", 200, {"choices": []}, Cause.BUSY, "without choices"),
    Row("another API's answer", 200, {"output": [{"text": "Hello."}], "usage": {"output_tokens": 9}}, Cause.FOREIGN),
    Row("a torn body", 200, b'{"choices": [{"mess', Cause.BUSY),
    Row("an empty body", 200, b"", Cause.BUSY, "an empty answer"),
    Row("words where JSON should be", 200, b"It works!", Cause.FOREIGN, "It works!"),
    Row("trouble in words", 200, b"The upstream is overloaded", Cause.BUSY),
    Row("no choices, and why", 200, {"choices": [], "promptFeedback": {"blockReason": "SAFETY"}}, Cause.REFUSED,
        "without choices: SAFETY"),
    Row("JSON that is no object", 200, b"[]", Cause.FOREIGN),
    Row(
        "OpenAI: too long", 400,
        error("This model's maximum context length is 8192 tokens. However, you requested 9001 tokens (8001 in the "
              "messages, 1000 in the completion). Please reduce the length of the messages or completion.",
              "context_length_exceeded", param="messages"),
        Cause.TOO_LONG, tokens=(9001, 8192), adaptation="window_8192",
    ),
    Row(
        "vLLM: too long", 400,
        {"object": "error", "message": "This model's maximum context length is 4096 tokens. However, your request has "
         "5000 input tokens. Please reduce the length of the input messages.", "type": "BadRequestError", "code": 400},
        Cause.TOO_LONG, tokens=(5000, 4096),
    ),
    Row(
        "llama.cpp: too long", 400,
        {"error": {"code": 400, "message": "the request exceeds the available context size, try increasing it",
                   "type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 512}},
        Cause.TOO_LONG, tokens=(5000, 512),
    ),
    Row(
        "SGLang: too long", 400,
        {"message": "The input (40961 tokens) is longer than the model's context length (32768 tokens).", "code": 400},
        Cause.TOO_LONG, tokens=(40961, 32768),
    ),
    Row("a body too large for the proxy", 413, b"<h1>413 Request Entity Too Large</h1>", Cause.TOO_LONG),
    Row(
        "OpenAI: max_tokens has a new name", 400,
        error("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' "
              "instead.", "unsupported_parameter", "invalid_request_error", "max_tokens"),
        Cause.ADAPT, adaptation="max_completion_tokens",
    ),
    Row(
        "OpenAI: temperature can't be chosen", 400,
        error("Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is "
              "supported.", "unsupported_value", "invalid_request_error", "temperature"),
        Cause.ADAPT, adaptation="no_temperature",
    ),
    Row("OpenAI: stop is unknown", 400, error("Unsupported parameter: 'stop' is not supported with this model.",
                                             "unsupported_parameter", param="stop"), Cause.ADAPT, adaptation="no_stop"),
    Row("OpenAI: unknown parameter", 400, error("Unrecognized request argument supplied: top_k"), Cause.ADAPT,
        adaptation="no_top_k"),
    Row("FastAPI: unknown parameter", 422, {"detail": [{"type": "extra_forbidden", "loc": ["body", "top_k"],
                                                        "msg": "Extra inputs are not permitted"}]},
        Cause.ADAPT, adaptation="no_top_k"),
    Row("no structured replies", 400, error("This response_format type is unavailable now"), Cause.ADAPT,
        adaptation="text_form"),
    Row("a grammar that can't be made", 500, error("Failed to initialize grammar sampler"), Cause.ADAPT,
        adaptation="text_form"),
    Row("no system role", 400, error("System role not supported"), Cause.ADAPT, adaptation="no_system"),
    Row("roles must alternate", 400, error("Conversation roles must alternate user/assistant/user/assistant/..."),
        Cause.ADAPT, adaptation="no_system"),
    Row("a value out of range is the user's to mend", 400,
        error("Invalid 'temperature': decimal above maximum value. Expected a value <= 2.", param="temperature"),
        Cause.REFUSED),
    Row("a request that is not allowed", 400, error("Your request was rejected by our content policy"), Cause.REFUSED),
]  # fmt: skip
SENT = ("messages", "temperature", "max_tokens", "stop", "response_format", "top_k")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_servers_say_is_understood(row: Row) -> None:
    raw = row.body if isinstance(row.body, bytes) else orjson.dumps(row.body)
    failure = read_failure(row.status, raw, Sent(SENT, "x", 3000, 2000))
    assert (failure.kind, failure.adaptation) == (row.kind, row.adaptation)
    assert failure.tokens == row.tokens
    assert row.says in failure.detail


@pytest.mark.whole
def test_no_failure_is_a_reply(tmp_path: Path) -> None:
    """Whatever a server says that is no reply, nothing of it reaches the ledger."""
    for number, row in some(enumerate(ROWS)):
        fault = Fault(row.status, row.body)
        sampling = {"temperature": 0.2, "max_tokens": 9, "top_k": 5}
        request = ask(sampling=sampling, stop=("END",), schema={"type": "object"})
        result = one_call(tmp_path / str(number), MockServer(fault=lambda n, body, fault=fault: fault), request).only
        assert isinstance(result, OpenbookError), row.name
        with closing(sqlite3.connect(tmp_path / str(number) / LEDGER_FILE)) as ledger:
            assert ledger.execute("SELECT count(*) FROM calls").fetchone() == (0,), row.name
