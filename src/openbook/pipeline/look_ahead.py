"""What a run would come to, found out without any call."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from openbook.builtin import BuiltIn
from openbook.calls import Size
from openbook.config import Config
from openbook.corpus.remember import ParsedFiles
from openbook.dataclass import dataclass, replace
from openbook.dialogue.judging.foresight import foreseen, likely
from openbook.dialogue.prompts import load_prompts
from openbook.llm.forecast import seconds_for
from openbook.llm.ledger import Ledger, ledger_of
from openbook.llm.models import Models, replaying_models
from openbook.pipeline.at_storage import fetched
from openbook.pipeline.bounds import Known, bounds, rests_on
from openbook.pipeline.counts import Forecast
from openbook.pipeline.mapping import Tools, it_goes_on
from openbook.pipeline.outputs import count, left_out
from openbook.pipeline.phases import travel
from openbook.pipeline.prepare import FormatTally, look_for_input, prepare
from openbook.pipeline.progress import Progress
from openbook.pipeline.read_again import paid_anew
from openbook.pipeline.summary import Summary


@dataclass(frozen=True, slots=True)
class Plan:
    """A look ahead; chunks that nobody has judged yet count as suitable."""

    summary: Summary
    """With a forecast for each model that is paid for."""
    formats: dict[str, FormatTally]
    rests_on: tuple[str, ...] = ()
    """What the bounds of the forecasts rest on, a sentence each."""


def plan(config: Config, progress: Progress, limit: int | None = None) -> Plan:
    """Read, chunk and simulate, and answer from the ledger what stands there; nothing is sent or written.

    Raises PrerequisiteError where a run could not begin.
    """
    prompts = load_prompts(config)
    for notice in config.notices:
        progress.notice(notice)
    look_for_input(config)
    fetched(config)
    ledger = Ledger.look(ledger_of(config))
    try:
        with TemporaryDirectory(prefix="openbook-plan-") as folder, asyncio.Runner() as runner:
            prepared = prepare(config, Path(folder), progress, limit, ParsedFiles.look)
            models = replaying_models(config, ledger, runner.get_loop(), built_in=BuiltIn())
            expected = partial(likely, turns=config.generation.turns[0])
            tools = Tools(config, prompts, models, progress, runner, Path(folder), it_goes_on, foreseen, expected)
            journey = travel(prepared, tools)
            accounts = ledger.accounts(everybody=True) if ledger is not None else []
            known = Known.of(journey.judged, journey.drafted, accounts)
            between = bounds(config, models.estimates, known)
            ahead = {size: replace(one, bounds=between.get(size)) for size, one in forecast(config, models).items()}
            told = (*_asking_first(config, models), *_spare_items(config, ahead, len(journey.drafted)))
            for notice in filter(None, (*journey.notices, *told, paid_anew(config, prepared))):
                progress.notice(notice)
            summary = Summary(
                output_dir=config.path.output_dir,
                counts=count(journey, models),
                engine="extractive" if config.model("large").mode == "extractive" else "model",
                reasons=Counter((row.step, row.code) for row in left_out(journey)),
                notices=tuple(progress.notices),
                seconds=progress.seconds(),
                forecast=ahead,
                config=config.redacted(),
            )
    finally:
        if ledger is not None:
            ledger.close()
    return Plan(summary, prepared.formats, tuple(rests_on(known)))


def _asking_first(config: Config, models: Models) -> Iterator[str]:
    """Say what it costs that questions are asked first."""
    asked = [estimate for (_, step), estimate in models.estimates.items() if step == "ask"]
    if not config.asks_first or not asked:
        return
    cost = sum(estimate.cost + estimate.answered_cost for estimate in asked)
    calls = sum(estimate.calls + estimate.answered for estimate in asked)
    price = f", {cost:.2f} in all" if cost else ""
    yield (
        f"Questions are asked first, in {calls} calls of their own{price}: contexts are then what a search returns for "
        "them, and hold no answer. `retrieval.query: chunk` writes question and answer in one call."
    )


def _spare_items(config: Config, expected: Mapping[Size, Forecast], items: int) -> Iterator[str]:
    """Say what spare items would cost, which no one knows the number of beforehand."""
    large = expected.get("large")
    if large is None or not items or not config.curate.rounds:
        return
    each = (large.cost + large.paid_cost) / items
    price = f" ({each:.4f} each)" if each else ""
    yield (
        "Spare items are not counted here: where the checks refuse more of one kind of context than of another, up to "
        f"{config.curate.rounds} rounds draw as many again as were refused, at the price of any item{price}. "
        "`curate.rounds: 0` draws none."
    )


def forecast(config: Config, models: Models) -> dict[Size, Forecast]:
    """Return what is still to be paid for, by model; a model that costs nothing is missing."""
    forecasts: dict[Size, Forecast] = {}
    for (size, _), estimate in models.estimates.items():
        before = forecasts.get(size) or Forecast(config.model(size).model, 0, 0, 0, 0, 0.0)
        forecasts[size] = Forecast(
            name=before.name,
            calls=before.calls + estimate.calls + estimate.answered,
            in_ledger=before.in_ledger + estimate.answered,
            input_tokens=before.input_tokens + estimate.input_tokens,
            output_tokens=before.output_tokens + estimate.output_tokens,
            cost=before.cost + estimate.cost,
            paid_cost=before.paid_cost + estimate.answered_cost,
            call_seconds=max((s for s in (before.call_seconds, estimate.seconds) if s is not None), default=None),
            seconds=seconds_for(models.estimates, config.model(size), config.system.concurrency_limit),
        )
    return forecasts
