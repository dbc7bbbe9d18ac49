"""A model behind the ledger: what was answered once is not sent again."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Protocol

from openbook.calls import PROMPT_CUT, Reply, Request
from openbook.config import ModelSettings
from openbook.dataclass import dataclass, field, replace
from openbook.errors import Halt, OpenbookError, OutputError, ServerError, UnusableReply
from openbook.llm.budget import Budget, Usual
from openbook.llm.counters import Counters
from openbook.llm.ledger import Ledger
from openbook.llm.manners import Manners
from openbook.llm.stop import Stop
from openbook.llm.wire import estimate_tokens, most_tokens, trimmed


class Sender(Protocol):
    """The way to a model: a server's endpoint, or an object of the program's own."""

    async def send(
        self, request: Request, input_tokens: int, output_tokens: int, keep: Callable[[Reply], Awaitable[None]]
    ) -> Reply:
        """Return the reply to a request of about so many tokens, once `keep` has it."""
        ...


@dataclass(slots=True)
class Purse:
    """Pays for the requests of one model: within the budget, and counted."""

    sender: Sender
    manners: Manners
    """How this server has to be humoured."""
    settings: ModelSettings
    counters: Counters
    budget: Budget
    stop: Stop
    _usual: Usual = field(default_factory=Usual)

    async def buy(self, request: Request, size: int, keep: Callable[[Reply], Awaitable[None]]) -> Reply:
        """Send a request of `size` bytes, and have its reply kept before anybody sees it."""
        self.stop.check()
        guess = estimate_tokens(size)
        read, written = self._usual.expected(guess, most_tokens(request))
        written = 0 if request.inputs else written
        reserved, paid = self.settings.price(read, written), 0.0
        try:
            await self.budget.reserve(reserved)
        except Halt as halt:
            raise self.stop.now(str(halt), "budget") from None

        async def kept(reply: Reply) -> None:
            nonlocal paid
            usage, counters = reply.usage, self.counters
            paid = self.settings.price(usage.input_tokens, usage.output_tokens)
            await keep(reply)
            self._usual.learn(guess, usage)
            counters.sent += max(1, len(request.inputs))
            counters.input_tokens += usage.input_tokens
            counters.output_tokens += usage.output_tokens
            counters.cost += paid

        try:
            self.stop.check()
            return await self.sender.send(request, read, written, kept)
        except (ServerError, OutputError) as error:
            self.stop.now(str(error), "failed")
            raise
        finally:
            self.budget.settle(reserved, paid)


@dataclass(slots=True)
class Remembered:
    """Answers from the ledger, else from the server. Equal requests in flight share one call."""

    purse: Purse
    ledger: Ledger
    counters: Counters
    _shared: dict[str, list[asyncio.Future[Reply | OpenbookError | None]]] = field(default_factory=dict)

    async def reply(self, request: Request) -> Reply:
        """Return the ledger's reply, or the server's once it is committed."""
        canonical = request.canonical()
        key = sha256(canonical).hexdigest()
        while True:
            found = self.ledger.get(key)
            if found is not None:
                self.counters.replayed += 1
                return usable(found, request)
            if key not in self._shared:
                return usable(await self._lead(request, key, canonical), request)
            outcome = await self._follow(key)
            if isinstance(outcome, OpenbookError):
                raise outcome
            if outcome is not None:
                self.counters.replayed += 1
                return usable(replace(outcome, replayed=True), request)

    async def _follow(self, key: str) -> Reply | OpenbookError | None:
        """Return what an equal request in flight came to; None where it was cancelled."""
        future: asyncio.Future[Reply | OpenbookError | None] = asyncio.get_running_loop().create_future()
        self._shared[key].append(future)
        return await future

    async def _lead(self, request: Request, key: str, canonical: bytes) -> Reply:
        followers = self._shared[key] = []
        outcome: Reply | OpenbookError | None = None

        async def keep(reply: Reply) -> None:
            await self.ledger.put(request, reply, key=key, canonical=canonical)

        try:
            bought = await self.purse.buy(request, len(canonical), keep)
            first = self.ledger.get(key) if self.ledger.shared else None
            outcome = first or replace(bought, raw=b"")
            return outcome
        except OpenbookError as error:
            outcome = error
            raise
        finally:
            del self._shared[key]
            for future in followers:
                if not future.done():
                    future.set_result(outcome)


def usable(reply: Reply, request: Request) -> Reply:
    """Return a reply up to its stop sequence. Raises UnusableReply where its prompt was not read in full."""
    if reply.finish_reason == PROMPT_CUT:
        read = f"{reply.usage.input_tokens:,} tokens"
        raise UnusableReply(f"the server read only {read} of the prompt and dropped the rest: its context is too short")
    return trimmed(reply, request)
