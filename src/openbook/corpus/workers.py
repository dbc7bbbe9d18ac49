"""Reading in other processes: in order, within a time a file, with bounded memory, whatever the files do."""

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import IO

from openbook.codes import Code
from openbook.corpus.parsed import Limits, Parsed, Unreadable
from openbook.corpus.worker import receive, send
from openbook.dataclass import dataclass, field

START = "import sys; sys.path[:] = sys.argv[2:]; from openbook.corpus.worker import main; main(sys.argv[1])"
PARSE = "openbook.corpus.read:parse_file"
AHEAD = 2
"""Tasks that a worker holds: the one it reads and the next."""
BUFFER = 16_000_000
"""Characters that wait for their turn, over all workers, before the workers pause."""


@dataclass(slots=True, eq=False)
class Task:
    """One file on its way."""

    index: int
    path: str
    source: str
    found: deque[Parsed | Unreadable] = field(default_factory=deque)
    done: bool = False
    failed: bool = False
    """Whether the worker gave up on it: what was found may not be all."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: "subprocess.Popen[bytes]"
    tasks: deque[Task] = field(default_factory=deque)
    since: float | None = None
    """When the current file last moved; None while nothing is read, or while we are the ones to wait for."""
    late: bool = False
    gone: bool = False


class Pool:
    """A few worker processes; they start when they are needed."""

    def __init__(self, count: int, limits: Limits, seconds: float, function: str = PARSE) -> None:
        """`seconds`: how long a file may take, for JSONL a batch of lines. `function`: what reads, `module:name`."""
        self._count = count
        self._limits = limits
        self._seconds = seconds
        self._function = function
        self._workers: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._changed = threading.Condition()
        self._buffered = 0
        self._turn = -1
        self._closed = False

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def allow(self, count: int) -> None:
        """Let there be this many workers; they start when there is something for them to do."""
        with self._changed:
            self._count = count

    def submit(self, task: Task) -> None:
        """Hand over a file; tasks are read in the order of their indexes."""
        with self._changed:
            self._waiting.append(task)
            self._assign()

    def results(self, task: Task) -> Iterator[Parsed | Unreadable]:
        """Yield what a file holds, as it comes. Tasks are to be asked for in the order of their indexes."""
        with self._changed:
            self._turn = task.index
            self._changed.notify_all()
        while True:
            with self._changed:
                while not task.found and not task.done:
                    self._assign()
                    self._changed.wait(self._patience())
                    self._stop_late()
                if not task.found:
                    return
                one = task.found.popleft()
                self._buffered -= _size(one)
                self._changed.notify_all()
            yield one

    def close(self) -> None:
        """End all workers, whatever they do."""
        with self._changed:
            self._closed = True
            workers = list(self._workers)
            self._changed.notify_all()
        for worker in workers:
            _end(worker.process)

    def _assign(self) -> None:
        while self._waiting and not self._closed:
            alive = [worker for worker in self._workers if not worker.gone]
            free = min(alive, key=lambda worker: len(worker.tasks), default=None)
            if len(alive) < self._count and (free is None or free.tasks):
                free = self._start()
            if free is None or len(free.tasks) >= AHEAD:
                return
            task = self._waiting.popleft()
            free.tasks.append(task)
            # A worker that has just died is noticed by its listener, which hands its tasks back.
            with suppress(OSError, ValueError):
                send(_pipe(free.process.stdin), (task.index, task.path, task.source))

    def _start(self) -> _Worker:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, self._function, *_search_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        worker = _Worker(process)
        self._workers.append(worker)
        with suppress(OSError):
            send(_pipe(process.stdin), self._limits)
        threading.Thread(target=self._listen, args=(worker,), daemon=True, name="openbook-reader").start()
        return worker

    def _listen(self, worker: _Worker) -> None:
        """Take a worker's messages until it ends; runs in a thread of its own."""
        stream = _pipe(worker.process.stdout)
        try:
            while True:
                index, kind, batch = receive(stream)
                with self._changed:
                    task = worker.tasks[0]
                    if kind == "found":
                        worker.since = None
                        # The file whose turn it is may always put down something, or nobody could go on.
                        while self._buffered > BUFFER and (index > self._turn or task.found) and not self._closed:
                            self._changed.wait()
                        task.found.extend(batch)
                        self._buffered += sum(map(_size, batch))
                    elif kind == "done":
                        task.done = True
                        worker.tasks.popleft()
                        self._assign()
                    worker.since = monotonic() if worker.tasks and kind != "done" else None
                    self._changed.notify_all()
        except Exception:
            # The worker ended, or what it sent makes no sense: either way it is of no more use.
            worker.process.poll()
        finally:
            with self._changed:
                self._lost(worker)
                self._changed.notify_all()
            _end(worker.process)

    def _lost(self, worker: _Worker) -> None:
        """Blame the file that was being read, and give back those that were not begun."""
        worker.gone = True
        if self._closed:
            return
        tasks = list(worker.tasks)
        worker.tasks.clear()
        if tasks:
            task = tasks.pop(0)
            task.found.append(self._reason(worker))
            task.done = task.failed = True
        self._waiting.extendleft(reversed(tasks))
        self._workers.remove(worker)
        self._assign()

    def _reason(self, worker: _Worker) -> Unreadable:
        if worker.late:
            return Unreadable(Code.TIMEOUT, f"took longer than read.max_seconds ({self._seconds:g})")
        with suppress(subprocess.TimeoutExpired):
            worker.process.wait(1)
        code = worker.process.returncode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return Unreadable(Code.READER_CRASHED, f"the reader crashed on it ({how})")

    def _patience(self) -> float:
        """Return the seconds until the next file is late."""
        since = [worker.since for worker in self._workers if worker.since is not None and not worker.late]
        return max(0.01, min(since) + self._seconds - monotonic()) if since else 1.0

    def _stop_late(self) -> None:
        now = monotonic()
        for worker in self._workers:
            if worker.since is not None and not worker.late and now - worker.since >= self._seconds:
                worker.late = True
                worker.process.kill()


def _size(found: Parsed | Unreadable) -> int:
    return len(found.text) + 200 if isinstance(found, Parsed) else 200


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.close()


def _search_path() -> Sequence[str]:
    return [entry if entry else os.getcwd() for entry in sys.path]  # noqa: PTH109 - a plain string for sys.path


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
