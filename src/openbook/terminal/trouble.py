"""What a person is told while a server gives no replies: what it says instead, how often, and when calls give up."""

import time

from openbook.pipeline.progress import CallCounters, Phase, Progress
from openbook.terminal import numbers as figures

PATIENCE = 5.0
"""Seconds of trouble before anything is said of it."""


def trouble(phase: Phase, progress: Progress, now: float | None = None) -> str | None:
    """Return one sentence about the server that a running phase calls; None where all is well."""
    if phase.ended is not None:
        return None
    now = time.monotonic() if now is None else now
    said = (_trouble(calls, now) for calls in progress.of(phase))
    return next(filter(None, said), None)


def _trouble(calls: CallCounters, now: float) -> str | None:
    met = calls.trouble
    if met is not None and now - met.since >= PATIENCE:
        often = f"{figures.whole(met.times)} times in {figures.duration(now - met.since)}"
        left = None if met.until is None else max(0.0, met.until - now)
        gives_up = "" if left is None else f", gives up in {figures.duration(left)}"
        return f"no replies: {met.detail} ({often}{gives_up})"
    silent = now - calls.heard
    if calls.in_flight and silent >= max(PATIENCE, calls.slowest):  # longer than any reply took
        waiting = f"{figures.counted(calls.in_flight, 'requests')} out"
        ends = f", given up after {figures.duration(calls.timeout)}" if calls.timeout else ""
        return f"no word from the server for {figures.duration(silent)} ({waiting}{ends})"
    return None
