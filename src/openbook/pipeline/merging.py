"""Shards' ledgers become the output folder's, and the next phase opens."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openbook.builtin import BuiltIn
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.errors import InputError
from openbook.llm.given_up import GIVEN_UP_FILE, GivenUp, read_given_up, write_given_up
from openbook.llm.ledger import LEDGER_FILE, Ledger, ledger_of
from openbook.llm.ledger.joining import join
from openbook.llm.ledger.lock import OutputLock
from openbook.llm.models import replaying_models
from openbook.pipeline.at_storage import at_storage, check_no_shard_works
from openbook.pipeline.open_phase import Open, opened
from openbook.pipeline.portion import looked
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import opened_ledger
from openbook.pipeline.shards import SHARDS, journey, take_part


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to."""

    joined: Mapping[str, int]
    """Replies that are new, by the ledger that they came from."""
    open: Open | None
    """What the shards pay for next; None: nothing, a plain run writes the files."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"joined": dict(self.joined), "open": asdict(self.open) if self.open is not None else None}


def merge(
    config: Config, progress: Progress, more: Iterable[Path] = (), limit: int | None = None, *, again: bool = False
) -> Merged:
    """Join the shards' ledgers into the output folder's, and find out which phase is open then.

    `more` are ledgers, or folders with one, that lie elsewhere; with `again`, the next shards try again what was given
    up. Raises PrerequisiteError where a shard is still at work, or a ledger can't be used.
    """
    with at_storage(config, told=progress.notice):
        check_no_shard_works(config)
        return _merge(config, progress, more, limit, again=again)


def _merge(config: Config, progress: Progress, more: Iterable[Path], limit: int | None, *, again: bool) -> Merged:
    output = config.path.output_dir
    base = ledger_of(config)
    folders = sorted(path.parent for path in (output / SHARDS).glob(f"*-of-*/{LEDGER_FILE}"))
    elsewhere = [path / LEDGER_FILE if path.is_dir() else path for path in more]
    for path in elsewhere:
        if not path.is_file():
            raise InputError(f"{path}: there is no ledger. Name the folder of a shard, or the file of its ledger.")
    joined: dict[str, int] = {}
    with ExitStack() as stack:
        ledger = stack.enter_context(opened_ledger(config))
        for folder in folders:
            stack.callback(OutputLock(folder).release)
        for path in (*(folder / LEDGER_FILE for folder in folders), *elsewhere):
            joined[str(path)] = join(base, path, ledger.output)
        given_up = _given_up(ledger, output, [*folders, *(path.parent for path in elsewhere)], again=again)
        write_given_up(output / SHARDS / GIVEN_UP_FILE, given_up)
    return Merged(joined, next_open(config, progress, limit))


def next_open(config: Config, progress: Progress, limit: int | None = None) -> Open | None:
    """Return the phase that is open by the output folder's ledger, without any call; None where none is."""
    settled = read_given_up(config.path.output_dir / SHARDS / GIVEN_UP_FILE)
    with TemporaryDirectory(prefix="openbook-open-") as folder, asyncio.Runner() as runner, ExitStack() as stack:
        ledger = stack.enter_context(looked(ledger_of(config)))
        models = replaying_models(config, ledger, runner.get_loop(), built_in=BuiltIn())
        take_part(models, config, ledger, None, settled, {})
        came = journey(config, models, progress, runner, Path(folder), limit)
    return None if came is None else opened(came, progress)


def _given_up(ledger: Ledger, output: Path, folders: Iterable[Path], *, again: bool) -> dict[str, GivenUp]:
    if again:
        return {}
    files = (output / SHARDS / GIVEN_UP_FILE, *(folder / GIVEN_UP_FILE for folder in folders))
    every = {key: one for file in files for key, one in read_given_up(file).items()}
    return {key: one for key, one in every.items() if not ledger.has(key)}
