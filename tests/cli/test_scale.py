"""Several machines share a run by the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from outside import Command
from whole_runs import serving, write_documents

from mock_server import Fault, error

Write = Callable[..., Path]


@pytest.mark.whole
def test_shards_and_merges_say_what_they_did_and_what_is_next(
    command: Command, write_config: Write, tmp_path: Path
) -> None:
    write_documents(tmp_path / "documents", 3)
    with serving() as server:
        config = write_config(server.url)
        first = command("run", config, "--shard", "1/2")
        assert first.code == 0, first.err
        assert "Shard 1 of 2, judge: " in first.out
        assert "Its part is done." in first.out
        done = json.loads(command("run", config, "--shard", "2/2", "--json").out)
        assert (done["shard"], done["open"]["phase"], done["left"]) == ("2/2", "judge", 0)
        merged = command("merge", config)
        assert merged.code == 0, merged.err
        assert f"2-of-2/openbook.db: {done['sent']} new replies" in merged.out
        assert "Next: generate, where " in merged.out
        for number in (1, 2):
            assert command("run", config, "--shard", f"{number}/2", "--quiet").out == ""
        while (opened := json.loads(command("merge", config, "--json").out)["open"]) is not None:
            assert opened["round"] > 1, "spare items are all that may be left"
            command("run", config, "--shard", "1/1", "--quiet")
        assert "no phase is open" in command("run", config, "--shard", "1/2").out
        sent = server.answered
        assert command("run", config, "--quiet").code == 0
        assert server.answered == sent


def test_a_shard_that_is_none_is_said_to_be_so(command: Command, write_config: Write) -> None:
    ended = command("run", write_config(), "--shard", "5/4")
    assert ended.code == 2
    assert "wanted i/N" in ended.err


def test_a_shard_whose_server_refuses_says_so_and_exits_2(
    command: Command, write_config: Write, tmp_path: Path
) -> None:
    write_documents(tmp_path / "documents", 3)
    with serving(fault=lambda *_: Fault(401, error("Incorrect API key provided", "invalid_api_key"))) as server:
        ended = command("run", write_config(server.url), "--shard", "1/2", "--quiet")
    assert ended.code == 2
    assert "Incorrect API key" in ended.err


def test_batches_by_file_say_what_was_written_and_read(command: Command, write_config: Write, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", 3)
    config, calls, answers = write_config("http://127.0.0.1:9/v1"), tmp_path / "calls.jsonl", tmp_path / "answers.jsonl"
    wrote = command("batch", "write", config, calls)
    assert wrote.code == 0, wrote.err
    assert f"calls.jsonl: {len(calls.read_bytes().splitlines())} calls of judge." in wrote.out
    answers.write_text('{"custom_id": "nobody\'s", "response": null, "error": null}\n', "utf-8")
    read = command("batch", "read", config, answers)
    assert read.code == 1
    assert "Lines that answer nothing that was written for this output folder: 1" in read.out
    assert "Next: judge, where " in read.out


def test_a_plan_says_machines_hours_and_cost_for_a_rate(command: Command, write_config: Write, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", 3)
    config = write_config("http://127.0.0.1:9/v1", cost={"cost_per_million_large_output": 1.0})
    planned = command("plan", config, "--rate", "0.01")
    assert planned.code == 0, planned.err
    assert "machines" in planned.out
    machines = json.loads(command("plan", config, "--rate", "0.01", "--json").out)["machines"]
    assert [one["machines"] for one in machines] == [1, 10, 100]
    assert machines[0]["seconds"] > 100 * machines[0]["cost"] > 0
