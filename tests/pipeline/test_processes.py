"""Runs that share their calls over processes make the bytes of one process, whatever happens to any of them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from examiner import examiner
from test_crash import CONCURRENCY, config_file, start
from whole_runs import Configured, data_files, run_quietly, serving, write_documents

from mock_server import Fault, error
from openbook import api
from openbook.calls import Reply, Request, Usage
from openbook.codes import Code
from openbook.dataset.write import HELD_OUT_FILE
from openbook.errors import ServerError
from openbook.pipeline.executors.forks import can_fork
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import run
from openbook.pipeline.summary import Summary

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system can't copy a process")

TWO = {"processes": 2}


def summed(summary: Summary) -> dict[str, Any]:
    """Return all of a summary that does not depend on time and place."""
    counts = asdict(summary.counts)
    return {"counts": counts, "notices": summary.notices, "reasons": summary.reasons, "paid": summary.paid}


@pytest.mark.whole
@pytest.mark.one_in(2)
@pytest.mark.parametrize("processes", [2, 3])
def test_the_built_in_engine_makes_the_same_bytes(configured: Configured, processes: int) -> None:
    one = run_quietly(configured("one"))
    several = run_quietly(configured("several", run={"processes": processes}))
    assert summed(several) == summed(one)
    assert data_files(several.output_dir) == data_files(one.output_dir)


@pytest.mark.slow
def test_formats_and_records_that_do_not_fit_or_are_held_out_come_out_the_same(configured: Configured) -> None:
    export = {"formats": ["trl", "openai"], "max_tokens": 480, "validation": 0.2, "passages": "user"}
    one = run_quietly(configured("one", export=export))
    two = run_quietly(configured("two", run=TWO, export=export))
    assert any(code is Code.TOO_LONG for _, code in one.reasons)
    assert (one.output_dir / HELD_OUT_FILE).is_file()
    assert summed(two) == summed(one)
    assert data_files(two.output_dir) == data_files(one.output_dir)


@pytest.mark.slow
def test_a_server_is_asked_for_the_same_and_nothing_twice(configured: Configured) -> None:
    with serving() as server:
        one = run_quietly(configured("one", server.url))
        calls = server.answered
        server.bodies.clear()
        two = run_quietly(configured("two", server.url, run=TWO))
        assert server.answered == 2 * calls
        assert server.stats()["repeated"] == 0
        run_quietly(configured("two", server.url, run=TWO))
        assert server.answered == 2 * calls
    assert summed(two) == summed(one)
    assert data_files(two.output_dir) == data_files(one.output_dir)


@pytest.mark.slow
def test_questions_first_with_contexts_built_in_the_processes(configured: Configured) -> None:
    with serving(answer=examiner) as server:
        settings = {"retrieval": {"query": "question"}, "scenarios": {"preset": "robust"}}
        one = run_quietly(configured("one", server.url, **settings))
        two = run_quietly(configured("two", server.url, run=TWO, **settings))
    assert summed(two) == summed(one)
    assert data_files(two.output_dir) == data_files(one.output_dir)


@pytest.mark.slow
def test_the_budget_is_shared_and_kept(configured: Configured) -> None:
    prices = {f"cost_per_million_{size}_output": 1e6 for size in ("small", "large")}
    with serving() as server:
        config = configured("two", server.url, run=TWO, cost=prices | {"max_cost": 4000})
        summary = run_quietly(config)
        assert summary.halted == "budget"
        spent = sum(tokens.cost for tokens in summary.paid.values())
        assert 0 < spent <= 4000 * 1.5
        assert summary.counts.items.pending or summary.counts.chunks.pending
        again = run_quietly(configured("two", server.url, run=TWO, cost=prices))
    assert again.halted is None
    assert not again.counts.items.pending


@pytest.mark.slow
def test_a_server_that_refuses_for_good_ends_the_sending_of_all(configured: Configured) -> None:
    def revoked(number: int, _: object) -> Fault | None:
        return Fault(401, error("Incorrect API key provided", "invalid_api_key")) if number > after else None

    after = 0
    with serving(fault=revoked) as server, pytest.raises(ServerError, match="key"):
        run_quietly(configured("two", server.url, run=TWO))
    after = 6
    with serving(fault=revoked) as server:
        summary = run_quietly(configured("three", server.url, run=TWO, system={"concurrency_limit": 2}))
    assert "key" in (summary.refusal or "")
    assert summary.counts.chunks.pending


class Answers:
    """A model that answers inside of the process."""

    async def reply(self, request: Request) -> Reply:
        return Reply("It holds text.\nVerdict: suitable", "stop", Usage(10, 5), 0.0)


@pytest.mark.whole
def test_a_model_of_the_program_answers_in_the_processes(configured: Configured) -> None:
    config = configured("own", run=TWO)
    result = api.run(config, model={"small": Answers()})
    assert result.summary is not None
    assert result.summary.counts.calls["small"].sent == result.summary.counts.chunks.total


@pytest.mark.whole
def test_a_model_in_its_own_loop_is_called_by_one_process(configured: Configured) -> None:
    result = asyncio.run(api.arun(configured("own", run=TWO), model={"small": Answers()}))
    assert result.summary is not None
    assert any("run.processes (2) is not used" in notice for notice in result.summary.notices)


@pytest.mark.slow
def test_an_interrupt_keeps_what_comes_home_and_the_run_goes_on(configured: Configured) -> None:
    with serving(latency=0.1) as server:
        run_quietly(configured("whole", server.url))
        calls = server.answered
        server.bodies.clear()
        config = configured("two", server.url, run=TWO, system={"concurrency_limit": CONCURRENCY})
        switch = HaltSwitch()

        def pull() -> None:
            while server.answered < calls + 6:
                time.sleep(0.005)
            switch.pull("interrupted")

        threading.Thread(target=pull, daemon=True).start()
        with Progress() as progress:
            summary = run(config, progress, switch)
        assert summary.halted == "interrupted"
        assert server.answered < 2 * calls
        run_quietly(config)
        assert server.stats()["repeated"] == 0
        assert server.answered == 2 * calls
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "whole")


def of_run(pid: int) -> list[int]:
    """Return the processes that a run has forked."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def shared_config(folder: Path, documents: Path, output: str, url: str) -> Path:
    path = config_file(folder, documents, output, url)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"run": TWO}))
    return path


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
@pytest.mark.parametrize("kills", [2, pytest.param(16, marks=pytest.mark.long)])
def test_killed_runs_and_killed_workers_lose_only_what_was_in_flight(tmp_path: Path, kills: int) -> None:
    documents = write_documents(tmp_path / "documents", documents=6 + kills)
    with serving(latency=0.05) as server:
        assert start(config_file(tmp_path, documents, "whole", server.url)).wait(120) == 0
        calls = server.answered
        server.bodies.clear()
        config = shared_config(tmp_path, documents, "two", server.url)
        killed = 0
        for number in range(kills):
            going = start(config)
            before = server.seen
            while going.poll() is None and server.seen < before + 6 + number % 4:
                time.sleep(0.005)
            if going.poll() is not None:
                break
            if number % 2:
                workers = of_run(going.pid)
                os.kill(workers[number % len(workers)] if workers else going.pid, signal.SIGKILL)
                if workers:
                    time.sleep(0.1)
                    assert going.poll() is None, "the run did not outlive its worker"
            workers = of_run(going.pid)
            going.send_signal(signal.SIGKILL)
            going.wait(60)
            for _ in range(2000):
                if all(map(gone, workers)):
                    break
                time.sleep(0.01)
            assert all(map(gone, workers)), "a worker outlived its run"
            killed += 1
        assert start(config).wait(120) == 0
        repeated = server.stats()["repeated"]
    assert killed == kills
    assert repeated <= 2 * kills * (CONCURRENCY + 1), "more was paid twice than can have been in flight"
    assert sum(server.bodies.values()) - repeated == calls
    assert data_files(tmp_path / "two") == data_files(tmp_path / "whole")


