"""What a judge fills in: a row for each turn, by schema or under labels, read alike."""

import re
from collections.abc import Iterator, Mapping
from json import JSONDecodeError, JSONDecoder
from typing import Any

import orjson

from openbook.calls import Reply
from openbook.dataclass import dataclass, field
from openbook.dialogue.reply.escapes import mended
from openbook.dialogue.reply.structured import list_schema, looks_like_json
from openbook.dialogue.reply.turn_fields import name_of
from openbook.dialogue.reply.wrapping import unwrapped
from openbook.errors import UnusableReply

Row = Mapping[str, Any]
"""Values by the names of their fields; a list of rows under the name of the inner one, where there is one."""
MOST_PARTS = 12
"""Rows inside of a row."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of one kind of reply: a list of numbered rows, which may hold a list each."""

    rows: str
    """Name of the list."""
    head: str
    """The field with the row's number, which opens a row in text form."""
    fields: Mapping[str, Any]
    """Schemas of the other fields, in the order in which they are filled in."""
    parts: str = ""
    """Name of the inner list; empty where there is none."""
    part_fields: Mapping[str, Any] = field(default_factory=dict)
    """Of its rows; the first one opens a row in text form."""

    def schema(self, number: int) -> Mapping[str, Any]:
        """Return what a structured reply with so many rows looks like."""
        fields = {self.head: {"type": "integer"}, **self.fields}
        if self.parts:
            fields |= list_schema(self.parts, self.part_fields, 0, MOST_PARTS)["properties"]
        return list_schema(self.rows, fields, number, number)

    def filled(self, number: int) -> str:
        """Return a favourable reply with so many rows, in JSON."""
        row = {name: _favourable(schema) for name, schema in self.fields.items()}
        return orjson.dumps({self.rows: [{self.head: n, **row} for n in range(1, number + 1)]}).decode()

    def read(self, reply: Reply, number: int) -> list[Row]:
        """Return so many rows in the order of their numbers. Raises UnusableReply where some are missing."""
        text = unwrapped(reply.text.lstrip("\ufeff"))
        start = looks_like_json(text)
        rows = list(self._of_text(text)) if start is None else _of_json(text, start, self)
        numbers = [_whole(row.get(self.head)) for row in rows]
        if sorted(n or 0 for n in numbers) == list(range(1, number + 1)):
            rows = [row for _, row in sorted(zip(numbers, rows, strict=True), key=lambda pair: pair[0] or 0)]
        if len(rows) != number:
            raise UnusableReply(f"the reply has {len(rows)} rows, and {number} are needed")
        return rows

    def _of_text(self, text: str) -> Iterator[Row]:
        names = [self.head, *self.fields, *self.part_fields]
        label = re.compile(
            rf"^\W{{0,4}}(?:({'|'.join(names)})\W{{0,3}}:\W{{0,3}}\s*(.*)|({self.head})\W{{0,3}}(\d+)\W{{0,4}})$",
            re.IGNORECASE,
        )
        first = next(iter(self.part_fields), "")
        row: dict[str, Any] = {}
        at, last = row, ""
        for line in text.splitlines():
            found = label.match(line)
            if found is None:
                if last and line.strip():
                    at[last] = f"{at[last]}\n{line.strip()}".strip()
                continue
            last, value = (found[1] or found[3]).lower(), (found[2] or found[4] or "").strip(" *")
            if last == self.head:
                if row:
                    yield row
                row = at = {}
            elif last == first:
                at = {}
                row.setdefault(self.parts, []).append(at)
            elif last in self.fields:
                at = row
            at[last] = value
        if self.head in row:
            yield row


def word_of(row: Row, name: str, words: Mapping[str, str]) -> str:
    """Return which of the words a field says, by the beginnings under which it may. Raises UnusableReply for none."""
    value = row.get(name)
    said = re.sub(r"[\W_]+", " ", str(value if value is not None else "")).strip().lower()
    found = next((word for beginning, word in words.items() if said.startswith(beginning)), None)
    if found is None:
        raise UnusableReply(f"the field {name} says {said[:40] or 'nothing'!r}, and no verdict")
    return found


def text_of(row: Row, name: str) -> str:
    """Return what a field says; empty where it is not there, or says so."""
    value = row.get(name)
    said = value.strip() if isinstance(value, str) else "" if value is None or isinstance(value, bool) else str(value)
    return "" if said.strip(" .-–—").lower() in ("", "none", "nothing", "n/a") else said


def number_of(row: Row, name: str) -> int:
    """Return a field's number; 0 where it has none."""
    return _whole(row.get(name)) or 0


def _favourable(schema: Mapping[str, Any]) -> Any:
    kind = schema["type"]
    return schema["enum"][0] if "enum" in schema else True if kind == "boolean" else 1 if kind == "integer" else "so"


def _whole(value: Any) -> int | None:
    found = re.search(r"\d{1,4}", str(value)) if not isinstance(value, bool) else None
    return int(found[0]) if found else None


def _of_json(text: str, start: int, sheet: Sheet) -> list[Row]:
    try:
        value, _ = JSONDecoder(strict=False).raw_decode(mended(text, start), start)
    except (JSONDecodeError, RecursionError):
        raise UnusableReply("the reply is no valid JSON") from None
    return [_named(row) for row in _rows(value, sheet) if isinstance(row, dict)]


def _rows(value: Any, sheet: Sheet) -> list[Any]:
    """Return the list of rows in whatever they are wrapped; a row that stands by itself is one."""
    if not isinstance(value, dict):
        return value if isinstance(value, list) else []
    named = {name_of(key): part for key, part in value.items()}
    if isinstance(named.get(sheet.rows), list):
        return list(named[sheet.rows])
    if not named or not named.keys().isdisjoint((sheet.head, *sheet.fields)):
        return [value]
    inner = [part for part in named.values() if isinstance(part, dict | list)]
    return _rows(inner[0], sheet) if len(inner) == 1 else [part for part in inner if isinstance(part, dict)]


def _named(row: Row) -> Row:
    return {
        name_of(key): [_named(part) for part in value if isinstance(part, dict)] if isinstance(value, list) else value
        for key, value in row.items()
    }
