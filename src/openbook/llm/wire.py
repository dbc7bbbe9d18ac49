"""Requests as bytes for an OpenAI-compatible server, and its bytes as replies.

How a server had to be humoured is an adaptation, a name remembered with the server and the model:

`max_completion_tokens`  `max_tokens` goes by its newer name
`no_…`                   this parameter is left out (`no_temperature`, `no_stop`, …)
`text_form`              the schema is left out, the form of a reply goes in, which then comes as text
`any_length`             the schema says nothing of how long a list or a text must be
`no_system`              the system message opens the first user message; neighbours of one role are joined
`reply_…`                a reply has so many tokens at most, whatever the prompt
`window_…`               prompt and reply have so many tokens at most, all together
`longest_…`              a text for a vector has fewer bytes than this; longer ones are halved
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from math import isfinite
from typing import Any

import orjson

from openbook.calls import Message, Reply, Request, Usage
from openbook.dataclass import dataclass, replace
from openbook.llm.reply_text import arguments_of, reasoning_of, text_of, vectors_of

DROP = "no_"
MAX_COMPLETION_TOKENS = "max_completion_tokens"
TEXT_FORM = "text_form"
ANY_LENGTH = "any_length"
MIN_ITEMS = "minItems"
LENGTHS = frozenset({MIN_ITEMS, "maxItems", "maxLength"})
NO_SYSTEM = "no_system"
REPLY = "reply_"
WINDOW = "window_"
LONGEST = "longest_"

NEVER_SENT = frozenset({"stream", "stream_options", "n"})
"""Sampling keys that would change the shape of the answer."""

COHERE_REFUSES = frozenset(
    {"logit_bias", "top_logprobs", "metadata", "store", "service_tier", "parallel_tool_calls", "top_k", "min_p"}
)
"""Sampling keys that Cohere's compatible endpoint does not take (docs.cohere.com/docs/compatibility-api)."""
COHERE_TOP_P = 0.99
"""The largest `top_p` that Cohere takes."""

WHOLE = frozenset(
    {
        "stop", "stopped", "stop_sequence", "stop_token", "stop_word", "eos", "eos_token", "eot", "end", "ended",
        "end_turn", "end_of_turn", "end_of_text", "endoftext", "end_of_sequence", "complete", "completed", "finish",
        "finished", "done", "success", "normal",
    }
)  # fmt: skip
"""What servers call the end of a whole reply. Whatever is not named here is taken as cut, by the server's own name."""
AT_LIMIT = frozenset(
    {"length", "max_tokens", "max_output_tokens", "max_new_tokens", "max_length", "token_limit", "model_length"}
)
"""What servers call the end of a reply that is as long as was allowed."""

MOST_TOKENS = 1_000_000_000
"""A usage above it is a server's mistake, and as good as none."""


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What a server's body says."""

    text: str
    reasoning: str
    finish_reason: str
    """Normalised; empty where the server gave none."""
    usage: Usage | None
    """None where the server gave none."""


def encode(request: Request, adaptations: Collection[str] = (), mode: str = "api", room: int | None = None) -> bytes:
    """Return the JSON body of a request to a server that needs these adaptations; a reply may have `room` tokens."""
    body: dict[str, Any] = {"model": request.model}
    if request.inputs:
        return orjson.dumps(body | {"input": list(request.inputs)})
    if request.prompt is None:
        messages: Collection[Message] = request.messages
        if request.example and (request.schema is None or TEXT_FORM in adaptations):
            messages = (*request.messages[:-1], *_joined((*request.example, request.messages[-1])))
        messages = _folded(messages) if NO_SYSTEM in adaptations else messages
        body["messages"] = [{"role": message.role, "content": message.content} for message in messages]
    else:
        body["prompt"] = request.prompt
    body.update((name, value) for name, value in request.sampling.items() if name not in NEVER_SENT)
    if request.stop:
        body["stop"] = list(request.stop)
    if request.schema is not None and request.prompt is None and TEXT_FORM not in adaptations:
        wanted = _of_any_length(request.schema) if ANY_LENGTH in adaptations else request.schema
        schema = {"name": request.step or "reply", "strict": True, "schema": wanted}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    if mode == "cohere":
        for name in COHERE_REFUSES.intersection(body):
            del body[name]
        if isinstance(body.get("top_p"), int | float):
            body["top_p"] = min(body["top_p"], COHERE_TOP_P)
    if room is not None:
        for name in _MOST:
            if isinstance(body.get(name), int):
                body[name] = min(body[name], room)
    for adaptation in adaptations:
        if adaptation == MAX_COMPLETION_TOKENS and "max_tokens" in body:
            body["max_completion_tokens"] = body.pop("max_tokens")
        elif adaptation.startswith(DROP):
            body.pop(adaptation.removeprefix(DROP), None)
    return orjson.dumps(body)


