"""Blocks of numbers over forked processes: what came of each block comes back in their order.

For phases that call nobody. A child is a copy of the process that leads, so that it has the records at hand, and is
sent numbers alone; what it makes comes back packed, for the leading process to write down as it is. A child that dies
costs the blocks that it had: others do them again.
"""

import os
import pickle
import selectors
import signal
import socket
import struct
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from openbook.blocks import BLOCK, blocks, here
from openbook.dataclass import dataclass, field
from openbook.errors import PrerequisiteError
from openbook.pipeline.executors.forks import fork, kill, packed_error, raised

FEW = 4
"""Numbers for each process below which a map is not worth sharing."""
AT_HAND = 2
"""Blocks that a child has: the one that it works on, and the next."""
AHEAD = 8
"""Blocks for each child, at most, that are worked on or wait for one before them."""
NUMBER, SIZE = struct.Struct("<q"), struct.Struct("<Q")
END = -1
"""In place of a block's number: that was all."""

Work = Callable[[range], Any]


@dataclass(frozen=True, slots=True)
class Forked:
    """Spreads work over so many processes."""

    processes: int
    ended: Callable[[], None]
    """Called in each child when it has done its part."""
    told: Callable[[str], None]
    """What a person should know."""

    def __call__(self, work: Work, count: int, took: Callable[[Any], None]) -> None:
        """See Spreading. Raises PrerequisiteError where no child is left."""
        if self.processes == 1 or count < FEW * self.processes:
            here(work, count, took)
            return
        todo = blocks(count, max(1, min(BLOCK, count // (FEW * self.processes))))
        lines = fork(self.processes, lambda end: _live(end, todo, work, self.ended))
        lead = _Lead([_Child(process, end) for process, end in lines], len(todo), took, self.told)
        try:
            lead.run()
        finally:
            lead.dismiss()


@dataclass(slots=True, eq=False)
class _Child:
    """A process, as the one that leads sees it."""

    process: int
    end: socket.socket
    away: deque[int] = field(default_factory=deque)
    """The numbers of the blocks that it has."""


class _Lead:
    """Hands out blocks and takes what came of them in their order."""

    def __init__(
        self, children: Sequence[_Child], count: int, took: Callable[[Any], None], told: Callable[[str], None]
    ) -> None:
        self._children = list(children)
        self._all = list(children)
        self._left = deque(range(count))
        self._due, self._count = 0, count
        self._early: dict[int, Any] = {}
        self._took = took
        self._told = told
        self._selector = selectors.DefaultSelector()
        for child in children:
            self._selector.register(child.end, selectors.EVENT_READ, child)

    def run(self) -> None:
        while self._due < self._count:
            for child in list(self._children):
                self._hand_out(child)
            self._hear()
        for child in list(self._children):
            self._say(child, END)
        while self._children:
            self._hear()

    def dismiss(self) -> None:
        self._selector.close()
        for child in self._all:
            child.end.close()
            kill(child.process)

    def _hand_out(self, child: _Child) -> None:
        while self._left and len(child.away) < AT_HAND and self._left[0] < self._due + AHEAD * len(self._all):
            child.away.append(self._left.popleft())
            self._say(child, child.away[-1])

    def _say(self, child: _Child, number: int) -> None:
        with suppress(OSError):  # of one that is gone we hear
            child.end.sendall(NUMBER.pack(number))

    def _hear(self) -> None:
        for key, _ in self._selector.select():
            child: _Child = key.data
            head = _received(child.end, SIZE.size)
            blob = head and _received(child.end, SIZE.unpack(head)[0])
            if not blob:
                self._gone(child)
                continue
            kind, *rest = pickle.loads(blob)
            if kind == "raised":
                raise raised(*rest)
            self._early[child.away.popleft()] = rest[0]
        while self._due in self._early:
            self._took(self._early.pop(self._due))
            self._due += 1

    def _gone(self, child: _Child) -> None:
        """Have others do what a child had, unless it had nothing more to do."""
        self._selector.unregister(child.end)
        self._children.remove(child)
        if self._due < self._count:
            self._left.extendleft(reversed(child.away))
            child.away.clear()
            if not self._children:
                raise PrerequisiteError(
                    "All worker processes were ended from outside, maybe because memory ran out. Everything that was "
                    "paid is kept: run the same command again, with a smaller run.processes."
                )
            self._told("A worker process was ended from outside; the others do what it had.")


def _received(end: socket.socket, size: int) -> bytearray | None:
    """Return so many bytes; None where the other end is gone."""
    blob = bytearray(size)
    rest = memoryview(blob)
    while rest:
        try:
            got = end.recv_into(rest)
        except ConnectionError:
            return None
        if not got:
            return None
        rest = rest[got:]
    return blob


def _live(end: socket.socket, todo: Sequence[range], work: Work, ended: Callable[[], None]) -> None:
    """Be a child, and never return."""
    code = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # the process that leads hears them, and says what is to be done
        while (head := _received(end, NUMBER.size)) is not None:
            (number,) = NUMBER.unpack(head)
            if number == END:
                ended()
                code = 0
                break
            _say(end, _answer(work, todo[number]))
    except ConnectionError:
        pass  # nobody leads any more
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _answer(work: Work, block: range) -> bytes:
    """Return what came of a block, packed."""
    try:
        return pickle.dumps(("done", work(block)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        text = "".join(traceback.format_exception(error))
        return pickle.dumps(("raised", packed_error(error), text), pickle.HIGHEST_PROTOCOL)


def _say(end: socket.socket, blob: bytes) -> None:
    end.sendall(SIZE.pack(len(blob)))
    end.sendall(blob)
