"""The calls of the open phase as a file, to be answered elsewhere: by vLLM's `run-batch`, or where there is no network.

What was written is kept beside the batches, since a reply is kept under the request that it answers.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from openbook import atomic
from openbook.builtin import BuiltIn
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.errors import InputError
from openbook.llm.batch.at_work import REQUESTS, WRITTEN, Queued
from openbook.llm.batch.batched import Batched
from openbook.llm.batch.batches import BATCHES, reply_to
from openbook.llm.batch.openai import OpenAILines, openai_result
from openbook.llm.budget import Budget
from openbook.llm.failures import PERMANENT
from openbook.llm.given_up import GIVEN_UP_FILE, GivenUp, read_given_up, write_given_up
from openbook.llm.ledger import Ledger
from openbook.llm.manners import Manners
from openbook.llm.models import Models, replaying_models
from openbook.llm.wire import parsed
from openbook.pipeline.at_storage import at_storage
from openbook.pipeline.merging import next_open
from openbook.pipeline.open_phase import Open, opened
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import opened_ledger, paid_so_far
from openbook.pipeline.shards import SHARDS, journey, take_part

AT_ONCE = 500
"""Replies that share a commit."""


@dataclass(frozen=True, slots=True)
class WrittenCalls:
    """What is to be answered."""

    open: Open | None
    """The phase whose calls these are; None: none is open, and nothing is written."""
    requests: int


@dataclass(slots=True)
class ReadCalls:
    """What a file of answers brought."""

    kept: int = 0
    known: int = 0
    """Replies that the ledger had before."""
    refused: int = 0
    """Requests that are not written again."""
    failed: int = 0
    """Requests that are written again."""
    unknown: int = 0
    """Lines that answer nothing that was written here."""
    open: Open | None = None


def write_calls(config: Config, file: Path, progress: Progress, limit: int | None = None) -> WrittenCalls:
    """Write the calls of the open phase, in the lines of OpenAI's batches. Raises PrerequisiteError."""
    with ExitStack() as stack:
        stack.enter_context(at_storage(config, told=progress.notice))
        ledger = stack.enter_context(opened_ledger(config))
        folder = stack.enter_context(TemporaryDirectory(prefix="openbook-open-"))
        runner = stack.enter_context(asyncio.Runner())
        models = replaying_models(config, ledger, runner.get_loop(), built_in=BuiltIn())
        queues = _queues(config, ledger, models)
        settled = read_given_up(config.path.output_dir / SHARDS / GIVEN_UP_FILE)
        take_part(models, config, ledger, None, settled, {})
        came = journey(config, models, progress, runner, Path(folder), limit)
        for queue in queues:
            queue.close_queue()
        if came is None:
            return WrittenCalls(None, 0)
        written = _write(file, [queue for queue in queues if queue.queued])
    if not written:
        what = "vectors come from a server of their own: a run with a network, or a local model2vec model, gives them"
        raise InputError(f"The phase that is open is {came.phase}; {models.halted or what}.")
    return WrittenCalls(opened(came, progress), written)


def read_calls(config: Config, file: Path, progress: Progress, limit: int | None = None) -> ReadCalls:
    """Keep the replies of a file as OpenAI or vLLM's `run-batch` writes it. Raises PrerequisiteError."""
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Name the file with the answers.")
    read, given_up = ReadCalls(), config.path.output_dir / SHARDS / GIVEN_UP_FILE
    with at_storage(config, told=progress.notice):
        return _read(config, file, read, given_up, progress, limit)


def _read(
    config: Config, file: Path, read: ReadCalls, given_up: Path, progress: Progress, limit: int | None
) -> ReadCalls:
    with opened_ledger(config) as ledger, asyncio.Runner() as runner:
        settled = read_given_up(given_up)
        runner.run(_keep(ledger, file, _places(config.path.output_dir / BATCHES), read, settled))
        write_given_up(given_up, settled)
        for path in _written(config.path.output_dir / BATCHES):
            if all(ledger.has(one.key) or one.key in settled for one in _requests(path)):
                path.unlink()
    read.open = next_open(config, progress, limit)
    return read


def _queues(config: Config, ledger: Ledger, models: Models) -> list[Batched]:
    """Put what queues calls in the place of the models that cost money, and return these."""
    spent = sum(tokens.cost for tokens in paid_so_far(config, ledger).values())
    budget, queues = Budget(config.cost.max_cost, spent), []
    for size in config.writers:
        settings = config.model(size)
        if settings.mode == "extractive":
            continue
        queue = config.path.output_dir / BATCHES / f"{size}.queue"
        queue.unlink(missing_ok=True)
        server = settings.base_url
        manners = Manners(partial(ledger.remember, server, settings.model), ledger.adaptations(server, settings.model))
        batched = Batched(
            provider=OpenAILines(server),
            settings=settings,
            ledger=ledger,
            counters=models.counters[size],
            manners=manners,
            budget=budget,
            stop=models.stop,
            structured=config.generation.structured,
            queue=queue,
        )
        queues.append(batched)
        models.put(size, batched)
    return queues


def _write(file: Path, queues: list[Batched]) -> int:
    """Write the lines, and keep the requests; return how many there are."""
    written = 0
    with atomic.writer(file) as lines:
        for queue in queues:
            digest = sha256()
            for one in _requests(queue.queue):
                lines.write(one.line.encode() + b"\n")
                digest.update(one.key.encode())
                written += 1
            queue.queue.replace(queue.queue.with_name(f"{WRITTEN}{digest.hexdigest()[:16]}{REQUESTS}"))
    return written


async def _keep(
    ledger: Ledger,
    file: Path,
    places: dict[str, tuple[Path, int]],
    read: ReadCalls,
    settled: dict[str, GivenUp],
) -> None:
    with file.open("rb") as lines:
        waiting = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                result = openai_result(parsed(line))
            except ValueError as error:
                raise InputError(f"{file}:{number}: this is no line of a batch's output ({error}).") from error
            if result is None or result.key not in places:
                read.unknown += 1
                continue
            queued = _request_at(*places[result.key])
            reply = reply_to(queued, result)
            if ledger.has(result.key):
                read.known += 1
            elif reply is not None:
                waiting.append(ledger.put(queued.request, reply, key=queued.key, canonical=queued.canonical.encode()))
                read.kept += 1
            elif result.failure is not None and result.failure.kind in PERMANENT:
                settled[result.key] = GivenUp(True, result.failure.detail)
                read.refused += 1
            else:
                read.failed += 1
            if len(waiting) >= AT_ONCE:
                await asyncio.gather(*waiting)
                waiting = []
        await asyncio.gather(*waiting)


def _written(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{WRITTEN}*{REQUESTS}"))


def _requests(path: Path) -> Iterator[Queued]:
    if path.is_file():
        with path.open("rb") as file:
            yield from map(Queued.of_line, file)


def _places(folder: Path) -> dict[str, tuple[Path, int]]:
    """Return where each request that was written stands."""
    places = {}
    for path in _written(folder):
        with path.open("rb") as file:
            place = 0
            for line in file:
                places[Queued.of_line(line).key] = path, place
                place += len(line)
    return places


def _request_at(path: Path, place: int) -> Queued:
    with path.open("rb") as file:
        file.seek(place)
        return Queued.of_line(file.readline())
