"""Every paid reply, by the hash of its request, so that none is ever lost or bought twice.

SQLite with a write-ahead log and `synchronous=FULL`: a reply that was acknowledged survives a kill and a power cut. One
thread writes (see `writer`); it commits whenever it is idle, so that all replies that came meanwhile share one flush.
"""

import asyncio
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from openbook.calls import Reply, Request, Size, Usage
from openbook.dataclass import dataclass, replace
from openbook.errors import OutputError
from openbook.llm.ledger.lock import OutputLock
from openbook.llm.ledger.packing import unpack
from openbook.llm.ledger.schema import connect, damaged, refused
from openbook.llm.ledger.writer import LedgerRow, LedgerWriter


@dataclass(frozen=True, slots=True)
class Account:
    """What calls of one kind came to."""

    size: Size
    step: str
    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    estimated: int
    """How many of the calls came without the server's own usage."""
    seconds: float
    """From sending to the last byte, all calls added up."""


class Ledger:
    """The replies of one output directory, or of all that share a ledger file. Open it once a run, and close it."""

    def __init__(
        self, path: Path, lock: OutputLock | None, reader: sqlite3.Connection, writer: LedgerWriter | None
    ) -> None:
        """Use `Ledger.open`, or `Ledger.look` where nothing may be written."""
        self.path = path
        self._lock = lock
        self._reader = reader
        self._writer = writer
        self._output = ""
        self.beneath: Ledger | None = None
        """Answers what this one does not: that of the runs before, which this run only reads. Its owner closes it."""
        self.shared = lock is not None and path.parent.resolve() != lock.folder.resolve()
        """Whether other output directories may write to it at the same time."""

    @classmethod
    def open(cls, path: Path, output_dir: Path | None = None) -> Self:
        """Open or make a ledger for a run that writes to `output_dir`; by default the folder that the ledger lies in.

        Raises OutputError where another run uses the output directory, the file is damaged, or nothing can be written.
        """
        lock = OutputLock(output_dir if output_dir is not None else path.parent)
        try:
            reader = connect(path)
            try:
                _name_output(lock, reader, path)
                writer = LedgerWriter(path)
            except BaseException:
                reader.close()
                raise
        except BaseException:
            lock.release()
            raise
        return cls(path, lock, reader, writer)

    @classmethod
    def beside(cls, path: Path, output: str) -> Self:
        """Open the ledger of a run, which has the lock, in another of its processes: both write to it.

        Raises OutputError as `open` does.
        """
        ledger = cls(path, None, connect(path), LedgerWriter(path))
        ledger._output = output
        return ledger

    @classmethod
    def look(cls, path: Path) -> Self | None:
        """Open a ledger for reading only, whoever else uses it; None where there is none."""
        return cls(path, None, connect(path, read_only=True), None) if path.is_file() else None

    @property
    def output(self) -> str:
        """The id of the output directory, which stays the same when the directory is moved."""
        return self._lock.id if self._lock is not None else self._output

    def get(self, key: str) -> Reply | None:
        """Return the first reply that was paid for this key (hex), or None. Raises OutputError for a damaged file."""
        try:
            row = self._reader.execute(_GET, (bytes.fromhex(key),)).fetchone()
        except sqlite3.Error as error:
            raise refused(self.path, error) from error
        if row is None:
            return self.beneath.get(key) if self.beneath is not None else None
        from openbook.llm.wire import decode

        raw, finish_reason, input_tokens, output_tokens, estimated, seconds, adaptations = row
        try:
            answer = decode(unpack(raw))
        except zlib.error as error:
            raise damaged(self.path) from error
        if answer is None:
            raise damaged(self.path)
        return Reply(
            text=answer.text,
            reasoning=answer.reasoning,
            finish_reason=finish_reason,
            usage=Usage(input_tokens, output_tokens, bool(estimated)),
            seconds=seconds,
            adaptations=tuple(adaptations.split(",")) if adaptations else (),
            replayed=True,
        )

    def has(self, key: str) -> bool:
        """Whether there is a reply for this key (hex). Raises OutputError for a damaged file."""
        try:
            row = self._reader.execute("SELECT 1 FROM calls WHERE key = ? LIMIT 1", (bytes.fromhex(key),)).fetchone()
        except sqlite3.Error as error:
            raise refused(self.path, error) from error
        return row is not None or (self.beneath is not None and self.beneath.has(key))

    async def put(self, request: Request, reply: Reply, *, key: str | None = None, canonical: bytes = b"") -> None:
        """Keep a reply and return once it is committed. Raises OutputError where it can't be kept.

        `key` and `canonical` spare their computation where the caller has them. A second reply to the same key is kept
        and accounted for, but the first stays the one that `get` returns.
        """
        if self._writer is None:
            raise OutputError(f"{self.path}: this ledger was opened for reading only.")
        from openbook.llm.wire import body_of

        loop = asyncio.get_running_loop()
        acknowledged: asyncio.Future[None] = loop.create_future()
        usage = reply.usage
        row = LedgerRow(
            key=bytes.fromhex(key if key is not None else request.key()),
            step=request.step,
            size=request.size,
            model=request.model,
            output=self.output,
            time=time.time(),
            seconds=reply.seconds,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            estimated=usage.estimated,
            finish_reason=reply.finish_reason,
            adaptations=",".join(reply.adaptations),
            request=canonical or request.canonical(),
            reply=reply.raw or body_of(reply.text, reply.finish_reason, usage, reply.reasoning),
        )
        self._writer.submit(row, loop, acknowledged)
        await acknowledged

    def adaptations(self, server: str, model: str) -> tuple[str, ...]:
        """Return how this server had to be humoured for this model, in the order in which it was learnt."""
        rows = self._reader.execute(
            "SELECT name FROM adaptations WHERE server = ? AND model = ? ORDER BY number", (server, model)
        )
        learnt = tuple(name for (name,) in rows)
        before = self.beneath.adaptations(server, model) if self.beneath is not None else ()
        return (*(name for name in before if name not in learnt), *learnt)

    def remember(self, server: str, model: str, name: str) -> None:
        """Keep an adaptation, so that a resumed run sends what was sent; it is written with the next replies."""
        if self._writer is not None:
            self._writer.remember(server, model, name)

    def accounts(self, *, everybody: bool = False) -> list[Account]:
        """Return what this output directory has paid for so far, by model and step; `everybody`: all that share it."""
        where, values = ("", ()) if everybody or not self.output else (" WHERE output = ?", (self.output,))
        rows = self._reader.execute(f"{_ACCOUNTS}{where} GROUP BY size, step, model ORDER BY size DESC, step", values)
        return [Account(*row) for row in rows]

    def totals(self) -> Mapping[Size, Account]:
        """Return what this output directory has paid for so far, by size; a size that paid nothing is missing."""
        totals: dict[Size, Account] = {}
        for account in self.accounts():
            before = totals.get(account.size)
            totals[account.size] = replace(account, step="") if before is None else _sum(before, account)
        return totals

    def verify(self) -> Iterator[str]:
        """Yield what is wrong with the file, one sentence each; nothing where every hash and every sum is right."""
        from openbook.llm.ledger.audit import verify

        return verify(self._reader)

    def export(self, path: Path) -> int:
        """Write all calls as JSONL, in the order in which they were paid for, and return how many there are."""
        from openbook.llm.ledger.audit import export

        return export(self._reader, path)

    def close(self) -> None:
        """Commit what is left, close the file, and let others use the output directory."""
        if self._writer is not None:
            self._writer.close()
        self._reader.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_GET = """
SELECT reply, finish_reason, input_tokens, output_tokens, estimated, seconds, adaptations
FROM calls WHERE key = ? ORDER BY number LIMIT 1
"""
_ACCOUNTS = """
SELECT size, step, model, sum(calls), sum(input_tokens), sum(output_tokens), sum(estimated), sum(seconds) FROM paid
"""


def _sum(a: Account, b: Account) -> Account:
    return Account(
        size=a.size,
        step="",
        model=b.model,
        calls=a.calls + b.calls,
        input_tokens=a.input_tokens + b.input_tokens,
        output_tokens=a.output_tokens + b.output_tokens,
        estimated=a.estimated + b.estimated,
        seconds=a.seconds + b.seconds,
    )


def _name_output(lock: OutputLock, reader: sqlite3.Connection, path: Path) -> None:
    """Give a new output directory its id; one that lost it takes back the one that its own ledger remembers."""
    if lock.id:
        return
    own = path.parent.resolve() == lock.folder.resolve()
    row = reader.execute("SELECT output FROM paid LIMIT 1").fetchone() if own else None
    lock.name(row[0] if row else "")
