"""`openbook doctor`: one call to each model of a config, what it can, how fast it is, and what a run would take."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openbook.calls import Message, Request, Size
from openbook.config import Config
from openbook.errors import CallError, Halt, ServerError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.models import open_models
from openbook.llm.wire import TEXT_FORM
from openbook.terminal import numbers as figures

if TYPE_CHECKING:
    from openbook.llm.model import Model

ASKED = "Name three things that float on water, each with a reason in one sentence."
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"things": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3}},
    "required": ["things"],
    "additionalProperties": False,
}
MOST_TOKENS = 300
WRITTEN = {"small": 80, "large": 800, "judge": 250, "target": 60}
"""Tokens that a usual reply has, by model."""


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


def examine(config: Config) -> list[Examined]:
    """Make one call to each model that is not the built-in engine. Raises ServerError for a config without a server."""
    with TemporaryDirectory(prefix="openbook-doctor-") as folder:
        return asyncio.run(_examine(config, Path(folder)))


async def _examine(config: Config, folder: Path) -> list[Examined]:
    from openbook.builtin import BuiltIn

    found = []
    with Ledger.open(folder / LEDGER_FILE, folder) as ledger:
        for size in config.writers:
            if config.model(size).mode == "api":
                # Each by itself: a server that refuses one model would stop the calls to the others.
                async with open_models(config, ledger, built_in=BuiltIn()) as models:
                    found.append(await _call(config, size, models.writer(size)))
    return found


async def _call(config: Config, size: Size, model: "Model") -> Examined:
    name = config.model(size).model
    limit = {"max_tokens": MOST_TOKENS}
    asked = Request("doctor", size, name, (Message("user", ASKED),), sampling=limit, schema=SCHEMA)
    try:
        reply = await model.reply(asked)
    except (CallError, ServerError, Halt) as error:
        return Examined(size, name, problem=str(error))
    return Examined(
        size,
        name,
        seconds=reply.seconds,
        tokens=reply.usage.output_tokens,
        schema=TEXT_FORM not in reply.adaptations and reply.text.lstrip().startswith("{"),
        usage=not reply.usage.estimated,
        humoured=reply.adaptations,
        reasons=bool(reply.reasoning) or "<think" in reply.text,
    )


def told(examined: list[Examined], config: Config) -> Iterator[str]:
    """Yield what was found, as lines of text."""
    if not examined:
        yield "No model is called: the built-in engine judges and writes."
    for one in examined:
        yield f"{one.size}: {one.model} at {config.model(one.size).base_url}"
        if one.problem:
            yield f"  no reply: {one.problem}"
            continue
        yield f"  answered in {figures.duration(one.seconds)}: {one.tokens} tokens, {one.rate:.0f} a second"
        yield f"  replies by schema: {'yes' if one.schema else 'no, as text with an example in front'}"
        yield f"  says its usage: {'yes' if one.usage else 'no, tokens are estimated'}"
        if one.reasons:
            yield "  it thinks before it answers: leave room in max_tokens, or switch that off"
        if one.humoured:
            yield f"  done otherwise for this server: {', '.join(one.humoured)}"
        if one.rate:
            seconds = WRITTEN[one.size] / one.rate / config.system.concurrency_limit
            kept = f"if it keeps this speed with {config.system.concurrency_limit} at a time"
            yield f"  a thousand calls: about {figures.duration(1000 * seconds)}, {kept}"
