"""Runs that are killed with SIGKILL lose only what was in flight, and end with the same bytes.

The moments are counted, not timed: the server kills a run at a request, a run kills itself before a file is in place.
"""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from whole_runs import data_files, serving, write_documents

KILLS = 20
CONCURRENCY = 4

DYING = """
import os, pathlib, signal, sys
left, replace = int(sys.argv.pop(1)), pathlib.Path.replace
def counted(*arguments):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(*arguments)
pathlib.Path.replace = counted
from openbook.cli import main
main()
"""
"""Runs the command, and dies before it puts its n-th file in the place of an older one."""


def config_file(folder: Path, documents: Path, output: str, url: str) -> Path:
    api = {f"{size}_{key}": value for size in ("small", "large") for key, value in (("model", "m"), ("base_url", url))}
    config = {
        "path": {"input_dir": str(documents), "output_dir": str(folder / output)},
        "system": {"chunk_size": 500, "chunk_unit": "characters", "concurrency_limit": CONCURRENCY},
        "api": api,
        "retrieval": {"query": "chunk"},
    }
    path = folder / f"{output}.yaml"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def start(config: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "openbook", "run", str(config), "--quiet"])


class Killer:
    """Kills the run of now when the server sees every n-th request; answers as usual."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.seen = self.kills = 0
        self.run: subprocess.Popen[bytes] | None = None

    def __call__(self, _: int, __: dict[str, Any]) -> None:
        self.seen += 1
        if self.run is not None and self.kills < KILLS and self.seen >= self.every:
            self.run.send_signal(signal.SIGKILL)
            self.run, self.seen = None, 0
            self.kills += 1


@pytest.mark.slow
def test_twenty_kills_lose_only_what_was_in_flight_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents", documents=24, sections=4)
    with serving() as server:
        assert start(config_file(tmp_path, documents, "whole", server.url)).wait() == 0
        calls = server.answered
        server.bodies.clear()
        config = config_file(tmp_path, documents, "killed", server.url)
        server.fault = killer = Killer(calls // (KILLS + 1) + 1)
        while True:
            killer.seen = 0
            killer.run = run = start(config)
            if run.wait() == 0:
                break
        repeated = server.stats()["repeated"]
    assert killer.kills == KILLS, "the work was done before the last kill"
    assert repeated <= KILLS * CONCURRENCY, "more was paid twice than can have been in flight"
    assert sum(server.bodies.values()) - repeated == calls
    assert data_files(tmp_path / "killed") == data_files(tmp_path / "whole")
    assert not list((tmp_path / "killed").glob(".openbook-work-*"))
    with closing(sqlite3.connect(tmp_path / "killed" / "openbook.db")) as ledger, ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.slow
def test_a_kill_before_any_file_is_put_in_place_costs_nothing(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    with serving() as server:
        assert start(config_file(tmp_path, documents, "whole", server.url)).wait() == 0
        server.bodies.clear()
        config = config_file(tmp_path, documents, "killed", server.url)
        for file in count(1):
            command = [sys.executable, "-c", DYING, str(file), "run", str(config), "--quiet"]
            if subprocess.run(command, check=False).returncode == 0:
                break
        assert server.stats()["repeated"] == 0
    assert file > 8, "fewer files than a run writes were put in place"
    assert data_files(tmp_path / "killed") == data_files(tmp_path / "whole")


@pytest.mark.slow
def test_a_second_run_on_the_same_folder_says_so_and_exits_2(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    seconds: list[subprocess.CompletedProcess[str]] = []
    command = [sys.executable, "-m", "openbook", "run", str(tmp_path / "output.yaml"), "--quiet"]

    def start_another(number: int, _: dict[str, Any]) -> None:
        if number == 1:
            seconds.append(subprocess.run(command, capture_output=True, text=True, check=False))

    with serving(fault=start_another) as server:
        assert start(config_file(tmp_path, documents, "output", server.url)).wait() == 0
    [second] = seconds
    assert second.returncode == 2
    assert "another run is using this folder" in second.stderr
