"""`openbook doctor`: one call to each model of a config, what it can, how fast it is, and what a run would take."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openbook.calls import Message, Request, Size
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.errors import CallError, Halt, PrerequisiteError, ServerError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.models import open_models
from openbook.llm.timing import Timing
from openbook.llm.wire import TEXT_FORM
from openbook.pipeline.counts import Between
from openbook.pipeline.progress import Progress
from openbook.terminal import numbers as figures

if TYPE_CHECKING:
    from openbook.llm.model import Model
    from openbook.pipeline.look_ahead import Plan

ASKED = "Name three things that float on water, each with a reason in one sentence."
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"things": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3}},
    "required": ["things"],
    "additionalProperties": False,
}
MOST_TOKENS = 300
TIMING = Timing(patience=10.0, longest_refusal=10.0)
"""A run waits for minutes until a server is well; who looks at one wants to know that it isn't."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What one call showed of a model."""

    size: Size
    model: str
    problem: str = ""
    """Why there was no reply; empty where there was one."""
    seconds: float = 0.0
    tokens: int = 0
    """Of the reply."""
    schema: bool = False
    """Whether it answers by schema."""
    context: int | None = None
    """Tokens that a prompt and its reply may have together; None where the server doesn't say."""
    usage: bool = False
    """Whether the server says how many tokens it used."""
    humoured: tuple[str, ...] = ()
    """What had to be left out or renamed for the server."""
    reasons: bool = False
    """Whether it thinks before it answers."""

    @property
    def rate(self) -> float:
        """Tokens a second of one reply."""
        return self.tokens / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class WholeRun:
    """What a run of the config would take of one model, at the speed of the one call."""

    size: Size
    calls: Between
    """Those that are not paid yet."""
    tokens: Between
    """Of their replies."""
    seconds: Between
    longest: int
    """About how many tokens one of its calls has with its reply, on average."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found of a config's models."""

    models: tuple[Examined, ...]
    run: tuple[WholeRun, ...] = ()
    """Empty where a model gave no reply, or there is nothing left to pay for."""
    problem: str = ""
    """Why a run could not begin although the models answer; empty where it could."""

    @property
    def well(self) -> bool:
        """Whether a run can begin."""
        return not self.problem and not any(one.problem for one in self.models)


def examine(config: Config, progress: Progress) -> Diagnosis:
    """Make one call to each model that is not the built-in engine, then look ahead at what a run would take.

    Raises ServerError for a config without a server.
    """
    from openbook.pipeline.look_ahead import plan

    with TemporaryDirectory(prefix="openbook-doctor-") as folder:
        models = tuple(asyncio.run(_examine(config, Path(folder), progress)))
    if not models or any(one.problem for one in models):
        return Diagnosis(models)
    progress.muted = True
    try:
        return Diagnosis(models, tuple(_whole_run(plan(config, progress), models, config.system.concurrency_limit)))
    except PrerequisiteError as error:
        return Diagnosis(models, problem=str(error))


async def _examine(config: Config, folder: Path, progress: Progress) -> list[Examined]:
    from openbook.builtin import BuiltIn

    found = []
    with Ledger.open(folder / LEDGER_FILE, folder) as ledger:
        for size in config.writers:
            if config.model(size).mode == "api":
                # Each by itself: a server that refuses one model would stop the calls to the others.
                async with open_models(config, ledger, built_in=BuiltIn(), timing=TIMING) as models:
                    progress.watch(models.counters)
                    with progress.phase(f"call {size}", size=size) as phase:
                        found.append(await _call(config, size, models.writer(size)))
                        phase.advance()
    return found


async def _call(config: Config, size: Size, model: "Model") -> Examined:
    name = config.model(size).model
    limit = {"max_tokens": MOST_TOKENS}
    asked = Request("doctor", size, name, (Message("user", ASKED),), sampling=limit, schema=SCHEMA)
    try:
        reply = await model.reply(asked)
    except (CallError, ServerError, Halt) as error:
        return Examined(size, name, problem=str(error))
    if not reply.text.strip():
        why = "it thought, and wrote nothing" if reply.reasoning else "the reply is empty"
        return Examined(size, name, problem=f"{why}. Is {name} a model that chats, and is its chat template set?")
    return Examined(
        size,
        name,
        seconds=reply.seconds,
        tokens=reply.usage.output_tokens,
        schema=TEXT_FORM not in reply.adaptations and reply.text.lstrip().startswith("{"),
        context=await _window(config, size),
        usage=not reply.usage.estimated,
        humoured=reply.adaptations,
        reasons=bool(reply.reasoning) or "<think" in reply.text,
    )


async def _window(config: Config, size: Size) -> int | None:
    from openbook.llm.transport import Transport, open_session
    from openbook.llm.window import context_window

    async with open_session(1) as session:
        return await context_window(Transport(config.model(size), session), config.model(size).model)


def _whole_run(plan: "Plan", models: Sequence[Examined], at_once: int) -> Iterator[WholeRun]:
    """Yield what is not paid yet, by model, at the speed at which it answered."""
    for one in models:
        expected = (plan.summary.forecast or {}).get(one.size)
        if expected is None or expected.bounds is None or not one.rate:
            continue
        bounds = expected.bounds
        open_ = max(1, expected.calls - expected.in_ledger)
        each = (expected.input_tokens + expected.output_tokens) // open_
        side_by_side = (min(at_once, max(1.0, calls)) for calls in (bounds.calls.high, bounds.calls.low))
        slow = Between(*(1 / one.rate / many for many in side_by_side))
        yield WholeRun(one.size, bounds.calls, bounds.output_tokens, bounds.output_tokens.times(slow), each)


def told(found: Diagnosis, config: Config) -> Iterator[str]:
    """Yield what was found, as lines of text."""
    if not found.models:
        yield "No model is called: the built-in engine judges and writes."
    runs = {one.size: one for one in found.run}
    for one in found.models:
        yield f"{one.size}: {one.model} at {config.model(one.size).base_url}"
        if one.problem:
            yield f"  no reply: {one.problem}"
            continue
        yield from _can(one, runs.get(one.size))
        if (run := runs.get(one.size)) is not None:
            calls, seconds = figures.span(run.calls, figures.short), figures.span(run.seconds, figures.duration)
            kept = f"if it keeps this speed with {config.system.concurrency_limit} at a time"
            yield f"  a run: {calls} calls, {seconds} {kept}"
    if found.problem:
        yield f"A run can't begin: {found.problem}"


def _can(one: Examined, run: WholeRun | None) -> Iterator[str]:
    speed = f"{one.rate:.0f}" if one.rate >= 9.5 else f"{one.rate:.1f}"
    yield f"  answered in {figures.duration(one.seconds)}: {figures.counted(one.tokens, 'tokens')}, {speed} a second"
    yield f"  replies by schema: {'yes' if one.schema else 'no, as text with an example in front'}"
    window = "the server does not say" if one.context is None else f"{one.context:,} tokens"
    yield f"  context: {window}{_need(one, run)}"
    yield f"  says its usage: {'yes' if one.usage else 'no, tokens are estimated'}"
    if one.reasons:
        yield "  it thinks before it answers: leave room in max_tokens, or switch that off"
    if one.humoured:
        yield f"  done otherwise for this server: {', '.join(one.humoured)}"


def _need(one: Examined, run: WholeRun | None) -> str:
    if run is None:
        return ""
    short = one.context is not None and one.context < run.longest
    lower = "; serve it with a longer one, or lower system.chunk_size or system.rag_max_chunks" if short else ""
    return f"; a call has about {run.longest:,} with its reply{lower}"
