"""Rows of any known format as one thing: texts in order, each with its role and whether it is trained."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

from openbook.dataclass import dataclass
from openbook.dataset.lint.defects import Defect

RowKind = Literal["segments", "messages", "completion", "conversations", "tokens", "pairs", "triples"]

ROLES = {
    "system": "system", "developer": "system", "user": "user", "human": "user", "assistant": "assistant",
    "gpt": "assistant", "model": "assistant", "tool": "tool", "tool_call": "assistant", "function_call": "assistant",
    "tool_response": "tool", "observation": "tool",
}  # fmt: skip

FLAGS = ("train", "training", "loss", "weight", "label")
"""Names of flags on messages, in the order in which they count."""


@dataclass(frozen=True, slots=True)
class RowText:
    """A text of a row."""

    text: str
    role: str
    """`system`, `user`, `assistant`, `tool`; empty for a segment, as written for an unknown one."""
    trained: bool


@dataclass(frozen=True, slots=True)
class RowParts:
    """A row."""

    kind: RowKind
    parts: tuple[RowText, ...] = ()
    ids: tuple[int, ...] = ()
    """Of a row in tokens."""
    labels: tuple[int, ...] = ()
    against: str = ""
    """What is trained against: the rejected answer of a pair, the negative of a triple."""


class UnreadableRow(Exception):  # noqa: N818 - a finding in the making
    """A row can't be looked at."""

    def __init__(self, code: str, message: str) -> None:
        self.finding = Defect(code, message)
        super().__init__(message)


def kind_of(row: Mapping[str, Any]) -> RowKind | None:
    """Return the form of a row by its keys."""
    if "input_ids" in row:
        return "tokens"
    if "segments" in row and "messages" not in row:
        return "segments"
    if "prompt" in row and "chosen" in row and "rejected" in row:
        return "pairs"
    if "anchor" in row and "positive" in row and "negative" in row:
        return "triples"
    if "prompt" in row and "completion" in row:
        return "completion"
    if "conversations" in row:
        return "conversations"
    return "messages" if "messages" in row else None


def see(row: Any) -> RowParts:
    """Return a row as it can be looked at. Raises UnreadableRow."""
    kind = kind_of(row) if isinstance(row, dict) else None
    if kind is None:
        names = ", ".join(sorted(map(str, row))) if isinstance(row, dict) else type(row).__name__
        raise UnreadableRow("shape", f"found {names or 'nothing'}, wanted segments, messages, conversations, …")
    return RowParts(kind, **_READERS[kind](row))


def _segments(row: Mapping[str, Any]) -> dict[str, Any]:
    parts = []
    for place, segment in enumerate(_list(row, "segments"), start=1):
        text = segment.get("text") if isinstance(segment, dict) else None
        if not isinstance(text, str):
            raise UnreadableRow("shape", f"segment {place} has no text")
        label = segment.get("label")
        if not isinstance(label, bool):
            raise UnreadableRow("label", f"the label of segment {place} is {label!r}, not true or false")
        parts.append(RowText(text, "", label))
    return {"parts": tuple(parts)}


def _messages(row: Mapping[str, Any]) -> dict[str, Any]:
    messages = _list(row, "messages")
    return {"parts": _parts(messages, "role", "content", _flag_name(messages), _last_answer(messages, "role"))}


def _completion(row: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(row["prompt"], str) and isinstance(row["completion"], str):
        return {"parts": (RowText(row["prompt"], "", False), RowText(row["completion"], "", True))}
    prompt, completion = (_parts(_list(row, key), "role", "content", None, -1) for key in ("prompt", "completion"))
    trained = tuple(RowText(part.text, part.role, part.role == "assistant") for part in completion)
    return {"parts": tuple(RowText(part.text, part.role, False) for part in prompt) + trained}


def _pairs(row: Mapping[str, Any]) -> dict[str, Any]:
    told = _completion({"prompt": row["prompt"], "completion": row["chosen"]})
    against = _completion({"prompt": row["prompt"], "completion": row["rejected"]})["parts"][-1].text
    if against == told["parts"][-1].text:
        raise UnreadableRow("pair_alike", "the chosen answer is the rejected one")
    return {**told, "against": against}


def _triples(row: Mapping[str, Any]) -> dict[str, Any]:
    texts = [row[key] for key in ("anchor", "positive", "negative")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise UnreadableRow("shape", "anchor, positive or negative has no text")
    if texts[1] == texts[2]:
        raise UnreadableRow("pair_alike", "the positive passage is the negative one")
    return {"parts": (RowText(texts[0], "user", False), RowText(texts[1], "assistant", True)), "against": texts[2]}


def _conversations(row: Mapping[str, Any]) -> dict[str, Any]:
    messages = _list(row, "conversations")
    return {"parts": _parts(messages, "from", "value", _flag_name(messages), None)}


def _tokens(row: Mapping[str, Any]) -> dict[str, Any]:
    ids, labels = row.get("input_ids"), row.get("labels")
    for name, values in (("input_ids", ids), ("labels", labels)):
        if not isinstance(values, list) or not all(isinstance(value, int) for value in values):
            raise UnreadableRow("shape", f"{name} is not a list of numbers")
    return {"ids": tuple(ids or ()), "labels": tuple(labels or ())}


def _list(row: Mapping[str, Any], key: str) -> list[Any]:
    found = row.get(key)
    if not isinstance(found, list):
        raise UnreadableRow("shape", f"{key} is not a list")
    return found


def _flag_name(messages: list[Any]) -> str | None:
    """Return the flag that the messages have."""
    names = {name for message in messages if isinstance(message, dict) for name in message}
    return next((flag for flag in FLAGS if flag in names), None)


def _last_answer(messages: list[Any], role: str) -> int:
    """Return the place of the last answer: without flags, trainers of messages are told to train that one."""
    places = [n for n, m in enumerate(messages) if isinstance(m, dict) and ROLES.get(str(m.get(role))) == "assistant"]
    return max(places, default=-1)


def _parts(messages: list[Any], role: str, content: str, flag: str | None, only: int | None) -> tuple[RowText, ...]:
    """Return the messages. Without a flag, the answer at `only` is trained, or every one where it is None."""
    parts = []
    for place, message in enumerate(messages):
        text = _said(message, content) if isinstance(message, dict) else None
        if text is None:
            raise UnreadableRow("shape", f"message {place + 1} has no {content}")
        said = str(message.get(role))
        known = ROLES.get(said, said)
        value = message.get(flag) if flag else known == "assistant" and (only is None or place == only)
        if value is None:
            value = False
        if value not in (0, 1) or isinstance(value, float | str):
            raise UnreadableRow("label", f"{flag} of message {place + 1} is {value!r}, not true or false")
        parts.append(RowText(text, known, bool(value)))
    return tuple(parts)


def _said(message: Mapping[str, Any], content: str) -> str | None:
    """Return what a message says: its content, or the calls that it makes."""
    text = message.get(content)
    calls = message.get("tool_calls")
    if calls and not text:
        return json.dumps(calls, ensure_ascii=False)
    return text if isinstance(text, str) else None


_READERS: Mapping[RowKind, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "segments": _segments,
    "messages": _messages,
    "completion": _completion,
    "conversations": _conversations,
    "tokens": _tokens,
    "pairs": _pairs,
    "triples": _triples,
}
