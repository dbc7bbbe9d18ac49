"""A run in front of a person: progress, Ctrl-C, and the closing words."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.config import Config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.summary import Summary
from openbook.terminal.command import near
from openbook.terminal.display import open_progress
from openbook.terminal.interrupt import interrupts
from openbook.terminal.run_table import print_closing

if TYPE_CHECKING:
    from rich.console import Console

    from openbook.llm.part import Shard
    from openbook.pipeline.look_ahead import Plan
    from openbook.pipeline.merging import Merged
    from openbook.pipeline.shards import Shared


OBJECTS = 20_000
"""New objects after which Python looks for cycles of garbage among them; its own habit is 700."""


def run_in_foreground(
    config: Config, talk: "Console", result: "Console | None", *, limit: int | None = None, quiet: bool = False
) -> Summary:
    """Run the pipeline, say on `talk` how it goes, and on `result` what came of it.

    Raises KeyboardInterrupt where Ctrl-C found nothing to wait for, or came twice.
    """
    from openbook.pipeline.run import run

    switch = HaltSwitch()
    progress = open_progress(talk, quiet=quiet)
    if not quiet:
        talk.print(f"[dim]{near(config.path.input_dir)} → {near(config.path.output_dir)}[/]", soft_wrap=True)
    with progress, interrupts(switch, progress), _seldom_collecting():
        progress.start()
        summary = run(config, progress, switch, limit)
    if result is not None:
        print_closing(summary, result, shown=progress.notices)
    return summary


def plan_in_foreground(config: Config, talk: "Console", *, limit: int | None = None, quiet: bool = False) -> "Plan":
    """Look ahead without any call, and say on `talk` how it goes."""
    from openbook.pipeline.look_ahead import plan

    progress = open_progress(talk, quiet=quiet)
    with progress, interrupts(HaltSwitch(), progress):
        progress.start()
        return plan(config, progress, limit)


def shard_in_foreground(
    config: Config, shard: "Shard", talk: "Console", *, limit: int | None = None, quiet: bool = False
) -> "Shared":
    """Pay for a shard's part of the open phase, and say on `talk` how it goes."""
    from openbook.pipeline.shards import run_shard

    switch = HaltSwitch()
    progress = open_progress(talk, quiet=quiet)
    with progress, interrupts(switch, progress), _seldom_collecting():
        progress.start()
        return run_shard(config, shard, progress, switch, limit)


def merge_in_foreground(
    config: Config,
    ledgers: Iterable[Path],
    talk: "Console",
    *,
    limit: int | None = None,
    again: bool = False,
    quiet: bool = False,
) -> "Merged":
    """Join what shards have paid for, and say on `talk` how the look at the next phase goes."""
    from openbook.pipeline.merging import merge

    progress = open_progress(talk, quiet=quiet)
    with progress, interrupts(HaltSwitch(), progress):
        progress.start()
        return merge(config, progress, ledgers, limit, again=again)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Have Python look for cycles of garbage less often: a call makes many small records and hardly a cycle, and the
    looking took a tenth of its time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(max(before[0], OBJECTS) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
