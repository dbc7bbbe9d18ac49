"""One model on one OpenAI-compatible server: a request is sent until there is a reply, or there will be none."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from openbook.calls import Reply, Request, Usage
from openbook.config import ModelSettings
from openbook.errors import Halt, RefusedError, ServerError, TransientError
from openbook.llm.failures import EVERY_CALL, PERMANENT, Failure, Kind, read_failure
from openbook.llm.headers import exhausted_for, retry_after
from openbook.llm.health import Health, advice
from openbook.llm.limits import Lane
from openbook.llm.stop import Stop
from openbook.llm.transport import Response, Transport
from openbook.llm.wire import TEXT_FORM, decode, encode, estimate_tokens


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
    """Requests on the wire now."""
    input_tokens: int = 0
    """Of the calls sent."""
    output_tokens: int = 0
    cost: float = 0.0
    """Of the calls sent, in the currency of the config's prices."""


@dataclass(slots=True)
class _Try:
    """How far one call has come."""

    request: Request
    adaptations: tuple[str, ...] = ()
    """With which it was sent last."""
    trial: tuple[str, ...] = ()
    """An adaptation that only this call tries out."""
    tokens: int = 0
    """Reserved for it."""
    sent: float = 0.0
    place: int = 0
    """Among the requests at work when it was sent, from 1."""
    failures: int = 0
    """Transient ones, 429s not counted."""
    slowed: int = 0
    """429s."""
    slowed_since: float = 0.0
    impatient_since: float = 0.0
    """When the first transient failure came; moved on by the time that 429s took."""


