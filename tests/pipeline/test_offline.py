"""Calls that are written into a file, answered elsewhere and read again make the records of a run in calls."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from judging_server import judged_by, judging
from whole_runs import Configured, data_files, run_quietly, serving

from mock_answers import answer
from mock_server import chat, error
from openbook.config import Config
from openbook.errors import InputError
from openbook.pipeline.offline import ReadCalls, WrittenCalls, read_calls, write_calls
from openbook.pipeline.progress import Progress

NOWHERE = "http://127.0.0.1:9/v1"


def written(config: Config, file: Path) -> WrittenCalls:
    with Progress() as progress:
        return write_calls(config, file, progress)


def read(config: Config, file: Path) -> ReadCalls:
    with Progress() as progress:
        return read_calls(config, file, progress)


def answered(file: Path, *, leave_out: int = 0, refuse: int = 0, break_: int = 0) -> Path:
    """Write what vLLM's run-batch would: the first requests left out, refused or broken, in another order."""
    rows = []
    for number, line in enumerate(file.read_bytes().splitlines()[leave_out:]):
        request = orjson.loads(line)
        assert (request["method"], request["url"]) == ("POST", "/v1/chat/completions")
        status = 400 if number < refuse else 500 if number < refuse + break_ else 200
        body: Any = chat(answer(request["body"])) if status == 200 else error("not allowed: content policy")
        response = {"status_code": status, "request_id": "r", "body": body}
        rows.append({"id": f"vllm-{number}", "custom_id": request["custom_id"], "response": response, "error": None})
    answers = file.with_suffix(".answers")
    answers.write_bytes(b"\n".join(map(orjson.dumps, reversed(rows))) + b"\n")
    return answers


@pytest.mark.whole
def test_the_files_are_those_of_a_run_in_calls(configured: Configured, tmp_path: Path) -> None:
    with serving() as server:
        run_quietly(configured("calls", server.url))
        calls = server.answered
    config, file, phases, requests = configured("offline", NOWHERE), tmp_path / "calls.jsonl", [], 0
    while (wrote := written(config, file)).open is not None:
        phases.append(wrote.open.phase)
        requests += wrote.requests
        assert read(config, answered(file)).kept == wrote.requests
        assert len(phases) < 20
    assert phases[:2] == ["judge", "generate"]
    assert requests == calls
    run_quietly(config)
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "calls")
    assert list((config.path.output_dir / "batches").iterdir()) == []


@pytest.mark.slow
def test_verdicts_on_drafts_are_written_and_read_like_all_calls(
    configured: Configured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_offline.answer", judging)
    with serving(answer=judging) as server:
        run_quietly(configured("calls", server.url, **judged_by(server.url)))
    config, file = configured("offline", NOWHERE, **judged_by(NOWHERE)), tmp_path / "calls.jsonl"
    for _ in range(20):
        if written(config, file).open is None:
            break
        read(config, answered(file))
    assert run_quietly(config).judges["understood"].drafts > 0
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "calls")


def test_what_is_missing_or_broke_is_written_again_and_what_was_refused_is_not(
    configured: Configured, tmp_path: Path
) -> None:
    config, file = configured("offline", NOWHERE), tmp_path / "calls.jsonl"
    first = written(config, file)
    answers = answered(file, leave_out=2, refuse=3, break_=1)
    got = read(config, answers)
    assert (got.kept, got.refused, got.failed, got.unknown) == (first.requests - 6, 3, 1, 0)
    assert written(config, file).requests == 3
    again = read(config, answers)
    assert (again.kept, again.known) == (0, first.requests - 6)


def test_a_file_of_something_else_is_said_to_be_so(configured: Configured, tmp_path: Path) -> None:
    config, file = configured("offline", NOWHERE), tmp_path / "calls.jsonl"
    written(config, file)
    other = tmp_path / "other.jsonl"
    other.write_text('{"custom_id": "somebody else\'s", "response": null, "error": null}\n[1]\n', "utf-8")
    assert read(config, other).unknown == 2
    other.write_text("no json\n", "utf-8")
    with pytest.raises(InputError, match=r"other\.jsonl:1: this is no line"):
        read(config, other)
    with pytest.raises(InputError, match="there is no such file"):
        read(config, tmp_path / "absent")
