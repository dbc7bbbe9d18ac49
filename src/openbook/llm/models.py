"""The configured models, each behind the ledger: what was answered once is not sent again."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from openbook.calls import WRITERS, Size
from openbook.config import Config, ModelSettings
from openbook.errors import OpenbookError, OutputError
from openbook.llm.batch.batched import Batched
from openbook.llm.batch.batches import BATCHES, Batches
from openbook.llm.batch.opening import provider_for
from openbook.llm.budget import Budget
from openbook.llm.counters import Counters
from openbook.llm.embeddings import Embeddings, Vectors
from openbook.llm.endpoint import Endpoint
from openbook.llm.forecast import Estimate, Replay
from openbook.llm.handed import Handed
from openbook.llm.ledger import Ledger
from openbook.llm.ledger.takeover import OldVectors
from openbook.llm.limits import Gate, Lane
from openbook.llm.manners import Manners
from openbook.llm.model import Model
from openbook.llm.remembered import Purse, Remembered
from openbook.llm.stop import Stop, StopKind
from openbook.llm.till import Till, TillBudget, TillRates, lane_of
from openbook.llm.timing import Timing
from openbook.llm.transport import Transport, open_session

if TYPE_CHECKING:
    import aiohttp


@dataclass(slots=True)
class Models:
    """The models of a run, and what they have done."""

    small: Model
    large: Model
    counters: Mapping[Size, Counters]
    stop: Stop
    estimates: Mapping[tuple[Size, str], Estimate] = field(default_factory=dict)
    """By size and step: what a replay met; empty where calls are sent."""
    vectors: Vectors | None = None
    """Of an embedding model at an endpoint; None where the config names none."""
    batches: Mapping[Size, Batches] = field(default_factory=dict)
    """Of those models whose calls go in batches."""
    others: dict[Size, Model] = field(default_factory=dict)
    """Those beside the small and the large one that are asked for words."""

    def writer(self, size: Size) -> Model:
        """Return the model of a size. Raises KeyError where the config names none."""
        return self.small if size == "small" else self.large if size == "large" else self.others[size]

    def put(self, size: Size, model: Model) -> None:
        """Have another model answer in the place of one."""
        if size == "small":
            self.small = model
        elif size == "large":
            self.large = model
        else:
            self.others[size] = model

    def halt(self, reason: str, kind: StopKind = "interrupted", grace: float | None = None) -> None:
        """Send nothing more: what is in flight comes home, later calls raise Halt unless the ledger answers them.

        `grace`: seconds that what is in flight has to come home; None for as long as it takes.
        """
        self.stop.now(reason, kind)
        if grace is not None:
            self.stop.abandon_after(grace)

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
    handed: Mapping[Size, Model] | None = None,
    timing: Timing | None = None,
    till: Till | None = None,
) -> AsyncIterator[Models]:
    """Yield the config's models: the two that write, and one for vectors where it names an endpoint for them.

    `built_in` answers, beside the ledger, for those whose mode names it; `handed` are models of the program's own, by
    size, which the ledger remembers like any server's. `ledger` may be None where both are the built-in engine. `till`
    has the limits where other processes share them. Raises ServerError where the config names no server.
    """
    settings = _settings(config)
    counters = {size: Counters() for size in settings}
    models = _built_in(settings, built_in)
    stop = Stop(asyncio.get_running_loop())
    if len(models) == len(settings):
        yield _models(models, settings, ledger, counters, stop)
    else:
        if ledger is None:
            raise OutputError("A model that is paid for needs a ledger.")
        most = config.system.concurrency_limit
        old = OldVectors(config.path.output_dir)
        async with open_session(most) as session:
            budget = TillBudget(till) if till is not None else budget_of(config, ledger)
            wires = _Wires(config, ledger, session, timing or Timing(), stop, budget, till)
            for size in settings:
                if size in models:
                    continue
                if settings[size].mode == "batch" and size not in (handed or {}):
                    models[size] = wires.batched(settings[size], counters[size])
                    continue
                purse = wires.purse(settings[size], counters[size], (handed or {}).get(size))
                models[size] = (
                    Embeddings(purse, ledger, counters[size], old)
                    if size == "embedding"
                    else Remembered(purse, ledger, counters[size])
                )
            try:
                made = _models(models, settings, ledger, counters, stop)
                made.batches = wires.batches
                yield made
            finally:
                old.close(done="embedding" in settings and stop.reason is None)


def replaying_models(
    config: Config, ledger: Ledger | None, loop: asyncio.AbstractEventLoop, *, built_in: Model | None = None
) -> Models:
    """Return models that send nothing: what the ledger does not answer raises Halt, and is counted in `estimates`.

    `ledger` is None where there is none yet; `loop` is the one in which they are used.
    """
    settings = _settings(config)
    estimates: dict[tuple[Size, str], Estimate] = {}
    models: dict[Size, Model] = {size: Replay(one, ledger, estimates) for size, one in settings.items()}
    counters = {size: Counters() for size in settings}
    return _models(models | _built_in(settings, built_in), settings, ledger, counters, Stop(loop), estimates)


def _settings(config: Config) -> dict[Size, ModelSettings]:
    """Return the settings of the models that are called: of one for vectors only where it is at an endpoint."""
    vectors: tuple[Size, ...] = () if config.model("embedding").mode == "extractive" else ("embedding",)
    return {size: config.model(size) for size in (*config.writers, *vectors)}


def _built_in(settings: Mapping[Size, ModelSettings], built_in: Model | None) -> dict[Size, Model]:
    """Return the engine in the place of those models whose mode names it."""
    sizes = [size for size, one in settings.items() if one.mode == "extractive"]
    if sizes and built_in is None:
        raise OpenbookError("A model's mode is extractive, but no built-in engine was handed in.")
    return {size: built_in for size in sizes if built_in is not None}


def _models(
    models: Mapping[Size, Model],
    settings: Mapping[Size, ModelSettings],
    ledger: Ledger | None,
    counters: Mapping[Size, Counters],
    stop: Stop,
    estimates: Mapping[tuple[Size, str], Estimate] | None = None,
) -> Models:
    embedding = models.get("embedding")
    vectors = None if embedding is None else Vectors(embedding, settings["embedding"].model, ledger)
    return Models(
        small=models["small"],
        large=models["large"],
        counters=counters,
        stop=stop,
        estimates={} if estimates is None else estimates,
        vectors=vectors,
        others={size: model for size, model in models.items() if size in ("judge", "target")},
    )


class _Wires:
    """What the models of a run share: the session, the budget, and a gate for each server."""

    def __init__(
        self,
        config: Config,
        ledger: Ledger,
        session: "aiohttp.ClientSession",
        timing: Timing,
        stop: Stop,
        budget: Budget,
        till: Till | None,
    ) -> None:
        self._config, self._ledger, self._session = config, ledger, session
        self._timing, self._stop = timing, stop
        self._budget, self._till = budget, till
        self._gates: dict[str, Gate] = {}
        self.batches: dict[Size, Batches] = {}

    def purse(self, settings: ModelSettings, counters: Counters, handed: Model | None) -> Purse:
        """Return what pays for the requests of one model, its way to the server included."""
        if handed is not None:
            manners = Manners(lambda adaptation: None, ())
            return Purse(Handed(handed, self._stop), manners, settings, counters, self._budget, self._stop)
        transport, ledger = Transport(settings, self._session), self._ledger
        gate = self._gates.setdefault(transport.server, Gate(self._config.system.concurrency_limit))
        if self._till is None:
            lane = lane_of(settings, gate, self._timing.clock)
        else:
            lane = Lane(gate, self._timing.clock, shared=TillRates(self._till, settings.size))
        self._stop.lanes.append(lane)
        manners = Manners(
            partial(ledger.remember, transport.server, settings.model),
            ledger.adaptations(transport.server, settings.model),
        )
        endpoint = Endpoint(
            settings=settings,
            transport=transport,
            lane=lane,
            counters=counters,
            timing=self._timing,
            stop=self._stop,
            manners=manners,
            structured=self._config.generation.structured,
        )
        return Purse(endpoint, manners, settings, counters, self._budget, self._stop)

    def batched(self, settings: ModelSettings, counters: Counters) -> Batched:
        """Return a model whose calls go in batches; `batches` has them."""
        ledger, folder = self._ledger, self._config.path.output_dir / BATCHES
        provider = provider_for(settings, self._session, self._timing, self._stop)
        model = Batched(
            provider=provider,
            settings=settings,
            ledger=ledger,
            counters=counters,
            manners=Manners(
                partial(ledger.remember, provider.server, settings.model),
                ledger.adaptations(provider.server, settings.model),
            ),
            budget=self._budget,
            stop=self._stop,
            structured=self._config.generation.structured,
            queue=folder / f"{settings.size}.queue",
        )
        self.batches[settings.size] = Batches(provider, model, folder, self._timing, self._stop)
        self.batches[settings.size].resume()
        return model


def budget_of(config: Config, ledger: Ledger) -> Budget:
    """Return the money of a run: its limit, and what this output directory has paid so far at the prices of now."""
    paid = ledger.totals().items()
    return Budget(
        config.cost.max_cost, sum(config.model(size).price(one.input_tokens, one.output_tokens) for size, one in paid)
    )


def take_over(models: Models, opened: Models) -> None:
    """Have models that steps are bound to do as others do that were opened for this process."""
    pairs = [(models.writer(size), opened.writer(size)) for size in (*WRITERS, *models.others)]
    if models.vectors is not None and opened.vectors is not None:
        pairs.append((models.vectors.model, opened.vectors.model))
        models.vectors.ledger = opened.vectors.ledger
    for ours, theirs in pairs:
        if isinstance(ours, Remembered | Embeddings):
            for name in type(ours).__slots__:
                setattr(ours, name, getattr(theirs, name))
    models.counters, models.stop = opened.counters, opened.stop