def _of_any_length(schema: Any) -> Any:
    """Return a schema without what it says of lengths."""
    if isinstance(schema, Mapping):
        return {key: _of_any_length(value) for key, value in schema.items() if key not in LENGTHS}
    return schema


_MOST = ("max_tokens", "max_completion_tokens")


def most_tokens(request: Request) -> int | None:
    """Return how many tokens the reply to a request may have; None where nothing is said."""
    return next((most for name in _MOST if isinstance(most := request.sampling.get(name), int)), None)


def _folded(messages: Collection[Message]) -> list[Message]:
    return _joined(replace(one, role="user") if one.role in {"system", "developer"} else one for one in messages)


def _joined(messages: Iterable[Message]) -> list[Message]:
    """Return messages with neighbours of one role made one: chat templates want the roles to alternate."""
    joined: list[Message] = []
    for message in messages:
        if joined and joined[-1].role == message.role:
            joined[-1] = Message(message.role, f"{joined[-1].content}\n\n{message.content}")
        else:
            joined.append(message)
    return joined


def decode(raw: bytes) -> ServerAnswer | None:
    """Return what a reply's body says, or None where it holds no reply at all (an error, a page, a torn body).

    The text of an answer with vectors is a line a vector: 4-byte floats in base64.
    """
    try:
        body = parsed(raw)
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    usage = _usage(body.get("usage"))
    if isinstance(body.get("data"), list) and "choices" not in body:
        lines = vectors_of(body["data"])
        return ServerAnswer("\n".join(lines), "", "stop", usage) if lines else None
    choices = body.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        paid = "choices" in body and usage is not None and usage.output_tokens > 0 and not body.get("error")
        return ServerAnswer(text="", reasoning="", finish_reason="empty", usage=usage) if paid else None
    choice = choices[0]
    if choice.get("error"):
        return None
    message = choice.get("message") or choice.get("delta")
    finish = _finish(choice.get("finish_reason"))
    if not isinstance(message, dict):
        return ServerAnswer(text_of(choice.get("text")), "", finish, usage)
    text, reasoning = text_of(message.get("content")), reasoning_of(message)
    if not text:
        if refused := text_of(message.get("refusal")) or text_of(message.get("content"), "refusal"):
            text, finish = refused, "refusal"
        elif (arguments := arguments_of(message)) and finish in {"stop", "tool_calls", "function_call", ""}:
            text, finish = arguments, "stop"
    return ServerAnswer(text, reasoning, finish, usage)


def parsed(raw: bytes) -> Any:
    """Return a body's JSON, also where it has broken UTF-8, half a surrogate pair, or NaN. Raises ValueError.

    A reply that was paid for is not thrown away for one broken character: that becomes U+FFFD.
    """
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(raw)
    try:
        return _mended(json.loads(raw.decode("utf-8", "replace")))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    return None if isinstance(value, float) and not isfinite(value) else value


def _finish(value: object) -> str:
    """Return `stop`, `length`, the server's own name for any other end, or nothing where it does not say."""
    if isinstance(value, dict):  # {"type": "stop", "matched": …}
        value = value.get("type") or value.get("reason") or orjson.dumps(value).decode()
    if value is None or value == "":
        return ""
    name = re.sub(r"[\s-]+", "_", str(value).strip().casefold()).removeprefix("finish_reason_")
    return "stop" if name in WHOLE else "length" if name in AT_LIMIT else str(value)


def _usage(value: object) -> Usage | None:
    if not isinstance(value, dict):
        return None
    read = value.get("prompt_tokens", value.get("input_tokens"))
    wrote = value.get("completion_tokens", value.get("output_tokens"))
    if wrote is None and isinstance(value.get("total_tokens"), int) and isinstance(read, int):
        wrote = value["total_tokens"] - read
    if not isinstance(read, int) or not isinstance(wrote, int) or not 0 < read + wrote < MOST_TOKENS:
        return None
    return Usage(max(0, read), max(0, wrote))


def estimate_tokens(size: int) -> int:
    """Return about how many tokens a text of this many UTF-8 bytes has.

    Four bytes a token: right for English within about 15 %, high for nothing that we know of in other scripts, where a
    character has two to four bytes and a token about one character.
    """
    return size // 4 + 1


def body_of(text: str, finish_reason: str, usage: Usage, reasoning: str = "") -> bytes:
    """Return a body such as a server would have sent, for replies that came without one."""
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if reasoning:
        message["reasoning_content"] = reasoning
    counts = {"prompt_tokens": usage.input_tokens, "completion_tokens": usage.output_tokens}
    return orjson.dumps({"choices": [{"message": message, "finish_reason": finish_reason}], "usage": counts})


def trimmed(reply: Reply, request: Request) -> Reply:
    """Return the reply up to the first stop sequence, for servers that go on, or that repeat it."""
    for stop in request.stop:
        place = reply.text.find(stop)
        if place >= 0:
            reply = replace(reply, text=reply.text[:place], finish_reason="stop")
    return reply
