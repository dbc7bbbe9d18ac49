"""Shards that are killed at any moment lose only what was in flight, and the files are those of one run."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_crash import CONCURRENCY, config_file, start
from whole_runs import data_files, serving, write_documents

SHARDS = 2


def openbook(*arguments: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "openbook", *map(str, arguments), "--quiet"])


def next_is_open(config: Path) -> bool:
    command = [sys.executable, "-m", "openbook", "merge", str(config), "--json", "--quiet"]
    return b'"phase"' in subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.long)])
def test_killed_shards_lose_only_what_was_in_flight_and_the_bytes_are_the_same(tmp_path: Path, kills: int) -> None:
    documents = write_documents(tmp_path / "documents", documents=4 + kills, sections=3)
    rng = random.Random(kills)
    with serving(latency=0.05) as server:
        assert start(config_file(tmp_path, documents, "whole", server.url)).wait(120) == 0
        calls = server.answered
        server.bodies.clear()
        config = config_file(tmp_path, documents, "shared", server.url)
        killed = 0
        for _ in range(12):
            for number in range(1, SHARDS + 1):
                for _ in range(min(kills - killed, max(1, kills // 4))):
                    shard = openbook("run", config, "--shard", f"{number}/{SHARDS}")
                    before, many = server.seen, rng.randrange(2, 7)
                    while shard.poll() is None and server.seen < before + many:
                        time.sleep(0.005)
                    if shard.poll() is not None:
                        break
                    shard.send_signal(signal.SIGKILL)
                    shard.wait(60)
                    killed += 1
                assert openbook("run", config, "--shard", f"{number}/{SHARDS}").wait(120) == 0
            if not next_is_open(config):
                break
        sent = server.answered
        assert start(config).wait(120) == 0
        assert server.answered == sent, "the run that writes the files sent something"
        repeated = server.stats()["repeated"]
    assert killed == kills
    assert repeated <= kills * CONCURRENCY, "more was paid twice than can have been in flight"
    assert sum(server.bodies.values()) - repeated == calls
    assert data_files(tmp_path / "shared") == data_files(tmp_path / "whole")
