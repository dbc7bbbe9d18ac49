"""A map over forked processes: each takes the step to its records, this one hands them out and keeps the results.

Records about one text go to one child: equal requests meet there, and are sent once. A child that dies costs what it
had in flight; the others take over its records.
"""

import asyncio
import socket
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from zlib import crc32

from openbook.calls import Size
from openbook.dataclass import dataclass, field
from openbook.errors import Halt, PrerequisiteError
from openbook.llm.counters import Counters
from openbook.llm.stop import StopKind
from openbook.pipeline.executors import forks
from openbook.pipeline.executors.child import Answer, Crew, counted, live
from openbook.pipeline.executors.line import Connection

IN_FLIGHT = Counters.__slots__.index("in_flight")
SECONDS = frozenset(("heard", "slowest", "timeout"))
"""Counters that are no sums."""
SPARE = 64
"""Records that a child has at hand beyond those that may be in flight."""


async def in_processes(crew: Crew, children: "list[Child]", records: Iterable[tuple[str, Any]],
                       took: Callable[[Answer], None]) -> None:  # fmt: skip
    """Have all records, each with the text that it is about, taken to the next one; `took` gets what became of each.

    Raises what the step raised in a child, and PrerequisiteError where no child is left.
    """
    lead = _Lead(crew, children, took)
    crew.models.stop.others.append(lead)
    try:
        await lead.run(records)
    finally:
        crew.models.stop.others.remove(lead)
        for child in children:
            child.kill()


@dataclass(slots=True, eq=False)
class Child:
    """A process, as the one that leads sees it."""

    name: str
    process: int
    end: socket.socket
    line: Connection | None = None
    away: dict[int, tuple[str, Any]] = field(default_factory=dict)
    """The records that it has, by their numbers."""
    counted: dict[Size, tuple[Any, ...]] = field(default_factory=dict)
    alive: bool = True

    def kill(self) -> None:
        """End it, whatever it does, and let go of it."""
        self.end.close()
        if self.process:
            forks.kill(self.process)
            self.process = 0


def fork(crew: Crew) -> list[Child]:
    """Make the children. Call it while no loop runs here, and nothing is written to what they read."""
    made = forks.fork(crew.processes, partial(live, crew))
    return [Child(str(number), process, end) for number, (process, end) in enumerate(made)]


