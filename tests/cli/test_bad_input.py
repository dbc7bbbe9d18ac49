"""What the user must mend: one clear message, no traceback, the right exit code, nothing half-written."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from outside import Command, Ended
from whole_runs import serving, write_documents

from mock_server import Fault, error

Write = Callable[..., Path]


def listed(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def is_one_message(ended: Ended, *parts: str, code: int = 2) -> None:
    """Check that a command ended with one message and nothing else."""
    assert ended.code == code, ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    messages = [line for line in ended.err.splitlines() if line.startswith("openbook: ")]
    assert len(messages) == 1, ended.err
    for part in parts:
        assert part in ended.err


def test_a_missing_config(command: Command, tmp_path: Path) -> None:
    is_one_message(command("run", tmp_path / "absent.yaml"), "absent.yaml", "openbook init")


def test_a_config_that_is_no_yaml(command: Command, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("system: [1, 2\npath: }\n")
    is_one_message(command("run", tmp_path / "config.yaml"), "config.yaml:")
    assert listed(tmp_path) == ["config.yaml"]


def test_a_config_with_problems_names_all_of_them(command: Command, write_config: Write, tmp_path: Path) -> None:
    config = write_config(system={"chunk_sise": 5, "rag_failure_percentage": 40})
    ended = command("run", config)
    assert ended.code == 2
    assert "chunk_size" in ended.err
    assert "found 40" in ended.err
    assert listed(tmp_path) == ["config.yaml"]


def test_a_key_on_the_command_line_that_is_not_there(command: Command, write_config: Write) -> None:
    is_one_message(command("run", write_config(), "--set", "system.chunk_sice=5"), "chunk_size")


def test_a_missing_folder(command: Command, write_config: Write, tmp_path: Path) -> None:
    is_one_message(command("run", write_config()), "documents")
    assert listed(tmp_path) == ["config.yaml"]


def test_an_empty_folder(command: Command, write_config: Write, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    is_one_message(command("run", write_config()), "documents")
    assert listed(tmp_path) == ["config.yaml", "documents"]


@pytest.mark.whole
def test_no_readable_file(command: Command, write_config: Write, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "documents" / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    for name in "abcdefgh":
        (tmp_path / "documents" / f"{name}.xyz").write_bytes(b"x")
    ended = command("run", write_config())
    is_one_message(ended, "documents", "9 × file formats that are not read", "and 5 more: openbook read")
    assert ended.err.count(".docx") == 1, "which formats are read is said once"
    assert not (tmp_path / "output").exists()


def test_a_wrong_key(command: Command, write_config: Write, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", 2)
    with serving(fault=lambda number, body: Fault(401, error("Incorrect API key provided: sk-sec*3456"))) as server:
        ended = command("run", write_config(server.url))
    is_one_message(ended, "key")
    assert "sk-secret" not in ended.err
    assert not list(tmp_path.glob("output/*.jsonl"))


@pytest.mark.whole
def test_a_key_that_is_revoked_in_the_middle_keeps_what_was_paid(
    command: Command, write_config: Write, tmp_path: Path
) -> None:
    write_documents(tmp_path / "documents", 9)
    revoked = Fault(401, error("This key has been revoked"))
    with serving(fault=lambda number, body: revoked if number > 30 else None) as server:
        config = write_config(server.url, system={"concurrency_limit": 20})
        ended = command("run", config, "--json")
        assert ended.code == 2
        assert "openbook: " in ended.err
        assert "Traceback" not in ended.err
        counts = json.loads(ended.out)["counts"]
        assert counts["records"] > 0
        assert counts["items"]["pending"] > 0
        server.fault = None
        assert command("run", config, "--quiet").code == 0
        assert server.stats()["repeated"] == 0


def test_an_unknown_model(command: Command, write_config: Write, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", 2)
    unknown = Fault(404, error("The model `mock` does not exist", "model_not_found"))
    with serving(fault=lambda number, body: unknown) as server:
        is_one_message(command("run", write_config(server.url)), "model", "mock")
    assert not list(tmp_path.glob("output/*.jsonl"))


def test_a_server_that_is_not_there(command: Command, write_config: Write, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", 2)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    is_one_message(command("run", write_config(f"http://127.0.0.1:{port}/v1")), str(port))
    assert not list(tmp_path.glob("output/*.jsonl"))


def test_a_run_that_makes_nothing_does_not_end_well(command: Command, write_config: Write, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", 2)
    with serving(answer=lambda body: "Not suitable.") as server:
        ended = command("run", write_config(server.url))
    assert ended.code == 3
    assert "Nothing was produced" in ended.out
    assert "empty: no record was made" in ended.out


@pytest.mark.parametrize(
    "arguments",
    [["run"], ["run", "x", "--limit", "0"], ["show"], ["show", "x", "first"], ["bake"], ["run", "x", "--no"]],
)
def test_a_wrong_call_names_what_is_wrong(command: Command, arguments: list[str]) -> None:
    ended = command(*arguments)
    assert ended.code == 2
    assert "Error:" in ended.err
    assert "Traceback" not in ended.err


def test_a_bug_is_said_in_one_line_and_its_traceback_kept(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("openbook.terminal.show.find", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = command("show", tmp_path)
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "KeyError: 'surprise'" in ended.err
    assert "Traceback" in next(tmp_path.glob("openbook-*.txt")).read_text()


def test_a_reader_that_leaves_early_is_no_bug(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: Any, **__: Any) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("openbook.cli.click.echo", leave)
    monkeypatch.setattr("openbook.terminal.exits.os.dup2", lambda *_: None)
    ended = command("version")
    assert (ended.code, ended.err) == (141, "")
