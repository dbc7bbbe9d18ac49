"""Copies of this process: how they are made and ended, and what one says of an error."""

import gc
import os
import pickle
import signal
import socket
import warnings
from collections.abc import Callable
from contextlib import suppress

from openbook.errors import OpenbookError


def can_fork() -> bool:
    """Whether this system makes copies of a process."""
    return hasattr(os, "fork")


def fork(count: int, live: Callable[[socket.socket], None]) -> list[tuple[int, socket.socket]]:
    """Make so many copies; each does `live` with its end of a line and never returns. Return their ids and our ends.

    Call it while no loop runs here, and nothing is written to what they read.
    """
    made: list[tuple[int, socket.socket]] = []
    for _ in range(count):
        ours, theirs = socket.socketpair()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # threads: none of them holds what a child needs
            process = os.fork()
        if not process:
            ours.close()
            for _, other in made:  # or no child would ever see that this process is gone
                other.close()
            gc.freeze()  # a look for garbage would copy all pages that both have
            live(theirs)
        theirs.close()
        made.append((process, ours))
    return made


def kill(process: int) -> None:
    """End a copy, whatever it does."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(process, 0)


def packed_error(error: BaseException) -> bytes:
    """Return an error so that another process can raise it; nothing where it can't be packed."""
    try:
        return pickle.dumps(error)
    except Exception:
        return b""


def raised(blob: bytes, text: str) -> BaseException:
    """Return what a copy raised; `text` is its traceback."""
    with suppress(Exception):
        error = pickle.loads(blob)
        if isinstance(error, BaseException):
            return error
    return OpenbookError(f"A step failed in a worker process:\n{text}")
