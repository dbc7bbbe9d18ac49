"""The tool with which passages are searched, as templates and trainers want to have it declared and called."""

import json
from collections.abc import Mapping
from typing import Any

NAME = "search"

SEARCH_TOOL: Mapping[str, Any] = {
    "type": "function",
    "function": {
        "name": NAME,
        "description": "Search the documents. Returns the passages that were found, numbered, each with its source.",
        "parameters": {
            "type": "object",
            "properties": {"query": {"type": "string", "description": "What to search for, in plain words."}},
            "required": ["query"],
        },
    },
}
"""In the form of OpenAI's `tools`, which chat templates read too."""


def call_id(number: int) -> str:
    """Return the id of a conversation's n-th call, from 1: nine letters and digits, as the strictest format wants."""
    return f"search{number:03d}"


def call(query: str, number: int, *, as_text: bool = False) -> dict[str, Any]:
    """Return a call; its arguments as an object, or as JSON text where `as_text`."""
    arguments: Any = {"query": query}
    if as_text:
        arguments = json.dumps(arguments, ensure_ascii=False)
    return {"id": call_id(number), "type": "function", "function": {"name": NAME, "arguments": arguments}}
