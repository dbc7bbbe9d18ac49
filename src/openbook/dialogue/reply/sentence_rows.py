"""Sentences that a model was asked for row by row: in JSON, or each on a numbered line."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openbook.calls import Reply
from openbook.dialogue.reply.structured import json_value, list_schema, looks_like_json
from openbook.dialogue.reply.wrapping import unwrapped
from openbook.errors import UnusableReply
from openbook.text.late import late

_LINE = late(r"^\W{0,4}\d{1,3}\W{1,4}(?P<said>\S.*)$", re.MULTILINE)


def rows_schema(names: tuple[str, ...], count: int) -> Mapping[str, Any]:
    """Return what a structured reply looks like: so many rows, each with a sentence of each name."""
    return list_schema("rows", {name: {"type": "string"} for name in names}, count, count)


def parse_rows(reply: Reply, width: int, count: int) -> list[tuple[str, ...]]:
    """Return the rows of a reply. Raises UnusableReply where it has more or fewer sentences, or an empty one."""
    text = unwrapped(reply.text)
    start = looks_like_json(text)
    said = list(_strings(json_value(text, start))) if start is not None else [m["said"] for m in _LINE.finditer(text)]
    said = [" ".join(one.split()) for one in said]
    if reply.cut or len(said) != width * count or not all(said):
        raise UnusableReply(f"the reply has {len(said)} sentences, and {width * count} were asked for")
    return [tuple(said[n : n + width]) for n in range(0, len(said), width)]


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts in a value of JSON, in their order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
