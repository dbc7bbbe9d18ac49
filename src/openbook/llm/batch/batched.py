"""A model whose calls go in batches: each is queued, and its record waits until the batch has been fetched."""

from hashlib import sha256
from pathlib import Path
from typing import IO

from openbook.calls import Reply, Request
from openbook.config import ModelSettings
from openbook.dataclass import dataclass, field
from openbook.errors import CallError, Halt, RefusedError, TransientError
from openbook.llm.batch.at_work import Queued
from openbook.llm.batch.provider import Lines
from openbook.llm.budget import Budget, Usual
from openbook.llm.counters import Counters
from openbook.llm.failures import Cause, Failure
from openbook.llm.ledger import Ledger
from openbook.llm.manners import Manners
from openbook.llm.remembered import usable
from openbook.llm.stop import Stop
from openbook.llm.wire import TEXT_FORM, estimate_tokens, most_tokens

MOST_TIMES = 3
"""Times that a request is sent while there is no reply to it."""


@dataclass(slots=True)
class Batched:
    """Answers from the ledger, else queues the request and raises Halt."""

    provider: Lines
    settings: ModelSettings
    ledger: Ledger
    counters: Counters
    manners: Manners
    budget: Budget
    stop: Stop
    structured: str
    queue: Path
    """Takes the requests, a line each."""
    queued: set[str] = field(default_factory=set)
    at_work: set[str] = field(default_factory=set)
    """Keys of batches that were sent by an earlier run and not fetched."""
    reserved: float = 0.0
    """What the queued requests will probably cost."""
    _usual: Usual = field(default_factory=Usual)
    _failed: dict[str, CallError] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)
    _fresh: set[str] = field(default_factory=set)
    _file: IO[bytes] | None = None

    async def reply(self, request: Request) -> Reply:
        """Return the ledger's reply. Raises Halt where there is none yet, and what the last batches said of it."""
        canonical = request.canonical()
        key = sha256(canonical).hexdigest()
        found = self.ledger.get(key)
        if found is not None:
            self.counters.replayed += key not in self._fresh
            self._fresh.discard(key)
            return usable(found, request)
        if key in self._failed:
            raise self._failed[key]
        if key in self.queued or key in self.at_work:
            raise Halt("waits for a batch")
        self.stop.check()
        self._reserve(request, len(canonical))
        self._queue(key, request, canonical)
        raise Halt("waits for a batch")

    def close_queue(self) -> None:
        """Have all that is queued on disk."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def taken(self) -> None:
        """Begin a new queue: the batches have the old one, which is closed."""
        self.queue.unlink(missing_ok=True)
        self.queued.clear()
        self.reserved = 0.0

    async def keep(self, queued: Queued, reply: Reply) -> None:
        """Have a reply in the ledger, unless it is there."""
        if self.ledger.has(queued.key):
            return
        canonical = queued.canonical.encode()
        await self.ledger.put(queued.request, reply, key=queued.key, canonical=canonical)
        usage, counters = reply.usage, self.counters
        paid = self.settings.price(usage.input_tokens, usage.output_tokens)
        self._usual.learn(estimate_tokens(len(canonical)), usage)
        self.budget.spent += paid
        counters.sent += 1
        counters.input_tokens += usage.input_tokens
        counters.output_tokens += usage.output_tokens
        counters.cost += paid
        self._fresh.add(queued.key)

    def failed(self, key: str, failure: Failure) -> None:
        """Take in why there is no reply: in another form, or once more, or never."""
        times = self._times[key] = self._times.get(key, 0) + 1
        self.counters.retried += 1
        if failure.kind is Cause.ADAPT and times < MOST_TIMES and self._may(failure.adaptation):
            self.manners.learn(failure.adaptation)
        elif failure.kind in (
            Cause.RATE,
            Cause.BUSY,
            Cause.AWAY,
            Cause.OUTPUT,
            Cause.QUOTA,
        ):
            if times >= MOST_TIMES:
                self._failed[key] = TransientError(f"{failure.detail}, in {times} batches")
        else:
            self._failed[key] = RefusedError(failure.detail)

    def _may(self, adaptation: str) -> bool:
        return adaptation != TEXT_FORM or self.structured != "on"

    def _reserve(self, request: Request, size: int) -> None:
        cost = self.settings.price(*self._usual.expected(estimate_tokens(size), most_tokens(request)))
        if self.budget.most is not None and self.budget.spent + self.reserved + cost > self.budget.most:
            if not self.reserved and not self.at_work:
                raise self.stop.now(self.budget.reason(), "budget")
            raise Halt("waits for what the batches before it cost")
        self.reserved += cost

    def _queue(self, key: str, request: Request, canonical: bytes) -> None:
        room = self.manners.room(request, estimate_tokens(len(canonical)))
        line = self.provider.line(key, request, self.manners.names, room)
        one = Queued(
            key=key,
            step=request.step,
            size=request.size,
            model=request.model,
            canonical=canonical.decode(),
            line=line.decode(),
            adaptations=self.manners.names,
        )
        if self._file is None:
            self.queue.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.queue.open("ab")
        self._file.write(one.as_line())
        self.queued.add(key)
