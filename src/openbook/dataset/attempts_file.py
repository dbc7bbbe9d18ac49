"""attempts.jsonl: what was tried for each item, reply by reply: for `openbook explain`, and for pairs of drafts.

A refused draft stands there with its turns, as they were written, and with what was found in it; the draft that was
accepted in its place stands in drafts.jsonl under the same id. Neither takes a ledger to be read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import orjson

from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.dataset.stored import turn_of, turn_row
from openbook.fates import Attempt, Drafted
from openbook.records import Draft, Turn

ATTEMPTS_FILE = "attempts.jsonl"


@dataclass(frozen=True, slots=True)
class Mended:
    """A draft that was refused, and the one that was accepted in its place for the same context."""

    accepted: Draft
    refused: tuple[Turn, ...]
    """As they were written."""
    check: str
    """Which check, or judge, found something."""
    code: Code
    detail: str
    """What was found, in one sentence."""
    at: tuple[int, ...]
    """Numbers of the turns that were at fault, from 1; empty where it was about all of them."""
    repaired: bool
    """Whether the accepted draft is the repair of this very one; else it was written afresh."""


def stored_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of JSON lines."""
    with path.open("rb") as file:
        yield from map(orjson.loads, file)


class MendedDrafts:
    """The refused drafts of an output folder, looked up by the accepted one; they stay on disk. Close it.

    A draft that was refused since passages held its answer saw another context, and is left out with all before it. An
    older folder, whose attempts have no turns, has none.
    """

    def __init__(self, output: Path) -> None:
        """Find their places. There are none in a folder without attempts."""
        self._places: dict[str, int] = {}
        path = output / ATTEMPTS_FILE
        self._file: IO[bytes] | None = path.open("rb") if path.is_file() else None
        place = 0
        for line in self._file or ():
            row = orjson.loads(line)
            if any(one.get("turns") for one in row["attempts"]):
                self._places[row["id"]] = place
            place += len(line)

    def of(self, draft: Draft) -> Iterator[Mended]:
        """Yield those that were refused before a draft was accepted, in the order in which they were written."""
        if self._file is not None and draft.item.id in self._places:
            self._file.seek(self._places[draft.item.id])
            yield from _mended(draft, orjson.loads(self._file.readline())["attempts"])

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def _mended(draft: Draft, attempts: Sequence[dict[str, Any]]) -> Iterator[Mended]:
    tried = [one for one in attempts if one["step"] == "generate"]
    seen = max((n for n, one in enumerate(tried, start=1) if one["replaced"]), default=0)
    last = tried[-1]["mends"] if tried else ""
    for one in tried[seen:]:
        if one.get("turns"):
            yield Mended(
                accepted=draft,
                refused=tuple(map(turn_of, one["turns"])),
                check=one["check"],
                code=Code(one["code"]),
                detail=one["detail"],
                at=tuple(one["at"]),
                repaired=one["key"] == last,
            )


def attempts_row(fate: Drafted) -> dict[str, Any]:
    """Return an item's line: `id`, `source`, `scenario`, `shown`, `outcome`, `attempts`."""
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
    row |= {"prompt": one.prompt, "detail": one.detail, "replaced": list(one.replaced), "mends": one.mends}
    if one.code is not None:
        row["code"] = str(one.code)
    if one.turns:
        row |= {"at": list(one.at), "turns": [turn_row(turn) for turn in one.turns]}
    if one.scores:
        row["scores"] = dict(one.scores)
    return row
