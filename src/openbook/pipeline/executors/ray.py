"""Ray: the driver leads phases and rounds, tasks pay for shards of the open phase, and Ray retries those that die.

Ledgers lie in the output folder, which all machines share, so a task that is retried goes on where the dead one was.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.errors import InputError, MissingExtraError, OutputError, ServerError
from openbook.llm.shard_model import Shard
from openbook.pipeline.executors.actor_till import ActorTill, till_of
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.merging import merge
from openbook.pipeline.open_phase import Open
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import run
from openbook.pipeline.shards import Shared, run_shard
from openbook.pipeline.summary import Summary

RETRIES = 20
"""Times that a task is begun again after its worker or its node died."""
LOOK_SECONDS = 0.5
LOCK_SECONDS = 60
"""How long a retried task waits for the dead one to let go of its folder."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a run is spread over a cluster."""

    address: str | None = None
    """Of the cluster; None: that of RAY_ADDRESS, or this machine alone."""
    tasks: int | None = None
    """None: a task a CPU of the cluster."""


def run_on_ray(
    config: Config, spread: Spread, progress: Progress, switch: HaltSwitch, limit: int | None = None
) -> Summary:
    """Pay for phase after phase on a cluster, then write the files here.

    Raises PrerequisiteError as a run does, and MissingExtraError without Ray.
    """
    if config.path.address("output_dir") is not None:
        raise InputError(
            f"path.output_dir: found {config.path.shown('output_dir')}, wanted a folder on a disk that all nodes "
            "share: with --executor ray the tasks' ledgers lie there. Shards (--shard i/N) work with storage."
        )
    with _cluster(spread) as ray:
        tasks = spread.tasks or max(1, int(ray.cluster_resources().get("CPU", 1)))
        before: Open | None = None
        while switch.reason is None:
            opened = merge(config, progress, limit=limit).open
            if opened is None or opened == before:
                break
            before = opened
            if not _pay(ray, config, tasks, opened, progress, switch, limit):
                merge(config, progress, limit=limit)
                break
    return run(config, progress, switch, limit)


@contextmanager
def _cluster(spread: Spread) -> Iterator[Any]:
    try:
        import ray
    except ImportError:
        raise MissingExtraError("--executor ray", "ray") from None
    own = not ray.is_initialized()
    if own:
        try:
            ray.init(address=spread.address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
        except (ConnectionError, ValueError) as error:
            raise ServerError(f"Ray at {spread.address or 'this machine'} can't be used: {error}") from error
    try:
        yield ray
    finally:
        if own:
            ray.shutdown()


def _pay(
    ray: Any, config: Config, tasks: int, opened: Open, progress: Progress, switch: HaltSwitch, limit: int | None
) -> bool:
    """Have all shards pay for their parts; return whether the next phase may be looked for."""
    till = till_of(ray, config)
    task = ray.remote(max_retries=RETRIES, num_cpus=1, scheduling_strategy="SPREAD")(pay_part)
    waiting = [task.remote(config, Shard(number, tasks), limit, till) for number in range(1, tasks + 1)]
    goes_on = True
    with progress.phase(f"{opened.phase} on Ray", tasks, unit="shards") as phase:
        while waiting:
            ready, waiting = ray.wait(waiting, timeout=LOOK_SECONDS)
            for one in ready:
                done: Shared = ray.get(one)
                goes_on &= done.halted is None
                if done.halted is not None:
                    progress.notice(f"Shard {done.shard.name} stopped: {done.reason}")
                phase.advance()
            if switch.reason is not None:
                for one in waiting:
                    ray.cancel(one)
                return False
    return goes_on


def pay_part(config: Config, shard: Shard, limit: int | None, till: Any = None) -> Shared:
    """Do a task's work on a worker; `till` is the actor that has the limits, None where there are none."""
    shared = ActorTill.begun(till, shard.name) if till is not None else None
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            with Progress() as progress:
                return run_shard(config, shard, progress, HaltSwitch(), limit, till=shared)
        except OutputError as error:
            if "another run is using" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(1.0)
