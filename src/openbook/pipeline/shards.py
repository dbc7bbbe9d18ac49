"""A journey shared by several runs: each pays for its part of the phase that is open; a merge opens the next one.

A shard reads the output folder's ledger and writes one of its own, in a folder of its own below it. Which phase is open
follows from the output folder's ledger alone, so that all shards agree without a word between them.
"""

import asyncio
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openbook import atomic
from openbook.calls import Size
from openbook.config import Config
from openbook.corpus.remember import OpenMemory, ParsedFiles
from openbook.dataclass import dataclass
from openbook.dialogue.prompts import load_prompts
from openbook.llm.given_up import GIVEN_UP_FILE, GivenUp, read_given_up, write_given_up
from openbook.llm.ledger import Ledger, ledger_of
from openbook.llm.model import Model
from openbook.llm.models import Models
from openbook.llm.shard_model import Shard, ShardModel
from openbook.llm.till import Till
from openbook.pipeline.at_storage import at_storage
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.mapping import Tools
from openbook.pipeline.metrics import watched
from openbook.pipeline.open_phase import Open, OpenPhase, end_if_open, opened
from openbook.pipeline.phases import travel
from openbook.pipeline.portion import looked, portion
from openbook.pipeline.prepare import prepare
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import WORK, event_loop, opened_ledger, opened_models

SHARDS = "shards"
"""Below the output folder: a folder a shard."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a shard has done."""

    shard: Shard
    folder: Path
    open: Open | None
    """The phase that it paid for; None where none is open: a plain run writes the files."""
    sent: int
    replayed: int
    left: int
    """Records of its own that still wait."""
    failed: int
    """Calls that it gave up."""
    halted: str | None
    """Who stopped it, or None."""
    reason: str
    """Why it was stopped or the server refused, in words; empty where all is well."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self) | {"folder": str(self.folder), "shard": f"{self.shard.number}/{self.shard.of}"}


def run_shard(
    config: Config,
    shard: Shard,
    progress: Progress,
    switch: HaltSwitch,
    limit: int | None = None,
    handed: Mapping[Size, Model] | None = None,
    *,
    till: Till | None = None,
) -> Shared:
    """Pay for a shard's part of the open phase; `till` has the limits of all shards, which are parted without one.

    Raises PrerequisiteError as a run does.
    """
    with at_storage(config, switch, part=shard.name, told=progress.notice) as here:
        return _run_shard(here, shard, progress, switch, limit, handed, till)


def _run_shard(
    config: Config,
    shard: Shard,
    progress: Progress,
    switch: HaltSwitch,
    limit: int | None,
    handed: Mapping[Size, Model] | None,
    till: Till | None,
) -> Shared:
    base, folder = ledger_of(config), config.path.output_dir / SHARDS / shard.name
    own = portion(config, shard, folder, base, is_parted=till is None)
    given_up: dict[str, GivenUp] = {}
    with ExitStack() as stack:
        ledger = stack.enter_context(opened_ledger(own))
        _mark(config.path.output_dir)
        ledger.beneath = stack.enter_context(looked(base))
        stack.enter_context(atomic.explained(folder))
        settled = read_given_up(config.path.output_dir / SHARDS / GIVEN_UP_FILE)
        work = Path(stack.enter_context(TemporaryDirectory(prefix=WORK, dir=folder)))
        runner = stack.enter_context(asyncio.Runner(loop_factory=event_loop(config)))
        models = stack.enter_context(opened_models(runner, own, ledger, switch, handed, till))
        parts = take_part(models, own, ledger, shard, settled, given_up)
        progress.watch(models.counters)
        stack.enter_context(watched(own.run.metrics, progress))
        came = journey(own, models, progress, runner, work, limit, ParsedFiles.open)
        write_given_up(folder / GIVEN_UP_FILE, given_up)
        counters = models.counters.values()
        return Shared(
            shard=shard,
            folder=folder,
            open=None if came is None else opened(came, progress),
            sent=sum(made.sent for made in counters),
            replayed=sum(made.replayed for made in counters),
            left=max(0, (came.waiting if came else 0) - sum(len(part.elsewhere) for part in parts)),
            failed=len(given_up),
            halted="failed" if came is not None and came.refusal is not None else models.halted_by,
            reason=str(came.refusal) if came is not None and came.refusal is not None else models.halted or "",
        )


def take_part(
    models: Models,
    config: Config,
    ledger: Ledger | None,
    shard: Shard | None,
    settled: dict[str, GivenUp],
    given_up: dict[str, GivenUp],
) -> list[ShardModel]:
    """Put what pays for a shard alone in the place of the models that cost money, and return these."""
    parts: list[ShardModel] = []

    def part(model: Model) -> ShardModel:
        parts.append(ShardModel(model, ledger, shard, settled, given_up))
        return parts[-1]

    for size in config.writers:
        if config.model(size).mode != "extractive":
            models.put(size, part(models.writer(size)))
    if models.vectors is not None:
        models.vectors.model = part(models.vectors.model)
    return parts


def journey(
    config: Config,
    models: Models,
    progress: Progress,
    runner: asyncio.Runner,
    folder: Path,
    limit: int | None,
    memory: OpenMemory = ParsedFiles.look,
) -> OpenPhase | None:
    """Go as far as the phase that is open; None where the end is reached. `memory` opens what parsed files held."""
    prepared = prepare(config, folder, progress, limit, memory)
    try:
        travel(prepared, Tools(config, load_prompts(config), models, progress, runner, folder, after=end_if_open))
    except OpenPhase as came:
        return came
    return None


def _mark(folder: Path) -> None:
    """Let others see that this is an output folder, so that nothing in it is read as a document."""
    (folder / atomic.LOCK_FILE).touch()