class _Lead:
    """Hands out the records, and hears what became of them."""

    def __init__(self, crew: Crew, children: list[Child], took: Callable[[Answer], None]) -> None:
        self._crew = crew
        self._children = children
        self._took = took
        self._window = -(-crew.at_hand // crew.processes) + SPARE
        self._news = asyncio.Event()
        self._error: BaseException | None = None
        self._asking: set[asyncio.Task[None]] = set()

    async def run(self, records: Iterable[tuple[str, Any]]) -> None:
        for child in self._children:
            child.line = await Connection.over(child.end)
        stop = self._crew.models.stop
        if stop.reason is not None and stop.kind is not None:
            self.halt(stop.reason, stop.kind)
        hearing = [asyncio.ensure_future(self._hear(child)) for child in self._children]
        try:
            for text, given in records:
                await self._give(text, given)
            await self._until(lambda: not any(child.away for child in self._children))
            for child in self._alive():
                _line(child).say(("end",))
            await asyncio.gather(*hearing)
            self._check()
        finally:
            for task in (*hearing, *self._asking):
                task.cancel()
            await asyncio.gather(*hearing, *self._asking, return_exceptions=True)
            for child in self._children:
                if child.line is not None:
                    await child.line.end()

    def halt(self, reason: str, kind: StopKind) -> None:
        """Have nothing more sent."""
        if self._crew.till is not None:
            self._crew.till.halt(reason)
        self._everybody(("halt", reason, kind))

    def abandon(self) -> None:
        """Have what is on the wire given up."""
        self._everybody(("abandon",))

    def _everybody(self, message: tuple[Any, ...]) -> None:
        for child in self._alive():
            if child.line is not None:
                child.line.say(message)

    def _alive(self) -> list[Child]:
        return [child for child in self._children if child.alive]

    def _check(self) -> None:
        if self._error is not None:
            raise self._error

    async def _until(self, is_so: Callable[[], bool]) -> None:
        self._check()
        while not is_so():
            self._news.clear()
            await self._news.wait()
            self._check()

    async def _give(self, text: str, given: Any) -> None:
        """Hand a record to the child that has what is about this text, when it has room."""
        child = self._owner(text)
        while len(child.away) >= self._window:
            await self._until(lambda child=child: len(child.away) < self._window or not child.alive)  # type: ignore[misc]
            child = self._owner(text)
        self._check()
        self._send(child, text, given)

    def _owner(self, text: str) -> Child:
        alive = self._alive()
        if not alive:
            raise PrerequisiteError(
                "All worker processes were ended from outside, maybe because memory ran out. Everything is kept: run "
                "the same command again, with a smaller run.processes or system.concurrency_limit."
            )
        return alive[crc32(text.encode("utf-8", "surrogatepass")) % len(alive)]

    def _send(self, child: Child, text: str, given: Any) -> None:
        child.away[given[0]] = text, given
        _line(child).say(("work", given))

    async def _hear(self, child: Child) -> None:
        ended = False
        async for message in _line(child).heard():
            kind, rest = message[0], message[1:]
            if kind == "done":
                child.away.pop(rest[0].number, None)
                self._took(rest[0])
                self._news.set()
            elif kind == "counts":
                self._add(child, rest[0])
            elif kind == "refused":
                self._crew.refused(rest[0])
            elif kind == "stopped":
                self._crew.models.stop.now(*rest)
            elif kind == "raised":
                self._fail(forks.raised(rest[0], rest[1]))
            elif kind == "ended":
                ended = True
                self._crew.add(rest[0])
            else:
                self._serve(child, kind, rest)
        if not ended:
            self._lost(child)

    def _fail(self, error: BaseException) -> None:
        self._error = self._error or error
        self._news.set()

    def _lost(self, child: Child) -> None:
        """Have others do what a child had that has died."""
        child.alive = False
        if self._crew.till is not None:
            self._crew.till.gone(child.name)
        self._add(child, {size: (*now[:IN_FLIGHT], 0, *now[IN_FLIGHT + 1 :]) for size, now in child.counted.items()})
        left, child.away = list(child.away.values()), {}
        if left and self._error is None:
            self._crew.told("A worker process was ended from outside; the others do what it had.")
            try:
                for text, given in left:
                    self._send(self._owner(text), text, given)
            except PrerequisiteError as error:
                self._fail(error)
        self._news.set()

    def _add(self, child: Child, told: Mapping[Size, tuple[Any, ...]]) -> None:
        """Take a child's counters into account: numbers are added up, of seconds the latest or longest count."""
        for size, now in told.items():
            before = child.counted.get(size) or counted(Counters())
            ours = self._crew.models.counters[size]
            for name, old, new in zip(Counters.__slots__, before, now, strict=True):
                if name == "trouble":
                    ours.trouble = new
                else:
                    known = getattr(ours, name)
                    setattr(ours, name, max(known, new) if name in SECONDS else known + new - old)
            child.counted[size] = now

    def _serve(self, child: Child, kind: str, rest: tuple[Any, ...]) -> None:
        """Do what a child asks of the till."""
        till = self._crew.till
        assert till is not None
        if kind == "leave":
            till.leave(child.name, *rest)
        elif kind == "settle":
            till.settle(child.name, *rest)
        else:
            task = asyncio.ensure_future(self._answer(child, kind, rest[0], rest[1:]))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _answer(self, child: Child, kind: str, number: int, rest: tuple[Any, ...]) -> None:
        till = self._crew.till
        assert till is not None
        try:
            await (till.enter(child.name, *rest) if kind == "enter" else till.reserve(child.name, *rest))
        except Halt as halt:
            _line(child).say(("halted", number, str(halt)))
        else:
            _line(child).say(("granted", number))


def _line(child: Child) -> Connection:
    assert child.line is not None
    return child.line
