"""Ctrl-C: the first stops sending and waits for what is in flight, the second stops at once."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from openbook.pipeline.halt import HaltSwitch

PATIENCE = 3.0
"""Seconds that the second Ctrl-C leaves the run to let go; then the process ends. Files and ledger are whole anyway."""


@contextmanager
def interrupts(switch: HaltSwitch, say: Callable[[str], None], sending: Callable[[], bool]) -> Iterator[None]:
    """Turn SIGINT and SIGTERM into the switch while the block runs; main thread only.

    While nothing is being sent there is nothing to wait for: then the first signal raises KeyboardInterrupt, as a
    second one always does.
    """
    last_resort = threading.Timer(PATIENCE, os._exit, (130,))
    last_resort.daemon = True

    def handle(number: int, frame: FrameType | None) -> None:
        if switch.reason is None and sending():
            switch.pull("interrupted")
            say("stopping: waiting for the calls in flight, which are kept. Ctrl-C again stops at once.")
            return
        if not last_resort.is_alive():
            last_resort.start()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        last_resort.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
