"""The configured models, each behind the ledger: what was answered once is not sent again.

What sends, replays or makes vectors is imported where a run does: one by the built-in engine starts without it.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from openbook.calls import WRITERS, Size
from openbook.config import Config, ModelSettings
from openbook.dataclass import dataclass, field
from openbook.errors import OpenbookError, OutputError
from openbook.llm.counters import Counters
from openbook.llm.ledger import Ledger
from openbook.llm.stop import Stop, StopKind

if TYPE_CHECKING:
    from openbook.llm.batch.batches import Batches
    from openbook.llm.embeddings import Vectors
    from openbook.llm.forecast import Estimate
    from openbook.llm.model import Model
    from openbook.llm.till import Till
    from openbook.llm.timing import Timing


@dataclass(slots=True)
class Models:
    """The models of a run, and what they have done."""

    small: "Model"
    large: "Model"
    counters: Mapping[Size, Counters]
    stop: Stop
    estimates: Mapping[tuple[Size, str], "Estimate"] = field(default_factory=dict)
    """By size and step: what a replay met; empty where calls are sent."""
    vectors: "Vectors | None" = None
    """Of an embedding model at an endpoint; None where the config names none."""
    batches: Mapping[Size, "Batches"] = field(default_factory=dict)
    """Of those models whose calls go in batches."""
    others: "dict[Size, Model]" = field(default_factory=dict)
    """Those beside the small and the large one that are asked for words."""

    def writer(self, size: Size) -> "Model":
        """Return the model of a size. Raises KeyError where the config names none."""
        return self.small if size == "small" else self.large if size == "large" else self.others[size]

    def put(self, size: Size, model: "Model") -> None:
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
    built_in: "Model | None" = None,
    handed: "Mapping[Size, Model] | None" = None,
    timing: "Timing | None" = None,
    till: "Till | None" = None,
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
        from openbook.llm.sending import sending

        async with sending(config, ledger, stop, timing, till) as ways:
            for size in settings:
                if size not in models:
                    models[size] = ways.model(settings[size], counters[size], (handed or {}).get(size))
            made = _models(models, settings, ledger, counters, stop)
            made.batches = ways.batches
            yield made


def replaying_models(
    config: Config, ledger: Ledger | None, loop: asyncio.AbstractEventLoop, *, built_in: "Model | None" = None
) -> Models:
    """Return models that send nothing: what the ledger does not answer raises Halt, and is counted in `estimates`.

    `ledger` is None where there is none yet; `loop` is the one in which they are used.
    """
    from openbook.llm.forecast import Replay

    settings = _settings(config)
    estimates: dict[tuple[Size, str], Estimate] = {}
    models: dict[Size, Model] = {size: Replay(one, ledger, estimates) for size, one in settings.items()}
    counters = {size: Counters() for size in settings}
    return _models(models | _built_in(settings, built_in), settings, ledger, counters, Stop(loop), estimates)


def _settings(config: Config) -> dict[Size, ModelSettings]:
    """Return the settings of the models that are called: of one for vectors only where it is at an endpoint."""
    vectors: tuple[Size, ...] = () if config.model("embedding").mode == "extractive" else ("embedding",)
    return {size: config.model(size) for size in (*config.writers, *vectors)}


def _built_in(settings: Mapping[Size, ModelSettings], built_in: "Model | None") -> "dict[Size, Model]":
    """Return the engine in the place of those models whose mode names it."""
    sizes = [size for size, one in settings.items() if one.mode == "extractive"]
    if sizes and built_in is None:
        raise OpenbookError("A model's mode is extractive, but no built-in engine was handed in.")
    return {size: built_in for size in sizes if built_in is not None}


def _models(
    models: "Mapping[Size, Model]",
    settings: Mapping[Size, ModelSettings],
    ledger: Ledger | None,
    counters: Mapping[Size, Counters],
    stop: Stop,
    estimates: "Mapping[tuple[Size, str], Estimate] | None" = None,
) -> Models:
    vectors = None
    if (embedding := models.get("embedding")) is not None:
        from openbook.llm.embeddings import Vectors

        vectors = Vectors(embedding, settings["embedding"].model, ledger)
    return Models(
        small=models["small"],
        large=models["large"],
        counters=counters,
        stop=stop,
        estimates={} if estimates is None else estimates,
        vectors=vectors,
        others={size: model for size, model in models.items() if size in ("judge", "target")},
    )


def take_over(models: Models, opened: Models) -> None:
    """Have models that steps are bound to do as others do that were opened for this process."""
    from openbook.llm.embeddings import Embeddings
    from openbook.llm.remembered import Remembered

    pairs = [(models.writer(size), opened.writer(size)) for size in (*WRITERS, *models.others)]
    if models.vectors is not None and opened.vectors is not None:
        pairs.append((models.vectors.model, opened.vectors.model))
        models.vectors.ledger = opened.vectors.ledger
    for ours, theirs in pairs:
        if isinstance(ours, Remembered | Embeddings):
            for name in type(ours).__slots__:
                setattr(ours, name, getattr(theirs, name))
    models.counters, models.stop = opened.counters, opened.stop
