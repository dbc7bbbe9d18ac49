"""A run from end to end: prepare → judge → simulate → generate → assemble.

Every phase is a function of what came before, the config and the ledger; a call that was answered once is not sent
again. So a resumed run, a repeated one and one with a changed setting are all this same code, run from the top.
"""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openbook import atomic
from openbook.blocks import Spreading, here
from openbook.builtin import BuiltIn
from openbook.calls import Size
from openbook.config import Config
from openbook.dataclass import replace
from openbook.dataset.write import check_writing
from openbook.derived import NOTHING, Derived
from openbook.dialogue.prompts import Prompts, load_prompts
from openbook.errors import PrerequisiteError
from openbook.file_names import RUN_FILE
from openbook.llm.ledger import Ledger, ledger_of
from openbook.llm.models import Models, open_models
from openbook.pipeline.counts import Counts, Tokens
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.judged import tally
from openbook.pipeline.mapping import Tools
from openbook.pipeline.metrics import watched
from openbook.pipeline.outputs import Outputs, count_read
from openbook.pipeline.phases import Journey, travel
from openbook.pipeline.prepare import Prepared, look_for_input, prepare
from openbook.pipeline.progress import Progress
from openbook.pipeline.summary import Summary, write_run_json, write_tokens
from openbook.pipeline.unchanged import written

if TYPE_CHECKING:
    from openbook.llm.model import Model
    from openbook.llm.till import Till
    from openbook.pipeline.executors.crew import Workers

WORK = ".openbook-work-"
"""Prefix of the folder for temporary files inside the output folder."""
KEPT = 12
"""Things worked out that are kept for each chunk: about twice what a run works out."""


def run(
    config: Config,
    progress: Progress,
    switch: HaltSwitch,
    limit: int | None = None,
    handed: "Mapping[Size, Model] | None" = None,
) -> Summary:
    """Take the documents to training records in the output folder, and say what became of everything.

    `switch` stops the sending; `limit` is that of `--limit`; `handed` are models of the program's own. Raises
    PrerequisiteError where the user must mend something before anything can be made; a server that refuses in the
    middle is the summary's `refusal`.
    """
    started = datetime.now(UTC)
    prompts = load_prompts(config)
    check_writing(config)
    for notice in config.notices:
        progress.notice(notice)
    with ExitStack() as stack:
        if config.path.address("output_dir") is not None:
            from openbook.pipeline.at_storage import at_storage

            stack.enter_context(at_storage(config, switch, told=progress.notice))
        ledger = stack.enter_context(opened_ledger(config))
        stack.enter_context(atomic.explained(config.path.output_dir))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix=WORK, dir=config.path.output_dir)))
        runner = stack.enter_context(asyncio.Runner(loop_factory=event_loop(config)))
        stack.enter_context(watched(config.run.metrics, progress))
        derived = Derived(config.path.output_dir)
        spread = _spread(config, handed, progress, derived)
        prepared = prepare(config, folder, progress, limit, spread=spread)
        stack.callback(derived.close, most=KEPT * len(prepared.chunks))
        with opened_models(runner, config, ledger, switch, handed, derived=derived) as models:
            progress.watch(models.counters)
            tools = Tools(config, prompts, models, progress, runner, folder, derived=derived, spread=spread)
            tools = replace(tools, workers=_workers(ledger, tools, handed, config))
            journey = travel(prepared, tools)
        for notice in journey.notices:
            progress.notice(notice)
        if not (config.path.output_dir / atomic.LOCK_FILE).exists():
            raise atomic.gone(config.path.output_dir)
        counts = count_read(prepared, models)
        outputs = written(journey, tools, counts)
        for notice in outputs.notices:
            progress.notice(notice)
        summary = _summed_up(tools, ledger, prepared, journey, outputs, counts, started)
        write_run_json(summary)
    return summary


def _summed_up(
    tools: Tools,
    ledger: Ledger,
    prepared: Prepared,
    journey: Journey,
    outputs: Outputs,
    counts: Counts,
    started: datetime,
) -> Summary:
    """Return what a person is told at the end, once the files are written."""
    config, models, progress = tools.config, tools.models, tools.progress
    problem = journey.refusal or outputs.problem
    paid = paid_so_far(config, ledger)
    return Summary(
        output_dir=config.path.output_dir,
        counts=counts,
        engine="extractive" if config.model("large").mode == "extractive" else "model",
        reasons=outputs.reasons,
        examples=outputs.examples,
        files=(*outputs.files, *write_tokens(config.path.output_dir, paid), config.path.output_dir / RUN_FILE),
        notices=tuple(progress.notices),
        seconds=progress.seconds(),
        started=started.isoformat(timespec="seconds"),
        spent=spent_now(config, models),
        paid=paid,
        halted=models.halted_by if models.halted_by != "failed" else None,
        halt_reason=models.halted or "",
        refusal=str(problem) if problem is not None else None,
        lengths=outputs.lengths,
        coverage=outputs.coverage,
        judges=tally(journey.drafted, dict(config.verify.thresholds), config.verify.asked),
        exports=outputs.exports,
        config=config.redacted(),
        fingerprints=fingerprints(tools.prompts, prepared),
    )


