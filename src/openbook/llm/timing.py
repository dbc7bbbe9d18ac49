"""How long to wait for what."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for what, in seconds; tests replace the clock and the sleep."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random
    """A number in [0, 1)."""
    first_wait: float = 0.5
    """After the first failure; doubled after each further one, and spread over its upper half by the jitter."""
    longest_wait: float = 30.0
    patience: float = 300.0
    """How long a call goes on trying after its first transient failure; time spent on 429s does not count."""
    first_contact: float = 4.0
    """How long a server that was never met may refuse connections."""
    longest_retry_after: float = 900.0
    """A server that asks for more (a daily quota) ends the run instead, with everything kept."""
    longest_refusal: float = 1800.0
    """So does one that answers everything with 429 for so long."""

    def wait(self, failures: int) -> float:
        """Return the wait after this many failures, from 1."""
        return min(self.longest_wait, self.first_wait * 2.0 ** min(failures - 1, 16)) * (0.5 + self.jitter() / 2)
