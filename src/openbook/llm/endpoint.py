"""One model on one OpenAI-compatible server: a request is sent until there is a reply, or there will be none."""

from collections.abc import Awaitable, Callable

from openbook.calls import PROMPT_CUT, Reply, Request, Usage
from openbook.config import ModelSettings
from openbook.dataclass import dataclass, field, replace
from openbook.errors import Halt, RefusedError, ServerError, TooLongError, TransientError, UnusableReply
from openbook.llm.counters import Counters
from openbook.llm.failures import EVERY_CALL, PERMANENT, Cause, Failure, Sent, read_failure
from openbook.llm.finish_reasons import PromptReading, ending
from openbook.llm.headers import exhausted_for
from openbook.llm.health import SHORTER, Health, advice, longer_context
from openbook.llm.limits import Lane
from openbook.llm.manners import Manners
from openbook.llm.stop import Stop
from openbook.llm.streams import whole_body
from openbook.llm.timing import Timing
from openbook.llm.transport import Response, Transport
from openbook.llm.trying import Try
from openbook.llm.wire import TEXT_FORM, ServerAnswer, decode, encode, estimate_tokens, most_tokens

SPOILT = 2
"""Times that a server may turn down what its model wrote before the schema is left out, and then once more."""
REFUSALS = 6
"""Times that a call is sent again, once there have been replies, after a failure that says nothing of it."""


