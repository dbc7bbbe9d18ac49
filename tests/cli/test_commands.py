"""The verbs from outside, with the built-in engine and with a mock server."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from outside import Command
from whole_runs import data_files, serving, write_documents

from mock_server import Fault, MockServer
from openbook import __version__

Write = Callable[..., Path]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents", 4)


KNOTS = {
    "bowline": ("a knot", "rescue work", "it neither slips nor jams under load", 65),
    "clove hitch": ("a hitch", "fastening a rope to a post", "it is tied in two seconds", 60),
    "sheet bend": ("a bend", "joining two ropes of different thickness", "it holds where a reef knot would slip", 55),
    "figure eight": ("a stopper knot", "keeping a rope from running out of a block", "it is easy to check by eye", 75),
}


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    """Documents that the built-in engine has rules for."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, (kind, use, why, strength) in KNOTS.items():
        (folder / f"{name.replace(' ', '-')}.md").write_text(
            f"# The {name}\n\nThe {name} is {kind} that sailors use for {use}. It is popular because {why}.\n\n"
            f"The {name} keeps {strength} percent of the strength of the rope. A wet rope loses another "
            f"{strength // 5} percent.\n\nThe {name} was first described in {1600 + strength} by a rigger in Bristol. "
            f"Before a load is put on the {name}, the ends must be pulled tight.\n",
            encoding="utf-8",
        )
    return folder


def test_a_run_talks_on_stderr_and_prints_its_account_on_stdout(
    command: Command, write_config: Write, documents: Path, tmp_path: Path
) -> None:
    with serving() as server:
        ended = command("run", write_config(server.url), "--json")
    assert ended.code == 0, ended.err
    account = json.loads(ended.out)
    assert account == json.loads((tmp_path / "output" / "run.json").read_bytes())
    assert account["counts"]["records"] > 5
    assert "judge: " in ended.err
    assert "\x1b" not in ended.err
    assert "training records" not in ended.err
    for path in account["files"]:
        assert (tmp_path / "output" / path).is_file()


def test_a_quiet_run_says_nothing(command: Command, write_config: Write, documents: Path) -> None:
    with serving() as server:
        ended = command("run", write_config(server.url), "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_without_a_model_the_built_in_engine_works_and_says_what_a_model_would_add(
    command: Command, write_config: Write, knots: Path
) -> None:
    ended = command("run", write_config(system={"chunk_size": 900}))
    assert ended.code == 0, ended.err
    assert "the built-in engine" in ended.out
    assert "large_base_url" in ended.out
    assert "1 chunk in" in ended.err or "chunks in" in ended.err


