"""One question to a model, asked again while its replies are of no use."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from openbook.calls import Exchange, Message, Reply, Request
from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.going_round import goes_round
from openbook.dialogue.mending import Refused, mending
from openbook.dialogue.prompts import END, Prompts
from openbook.dialogue.recorder import Recorder
from openbook.errors import CallError, NoRuleError, RefusedError, UnusableReply
from openbook.fates import Attempt
from openbook.records import Chunk, Item
from openbook.text.mentions import short

if TYPE_CHECKING:
    from openbook.config import ModelSettings
    from openbook.llm.model import Model

T = TypeVar("T")

WARMER = 0.1
"""Added to the temperature with each new attempt, up to `WARMEST`: the same words again would be as useless."""
WARMEST = 1.0
LONGER = 1.5
"""Factor on our own `max_tokens` after each reply that was cut off; a limit that the user has set stays."""
TAIL = 2_000
"""Characters at the end of a reply that was cut off which tell whether it went round in circles: no room ends that."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What to ask: everything of a request but its attempt."""

    step: str
    prompt: str
    """Name of the prompt."""
    fields: Mapping[str, str]
    defaults: Mapping[str, Any]
    """Sampling where the user has set nothing."""
    subject: Chunk | Item
    schema: Mapping[str, Any] | None = None
    """Of a structured reply, where those are wanted."""
    after: tuple[Message, ...] = ()
    """What was said behind the prompt: a reply that is gone on with, and how."""
    aside: bool = False
    """Whether it is about a reply to another question, which stays the one that its subject is remembered by."""
    remark: str = ""
    """What tells it from others with the same prompt, for those who read of its attempts."""
    first: int = 1
    """The attempt to begin with: those before it were replied to otherwise."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """How a reply is read. What raises UnusableReply, or returns a Finding, says that it is of no use."""

    whole: Callable[[Reply], T | Finding]
    turns: Callable[[Finding, Reply], T | Finding] | None = None
    """Reads a reply that has only the turns that a finding is about; None where everything is asked for again."""
    weigh: Callable[[T], Awaitable[T | Finding]] | None = None
    """Has what was read looked at by a model; None where none does."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A model with all that is needed to ask it something: bound once, when the pipeline is built."""

    model: "Model"
    settings: "ModelSettings"
    prompts: Prompts
    structured: str
    """`generation.structured`."""
    use_stop: bool
    recorder: Recorder
    repairs: int = 0
    """`verify.repairs`."""

    async def ask(self, question: Inquiry, reading: Reading[T]) -> T | Finding:
        """Return what is read of a reply, or why there is nothing after all attempts.

        A reply of no use is followed by another attempt, up to `max_attempts`, and what failed a check is then mended.
        A finding that names leaking passages ends it at once. Halt and ServerError pass.
        """
        finding = Finding("reply", Code.UNUSABLE_REPLY, "no attempt was allowed")
        attempts = 1 if self.settings.mode == "extractive" else self.settings.max_attempts
        cuts = 0
        refused: Refused | None = None
        for attempt in range(question.first, attempts + 1):
            sent = self.request(question, attempt, cuts)
            try:
                reply = await self.model.reply(sent)
            except UnusableReply as error:  # the server itself turned down what its model wrote
                finding = Finding("reply", Code.UNUSABLE_REPLY, _after(attempts, str(error)))
                continue
            except CallError as error:
                return Finding("call", _code(error), str(error))
            cuts += reply.finish_reason == "length" and not goes_round(reply.text[-TAIL:])
            value = await self._taken(question, sent, reply, reading.whole, reading)
            if not isinstance(value, Finding) or value.leaking or value.then == "end":
                return value
            refused = refused if value.check == "reply" else Refused(sent, sent.key(), reply.text, value)
            if value.then == "mend":
                finding = value
                break
            shown = f"; {_excerpt(reply)}" if value.check == "reply" else ""
            finding = Finding(value.check, value.code, _after(attempts, f"{value.detail}{shown}"))
        if refused is None:
            return finding
        mended = await self._mend(question, refused, reading)
        return finding if mended is None else mended

    async def _mend(self, question: Inquiry, refused: Refused, reading: Reading[T]) -> T | Finding | None:
        """Return what comes of asking for a refused draft again with what was wrong; None where nothing better does."""
        repairs = self.repairs if refused.asked.messages and self.settings.mode != "extractive" else 0
        for number in range(1, repairs + 1):
            sent = mending(refused, number)
            try:
                reply = await self.model.reply(sent)
            except CallError:
                return None
            read = partial(reading.turns, refused.finding) if reading.turns and refused.in_turns else reading.whole
            value = await self._taken(question, sent, reply, read, reading, refused.key)
            if not isinstance(value, Finding) or value.leaking or value.then == "end":
                return value
            if value.check == "reply":
                return None
            refused = refused.followed_by(sent, reply.text, value)
        return None

    async def _taken(
        self,
        question: Inquiry,
        sent: Request,
        reply: Reply,
        read: Callable[[Reply], T | Finding],
        reading: Reading[T],
        mends: str = "",
    ) -> T | Finding:
        """Return what is made of a reply, and record it."""
        id_, place = question.subject.id, self.recorder.place(question.subject.id)
        if not question.aside:
            self.recorder.called(id_, Exchange(sent, reply))
        value = _read(read, reply)
        if reading.weigh is not None and not isinstance(value, Finding):
            value = await reading.weigh(value)
        tried = replace(_attempt(sent, value, mends), prompt=f"{question.prompt}{question.remark}")
        self.recorder.tried(id_, tried, place)
        return value

    def request(self, question: Inquiry, attempt: int, cuts: int) -> Request:
        """Return the request of one attempt, from 1; `cuts`: how many replies were cut off before."""
        rendered = self.prompts.render(question.prompt, **question.fields)
        is_text = isinstance(rendered, str)
        return Request(
            step=question.step,
            size=self.settings.size,
            model=self.settings.model,
            messages=() if isinstance(rendered, str) else (*rendered, *question.after),
            prompt=rendered if isinstance(rendered, str) else None,
            sampling=sampling(question.defaults, self.settings.sampling, attempt, cuts),
            stop=(END,) if is_text and self.use_stop else (),
            attempt=attempt,
            schema=question.schema if not is_text and self.by_schema(question.prompt) else None,
            example=() if is_text else self.prompts.form(question.prompt),
            subject=question.subject,
        )

    def by_schema(self, prompt: str) -> bool:
        """Whether a schema says the form of a reply to this prompt."""
        if self.structured == "auto":
            can = self.settings.mode == "api" or self.settings.batch == "openai"
            return can and self.prompts.packaged(prompt)
        return self.structured == "on"