@dataclass(slots=True)
class Endpoint:
    """Sends requests to one model, with its limits, retries and adaptations."""

    settings: ModelSettings
    transport: Transport
    lane: Lane
    counters: Counters
    timing: Timing
    stop: Stop
    manners: Manners
    structured: str = "auto"
    """The config's `generation.structured`."""
    health: Health = field(default_factory=Health)
    _reading: PromptReading = field(default_factory=PromptReading)
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
        call = Try(request, input_tokens, tokens=input_tokens + output_tokens)
        while True:
            outcome = await self._once(call, keep)
            if isinstance(outcome, Reply):
                return outcome
            await self._after(outcome, call)
            self.counters.retried += 1

    async def _once(
        self, call: Try, keep: Callable[[Reply], Awaitable[None]]
    ) -> Reply | tuple[Failure, Response | None]:
        """Send once, when the limits allow it."""
        timing, counters, used = self.timing, self.counters, 0
        call.place = await self.lane.enter(call.tokens)
        call.sent = timing.clock()
        call.adaptations = self.manners.names + call.trial
        room = self.manners.room(call.request, call.guess) if call.room is None else call.room
        call.allowed = most_tokens(call.request) if room is None else room
        counters.heard = counters.heard if counters.in_flight else call.sent
        counters.in_flight += 1
        counters.timeout = self.settings.timeout_seconds
        try:
            body = encode(call.request, call.adaptations, self.settings.mode, room)
            response = await self.stop.on_the_wire(self.transport.post(body, call.request))
            if isinstance(response, Failure):
                return response, None
            counters.heard = timing.clock()
            raw = whole_body(response.body)
            answer = self._answer(response, raw, call)
            if isinstance(answer, Failure):
                return answer, response
            reply = self._reply(answer, raw, call)
            used = reply.usage.input_tokens + reply.usage.output_tokens
            self.lane.gate.answered()
            self._heed(response, call.tokens)
            self._good(call)
            await keep(reply)
            if self.health.no_room(reply):
                raise ServerError(longer_context(reply, self.settings, self.transport.server, call.guess))
            return reply
        finally:
            counters.in_flight -= 1
            self.lane.leave(call.tokens, used)

    def _answer(self, response: Response, raw: bytes, call: Try) -> ServerAnswer | Failure:
        """Return what a response says, or what it means that it says nothing."""
        answer = decode(raw) if 200 <= response.status < 300 else None
        inputs = len(call.request.inputs)
        if answer is not None and inputs and (got := answer.text.count("\n") + 1) != inputs:
            return Failure(Cause.BUSY, f"{got} vectors for {inputs} texts")
        if answer is not None:
            return answer
        sent = Sent(call.parameters(), call.request.model, call.allowed, call.guess)
        failure = read_failure(response.status, raw, sent, response.headers)
        if failure.kind is Cause.RATE:
            self.lane.gate.refused(call.sent, call.place, self.timing.clock())
        return failure

    def _reply(self, answer: ServerAnswer, raw: bytes, call: Try) -> Reply:
        written = 0 if call.request.inputs else estimate_tokens(len(answer.text.encode()))
        usage = answer.usage or Usage(call.guess, written, estimated=True)
        finish = ending(answer.finish_reason, usage, call.allowed)
        if self._reading.in_part(call.request, usage):
            finish = PROMPT_CUT
        if finish == "length" and call.allowed != most_tokens(call.request) and call.room is None:
            self.manners.doubt_window()
        return Reply(
            text=answer.text,
            reasoning=answer.reasoning,
            finish_reason=finish,
            usage=usage,
            seconds=self.timing.clock() - call.sent,
            adaptations=call.adaptations,
            raw=raw,
        )

    def _heed(self, response: Response, tokens: int) -> None:
        wait = exhausted_for(response.headers, tokens)
        if 0.0 < wait <= self.timing.longest_retry_after:
            self.lane.pause(wait)

    def _good(self, call: Try) -> None:
        now = self.timing.clock()
        self.health.good(now, call.sent)
        self.counters.slowest = max(self.counters.slowest, now - call.sent)
        self.counters.trouble = None
        if call.request.schema is not None and TEXT_FORM not in call.adaptations:
            self._schema_worked = True
        for name in call.trial:
            if name != TEXT_FORM or not self._schema_worked:
                self.manners.learn(name)

    async def _after(self, outcome: tuple[Failure, Response | None], call: Try) -> None:
        """Return when the call is to be tried again; raise where it is not."""
        failure, response = outcome
        self.health.met = self.health.met or response is not None
        if failure.kind is Cause.ADAPT:
            if failure.adaptation not in call.adaptations and self._may(failure.adaptation):
                self.manners.learn(failure.adaptation)
                return
            failure = replace(failure, kind=Cause.REFUSED)
            if not self._may(outcome[0].adaptation):
                failure = replace(
                    failure, detail=f"{failure.detail}; set generation.structured: auto for replies as text"
                )
        if failure.kind is Cause.TOO_LONG and failure.room is not None and call.room is None:
            call.room = failure.room
            self.manners.learn(failure.adaptation)
        elif failure.kind is Cause.OUTPUT:
            self._spoilt(failure, call)
        elif failure.kind is Cause.FOREIGN and self.health.replied:
            await self._wait(failure, call)
        elif failure.kind in PERMANENT:
            await self._refused(failure, call)
        elif failure.kind is Cause.RATE:
            await self._slow_down(failure, response, call)
        else:
            await self._wait(failure, call)

    def _may(self, adaptation: str) -> bool:
        return adaptation != TEXT_FORM or self.structured != "on"

    def _spoilt(self, failure: Failure, call: Try) -> None:
        """Have the model write again, then without the schema; raise UnusableReply where that does not help either."""
        call.spoilt += 1
        if call.spoilt > SPOILT or (call.spoilt == SPOILT and not self._may(TEXT_FORM)):
            raise UnusableReply(f"the server turned down what its model wrote: {failure.detail}")
        if call.spoilt == SPOILT:
            call.trial = (TEXT_FORM,)

    async def _refused(self, failure: Failure, call: Try) -> None:
        # Of several texts one may be at fault, or their number.
        parted = failure.kind is Cause.REFUSED and len(call.request.inputs) > 1
        if call.request.inputs and (parted or failure.kind is Cause.TOO_LONG):
            raise TooLongError(_sentence(failure))
        self.counters.failed(failure.detail, self.timing.clock(), None)
        if self.health.bad(failure):
            raise await self._for_good(failure)
        if failure.kind not in EVERY_CALL:
            raise RefusedError(_sentence(failure))
        call.refused_since = self.timing.clock() if call.refused_since is None else call.refused_since
        if not self.health.replied or (failure.kind is not Cause.BLOCKED and call.failures < REFUSALS):
            call.failures += 1
            await self._rest(self.timing.wait(call.failures))
            return
        if failure.kind is not Cause.BLOCKED and not self.health.has_answered_since(call.refused_since):
            raise await self._for_good(failure)
        raise RefusedError(_sentence(failure))

    async def _slow_down(self, failure: Failure, response: Response | None, call: Try) -> None:
        timing, now = self.timing, self.timing.clock()
        call.slowed += 1
        if call.slowed == 1:
            call.slowed_since = now
        since = max(call.slowed_since, self.health.replied_at)
        self.counters.failed(failure.detail, now, since + timing.longest_refusal)
        if now - since > timing.longest_refusal:
            raise self._too_slow(
                f"has refused everything as too fast for {timing.longest_refusal / 60:.0f} minutes", failure
            )
        asked = failure.wait
        if asked == float("inf"):
            if call.slowed >= 3:
                raise self._too_slow("has a limit a day or a month, which is used up", failure)
            asked = None
        elif asked is not None and asked > timing.longest_retry_after:
            raise self._too_slow(f"asks to wait {asked / 60:.0f} minutes", failure)
        if asked:
            self.lane.pause(asked)
        elif response is not None:
            self._heed(response, call.tokens)
        await self._rest(asked or timing.wait(call.slowed))
        call.impatient_since += timing.clock() - now

    def _too_slow(self, what: str, failure: Failure) -> Halt:
        reason = f"{self.transport.server} {what}: {failure.detail}. Everything paid is kept."
        return self.stop.now(reason, "rate_limit")

    async def _wait(self, failure: Failure, call: Try) -> None:
        now = self.timing.clock()
        call.failures += 1
        if call.failures == 1:
            call.impatient_since = now
        patience = self.timing.patience
        if failure.kind is Cause.AWAY and not self.health.met:
            patience = self.timing.first_contact
        self.counters.failed(failure.detail, now, call.impatient_since + patience)
        if now - call.impatient_since >= patience:
            gone = failure.kind is Cause.AWAY
            if self.health.bad(failure) or gone:
                raise await self._for_good(failure)
            raise TransientError(f"{failure.detail}, for {patience:.0f} seconds and {call.failures} requests")
        if call.failures >= 2 and self._schema_in_doubt(failure, call):
            call.trial = (TEXT_FORM,)
        await self._rest(max(self.timing.wait(call.failures), min(failure.wait or 0.0, patience)))

    def _schema_in_doubt(self, failure: Failure, call: Try) -> bool:
        """Whether the schema may be what the server stumbles over: llama.cpp answers 500 to some."""
        sent = call.request.schema is not None and TEXT_FORM not in call.adaptations
        return failure.status == 500 and sent and not self._schema_worked and self._may(TEXT_FORM)

    async def _for_good(self, failure: Failure) -> ServerError:
        where, replied = self.transport.server, self.health.replied
        return ServerError(await advice(failure, self.settings, where, replied, self.transport.models))

    async def _rest(self, seconds: float) -> None:
        await self.stop.rest(seconds, self.timing.sleep)


def _sentence(failure: Failure) -> str:
    if failure.kind is not Cause.TOO_LONG:
        return failure.detail
    much = "more tokens than" if failure.tokens is None else f"{failure.tokens[0]} tokens where {failure.tokens[1]}"
    return f"the request has {much} fit: {failure.detail}; {SHORTER}"
