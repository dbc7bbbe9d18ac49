"""Runs that are killed with SIGKILL at any moment lose only what was in flight, and end with the same bytes."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from whole_runs import data_files, serving, write_documents

KILLS = 20
CONCURRENCY = 6


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


@pytest.mark.slow
def test_twenty_kills_lose_only_what_was_in_flight_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents", documents=24, sections=4)
    rng = random.Random(20)
    with serving(latency=0.1) as server:
        assert start(config_file(tmp_path, documents, "whole", server.url)).wait(120) == 0
        calls = server.answered
        server.bodies.clear()
        config = config_file(tmp_path, documents, "killed", server.url)
        kills = 0
        while kills < KILLS:
            run = start(config)
            try:
                run.wait(0.3 + rng.random() * 0.9)
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                kills += 1
            run.wait(120)
        assert start(config).wait(120) == 0
        repeated = server.stats()["repeated"]
    assert repeated <= KILLS * CONCURRENCY, "more was paid twice than can have been in flight"
    assert sum(server.bodies.values()) - repeated == calls
    assert data_files(tmp_path / "killed") == data_files(tmp_path / "whole")
    assert not list((tmp_path / "killed").glob(".openbook-work-*"))
    with sqlite3.connect(tmp_path / "killed" / "openbook.db") as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ledger.close()


def test_a_second_run_on_the_same_folder_says_so_and_exits_2(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    with serving(latency=0.3) as server:
        config = config_file(tmp_path, documents, "output", server.url)
        first = start(config)
        while not server.seen:
            assert first.poll() is None, "it ended before it sent anything"
            time.sleep(0.02)
        command = [sys.executable, "-m", "openbook", "run", str(config), "--quiet"]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert first.wait(60) == 0
    assert second.returncode == 2
    assert "another run is using this folder" in second.stderr
