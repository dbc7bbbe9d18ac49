"""What was left out, as the page shows it: the reason, and for an item its context and the reply that was refused."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from openbook.file_names import PREPARED_FILE, REJECTED_FILE
from openbook.records import Rejected
from openbook.report.passages import PassageStore

REPLIES = ("debug_outputs/rag_success_convs.yaml", "debug_outputs/rag_failed_convs.yaml")
BEFORE_ITEMS = frozenset({"read", "chunk", "judge"})
"""Steps whose rows are about documents and chunks."""

Row = dict[str, Any]


def left_out(output: Path, turned_down: Iterable[Rejected], items: dict[str, Row]) -> Iterator[Row]:
    """Yield a row for all that is in no record, those of an item with its context (from `items`) and the last reply."""
    replies = _replies(output, set(items))
    for row in _rows(output, turned_down):
        about = items.get(row["id"], {}) if row["step"] not in BEFORE_ITEMS else {}
        reply = replies.get(row["id"], "") if about else ""
        yield row | about | ({"reply": reply} if reply else {})


def ids_of_items(output: Path, turned_down: Iterable[Rejected]) -> set[str]:
    """Return the ids of the items that are in no record."""
    return {row["id"] for row in _rows(output, turned_down) if row["step"] not in BEFORE_ITEMS}


def _rows(output: Path, turned_down: Iterable[Rejected]) -> Iterator[Row]:
    """Yield the rows of rejected.jsonl, what reviewers turn down as they decide now and not at the last run."""
    yield from (row for row in lines(output / REJECTED_FILE) if row["step"] != "review")
    for one in turned_down:
        yield {"kind": one.kind, "step": one.step, "code": str(one.code), "detail": one.detail, "id": one.id,
               "source": one.source}  # fmt: skip


def item_row(row: Row, passages: PassageStore) -> Row:
    """Return what the page shows of an item's line of rag_prepared_data.jsonl."""
    context = [
        {
            "n": passages.number(chunk["metadata"], chunk["text"]),
            "gold": bool(chunk.get("is_gold")),
            "score": chunk.get("score", 0),
            "synthetic": bool(chunk.get("synthetic")),
        }
        for chunk in row.get("rag_chunks", ())
    ]
    gold = passages.number(row["metadata"], row["text"])
    return {"scenario": row.get("scenario", ""), "context": context, "chunk": gold}


def prepared_rows(output: Path) -> Iterator[Row]:
    """Yield the lines of rag_prepared_data.jsonl."""
    return lines(output / PREPARED_FILE)


def lines(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of JSON lines; none where it is missing."""
    if path.is_file():
        with path.open("rb") as file:
            yield from map(orjson.loads, file)


def _replies(output: Path, ids: set[str]) -> dict[str, str]:
    """Return the last reply for each of the ids, from the debug outputs; without them there are none."""
    replies: dict[str, str] = {}
    for name in REPLIES:
        if ids and (output / name).is_file():
            for entry in _entries(output / name, ids):
                reply = entry.get("reply")
                if isinstance(reply, str):
                    replies[entry["id"]] = reply
    return replies


def _entries(path: Path, ids: set[str]) -> Iterator[Row]:
    """Yield the entries with these ids. Only those are parsed: YAML takes a minute for what a large run writes."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        entry: list[str] = []
        for line in file:
            if line.startswith("- "):
                yield from yaml.load("".join(entry), loader) if entry else ()
                entry = [line] if _id(line) in ids else []
            elif entry:
                entry.append(line)
        yield from yaml.load("".join(entry), loader) if entry else ()


def _id(line: str) -> str:
    key, _, value = line.removeprefix("- ").partition(": ")
    try:
        return str(json.loads(value)) if key == "id" else ""
    except ValueError:
        return ""
