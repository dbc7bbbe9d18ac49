"""The one thread that writes to a ledger: it commits whenever it is idle, and never lingers for more."""

import asyncio
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple

from openbook.atomic import gone
from openbook.dataclass import dataclass
from openbook.errors import OutputError
from openbook.llm.ledger.packing import Openings, opening_of, pack
from openbook.llm.ledger.schema import ADD_TO_ACCOUNT, connect, refused

MOST_PER_COMMIT = 1000


class LedgerRow(NamedTuple):
    """One reply as the ledger keeps it, in the order of the table's columns; request and reply still uncompressed."""

    key: bytes
    step: str
    size: str
    model: str
    output: str
    time: float
    """Unix seconds."""
    seconds: float
    input_tokens: int
    output_tokens: int
    estimated: bool
    finish_reason: str
    adaptations: str
    """Names, with commas."""
    request: bytes
    """Canonical JSON, whose sha256 is the key."""
    reply: bytes
    """The server's body."""


@dataclass(frozen=True, slots=True)
class _Job:
    row: LedgerRow | tuple[str, str, str]
    """A reply, or an adaptation: server, model, name."""
    loop: asyncio.AbstractEventLoop | None = None
    acknowledged: asyncio.Future[None] | None = None


class LedgerWriter:
    """Takes rows from an event loop and acknowledges each there once it is on the disk."""

    def __init__(self, path: Path) -> None:
        """Open the file and start the thread."""
        self._path = path
        self._connection = connect(path)
        self._openings = Openings()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="openbook-ledger", daemon=True)
        self._thread.start()

    def submit(self, row: LedgerRow, loop: asyncio.AbstractEventLoop, acknowledged: asyncio.Future[None]) -> None:
        """Queue a reply; `acknowledged` gets its result, or an OutputError, in its loop after the commit."""
        self._jobs.put(_Job(row, loop, acknowledged))

    def remember(self, server: str, model: str, name: str) -> None:
        """Queue an adaptation; nobody waits for it."""
        self._jobs.put(_Job((server, model, name)))

    def close(self) -> None:
        """Commit what is queued, then close the file."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()
        self._connection.close()

    def _work(self) -> None:
        going = True
        while going:
            job = self._jobs.get()
            batch: list[_Job] = []
            while job is not None:
                batch.append(job)
                if len(batch) >= MOST_PER_COMMIT:
                    break
                try:
                    job = self._jobs.get_nowait()
                except Empty:
                    break
            going = job is not None
            if batch:
                self._keep(batch)

    def _keep(self, batch: Sequence[_Job]) -> None:
        """Commit a batch; where that fails, each row by itself, so that what still fits is kept."""
        error = self._commit(batch)
        if error is None or len(batch) == 1:
            _acknowledge([(job, error) for job in batch])
            return
        _acknowledge([(job, self._commit([job])) for job in batch])

    def _commit(self, batch: Sequence[_Job]) -> OutputError | None:
        rows = [job.row for job in batch if isinstance(job.row, LedgerRow)]
        learnt = [job.row for job in batch if not isinstance(job.row, LedgerRow)]
        connection = self._connection
        if not self._path.exists():  # SQLite would go on writing to a file that nobody can open any more
            return gone(self._path)
        try:
            packed = [self._packed(row) for row in rows]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_INSERT, packed)
            connection.executemany(_PAID, _paid(rows))
            connection.executemany(_LEARNT, learnt)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            return refused(self._path, error)
        except Exception as error:  # whoever waits must hear of it: a dead thread would leave them waiting for ever
            self._roll_back()
            return OutputError(f"{self._path}: a reply can't be kept ({type(error).__name__}: {error}).")
        return None

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    def _packed(self, row: LedgerRow) -> tuple[bytes | str | float, ...]:
        """Return the values of a row; the first of its kind becomes the dictionary of those that follow."""
        kind = (row.step, row.size, row.model)
        if kind not in self._openings:
            opening = pack(opening_of(row.request))
            number = self._connection.execute("INSERT INTO openings (request) VALUES (?)", (opening,)).lastrowid
            self._openings.add(kind, number or 0, row.request)
        return (*row[:-2], *self._openings.pack(kind, row.request), pack(row.reply))


_INSERT = """
INSERT INTO calls (key, step, size, model, output, time, seconds, input_tokens, output_tokens, estimated,
    finish_reason, adaptations, opening, request, reply)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PAID = f"""
INSERT INTO paid (output, size, step, model, calls, input_tokens, output_tokens, estimated, seconds)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
{ADD_TO_ACCOUNT}
"""
_LEARNT = "INSERT OR REPLACE INTO adaptations (server, model, name) VALUES (?, ?, ?)"


def _paid(rows: Sequence[LedgerRow]) -> list[tuple[str | float, ...]]:
    """Return what a batch adds to the accounts, a row an account."""
    sums: defaultdict[tuple[str, str, str, str], defaultdict[str, float]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        account = sums[row.output, row.size, row.step, row.model]
        account["calls"] += 1
        account["input"] += row.input_tokens
        account["output"] += row.output_tokens
        account["estimated"] += row.estimated
        account["seconds"] += row.seconds
    return [(*whose, n["calls"], n["input"], n["output"], n["estimated"], n["seconds"]) for whose, n in sums.items()]


def _acknowledge(outcomes: Sequence[tuple[_Job, OutputError | None]]) -> None:
    """Wake each loop once for all of its rows."""
    loops: defaultdict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[None], OutputError | None]]] = defaultdict(
        list
    )
    for job, error in outcomes:
        if job.loop is not None and job.acknowledged is not None:
            loops[job.loop].append((job.acknowledged, error))
    for loop, settled in loops.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, settled)


def _settle(settled: Sequence[tuple[asyncio.Future[None], OutputError | None]]) -> None:
    for future, error in settled:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
