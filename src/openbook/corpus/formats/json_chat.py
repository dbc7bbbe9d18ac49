"""A chat with a message a line: one text, as in a list, where every line is a message of the same talk."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

from openbook.corpus.formats.conversations import is_message
from openbook.corpus.formats.json_lines import lines
from openbook.corpus.formats.json_records import JsonRecord, within
from openbook.corpus.formats.json_unread import unread
from openbook.corpus.formats.json_values import as_document
from openbook.corpus.parsed import Parsed, RawFile, Unreadable

BEGINNING = 100
"""Messages after which lines that are a chat show that they are."""
MOST = 32_000_000
"""Bytes of a chat; what is larger is read line by line."""


def lines_or_chat(given: Iterator[bytes], file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield the one conversation that the lines hold, else what each of them holds."""
    key = file.limits.text_key
    seen: list[bytes] = []
    parts: list[Any] = []
    size = 0
    for line in given:
        seen.append(line)
        size += len(line)
        if not line.strip():
            continue
        part = _message(line, key) if size <= MOST else None
        if part is None:
            break
        parts.append(part)
        if len(parts) == BEGINNING and JsonRecord.of_list(parts, key) is None:
            break
    else:
        if (talk := JsonRecord.of_list(parts, key)) is not None:
            found = [talk, *within(talk, key)]
            told = unread(parts, key, found)
            for record in found:
                yield as_document(record, None, key, told)
                told = ()
            return
    del parts
    yield from lines(chain(seen, given), file)


def _message(line: bytes, key: str) -> dict[Any, Any] | None:
    try:
        part = orjson.loads(line.strip().removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    return part if is_message(part, key) else None
