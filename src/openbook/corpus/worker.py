"""The process that reads: files in on one pipe, what they hold out on another. Whatever it does, it costs one file.

It is started as a fresh interpreter rather than forked, so that it works beside threads and event loops, and never
imports the user's main module. It imports nothing but the reader that it needs.
"""

import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from openbook.corpus.parsed import Limits, Parsed, RawFile, Unreadable
from openbook.errors import PrerequisiteError

LENGTH = struct.Struct("<Q")
BATCH = 1 << 20
"""Characters sent in one go at most, unless a single document is longer."""
MEMORY = 4 << 30
"""Bytes of address space of a worker, where the system can limit it: a file that needs more is refused."""
Parse = Callable[[RawFile], Iterator[Parsed | Unreadable]]


def send(stream: IO[bytes], message: Any) -> None:
    """Write one message."""
    blob = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(blob)))
    stream.write(blob)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message. Raises EOFError where the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    blob = stream.read(LENGTH.unpack(head)[0])
    if len(blob) < LENGTH.unpack(head)[0]:
        raise EOFError
    return pickle.loads(blob)


def main(function: str) -> None:
    """Serve until the other side closes its end. `function` is `module:name` of what reads a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    # Nothing that a library prints may get between the messages, nor onto the user's screen.
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    _limit_memory()
    module, _, name = function.partition(":")
    parse: Parse = getattr(import_module(module), name)
    queue: SimpleQueue[tuple[int, RawFile]] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks, queue), daemon=True).start()
    while True:
        index, file = queue.get()
        send(results, (index, "started", None))
        for batch in _batches(parse(file)):
            send(results, (index, "found", batch))
        send(results, (index, "done", None))


def _listen(tasks: IO[bytes], queue: "SimpleQueue[tuple[int, RawFile]]") -> None:
    """Take tasks until the other side is gone, and then leave at once, even in the middle of a file."""
    with suppress(Exception):
        limits: Limits = receive(tasks)
        while True:
            index, path, source = receive(tasks)
            queue.put((index, RawFile(Path(path), source, limits)))
    os._exit(0)


def _batches(found: Iterator[Parsed | Unreadable]) -> Iterator[list[Parsed | Unreadable]]:
    batch: list[Parsed | Unreadable] = []
    size = 0
    try:
        for one in found:
            batch.append(one)
            size += len(one.text) if isinstance(one, Parsed) else 200
            if size >= BATCH:
                yield batch
                batch, size = [], 0
    except PrerequisiteError as error:
        raise SystemExit(str(error)) from None
    if batch:
        yield batch


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main(sys.argv[1])
