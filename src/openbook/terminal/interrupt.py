"""Ctrl-C and SIGTERM: the first stops sending and waits for what is in flight, the second stops at once."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.terminal.exits import KEPT
from openbook.terminal.trouble import trouble

PATIENCE = 3.0
"""Seconds that the second Ctrl-C leaves the run to let go; then the process ends. Files and ledger are whole anyway."""


GRACE = 5.0
"""Seconds that a SIGTERM leaves calls in flight: who sends it, a container or a scheduler, kills after ten."""


ECHO = 0.05
"""Seconds before the first signal is told, in which it may come again: nobody can have answered to it yet."""


@contextmanager
def interrupts(switch: HaltSwitch, progress: Progress, told: str = KEPT) -> Iterator[None]:
    """Turn SIGINT and SIGTERM into the switch while the block runs; main thread only.

    While nothing is being sent there is nothing to wait for: then the first signal raises KeyboardInterrupt, as a
    second one always does, with what a person is `told`. A SIGTERM while the output is written lets it be written.
    """
    last_resort = threading.Timer(PATIENCE, os._exit, (130,))
    last_resort.daemon = True
    telling = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal telling
        ends = number == signal.SIGTERM
        if telling:
            # The same one come twice: `timeout` sends it to a process, then to its whole group.
            return
        if switch.reason is None:
            for phase in progress.phases:
                if met := trouble(phase, progress):
                    progress.notice(f"{phase.name}: {met}.")
        if switch.reason is None and progress.sending:
            telling = True
            switch.pull("interrupted", GRACE if ends else None)
            time.sleep(ECHO)
            telling = False
            progress.notice(
                f"ending: the calls in flight have {GRACE:.0f} seconds, then what is there is written."
                if ends
                else "stopping: waiting for the calls in flight, which are kept. Ctrl-C again stops at once."
            )
            return
        if ends and progress.assembling:
            return
        if not last_resort.is_alive():
            last_resort.start()
        # It may strike in the middle of a call, whose task nobody asks any more how it ended.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        raise KeyboardInterrupt(told)

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        last_resort.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
