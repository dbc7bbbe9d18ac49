"""A stream that came although none was asked for, of events or of lines of JSON, put together to one body."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

import orjson

from openbook.llm.wire import parsed

TORN = "torn_stream"
"""The finish reason of a stream that ends without one, and without its last event."""
_OPENINGS = (b"data:", b"event:", b"id:", b"retry:", b":")
_LINES = (b"}\n{", b"}\r\n{")
"""What stands between two values, a line each: within one value a comma would."""


def whole_body(raw: bytes) -> bytes:
    """Return a body as it is, or the completion that a stream's pieces make.

    What stands before a body is dropped: comments, a byte order mark.
    """
    raw = raw.removeprefix(BOM_UTF8)
    if any(end in raw for end in _LINES):
        return _of_lines(raw)
    if not raw.lstrip().startswith(_OPENINGS):
        return raw
    lines = raw.decode("utf-8", "replace").splitlines()
    spoken = [line for line in lines if line.strip() and not line.startswith(":")]
    if spoken and spoken[0].lstrip().startswith("{"):
        return "\n".join(spoken).encode()
    events = list(_events(spoken))
    return orjson.dumps(_joined(events, done="[DONE]" in (event for event in events if isinstance(event, str))))


def _of_lines(raw: bytes) -> bytes:
    """Return what a stream of values, a line each, comes to; the body as it is where it is no such stream."""
    try:
        lines = [parsed(line) for line in raw.splitlines() if line.strip()]
    except ValueError:
        return raw
    pieces = [_piece(line) for line in lines if isinstance(line, dict)]
    if len(pieces) < len(lines) or not any("choices" in piece for piece in pieces):
        return raw
    return orjson.dumps(_joined(pieces, done=any(line.get("done") is True for line in lines)))


def _piece(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line of Ollama's own stream as a piece of the usual one, any other as it is."""
    said = line.get("message")
    if "choices" in line or not isinstance(said, dict):
        return line
    delta = said | {"reasoning_content": said.get("thinking")}
    usage = {"prompt_tokens": line.get("prompt_eval_count"), "completion_tokens": line.get("eval_count")}
    piece = {"choices": [{"delta": delta, "finish_reason": line.get("done_reason")}]}
    return piece | ({"usage": usage} if None not in usage.values() else {})


def _events(lines: list[str]) -> Iterator[Any]:
    """Yield what the events hold: JSON, or a text that is none."""
    for line in lines:
        if not line.startswith("data:"):
            continue
        content = line.removeprefix("data:").strip()
        try:
            yield parsed(content.encode())
        except ValueError:
            yield content


def _joined(events: list[Any], *, done: bool) -> dict[str, Any]:
    pieces: dict[str, list[str]] = {"content": [], "reasoning_content": [], "text": [], "refusal": []}
    finish: Any = None
    usage: Any = None
    for event in events:
        if not isinstance(event, dict):
            continue
        if event.get("error"):
            return event
        usage = event.get("usage") or usage
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
        finish = choice.get("finish_reason") or finish
        delta = choice.get("delta") or choice.get("message") or choice
        if not isinstance(delta, dict):
            continue
        for name in pieces:
            value = delta.get(name) or (delta.get("reasoning") if name == "reasoning_content" else None)
            if isinstance(value, str):
                pieces[name].append(value)
    finish = finish or (None if done else TORN)
    message = {name: "".join(found) or None for name, found in pieces.items() if name != "text"}
    message["content"] = message["content"] or "".join(pieces["text"])
    body: dict[str, Any] = {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    return body | ({"usage": usage} if isinstance(usage, dict) else {})
