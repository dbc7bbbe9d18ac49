"""Runs on a real Ray cluster of several nodes, with workers and nodes that die."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from whole_runs import Configured, data_files, run_quietly, serving

from openbook.errors import MissingExtraError
from openbook.pipeline.executors.ray import Spread, run_on_ray
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress

TASKS = 4
CONCURRENCY = 3


@pytest.fixture
def cluster() -> Iterator[Any]:
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    try:
        yield cluster
    finally:
        ray.shutdown()
        cluster.shutdown()


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_a_worker_and_a_node_may_die_and_the_bytes_are_those_of_one_run(configured: Configured, cluster: Any) -> None:
    with serving(latency=0.2) as server:
        run_quietly(configured("whole", server.url))
        calls = server.answered
        server.bodies.clear()
        limits = {"large_requests_per_minute": 60_000, "small_requests_per_minute": 60_000}
        config = configured("spread", server.url, system={"concurrency_limit": CONCURRENCY}, api=limits)

        killed: list[int] = []

        def kill() -> None:
            while server.answered < calls + 4:
                time.sleep(0.02)
            killed.extend(children("pay_part")[:1])
            os.kill(killed[0], signal.SIGKILL)
            while server.answered < calls + 20:
                time.sleep(0.02)
            cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        with Progress() as progress:
            summary = run_on_ray(config, Spread(tasks=TASKS), progress, HaltSwitch())
        killer.join(5)
        repeated = server.stats()["repeated"]
    assert killed
    assert not killer.is_alive()
    assert summary.counts.calls["large"].sent == 0
    assert repeated <= 3 * CONCURRENCY, "more was paid twice than can have been in flight"
    assert sum(server.bodies.values()) - repeated == calls
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "whole")


def children(name: str) -> list[int]:
    """Return the worker processes that run a task of this name now, by their titles."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and (entry / "cmdline").read_bytes().startswith(f"ray::{name}".encode()):
                found.append(int(entry.name))
    return found


def test_without_ray_the_extra_is_named(configured: Configured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"openbook\[ray\]"), Progress() as progress:
        run_on_ray(configured(), Spread(), progress, HaltSwitch())