@dataclass(slots=True)
class Endpoint:
    """Sends requests to one model, with its limits, retries and adaptations."""

    settings: ModelSettings
    transport: Transport
    lane: Lane
    counters: Counters
    timing: Timing
    stop: Stop
    learn: Callable[[str], None]
    """Remembers an adaptation for later runs."""
    structured: str = "auto"
    """The config's `generation.structured`."""
    adaptations: tuple[str, ...] = ()
    health: Health = field(default_factory=Health)
    _schema_worked: bool = False

    async def send(
        self, request: Request, input_tokens: int, output_tokens: int, keep: Callable[[Reply], Awaitable[None]]
    ) -> Reply:
        """Return the reply to a request of about `input_tokens`, which may write about `output_tokens`.

        Its place among the requests at work is free once `keep` has the reply.
        """
        if self.settings.mode == "cohere" and request.prompt is not None:
            raise ServerError("Cohere has no completion endpoint. Set system.completion_mode: false.")
        if self.structured == "off" and request.schema is not None:
            request = replace(request, schema=None)
        call = _Try(request, tokens=input_tokens + output_tokens)
        while True:
            outcome = await self._once(call, input_tokens, keep)
            if isinstance(outcome, Reply):
                return outcome
            await self._after(outcome, call)
            self.counters.retried += 1

    async def _once(
        self, call: _Try, input_tokens: int, keep: Callable[[Reply], Awaitable[None]]
    ) -> Reply | tuple[Failure, Response | None]:
        """Send once, when the limits allow it."""
        timing, used = self.timing, 0
        call.place = await self.lane.enter(call.tokens)
        call.sent = timing.clock()
        call.adaptations = self.adaptations + call.trial
        self.counters.in_flight += 1
        try:
            body = encode(call.request, call.adaptations, self.settings.mode)
            response = await self.transport.post(body, chat=call.request.prompt is None)
            if isinstance(response, Failure):
                return response, None
            answer = decode(response.body) if 200 <= response.status < 300 else None
            if answer is None:
                sent = ("messages", *call.request.sampling, *_parameters(call))
                failure = read_failure(response.status, response.body, sent)
                if failure.kind is Kind.RATE:
                    self.lane.gate.refused(call.sent, call.place, timing.clock())
                return failure, response
            usage = answer.usage or Usage(input_tokens, estimate_tokens(len(answer.text.encode())), estimated=True)
            used = usage.input_tokens + usage.output_tokens
            self.lane.gate.answered()
            self._heed(response, call.tokens)
            self._good(call)
            reply = Reply(
                text=answer.text,
                reasoning=answer.reasoning,
                finish_reason=answer.finish_reason or _finish(usage, call.request),
                usage=usage,
                seconds=timing.clock() - call.sent,
                adaptations=call.adaptations,
                raw=response.body,
            )
            await keep(reply)
            return reply
        finally:
            self.counters.in_flight -= 1
            self.lane.leave(call.tokens, used)

    def _heed(self, response: Response, tokens: int) -> None:
        wait = exhausted_for(response.headers, tokens)
        if 0.0 < wait <= self.timing.longest_retry_after:
            self.lane.pause(wait)

    def _good(self, call: _Try) -> None:
        self.health.good(self.timing.clock())
        if call.request.schema is not None and TEXT_FORM not in call.adaptations:
            self._schema_worked = True
        for name in call.trial:
            self._adapt(name)

    def _adapt(self, name: str) -> None:
        if name not in self.adaptations:
            self.adaptations += (name,)
            self.learn(name)

    async def _after(self, outcome: tuple[Failure, Response | None], call: _Try) -> None:
        """Return when the call is to be tried again; raise where it is not."""
        failure, response = outcome
        self.health.met = self.health.met or response is not None
        if failure.kind is Kind.ADAPT:
            if failure.adaptation not in call.adaptations and self._may(failure.adaptation):
                self._adapt(failure.adaptation)
                return
            failure = replace(failure, kind=Kind.REFUSED)
            if not self._may(outcome[0].adaptation):
                failure = replace(
                    failure, detail=f"{failure.detail}; set generation.structured: auto for replies as text"
                )
        if failure.kind in PERMANENT:
            await self._refused(failure, call)
        elif failure.kind is Kind.RATE:
            await self._slow_down(failure, response, call)
        else:
            await self._wait(failure, response, call)

    def _may(self, adaptation: str) -> bool:
        return adaptation != TEXT_FORM or self.structured != "on"

    async def _refused(self, failure: Failure, call: _Try) -> None:
        if self.health.bad(failure):
            raise await self._for_good(failure)
        if failure.kind in EVERY_CALL and not self.health.replied:
            call.failures += 1
            await self._rest(self.timing.wait(call.failures))
            return
        raise RefusedError(_sentence(failure))

    async def _slow_down(self, failure: Failure, response: Response | None, call: _Try) -> None:
        timing, now = self.timing, self.timing.clock()
        call.slowed += 1
        if call.slowed == 1:
            call.slowed_since = now
        if now - max(call.slowed_since, self.health.replied_at) > timing.longest_refusal:
            raise self._too_slow(
                f"has refused everything as too fast for {timing.longest_refusal / 60:.0f} minutes", failure
            )
        asked = retry_after(response.headers) if response is not None else None
        if asked is not None and asked > timing.longest_retry_after:
            raise self._too_slow(f"asks to wait {asked / 60:.0f} minutes", failure)
        if asked:
            self.lane.pause(asked)
        elif response is not None:
            self._heed(response, call.tokens)
        await self._rest(asked or timing.wait(call.slowed))
        call.impatient_since += timing.clock() - now

    def _too_slow(self, what: str, failure: Failure) -> Halt:
        reason = (
            f"{self.transport.server} {what} ({failure.detail}). Everything is kept; run the same command again then."
        )
        return self.stop.now(reason, "rate_limit")

    async def _wait(self, failure: Failure, response: Response | None, call: _Try) -> None:
        now = self.timing.clock()
        call.failures += 1
        if call.failures == 1:
            call.impatient_since = now
        patience = self.timing.patience
        if failure.kind is Kind.AWAY and not self.health.met:
            patience = self.timing.first_contact
        if now - call.impatient_since >= patience:
            gone = failure.kind is Kind.AWAY
            if self.health.bad(failure) or gone:
                raise await self._for_good(failure)
            raise TransientError(f"{failure.detail}, for {patience:.0f} seconds and {call.failures} requests")
        if response is not None and response.status == 500 and call.failures >= 2 and self._schema_in_doubt(call):
            call.trial = (TEXT_FORM,)
        asked = retry_after(response.headers) if response is not None else None
        await self._rest(max(self.timing.wait(call.failures), min(asked or 0.0, patience)))

    def _schema_in_doubt(self, call: _Try) -> bool:
        """Whether the schema may be what the server stumbles over: llama.cpp answers 500 to some."""
        sent = call.request.schema is not None and TEXT_FORM not in call.adaptations
        return sent and not self._schema_worked and self._may(TEXT_FORM)

    async def _for_good(self, failure: Failure) -> ServerError:
        where, replied = self.transport.server, self.health.replied
        return ServerError(await advice(failure, self.settings, where, replied, self.transport.models))

    async def _rest(self, seconds: float) -> None:
        await self.stop.rest(seconds, self.timing.sleep)


def _parameters(call: _Try) -> tuple[str, ...]:
    """Return the names of what this call sent beside its messages and sampling."""
    sent = ("stop",) if call.request.stop else ()
    schema = call.request.schema is not None and TEXT_FORM not in call.adaptations
    return (*sent, "response_format") if schema else sent


def _finish(usage: Usage, request: Request) -> str:
    """Return how a reply ended whose server does not say: cut off where it is as long as was allowed, else nothing."""
    allowed = request.sampling.get("max_tokens") or request.sampling.get("max_completion_tokens")
    return "length" if isinstance(allowed, int) and not usage.estimated and usage.output_tokens >= allowed else ""


def _sentence(failure: Failure) -> str:
    if failure.kind is Kind.TOO_LONG and failure.tokens is not None:
        return f"the request has {failure.tokens[0]} tokens where {failure.tokens[1]} fit: {failure.detail}"
    return failure.detail
