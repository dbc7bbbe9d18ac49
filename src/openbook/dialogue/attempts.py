"""One question to a model, asked again while its replies are of no use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from openbook.calls import Exchange, Reply, Request
from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.prompts import END
from openbook.errors import CallError, NoRuleError, RefusedError, UnusableReply
from openbook.records import Chunk, Item

if TYPE_CHECKING:
    from openbook.config import ModelSettings
    from openbook.dialogue.prompts import Prompts
    from openbook.llm.model import Model

T = TypeVar("T")

WARMER = 0.1
"""Added to the temperature with each new attempt, up to `WARMEST`: the same words again would be as useless."""
WARMEST = 1.0
LONGER = 1.5
"""Factor on our own `max_tokens` after each reply that was cut off; a limit that the user has set stays."""


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
    use_stop: bool
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """What came of it."""

    value: T | None
    """None where no reply was of use."""
    finding: Finding | None
    exchange: Exchange | None
    """The last call that was answered."""


def request(question: Inquiry, prompts: "Prompts", settings: "ModelSettings", attempt: int, cuts: int) -> Request:
    """Return the request of one attempt, from 1; `cuts`: how many replies were cut off before."""
    rendered = prompts.render(question.prompt, **question.fields)
    is_text = isinstance(rendered, str)
    return Request(
        step=question.step,
        size=settings.size,
        model=settings.model,
        messages=() if isinstance(rendered, str) else rendered,
        prompt=rendered if isinstance(rendered, str) else None,
        sampling=sampling(question.defaults, settings.sampling, attempt, cuts),
        stop=(END,) if is_text and question.use_stop else (),
        attempt=attempt,
        schema=None if is_text else question.schema,
        subject=question.subject,
    )


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


async def ask(
    question: Inquiry,
    read: Callable[[Reply], T | Finding],
    *,
    model: "Model",
    prompts: "Prompts",
    settings: "ModelSettings",
) -> Asked[T]:
    """Ask until `read` makes something of a reply, `max_attempts` are used up, or the call fails.

    `read` raises UnusableReply, or returns a Finding, where a reply is of no use; a finding that names leaking passages
    ends it at once. Halt and ServerError pass.
    """
    exchange: Exchange | None = None
    finding: Finding | None = None
    attempts = 1 if settings.mode == "extractive" else settings.max_attempts
    cuts = 0
    for attempt in range(1, attempts + 1):
        sent = request(question, prompts, settings, attempt, cuts)
        try:
            reply = await model.reply(sent)
        except UnusableReply as error:  # the server itself turned down what its model wrote
            finding = Finding("reply", Code.UNUSABLE_REPLY, _after(attempts, str(error)))
            continue
        except CallError as error:
            return Asked(None, Finding("call", _code(error), str(error)), exchange)
        exchange = Exchange(sent, reply)
        cuts += reply.finish_reason == "length"
        try:
            value = read(reply)
        except UnusableReply as error:
            finding = Finding("reply", Code.UNUSABLE_REPLY, _after(attempts, str(error)))
            continue
        if not isinstance(value, Finding):
            return Asked(value, None, exchange)
        if value.leaking:
            return Asked(None, value, exchange)
        finding = Finding(value.check, value.code, _after(attempts, value.detail))
    return Asked(None, finding, exchange)


def _after(attempts: int, detail: str) -> str:
    return detail if attempts == 1 else f"{detail} (the last of {attempts} attempts)"


def _code(error: CallError) -> Code:
    if isinstance(error, NoRuleError):
        return Code.NO_RULE
    return Code.REQUEST_REFUSED if isinstance(error, RefusedError) else Code.CALL_FAILED
