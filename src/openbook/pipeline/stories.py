"""attempts.jsonl: what was tried for each item, reply by reply, for `openbook explain`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.records import Attempt, Drafted

ATTEMPTS_FILE = "attempts.jsonl"


def write_attempts(path: Path, drafted: Iterable[Drafted]) -> None:
    """Write a line an item, in the order of the items: `id`, `source`, `scenario`, `shown`, `outcome`, `attempts`."""
    with atomic.writer(path) as file:
        for fate in drafted:
            file.write(orjson.dumps(_row(fate)) + b"\n")


def _row(fate: Drafted) -> dict[str, Any]:
    item, rejected = fate.record, fate.rejected
    outcome = "accepted" if fate.done is not None else str(rejected.code) if rejected is not None else "pending"
    return {
        "id": item.id,
        "source": item.gold[0].source,
        "scenario": item.scenario,
        "shown": [[passage.chunk_id, passage.source, passage.is_gold] for passage in item.passages],
        "repairs": item.repairs,
        "outcome": outcome,
        "detail": "" if rejected is None else rejected.detail,
        "attempts": [_attempt(one) for one in fate.attempts],
    }


def _attempt(one: Attempt) -> dict[str, Any]:
    row: dict[str, Any] = {"step": one.step, "number": one.number, "key": one.key, "check": one.check}
    return row | {"detail": one.detail, "replaced": list(one.replaced), "mends": one.mends}
