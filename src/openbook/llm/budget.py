"""`cost.max_cost`: nothing is sent that would probably lead past it; and what a request will probably use."""

import asyncio
from collections import deque

from openbook.calls import Usage
from openbook.dataclass import dataclass
from openbook.errors import Halt

FIRST_OUTPUT = 600.0
"""Tokens that a reply is expected to have before one has come."""
MEMORY = 20
"""Replies over which the usual is averaged, about."""


@dataclass(slots=True)
class Usual:
    """What one model's calls have used lately: the best guess for the next one."""

    output_tokens: float = FIRST_OUTPUT
    ratio: float = 1.0
    """Input tokens by the server's count to those by ours."""
    _replies: int = 0

    def expected(self, guess: int, most: object) -> tuple[int, int]:
        """Return input and output tokens for a request of `guess` tokens that may write `most` (None: any number)."""
        written = min(self.output_tokens, most) if isinstance(most, int) else self.output_tokens
        return int(guess * self.ratio) + 1, int(written) + 1

    def learn(self, guess: int, usage: Usage) -> None:
        """Take a reply into account."""
        self._replies += 1
        weight = 1.0 / min(self._replies, MEMORY)
        self.output_tokens += (usage.output_tokens - self.output_tokens) * weight
        self.ratio += (usage.input_tokens / guess - self.ratio) * weight


class Budget:
    """Money of one output directory: what is spent, and what the requests in flight will probably cost."""

    def __init__(self, most: float | None, spent: float) -> None:
        """`most` is the limit, None for none; `spent` is what earlier runs have paid already."""
        self.most = most
        self.spent = spent
        self.reserved = 0.0
        self._open = 0
        self._settled: deque[asyncio.Future[None]] = deque()

    async def reserve(self, cost: float) -> None:
        """Set money aside for one request; waits while only what is in flight stands in the way.

        Raises Halt where the request would lead past the limit. Every reservation ends in `settle`.
        """
        if self.most is not None:
            while self.spent + self.reserved + cost > self.most:
                if self.spent + cost > self.most or not self._open:
                    raise Halt(self.reason())
                settled = asyncio.get_running_loop().create_future()
                self._settled.append(settled)
                await settled
        self.reserved += cost
        self._open += 1

    def settle(self, reserved: float, paid: float) -> None:
        """Replace a reservation by what was really paid: 0 for a request that failed."""
        self._open -= 1
        self.reserved = max(0.0, self.reserved - reserved) if self._open else 0.0
        self.spent += paid
        while self._settled:
            waiting = self._settled.popleft()
            if not waiting.done():
                waiting.set_result(None)

    def reason(self) -> str:
        """Return why sending stops, and how to go on."""
        return (
            f"cost.max_cost is reached: {self.spent:.4g} of {self.most:g} are spent. "
            "Everything is kept; raise cost.max_cost and run the same command again to go on."
        )
