"""A forked process at work: it takes the step to the records that it is handed, and says what became of them.

It is a copy of the process that leads, so that the step is the very same function; its way to the servers and to the
ledger is its own.
"""

import asyncio
import os
import signal
import socket
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple

from openbook.calls import Size
from openbook.dataclass import dataclass
from openbook.errors import Halt
from openbook.llm.counters import Counters
from openbook.llm.models import Models
from openbook.llm.till import SharedTill
from openbook.pipeline.executors.forks import packed_error
from openbook.pipeline.executors.line import Connection

COUNT_SECONDS = 0.1
"""Between what is said of the counters."""

Opened = Callable[["PipeTill"], AbstractAsyncContextManager[None]]
"""Opens the models anew in a child, in the place of those that the steps are bound to; the till is at the other end."""


class Answer(NamedTuple):
    """What became of a record, packed as it stands in a spool."""

    number: int
    waits: bool
    blob: bytes


Work = Callable[[Any], Awaitable[Answer]]
"""Takes the step to an (index, fate), and packs the result."""


@dataclass(frozen=True, slots=True)
class Crew:
    """What a map over processes needs beside its records."""

    work: Work
    opened: Opened
    models: Models
    till: SharedTill | None
    processes: int
    at_hand: int
    """Records, in all children together."""
    refusal: Callable[[], str | None]
    """Asked in a child: why a server has refused for good there."""
    refused: Callable[[str], None]
    """Called in the process that leads where one has."""
    loop_factory: Callable[[], asyncio.AbstractEventLoop] | None
    told: Callable[[str], None]
    """What a person should know."""
    tally: Callable[[], Counter[str]]
    """What a child has counted on the way, to be added up by `add`."""
    add: Callable[[Counter[str]], None]


def counted(counters: Counters) -> tuple[Any, ...]:
    """Return the counters as plain values, in their order."""
    return tuple(getattr(counters, name) for name in Counters.__slots__)


def live(crew: Crew, end: socket.socket) -> None:
    """Be a child, and never return."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that leads hears Ctrl-C, and says what is to be done
        with asyncio.Runner(loop_factory=crew.loop_factory) as runner:
            runner.run(_serve(crew, end))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


async def _serve(crew: Crew, end: socket.socket) -> None:
    line = await Connection.over(end)
    till = PipeTill(line)
    async with crew.opened(till):
        done = await _Child(crew, line, till).serve()
    if done:
        line.say(("ended", crew.tally()))
        await line.end()


class _Child:
    def __init__(self, crew: Crew, line: Connection, till: "PipeTill") -> None:
        self._crew = crew
        self._line = line
        self._till = till
        self._tasks: set[asyncio.Task[None]] = set()
        self._said: dict[Size, tuple[Any, ...]] = {}
        self._stopped = False

    async def serve(self) -> bool:
        """Do what is said until that is all; return False where the other end is gone."""
        counting = asyncio.ensure_future(self._count())
        try:
            async for message in self._line.heard():
                if message[0] == "end":
                    self._say_counts()
                    return True
                self._do(*message)
        finally:
            counting.cancel()
        os._exit(1)  # nobody leads any more: what is in flight is lost, as with any kill

    def _do(self, kind: str, *rest: Any) -> None:
        stop = self._crew.models.stop
        if kind == "work":
            task = asyncio.ensure_future(self._work(rest[0]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif kind == "granted":
            self._till.answered(rest[0], None)
        elif kind == "halted":
            self._till.answered(rest[0], rest[1])
        elif kind == "halt":
            self._stopped = True
            stop.now(rest[0], rest[1])
        elif kind == "abandon":
            stop.abandon()

    async def _work(self, given: Any) -> None:
        try:
            answer = await self._crew.work(given)
        except BaseException as error:
            if isinstance(error, asyncio.CancelledError):
                raise
            self._line.say(("raised", packed_error(error), "".join(traceback.format_exception(error))))
            return
        stop, refusal = self._crew.models.stop, self._crew.refusal()
        if not self._stopped and stop.reason is not None:
            self._stopped = True
            self._line.say(("refused", refusal) if refusal is not None else ("stopped", stop.reason, stop.kind))
        self._line.say(("done", answer))

    async def _count(self) -> None:
        while True:
            await asyncio.sleep(COUNT_SECONDS)
            self._say_counts()

    def _say_counts(self) -> None:
        now = {size: counted(counters) for size, counters in self._crew.models.counters.items()}
        if now != self._said:
            self._said = now
            self._line.say(("counts", now))


class PipeTill:
    """The till of a child: at the other end of its line."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._asked: dict[int, asyncio.Future[None]] = {}
        self._number = 0

    async def enter(self, size: Size, tokens: int) -> None:
        """See Till."""
        await self._ask("enter", size, tokens)

    def leave(self, size: Size, reserved: int, used: int) -> None:
        """See Till."""
        self._line.say(("leave", size, reserved, used))

    async def reserve(self, cost: float) -> None:
        """See Till."""
        await self._ask("reserve", cost)

    def settle(self, reserved: float, paid: float) -> None:
        """See Till."""
        self._line.say(("settle", reserved, paid))

    async def _ask(self, kind: str, *what: Any) -> None:
        self._number += 1
        asked = self._asked[self._number] = asyncio.get_running_loop().create_future()
        self._line.say((kind, self._number, *what))
        await asked

    def answered(self, number: int, refused: str | None) -> None:
        """Take the other end's answer."""
        asked = self._asked.pop(number, None)
        if asked is not None and not asked.done():
            if refused is None:
                asked.set_result(None)
            else:
                asked.set_exception(Halt(refused))