def gone(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


@pytest.mark.slow
def test_a_killed_worker_s_records_are_done_by_the_others(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents", documents=12)
    with serving(latency=0.05) as server:
        going = start(shared_config(tmp_path, documents, "two", server.url))
        while server.seen < 8:
            time.sleep(0.005)
        os.kill(of_run(going.pid)[0], signal.SIGKILL)
        assert going.wait(120) == 0
        assert start(config_file(tmp_path, documents, "one", server.url)).wait(120) == 0
    assert data_files(tmp_path / "two") == data_files(tmp_path / "one")


@pytest.mark.whole
def test_a_defect_of_a_step_is_raised_as_in_one_process(configured: Configured) -> None:
    class Breaks:
        async def reply(self, request: Request) -> Reply:
            raise ZeroDivisionError("a defect")

    with pytest.raises(ZeroDivisionError, match="a defect"):
        api.run(configured("own", run=TWO), model={"small": Breaks()})


@pytest.mark.slow
def test_ctrl_c_twice_leaves_no_process_behind(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    with serving(latency=30.0) as server:
        path = shared_config(tmp_path, documents, "two", server.url)
        going = subprocess.Popen(
            [sys.executable, "-m", "openbook", "run", str(path), "--quiet"], start_new_session=True
        )
        while server.seen < 2:
            time.sleep(0.01)
        workers = of_run(going.pid)
        for _ in range(2):
            os.killpg(going.pid, signal.SIGINT)
            time.sleep(0.3)
        assert going.wait(30) in (130, -signal.SIGINT)
    assert workers
    assert all(gone(worker) for worker in workers)
