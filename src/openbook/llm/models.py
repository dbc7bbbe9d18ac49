"""The two configured models, each behind the ledger: what was answered once is not sent again."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256

from openbook.calls import Reply, Request, Size
from openbook.config import Config, ModelSettings
from openbook.errors import Halt, OpenbookError, OutputError, ServerError
from openbook.llm.budget import Budget, Usual
from openbook.llm.endpoint import Counters, Endpoint, Timing
from openbook.llm.forecast import Estimate, Replay
from openbook.llm.ledger import Ledger
from openbook.llm.limits import Bucket, Gate, Lane
from openbook.llm.model import Model
from openbook.llm.stop import Stop, StopKind
from openbook.llm.transport import Transport, open_session
from openbook.llm.wire import estimate_tokens, trimmed

SIZES: tuple[Size, ...] = ("small", "large")


@dataclass(slots=True)
class Remembered:
    """A model behind the ledger. Equal requests in flight share one call."""

    endpoint: Endpoint
    ledger: Ledger
    settings: ModelSettings
    counters: Counters
    budget: Budget
    stop: Stop
    _usual: Usual = field(default_factory=Usual)
    _shared: dict[str, list[asyncio.Future[Reply | OpenbookError | None]]] = field(default_factory=dict)

    async def reply(self, request: Request) -> Reply:
        """Return the ledger's reply, or the server's once it is committed."""
        canonical = request.canonical()
        key = sha256(canonical).hexdigest()
        while True:
            found = self.ledger.get(key)
            if found is not None:
                self.counters.replayed += 1
                return trimmed(found, request)
            if key not in self._shared:
                return trimmed(await self._lead(request, key, canonical), request)
            outcome = await self._follow(key)
            if isinstance(outcome, OpenbookError):
                raise outcome
            if outcome is not None:
                self.counters.replayed += 1
                return trimmed(replace(outcome, replayed=True), request)

    async def _follow(self, key: str) -> Reply | OpenbookError | None:
        """Return what an equal request in flight came to; None where it was cancelled."""
        future: asyncio.Future[Reply | OpenbookError | None] = asyncio.get_running_loop().create_future()
        self._shared[key].append(future)
        return await future

    async def _lead(self, request: Request, key: str, canonical: bytes) -> Reply:
        followers = self._shared[key] = []
        outcome: Reply | OpenbookError | None = None
        try:
            outcome = await self._pay(request, key, canonical)
            return outcome
        except (ServerError, OutputError) as error:
            self.stop.now(str(error), "failed")
            outcome = error
            raise
        except OpenbookError as error:
            outcome = error
            raise
        finally:
            del self._shared[key]
            for future in followers:
                if not future.done():
                    future.set_result(outcome)

    async def _pay(self, request: Request, key: str, canonical: bytes) -> Reply:
        """Send, and keep the reply before anybody sees it."""
        self.stop.check()
        guess = estimate_tokens(len(canonical))
        read, written = self._usual.expected(guess, request.sampling.get("max_tokens"))
        reserved = self._price(read, written)
        try:
            await self.budget.reserve(reserved)
        except Halt as halt:
            raise self.stop.now(str(halt), "budget") from None
        paid = 0.0

        async def keep(reply: Reply) -> None:
            nonlocal paid
            paid = self._price(reply.usage.input_tokens, reply.usage.output_tokens)
            await self.ledger.put(request, reply, key=key, canonical=canonical)

        try:
            self.stop.check()
            reply = await self.endpoint.send(request, read, written, keep)
        finally:
            self.budget.settle(reserved, paid)
        usage, counters = reply.usage, self.counters
        self._usual.learn(guess, usage)
        counters.sent += 1
        counters.input_tokens += usage.input_tokens
        counters.output_tokens += usage.output_tokens
        counters.cost += paid
        first = self.ledger.get(key) if self.ledger.shared else None
        return first or replace(reply, raw=b"")

    def _price(self, input_tokens: int, output_tokens: int) -> float:
        return (input_tokens * self.settings.cost_input + output_tokens * self.settings.cost_output) / 1e6


@dataclass(slots=True)
class Models:
    """Both models, and what they have done."""

    small: Model
    large: Model
    counters: Mapping[Size, Counters]
    stop: Stop
    estimates: Mapping[tuple[Size, str], Estimate] = field(default_factory=dict)
    """By size and step: what a replay met; empty where calls are sent."""

    def halt(self, reason: str, kind: StopKind = "interrupted") -> None:
        """Send nothing more: what is in flight comes home, later calls raise Halt unless the ledger answers them."""
        self.stop.now(reason, kind)

    @property
    def halted(self) -> str | None:
        """Why nothing more is sent; None while sending."""
        return self.stop.reason

    @property
    def halted_by(self) -> StopKind | None:
        """Who stopped it."""
        return self.stop.kind


@asynccontextmanager
async def open_models(
    config: Config,
    ledger: Ledger | None,
    *,
    built_in: Model | None = None,
    replay_only: bool = False,
    timing: Timing | None = None,
) -> AsyncIterator[Models]:
    """Yield the config's two models.

    `built_in` answers, beside the ledger, for those whose mode names it. `ledger` may be None where both are the
    built-in engine, or for a replay of nothing. With `replay_only` nothing is
    sent: a call that the ledger does not answer raises Halt and is counted in `estimates`. Raises ServerError where
    the config names no server.
    """
    settings = {size: config.model(size) for size in SIZES}
    counters: dict[Size, Counters] = {size: Counters() for size in SIZES}
    free = {size: _handed_in(built_in) for size in SIZES if settings[size].mode == "extractive"}
    stop = Stop()
    if replay_only:
        estimates: dict[tuple[Size, str], Estimate] = {}
        replays = {size: free.get(size) or Replay(settings[size], ledger, estimates) for size in SIZES}
        yield Models(replays["small"], replays["large"], counters, stop, estimates)
    elif len(free) == len(SIZES):
        yield Models(free["small"], free["large"], counters, stop)
    else:
        if ledger is None:
            raise OutputError("A model that is paid for needs a ledger.")
        most = config.system.concurrency_limit
        async with open_session(most) as session:
            timing, gates = timing or Timing(), dict[str, Gate]()
            budget = Budget(config.cost.max_cost, _spent(ledger, settings))
            wired: dict[Size, Model] = {}
            for size in SIZES:
                each = settings[size]
                if size in free:
                    continue
                transport = Transport(each, session)
                lane = _lane(each, gates.setdefault(transport.server, Gate(most)), timing)
                stop.lanes.append(lane)
                endpoint = Endpoint(
                    settings=each,
                    transport=transport,
                    lane=lane,
                    counters=counters[size],
                    timing=timing,
                    stop=stop,
                    learn=partial(ledger.remember, transport.server, each.model),
                    structured=config.generation.structured,
                    adaptations=ledger.adaptations(transport.server, each.model),
                )
                wired[size] = Remembered(endpoint, ledger, each, counters[size], budget, stop)
            both = free | wired
            yield Models(both["small"], both["large"], counters, stop)


def _handed_in(built_in: Model | None) -> Model:
    if built_in is None:
        raise OpenbookError("A model's mode is extractive, but no built-in engine was handed in.")
    return built_in


def _lane(settings: ModelSettings, gate: Gate, timing: Timing) -> Lane:
    now = timing.clock()
    requests, tokens = settings.requests_per_minute, settings.tokens_per_minute
    return Lane(
        gate=gate,
        clock=timing.clock,
        requests=Bucket(requests, now) if requests else None,
        tokens=Bucket(tokens, now) if tokens else None,
    )


def _spent(ledger: Ledger, settings: Mapping[Size, ModelSettings]) -> float:
    """Return what this output directory has paid so far, at the prices of now."""
    return (
        sum(
            account.input_tokens * settings[size].cost_input + account.output_tokens * settings[size].cost_output
            for size, account in ledger.totals().items()
        )
        / 1e6
    )
