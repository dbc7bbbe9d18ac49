"""In what a model wraps the turns of a structured reply: which objects of a JSON value are turns."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from json import loads
from typing import Any

from openbook.dialogue.reply.labels import LabelKind, kind_of
from openbook.dialogue.reply.turn_fields import name_of
from openbook.errors import UnusableReply
from openbook.text.late import late

_NUMBERED = late(r"(?P<name>\D*[^\W\d])[\s_-]*(?P<number>\d{1,2})")


def parts_of(value: Any, following: Sequence[Any]) -> list[Any]:
    """Return the turns of a reply that holds a value, and objects behind it: one conversation, or a turn an object.

    Raises UnusableReply where the reply holds conversations that differ: a draft and its correction, for example.
    """
    first = _parts(value)
    found = [parts for parts in map(_parts, [value, *following]) if any(map(_is_turn, parts))]
    distinct = [parts for place, parts in enumerate(found) if parts not in found[:place]]
    if len(distinct) < 2:
        return distinct[0] if distinct else first
    if all(len(parts) == 1 for parts in distinct):
        return [part for parts in distinct for part in parts]
    raise UnusableReply("the reply holds conversations that differ, and nothing says which one is meant")


def _parts(value: Any) -> list[Any]:
    """Return the list of turns in whatever they are wrapped."""
    if isinstance(value, dict):
        if side_by_side := _by_place(value):
            return side_by_side
        if _is_turn(value):
            return [value]
        if numbered := _by_number(value):
            return numbered
        lists = [_parts(part) for part in value.values() if isinstance(part, list)]
        for parts in lists:
            if any(map(_is_turn, parts)):
                return parts
        objects = [_parts(part) for part in map(_inside, value.values()) if isinstance(part, dict | list)]
        return [part for parts in objects for part in parts if _is_turn(part)] or next(iter(lists), [])
    if not isinstance(value, list):
        return []
    value = [_as_message(part) for part in value]
    if value and all(isinstance(part, dict) and "role" in part for part in value):
        return list(_of_messages(value))
    return [inner for part in value for inner in _unwrapped(part)]


def _unwrapped(part: Any) -> list[Any]:
    """Return the turns that one part of a list holds; the part itself where it holds none."""
    inner = _parts(part) if isinstance(part, dict | list) and not _is_turn(part) else []
    return inner if any(map(_is_turn, inner)) else [part]


def _inside(value: Any) -> Any:
    """Return what a text holds that is JSON itself; any other value as it is."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            return loads(value, strict=False)
    return value


_KEYS: Mapping[str, LabelKind] = {
    "prompt": "question",
    "input": "question",
    "output": "answer",
    "completion": "answer",
    "t": "thoughts",
}
"""What rows of data call the parts of a turn, which no label does."""
_ROLES: Mapping[LabelKind, str] = {"question": "user", "answer": "assistant"}
_SPEAKERS = {"gpt": "assistant", "model": "assistant", "bot": "assistant", "system": "system"}
"""Who speaks in a row of a conversation, where no label is called so."""
_WHO = ("role", "from", "speaker", "author", "sender")
_WHAT = ("content", "value", "text", "message")


def kind_of_key(name: str) -> LabelKind | None:
    """Return the part of a turn that a key of this name holds; None for any other."""
    return kind_of(name) or kind_of(name.rpartition(" ")[2]) or _KEYS.get(name)


def _is_turn(value: Any) -> bool:
    return isinstance(value, dict) and any(kind_of_key(name_of(key)) == "question" for key in value)


def _by_place(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the turns whose parts stand in a list each: `questions`, `answers`."""
    lists: dict[LabelKind, list[Any]] = {}
    for key, said in value.items():
        name = name_of(key)
        kind = kind_of_key(name) or kind_of_key(name.removesuffix("s"))
        if kind is not None and isinstance(said, list) and all(isinstance(one, str) for one in said):
            lists[kind] = said
    if not lists.keys() >= {"question", "answer"}:
        return []
    if len({len(said) for said in lists.values()}) > 1:
        return []
    return [dict(zip(lists, said, strict=True)) for said in zip(*lists.values(), strict=True)]


def _as_message(part: Any) -> Any:
    """Return a row of a conversation by its speakers as a chat message; any other part as it is."""
    if not isinstance(part, dict):
        return part
    who, what = (next((key for key in keys if key in part), None) for keys in (_WHO, _WHAT))
    if who is None or what is None or not isinstance(part[who], str):
        return part
    name = part[who].casefold()
    kind = kind_of(name)
    role = _SPEAKERS.get(name, name) if kind is None else _ROLES.get(kind, name)
    return {
        **{key: value for key, value in part.items() if key not in (who, what)},
        "role": role,
        "content": part[what],
    }


def _by_number(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the turns whose fields stand side by side, told apart by a number: `question_1`, `answer_1`, …"""
    turns: dict[int, dict[str, Any]] = {}
    for key, said in value.items():
        if match := _NUMBERED.fullmatch(str(key)):
            turns.setdefault(int(match["number"]), {})[match["name"]] = said
    return [turns[number] for number in sorted(turns)] if turns and all(map(_is_turn, turns.values())) else []


def _of_messages(messages: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the turns of a conversation that came as chat messages. Raises UnusableReply where they don't alternate."""
    said = [message for message in messages if message["role"] != "system"]
    for asked, answered in zip(said[::2], said[1::2], strict=False):
        if (asked["role"], answered["role"]) != ("user", "assistant"):
            raise UnusableReply("the reply is a list of messages in which question and answer don't alternate")
        fields = {key: value for key, value in answered.items() if key not in ("role", "content")}
        yield {**fields, "question": asked.get("content"), "answer": answered.get("content")}