def test_settings_and_the_output_folder_can_be_given_on_the_command_line(
    command: Command, write_config: Write, knots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    ended = command(
        "run", write_config(), "--output", "out", "--set", "system.chunk_size=800", "--set", "system.seed=7"
    )
    assert ended.code == 0, ended.err
    config = json.loads((tmp_path / "elsewhere" / "out" / "run.json").read_bytes())["config"]
    assert (config["system"]["chunk_size"], config["system"]["seed"]) == (800, 7)
    assert not (tmp_path / "output").exists()


def test_a_limit_takes_so_many_chunks(command: Command, write_config: Write, documents: Path) -> None:
    with serving() as server:
        counts = json.loads(command("run", write_config(server.url), "--limit", 3, "--json").out)["counts"]
    assert counts["chunks"]["total"] - counts["chunks"]["not_sampled"] == 3


def test_a_record_can_be_shown_right_after(command: Command, write_config: Write, knots: Path, tmp_path: Path) -> None:
    command("run", write_config(system={"chunk_size": 900}), "--quiet")
    shown = command("show", tmp_path / "output", 2)
    assert shown.code == 0, shown.err
    assert shown.out.startswith("Record 2 of ")
    assert "Chunk 1" in shown.out
    assert any(line.startswith("┃ ") for line in shown.out.splitlines())
    assert json.loads(command("show", tmp_path / "output", 2, "--json").out)["number"] == 2


def test_init_writes_a_config_that_runs(command: Command, knots: Path, tmp_path: Path) -> None:
    ended = command("init", tmp_path)
    assert ended.code == 0, ended.err
    assert f"run {tmp_path / 'config.yaml'}" in ended.err
    assert command("run", tmp_path / "config.yaml", "--quiet").code == 0
    assert command("init", tmp_path).code == 2


def test_version_and_help(command: Command) -> None:
    assert command("version").out == command("--version").out == f"{__version__}\n"
    assert json.loads(command("version", "--json").out)["openbook"] == __version__
    assert "init" in command("--help").out


def interrupted(server: MockServer, config: Path, request: int, signals: int = 1) -> tuple[int, str]:
    """Run in a process of its own, send SIGINT when the server sees a request, and again once the first is answered.

    Return its exit code and talk.
    """
    usual = server.fault

    def interrupt(number: int, body: dict[str, Any]) -> Fault | None:
        if number == request:
            process.send_signal(signal.SIGINT)
        return usual(number, body) if usual else None

    server.fault = interrupt
    command = [sys.executable, "-m", "openbook", "run", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        talk = ""
        if signals > 1:
            while "stopping" not in talk and (line := process.stderr.readline()):
                talk += line
            process.send_signal(signal.SIGINT)
        result, rest = process.communicate()
    return process.returncode, talk + rest + result


@pytest.mark.whole
def test_ctrl_c_keeps_what_is_in_flight_and_the_same_command_goes_on(
    command: Command, write_config: Write, documents: Path, tmp_path: Path
) -> None:
    with serving(latency=0.05) as server:
        config = write_config(server.url, system={"concurrency_limit": 2})
        code, talk = interrupted(server, config, request=4)
        assert code == 130, talk
        assert "the same command" in talk
        counts = json.loads((tmp_path / "output" / "run.json").read_bytes())["counts"]
        assert counts["chunks"]["pending"] > 0
        server.latency, server.fault = 0, None
        assert command("run", config, "--quiet").code == 0
        assert server.stats()["repeated"] == 0
        stopped = data_files(tmp_path / "output")
        command("run", config, "--quiet", "--output", tmp_path / "whole")
    assert data_files(tmp_path / "whole") == stopped


@pytest.mark.slow
def test_a_second_ctrl_c_stops_at_once(write_config: Write, documents: Path, tmp_path: Path) -> None:
    with serving(fault=lambda number, body: Fault(delay=600) if number > 2 else None) as server:
        config = write_config(server.url, system={"concurrency_limit": 2})
        code, talk = interrupted(server, config, request=4, signals=2)
        assert code == 130, talk
        assert server.at_work == 2, "it waited for what was in flight"
    assert "Traceback" not in talk
    assert not list((tmp_path / "output").glob("*.jsonl"))


@pytest.mark.whole
def test_a_plan_sends_and_writes_nothing_and_says_what_a_run_would_take(
    command: Command, write_config: Write, documents: Path, tmp_path: Path
) -> None:
    with serving() as server:
        config = write_config(server.url, cost={"cost_per_million_large_input": 1.0})
        planned = command("plan", config)
        account = json.loads(command("plan", config, "--json").out)
        assert server.seen == 0
        assert not (tmp_path / "output").exists()
        command("run", config, "--quiet")
        after = json.loads(command("plan", config, "--json").out)
        told = " ".join(command("plan", config).out.split())
    assert planned.code == 0, planned.err
    assert "nobody has judged count as suitable" in " ".join(planned.out.split())
    assert account["formats"]["md"]["documents"] == 4
    chunks = account["counts"]["chunks"]
    assert account["forecast"]["small"]["calls"] == chunks["pending"] == chunks["total"]
    assert account["forecast"]["large"]["cost"] > 0
    assert after["forecast"]["small"]["in_ledger"] == chunks["total"]
    assert after["forecast"]["large"]["input_tokens"] == 0
    assert account["forecast"]["large"]["paid_cost"] == 0 < after["forecast"]["large"]["paid_cost"]
    assert "What is paid already cost" in told
    assert "names no price" not in told


def test_a_plan_with_the_built_in_engine_costs_nothing(command: Command, write_config: Write, knots: Path) -> None:
    planned = command("plan", write_config())
    assert planned.code == 0, planned.err
    assert "works without a model" in planned.out
