"""A run in front of a person: progress, Ctrl-C, and the closing words."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from openbook.config import Config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.pipeline.summary import Summary
from openbook.terminal.command import near
from openbook.terminal.display import open_progress
from openbook.terminal.exits import NOTHING_SENT
from openbook.terminal.interrupt import interrupts

if TYPE_CHECKING:
    from rich.console import Console

    from openbook.llm.shard_model import Shard
    from openbook.pipeline.look_ahead import Plan
    from openbook.pipeline.shards import Shared

T = TypeVar("T")


Work = Callable[[Config, Progress, HaltSwitch, int | None], Summary]
"""What takes a config to its summary: a run on this machine, or one on a cluster."""


def on_ray(address: str | None, tasks: int | None) -> Work:
    """Return a run on a Ray cluster."""
    from openbook.pipeline.executors.ray import Spread, run_on_ray

    spread = Spread(address, tasks)
    return lambda config, progress, switch, limit: run_on_ray(config, spread, progress, switch, limit)


def run_in_foreground(
    config: Config,
    talk: "Console | None",
    result: "Console | None",
    *,
    limit: int | None = None,
    work: Work | None = None,
) -> Summary:
    """Run the pipeline, say on `talk` how it goes, and on `result` what came of it.

    Without either it says nothing. `work` takes the place of a run on this machine. Raises KeyboardInterrupt where
    Ctrl-C found nothing to wait for, or came twice.
    """
    from openbook.pipeline.run import run

    switch = HaltSwitch()
    progress = open_progress(talk)
    if talk is not None:
        places = [
            config.path.shown(key) if config.path.address(key) else near(getattr(config.path, key))
            for key in ("input_dir", "output_dir")
        ]
        talk.print(f"[dim]{' → '.join(places)}[/]", soft_wrap=True)
    with progress, interrupts(switch, progress), _frozen():
        progress.start()
        summary = (work or run)(config, progress, switch, limit)
    if result is not None:
        from openbook.terminal.run_table import print_closing

        print_closing(summary, result, shown=progress.notices)
    return summary


def plan_in_foreground(config: Config, talk: "Console | None", *, limit: int | None = None) -> "Plan":
    """Look ahead without any call, and say on `talk` how it goes."""
    from openbook.pipeline.look_ahead import plan

    return in_foreground(lambda progress: plan(config, progress, limit), talk)


def shard_in_foreground(
    config: Config, shard: "Shard", talk: "Console | None", *, limit: int | None = None
) -> "Shared":
    """Pay for a shard's part of the open phase, and say on `talk` how it goes."""
    from openbook.pipeline.shards import run_shard

    switch = HaltSwitch()
    progress = open_progress(talk)
    with progress, interrupts(switch, progress), _frozen():
        progress.start()
        return run_shard(config, shard, progress, switch, limit)


def in_foreground(work: Callable[[Progress], T], talk: "Console | None") -> T:
    """Do something that sends nothing, and say on `talk` how it goes."""
    progress = open_progress(talk)
    with progress, interrupts(HaltSwitch(), progress, NOTHING_SENT):
        progress.start()
        return work(progress)


@contextmanager
def _frozen() -> Iterator[None]:
    """Have Python look for no garbage among what is there before the work: modules, settings, tables."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
