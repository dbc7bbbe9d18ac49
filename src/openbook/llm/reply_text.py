"""Where in a message the reply stands, and where the thinking; and the vectors of an answer to texts."""

from array import array
from base64 import b64decode, b64encode
from typing import Any

import orjson


def text_of(value: object, key: str = "text") -> str:
    """Return a content that is a text, a part, or a list of parts, as one text without the model's thinking."""
    if isinstance(value, str):
        return value if key == "text" else ""
    parts = value if isinstance(value, list) else [value]
    if key == "text" and parts and all(isinstance(part, dict) and not _PART.intersection(part) for part in parts):
        return orjson.dumps(value).decode()  # the reply itself, as a value in place of its text
    texts = (
        part.get(key) if isinstance(part, dict) and not _is_thought(part) else part if key == "text" else None
        for part in parts
    )
    return "".join(text for text in texts if isinstance(text, str))


_PART = frozenset(("type", "text"))
"""What a part of a content has at least one of."""


def _is_thought(part: dict[str, Any]) -> bool:
    return any(word in str(part.get("type", "")) for word in ("thinking", "reasoning", "thought"))


def reasoning_of(message: dict[str, Any]) -> str:
    """Return the model's thinking, in whichever field it came."""
    for name in ("reasoning_content", "reasoning", "thinking", "reasoning_details"):
        if said := _thought(message.get(name)):
            return said
    content = message.get("content")
    parts = content if isinstance(content, list) else ()
    thoughts = (part for part in parts if isinstance(part, dict) and (_is_thought(part) or "thinking" in part))
    return "".join(map(_thought, thoughts))


def _thought(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_thought, value))
    if isinstance(value, dict):
        said = (_thought(value.get(key)) for key in ("thinking", "text", "content", "summary"))
        return next(filter(None, said), "")
    return ""


def arguments_of(message: dict[str, Any]) -> str:
    """Return the arguments of the one function that a model calls although it was offered none."""
    calls = message.get("tool_calls")
    called = calls[0] if isinstance(calls, list) and len(calls) == 1 and isinstance(calls[0], dict) else message
    function = called.get("function") or called.get("function_call")
    arguments = function.get("arguments") if isinstance(function, dict) else None
    return orjson.dumps(arguments).decode() if isinstance(arguments, dict) else text_of(arguments)


def vectors_of(data: list[Any]) -> list[str]:
    """Return the vectors of an answer in the order of the texts; nothing where they are not whole or of one length."""
    try:
        rows = sorted(data, key=lambda row: row.get("index", 0)) if len(data) > 1 else data
        vectors = [_packed(row["embedding"]) for row in rows]
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return []
    lengths = {len(vector) for vector in vectors}
    return [b64encode(vector).decode() for vector in vectors] if len(lengths) == 1 and lengths != {0} else []


def _packed(vector: Any) -> bytes:
    if isinstance(vector, str):
        raw = b64decode(vector, validate=True)
        if len(raw) % 4:
            raise ValueError("not a vector of 4-byte floats")
        return raw
    return array("f", vector).tobytes()
