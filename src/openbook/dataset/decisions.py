"""What reviewers decided on drafts: kept by a draft's content, and applied wherever records are written.

The key is the draft's own text and context. So a decision survives a run that comes to the same draft, whatever it is
called then, and is never applied to another one.
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Literal, overload

import orjson

from openbook.codes import Code
from openbook.config import Config
from openbook.dataclass import dataclass, replace
from openbook.dataset.stored import turn_of, turn_row
from openbook.llm.ledger import ledger_of
from openbook.llm.ledger.schema import connect, refused
from openbook.records import Draft, Rejected, Turn

Verdict = Literal["accept", "reject", "edit"]

_TABLE = """CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    draft TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    verdict TEXT NOT NULL,
    turns TEXT NOT NULL,
    note TEXT NOT NULL,
    time REAL NOT NULL DEFAULT 0,
    UNIQUE (draft, reviewer)
)"""
_COLUMNS = "draft, reviewer, verdict, turns, note"
_TAKEN_BACK = ""
"""The verdict of a decision that was taken back: kept, so that joining an older ledger doesn't bring it back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer says of one draft."""

    draft: str
    """The draft's key."""
    reviewer: str
    verdict: Verdict
    turns: tuple[Turn, ...] = ()
    """Of an edit: all turns as they are to be."""
    note: str = ""


def key_of(draft: Draft) -> str:
    """Return the key of a draft: a hash of its turns and of the context that they were written for."""
    turns = [[turn.question, turn.thoughts, turn.answer] for turn in draft.turns]
    context = [[passage.source, passage.text] for passage in draft.item.passages]
    return sha256(orjson.dumps([turns, context])).hexdigest()[:32]


class Decisions:
    """The decisions in a ledger's file; the last of a reviewer on a draft counts."""

    def __init__(self, path: Path) -> None:
        """Open the file, made where it is missing. Raises OutputError where it can't be written."""
        self._path = path
        self._file = connect(path)
        self._file.execute(_TABLE)
        if "time" not in {row[1] for row in self._file.execute("PRAGMA table_info(decisions)")}:
            self._file.execute("ALTER TABLE decisions ADD COLUMN time REAL NOT NULL DEFAULT 0")

    def keep(self, decision: Decision) -> None:
        """Keep a decision in place of the reviewer's former one. Raises OutputError where that can't be."""
        turns = orjson.dumps([turn_row(turn) for turn in decision.turns]).decode()
        self._write(decision.draft, decision.reviewer, decision.verdict, turns, decision.note)

    def take_back(self, draft: str, reviewer: str) -> None:
        """Forget what a reviewer decided on a draft."""
        self._write(draft, reviewer, _TAKEN_BACK, "[]", "")

    def _write(self, *values: str) -> None:
        row = (*values, time.time())
        try:
            self._file.execute(f"INSERT OR REPLACE INTO decisions ({_COLUMNS}, time) VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise refused(self._path, error) from error

    def all(self) -> dict[str, list[Decision]]:
        """Return the decisions by draft, in the order in which they were made."""
        return _read(self._file)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def decided(decisions: Sequence[Decision]) -> Decision | None:
    """Return what holds of a draft: a rejection unless more reviewers keep it than reject it, else the last edit.

    None where nobody decided anything.
    """
    rejections = [one for one in decisions if one.verdict == "reject"]
    kept = [one for one in decisions if one.verdict != "reject"]
    if rejections and len(rejections) >= len(kept):
        return rejections[-1]
    edits = [one for one in kept if one.verdict == "edit"]
    return edits[-1] if edits else kept[-1] if kept else None


def reviewed(drafts: Sequence[Draft], config: Config) -> tuple[Sequence[Draft], list[Rejected]]:
    """Return the drafts as their reviewers left them, and those that were turned down. Raises OutputError."""
    decisions = decisions_of(config)
    return _apply(drafts, decisions) if decisions else (drafts, [])


def decisions_of(config: Config) -> dict[str, list[Decision]]:
    """Return the decisions by draft, in the order in which they were made; none where there is no ledger."""
    path = ledger_of(config)
    if not path.is_file():
        return {}
    with closing(connect(path, read_only=True)) as file:
        return _read(file)


def _read(file: sqlite3.Connection) -> dict[str, list[Decision]]:
    by_draft: dict[str, list[Decision]] = defaultdict(list)
    if file.execute("SELECT 1 FROM sqlite_master WHERE name = 'decisions'").fetchone():
        rows = file.execute(f"SELECT {_COLUMNS} FROM decisions WHERE verdict != ? ORDER BY number", (_TAKEN_BACK,))
        for draft, reviewer, verdict, turns, note in rows:
            read = tuple(turn_of(row) for row in orjson.loads(turns))
            by_draft[draft].append(Decision(draft, reviewer, verdict, read, note))
    return dict(by_draft)


def _apply(
    drafts: Sequence[Draft], decisions: Mapping[str, Sequence[Decision]]
) -> tuple[Sequence[Draft], list[Rejected]]:
    places: list[int] = []
    edits: dict[int, tuple[Turn, ...]] = {}
    rejected = []
    for place, draft in enumerate(drafts):
        decision = decided(decisions.get(key_of(draft), ()))
        if decision is not None and decision.verdict == "reject":
            detail = f"rejected by {decision.reviewer}" + (f": {decision.note}" if decision.note else "")
            item = draft.item
            rejected.append(Rejected("review", Code.TURNED_DOWN, detail, item.id, item.gold[0].source))
            continue
        if decision is not None and decision.verdict == "edit":
            edits[len(places)] = decision.turns
        places.append(place)
    return _Kept(drafts, places, edits), rejected


@dataclass(frozen=True, slots=True)
class _Kept(Sequence[Draft]):
    """Drafts without some of them, others with other turns; the drafts themselves may lie on disk."""

    drafts: Sequence[Draft]
    places: Sequence[int]
    edits: Mapping[int, tuple[Turn, ...]]

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Draft: ...
    @overload
    def __getitem__(self, index: slice) -> list[Draft]: ...
    def __getitem__(self, index: int | slice) -> Draft | list[Draft]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        draft = self.drafts[self.places[index]]
        turns = self.edits.get(index)
        return draft if turns is None else replace(draft, turns=turns)

    def __iter__(self) -> Iterator[Draft]:
        return (self[n] for n in range(len(self)))
