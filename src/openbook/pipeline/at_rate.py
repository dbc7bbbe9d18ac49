"""What a forecast means for machines of a known rate."""

import math
from collections.abc import Iterator

from openbook.dataclass import dataclass
from openbook.pipeline.summary import Summary

MACHINES = (1, 10, 100)
CALLS_A_PROCESS = 400.0
"""Calls a second that one process makes on slow cores; a quiet machine makes five times as many."""


@dataclass(frozen=True, slots=True)
class AtRate:
    """What is left to pay for, on so many machines."""

    machines: int
    seconds: float
    in_flight: int | None
    """Calls at a time, for all machines together; None where the ledger has no call to tell how long one takes."""
    processes: int
    """That send them; more than one are shards."""
    cost: float


def at_rate(summary: Summary, rate: float) -> Iterator[AtRate]:
    """Yield what a plan's unpaid calls take on some numbers of machines that answer `rate` calls a second each."""
    forecasts = (summary.forecast or {}).values()
    left = sum(forecast.calls - forecast.in_ledger for forecast in forecasts)
    cost = sum(forecast.cost for forecast in forecasts)
    times = [forecast.call_seconds for forecast in forecasts if forecast.calls > forecast.in_ledger]
    longest = max((one for one in times if one is not None), default=None)
    for machines in MACHINES:
        calls = machines * rate
        flight = None if longest is None else max(1, min(left, math.ceil(calls * longest)))
        yield AtRate(machines, left / calls, flight, max(1, math.ceil(calls / CALLS_A_PROCESS)), cost)
