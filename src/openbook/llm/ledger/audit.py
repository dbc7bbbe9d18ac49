"""Looking a ledger over: is every reply still the one that was paid for, and what are they."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.llm.ledger.packing import unpack
from openbook.llm.wire import decode, parsed


def verify(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong, one sentence each: pages, hashes of requests, replies that can't be read, sums."""
    try:
        for (found,) in connection.execute("PRAGMA integrity_check"):
            if found != "ok":
                yield f"integrity check: {found}"
        openings = _openings(connection)
        for number, key, opening, request, reply in connection.execute(_CALLS):
            yield from _wrong_with(number, key, openings.get(opening, b""), request, reply)
        for output, size, step, model in connection.execute(_WRONG_SUMS):
            yield f"accounts: the sums of {size} model {model}, step {step}, output {output} do not fit the calls"
    except sqlite3.DatabaseError as error:
        yield f"the file can't be read on: {error}"


def _openings(connection: sqlite3.Connection) -> dict[int, bytes]:
    openings = {}
    for number, packed in connection.execute("SELECT number, request FROM openings"):
        with suppress(zlib.error):
            openings[number] = unpack(packed)
    return openings


def _wrong_with(number: int, key: bytes, opening: bytes, request: bytes, reply: bytes) -> Iterator[str]:
    try:
        if sha256(unpack(request, opening)).digest() != key:
            yield f"call {number}: the request does not have the hash {key.hex()[:12]}…"
    except zlib.error:
        yield f"call {number}: the request can't be unpacked"
    try:
        if decode(unpack(reply)) is None:
            yield f"call {number}: the reply can't be read"
    except zlib.error:
        yield f"call {number}: the reply can't be unpacked"


def export(connection: sqlite3.Connection, path: Path) -> int:
    """Write every call as a line of JSON and return how many there are; the file is whole or not there."""
    written = 0
    with atomic.writer(path) as file:
        openings = _openings(connection)
        cursor = connection.execute("SELECT * FROM calls ORDER BY number")
        names = [column[0] for column in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            line = _line(row, openings.get(row["opening"], b""))
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            written += 1
    return written


def _line(row: dict[str, Any], opening: bytes) -> dict[str, Any]:
    usage = {name: row[name] for name in ("input_tokens", "output_tokens")}
    return {
        "key": row["key"].hex(),
        "step": row["step"],
        "size": row["size"],
        "model": row["model"],
        "output": row["output"],
        "time": datetime.fromtimestamp(row["time"], UTC).isoformat(timespec="milliseconds"),
        "seconds": row["seconds"],
        "usage": usage | {"estimated": bool(row["estimated"])},
        "finish_reason": row["finish_reason"],
        "adaptations": row["adaptations"].split(",") if row["adaptations"] else [],
        "request": orjson.loads(unpack(row["request"], opening)),
        "reply": parsed(unpack(row["reply"])),
    }


_CALLS = "SELECT number, key, opening, request, reply FROM calls ORDER BY number"
_WRONG_SUMS = """
SELECT output, size, step, model FROM (
    SELECT output, size, step, model, calls, input_tokens, output_tokens, estimated FROM paid
    UNION ALL
    SELECT output, size, step, model, -count(*), -sum(input_tokens), -sum(output_tokens), -sum(estimated)
    FROM calls GROUP BY output, size, step, model
)
GROUP BY output, size, step, model
HAVING sum(calls) != 0 OR sum(input_tokens) != 0 OR sum(output_tokens) != 0 OR sum(estimated) != 0
"""
