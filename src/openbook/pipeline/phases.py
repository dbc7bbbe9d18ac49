"""The phases between reading and writing: judge → simulate (→ ask) → generate. All but simulate cost money."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from openbook.config import Config
from openbook.contexts.simulate import Simulator
from openbook.dialogue.ask import ask_questions
from openbook.dialogue.generate import generate
from openbook.dialogue.judge import judge
from openbook.dialogue.prompts import Prompts
from openbook.errors import Halt, ServerError
from openbook.llm.models import Models
from openbook.pipeline.executors.local import bounded_map
from openbook.pipeline.prepare import Prepared
from openbook.pipeline.progress import Phase, Progress
from openbook.records import Chunk, Item, Judgement, Outcome
from openbook.spool import Arranged, Spool

R = TypeVar("R")
S = TypeVar("S")

SPARE = 128
"""Records, at most, that are prepared or read while others are away: so many more are at hand than may be in flight."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the phases work with."""

    config: Config
    prompts: Prompts
    models: Models
    progress: Progress
    runner: asyncio.Runner
    folder: Path
    """Takes temporary files."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What became of everything, phase by phase."""

    prepared: Prepared
    judgements: Sequence[Judgement]
    """Of the sampled chunks that were judged, in the order of the corpus."""
    outcomes: Sequence[Outcome]
    """Of the items, in the order of the corpus; neither draft nor rejected: pending."""
    notices: tuple[str, ...]
    refusal: ServerError | None
    """Why the server ended the run; None where it didn't."""


def travel(prepared: Prepared, tools: Tools, *, hopeful: bool = False) -> Journey:
    """Take the chunks through judge, simulate and generate.

    A `hopeful` journey counts chunks that nobody has judged as suitable: that is how `plan` looks ahead.

    A server that refuses for good, an interrupt and a spent budget all end the sending, not the journey: what the
    ledger holds is still used, the rest is pending. Raises ServerError where nothing at all was answered.
    """
    stop = Stop(tools.models)
    judgements = _judge(prepared, tools, stop)
    stop.raise_if_nothing_came()
    items, simulator = _simulate(prepared, judgements, tools, hopeful=hopeful)
    if simulator.asks:
        items = _ask(items, simulator, tools, stop, hopeful=hopeful)
    outcomes = _generate(items, simulator, tools, stop)
    stop.raise_if_nothing_came()
    return Journey(prepared, judgements, outcomes, (*prepared.notices, *simulator.notices), stop.refusal)


class Stop:
    """Turns the end of sending into pending records."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self.refusal: ServerError | None = None

    def raise_if_nothing_came(self) -> None:
        """Raise the refusal where not one call was answered, now or by the ledger: then there is nothing to write."""
        if self.refusal is not None and not any(made.sent + made.replayed for made in self._models.counters.values()):
            raise self.refusal

    async def guard(self, call: Awaitable[R]) -> R | None:
        """Return what the call gives, or None where nothing more is sent."""
        try:
            return await call
        except Halt:
            return None
        except ServerError as error:
            if self.refusal is None:
                self.refusal = error
                self._models.halt(str(error))
            return None


def _judge(prepared: Prepared, tools: Tools, stop: Stop) -> Arranged[Judgement]:
    """Ask the small model about every sampled chunk."""
    config, chunks = tools.config, prepared.chunks
    settings = config.model("small")

    async def one(chunk: Chunk) -> Judgement | None:
        if config.skip.skip_filter_chunks:
            return Judgement(chunk, None)
        call = judge(chunk, model=tools.models.small, prompts=tools.prompts, settings=settings, system=config.system)
        return await stop.guard(call)

    with tools.progress.phase("judge", len(prepared.sampled), unit="chunks", size="small") as phase:
        return _map(one, (chunks[position] for position in prepared.sampled), phase, tools)


def _simulate(
    prepared: Prepared, judgements: Sequence[Judgement], tools: Tools, *, hopeful: bool
) -> tuple[Sequence[Item | Outcome], Simulator]:
    """Give every suitable chunk its context."""
    unsuitable = {judgement.chunk.id for judgement in judgements if judgement.rejected is not None}
    judged = {judgement.chunk.id for judgement in judgements}
    chunks = prepared.chunks
    with tools.progress.phase("simulate", unit="items") as phase:
        simulator = Simulator(
            chunks, tools.config, tools.folder / "index", unsuitable, offline=hopeful, held_out=prepared.held_out
        )
        suitable = [
            position
            for position in prepared.sampled
            if (id_ := chunks[position].id) not in unsuitable and (hopeful or id_ in judged)
        ]
        phase.total = len(suitable)
        items: Spool[Item | Outcome] = Spool(tools.folder)
        for item in simulator.items(suitable):
            items.append(item)
            phase.advance()
    return items, simulator


def _ask(
    items: Sequence[Item | Outcome], simulator: Simulator, tools: Tools, stop: Stop, *, hopeful: bool
) -> Sequence[Item | Outcome]:
    """Have the large model ask first, then retrieve for its questions.

    A `hopeful` journey goes on with what is retrieved for the chunk where no question was asked.
    """
    settings = tools.config.model("large")

    async def one(item: Item | Outcome) -> Item | Outcome:
        if isinstance(item, Outcome):
            return item
        call = ask_questions(
            item, model=tools.models.large, prompts=tools.prompts, settings=settings, config=tools.config
        )
        asked = await stop.guard(call) or (item if hopeful else Outcome(item, None, None))
        if isinstance(asked, Outcome):
            return asked
        found = await stop.guard(simulator.search(asked))
        return found if isinstance(found, Item) else Outcome(asked, None, found)

    with tools.progress.phase("ask", len(items), unit="items", size="large") as phase:
        return _map(one, items, phase, tools)


def _generate(items: Sequence[Item | Outcome], simulator: Simulator, tools: Tools, stop: Stop) -> Arranged[Outcome]:
    """Have the large model write every item's turns."""
    settings = tools.config.model("large")

    async def one(item: Item | Outcome) -> Outcome:
        if isinstance(item, Outcome):
            return item
        call = generate(
            item,
            model=tools.models.large,
            prompts=tools.prompts,
            settings=settings,
            config=tools.config,
            repair=simulator.repair,
        )
        return await stop.guard(call) or Outcome(item, None, None)

    with tools.progress.phase("generate", len(items), unit="items", size="large") as phase:
        return _map(one, items, phase, tools)


def _map(function: Callable[[S], Awaitable[R | None]], records: Iterable[S], phase: Phase, tools: Tools) -> Arranged[R]:
    """Run the function over the records, many at a time, and keep its results on disk; None is not kept."""
    results: Arranged[R] = Arranged(tools.folder)
    limit = tools.config.system.concurrency_limit
    at_hand = limit + min(limit, SPARE)

    async def gather() -> None:
        async for index, result in bounded_map(function, records, at_hand):
            if result is not None and not isinstance(result, Halt):
                results.put(index, result)
                if not (isinstance(result, Outcome) and result.pending):
                    phase.advance()

    tools.runner.run(gather())
    return results
