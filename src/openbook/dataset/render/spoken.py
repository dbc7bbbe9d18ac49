"""Messages as chat templates and most trainers read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from openbook.dataset.render.chat import ChatMessage
from openbook.dataset.render.search_tool import NAME, call, call_id


def spoken(
    messages: Iterable[ChatMessage], *, thoughts_key: str = "", arguments_as_text: bool = False
) -> list[dict[str, Any]]:
    """Return the messages with `role` and `content`, calls with `tool_calls`, results with the id of their call.

    Thoughts stand between tags in the content, or in the field `thoughts_key`.
    """
    made: list[dict[str, Any]] = []
    calls = 0
    for message in messages:
        calls += bool(message.query)
        made.append(dict(_one(message, calls, thoughts_key, arguments_as_text)))
    return made


def _one(message: ChatMessage, calls: int, thoughts_key: str, arguments_as_text: bool) -> Mapping[str, Any]:
    if message.query:
        made = call(message.query, calls, as_text=arguments_as_text)
        return {"role": "assistant", "content": "", "tool_calls": [made]}
    if message.role == "tool":
        return {"role": "tool", "name": NAME, "tool_call_id": call_id(calls), "content": message.content}
    if message.thoughts and thoughts_key:
        return {"role": message.role, "content": message.content, thoughts_key: message.thoughts}
    return {"role": message.role, "content": message.text}
