"""The two configured models, each behind the ledger: what was answered once is not sent again."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from openbook.config import Config, ModelSettings
from openbook.errors import Halt
from openbook.llm.endpoint import Endpoint
from openbook.llm.ledger import Ledger
from openbook.llm.model import Model
from openbook.records import Reply, Request, Size


@dataclass(slots=True)
class Counters:
    """What one model's client has done in this run; plain numbers, read without a lock."""

    sent: int = 0
    """Calls that the server answered."""
    replayed: int = 0
    """Calls that the ledger answered, at no cost."""
    retried: int = 0
    """Requests that were sent again after a failure."""
    in_flight: int = 0
    input_tokens: int = 0
    """Of the calls sent."""
    output_tokens: int = 0
    cost: float = 0.0
    """Of the calls sent, in the currency of the config's prices."""


@dataclass(slots=True)
class Remembered:
    """A model behind the ledger. Equal requests in flight share one call."""

    endpoint: Endpoint
    ledger: Ledger
    settings: ModelSettings
    counters: Counters
    models: "Models"
    _shared: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)

    async def reply(self, request: Request) -> Reply:
        """Return the ledger's reply, or the server's once it is committed."""
        canonical = request.canonical()
        key = sha256(canonical).hexdigest()
        found = self.ledger.get(key)
        if found is not None:
            self.counters.replayed += 1
            return found
        if self.models.halted is not None:
            raise Halt(self.models.halted)
        self.counters.in_flight += 1
        try:
            reply = await self.endpoint.send(request)
        finally:
            self.counters.in_flight -= 1
        await self.ledger.put(request, reply, key=key, canonical=canonical)
        self.counters.sent += 1
        self.counters.input_tokens += reply.usage.input_tokens
        self.counters.output_tokens += reply.usage.output_tokens
        self.counters.cost += (
            reply.usage.input_tokens * self.settings.cost_input + reply.usage.output_tokens * self.settings.cost_output
        ) / 1e6
        return reply


@dataclass(slots=True)
class Models:
    """Both models, and what they have done."""

    counters: Mapping[Size, Counters]
    small: Model = field(init=False)
    large: Model = field(init=False)
    halted: str | None = None
    """Why nothing more is sent; None while sending."""

    def halt(self, reason: str) -> None:
        """Send nothing more: what is in flight comes home, later calls raise Halt unless the ledger answers them."""
        self.halted = self.halted or reason


@asynccontextmanager
async def open_models(config: Config, ledger: Ledger | None) -> AsyncIterator[Models]:
    """Yield the config's two models; `ledger` may be None where both are the built-in engine."""
    import aiohttp

    models = Models({"small": Counters(), "large": Counters()})
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for size in ("small", "large"):
            settings = config.model(size)
            model: Model
            if settings.mode == "extractive":
                from openbook.llm.extractive import Extractive

                model = Extractive()
            else:
                assert ledger is not None
                model = Remembered(Endpoint(settings, session), ledger, settings, models.counters[size], models)
            setattr(models, size, model)
        yield models