def sampling(defaults: Mapping[str, Any], given: Mapping[str, Any], attempt: int, cuts: int) -> dict[str, Any]:
    """Return the sampling of an attempt: ours, overridden by the user's, warmer and with another seed each time."""
    chosen = {**defaults, **given}
    if "max_completion_tokens" in given and "max_tokens" not in given:
        del chosen["max_tokens"]
    elif "max_tokens" not in given and cuts:
        chosen["max_tokens"] = int(chosen["max_tokens"] * LONGER**cuts)
    if attempt > 1:
        temperature = chosen.get("temperature")
        if isinstance(temperature, int | float):
            warmer = min(max(WARMEST, temperature), temperature + WARMER * (attempt - 1))
            chosen["temperature"] = round(warmer, 3)
        if isinstance(chosen.get("seed"), int):
            chosen["seed"] += attempt - 1
    return chosen


def _read(read: Callable[[Reply], T | Finding], reply: Reply) -> T | Finding:
    try:
        return read(reply)
    except UnusableReply as error:
        return Finding("reply", Code.UNUSABLE_REPLY, str(error))


def _attempt(sent: Request, value: object, mends: str) -> Attempt:
    if not isinstance(value, Finding):
        return Attempt(sent.step, sent.attempt, sent.key(), mends=mends)
    return Attempt(
        step=sent.step,
        number=sent.attempt,
        key=sent.key(),
        check=value.check,
        detail=value.detail,
        replaced=value.leaking,
        mends=mends,
        code=value.code,
        at=value.at,
        turns=value.turns,
        scores=value.scores,
    )


def _excerpt(reply: Reply) -> str:
    """Return how a reply of no use begins, so that a person sees one without looking for it."""
    return f"it says “{short(reply.text)}”" if reply.text.strip() else "it is empty"


def _after(attempts: int, detail: str) -> str:
    return detail if attempts == 1 else f"{detail} (the last of {attempts} attempts)"


def _code(error: CallError) -> Code:
    if isinstance(error, NoRuleError):
        return Code.NO_RULE
    return Code.REQUEST_REFUSED if isinstance(error, RefusedError) else Code.CALL_FAILED
