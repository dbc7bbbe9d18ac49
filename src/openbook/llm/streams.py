"""An event stream that came although none was asked for, put together to the one body that was."""

from collections.abc import Iterator
from typing import Any

import orjson

from openbook.llm.wire import parsed

TORN = "torn_stream"
"""The finish reason of a stream that ends without one, and without its last event."""
_OPENINGS = (b"data:", b"event:", b"id:", b"retry:", b":")


def whole_body(raw: bytes) -> bytes:
    """Return a body as it is, or the completion that a stream's pieces make; comments before a body are dropped."""
    if not raw.lstrip().startswith(_OPENINGS):
        return raw
    lines = raw.decode("utf-8", "replace").splitlines()
    spoken = [line for line in lines if line.strip() and not line.startswith(":")]
    if spoken and spoken[0].lstrip().startswith("{"):
        return "\n".join(spoken).encode()
    events = list(_events(spoken))
    return orjson.dumps(_joined(events, done="[DONE]" in (event for event in events if isinstance(event, str))))


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