def spent_now(config: Config, models: Models) -> dict[Size, Tokens]:
    """Return what this run has spent, by model."""
    return {
        size: _priced(config, size, counters.input_tokens, counters.output_tokens)
        for size, counters in models.counters.items()
    }


def paid_so_far(config: Config, ledger: Ledger) -> dict[Size, Tokens]:
    """Return what this output folder has paid for so far, all runs together, at the prices of now."""
    return {
        size: _priced(config, size, account.input_tokens, account.output_tokens, estimated=account.estimated > 0)
        for size, account in ledger.totals().items()
    }


def _priced(config: Config, size: Size, input_tokens: int, output_tokens: int, *, estimated: bool = False) -> Tokens:
    settings = config.model(size)
    return Tokens(
        name="" if settings.mode == "extractive" else settings.model,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        input_cost=settings.price(input_tokens, 0),
        output_cost=settings.price(0, output_tokens),
        estimated=estimated,
    )


def fingerprints(prompts: Prompts, prepared: Prepared) -> dict[str, str]:
    """Return short hashes of what decides the data beside the config: each prompt, and the chunks."""
    corpus = sha256()
    for chunk in prepared.chunks:
        corpus.update(chunk.id.encode())
    return {"chunks": corpus.hexdigest()[:16], **{name: prompts.fingerprint(name) for name in prompts.texts}}


@contextmanager
def opened_ledger(config: Config) -> Iterator[Ledger]:
    """Open the ledger, which keeps the output folder to this run alone.

    A folder that this run made is taken away again where the run fails before anything was paid.
    """
    folder = config.path.output_dir
    look_for_input(config)
    fresh = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    paid = False
    try:
        with Ledger.open(ledger_of(config), folder) as ledger:
            atomic.sweep(folder)
            for left_by_a_kill in folder.glob(f"{WORK}*"):
                shutil.rmtree(left_by_a_kill, ignore_errors=True)
            try:
                yield ledger
            finally:
                paid = bool(ledger.accounts())
    except PrerequisiteError:
        if fresh and not paid:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                for parent in fresh[1:]:
                    parent.rmdir()
        raise


@contextmanager
def opened_models(
    runner: asyncio.Runner,
    config: Config,
    ledger: Ledger,
    switch: HaltSwitch,
    handed: "Mapping[Size, Model] | None",
    till: "Till | None" = None,
    derived: Derived = NOTHING,
) -> Iterator[Models]:
    """Open both models on the runner's loop; pulling the switch stops their sending."""
    context = open_models(config, ledger, built_in=BuiltIn(derived), handed=handed, till=till)
    models = runner.run(context.__aenter__())
    switch.listen(lambda reason: models.halt(reason, grace=switch.grace))
    try:
        yield models
    finally:
        runner.run(context.__aexit__(None, None, None))


def _spread(config: Config, handed: "Mapping[Size, Model] | None", progress: Progress, derived: Derived) -> Spreading:
    """Return what has the work of phases that call nobody done: by several processes, where the config wants them."""
    count = config.run.processes
    if count == 1:
        return here
    from openbook.pipeline.executors.blocks import Forked
    from openbook.pipeline.executors.forks import can_fork
    from openbook.pipeline.own_thread import InLoop

    if not can_fork() or any(isinstance(model, InLoop) for model in (handed or {}).values()):
        why = "a model that is called in its own loop" if can_fork() else "a system that can't copy a process"
        progress.notice(f"run.processes ({count}) is not used: one process does everything, because of {why}.")
        return here
    return Forked(count, derived.flush, progress.notice)


def _workers(ledger: Ledger, tools: Tools, handed: "Mapping[Size, Model] | None", config: Config) -> "Workers | None":
    """Return the processes that share the phases of calls, where several share the others."""
    if tools.spread is here or tools.models.batches:
        return None
    from openbook.pipeline.executors.crew import Workers

    told, loop = tools.progress.notice, event_loop(config)
    return Workers(
        config.run.processes, config, ledger, tools.models, handed, loop, time.monotonic, told, tools.derived
    )


def event_loop(config: Config) -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the faster loop where anything is sent and it is installed; None is asyncio's own."""
    if all(config.model(size).mode == "extractive" for size in (*config.writers, "embedding")):
        return None
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
