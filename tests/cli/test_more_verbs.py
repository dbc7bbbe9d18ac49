"""read, export, check and ledger: what was read, written and paid, looked at from outside."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from outside import Command, ran_in
from whole_runs import serving, write_documents

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run against the mock server."""
    home = tmp_path_factory.mktemp("paid")
    write_documents(home / "documents", 3)
    with serving() as server:
        return ran_in(home, server.url)


@pytest.fixture
def output(ran: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(ran, tmp_path / "output")


def test_read_shows_a_file_with_the_borders_of_its_chunks(command: Command, tmp_path: Path) -> None:
    (tmp_path / "knots.md").write_text(
        "# Knots\n\nThe bowline is a knot.\n\n## Hitches\n\n" + "A hitch holds a post. " * 20
    )
    ended = command("read", tmp_path / "knots.md", "--set", "system.chunk_size=200")
    assert ended.code == 0, ended.err
    assert "knots.md: md, " in ended.out
    assert "The bowline is a knot." in ended.out
    assert "chunk 2 of " in ended.out


def test_that_a_file_is_left_out_is_an_answer_of_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "knots.xyz").write_text("a")
    ended = command("read", tmp_path / "knots.xyz")
    assert (ended.code, "knots.xyz: rejected as unsupported_format" in ended.out) == (0, True)


def test_read_says_what_is_wrong_with_a_file_that_is_not_there(command: Command, tmp_path: Path) -> None:
    ended = command("read", tmp_path / "absent.md")
    assert ended.code == 2
    assert "absent.md" in ended.err


def test_export_writes_a_trainers_rows_and_says_where(command: Command, output: Path) -> None:
    ended = command("export", output, "--to", "trl", "--to", "openai")
    assert ended.code == 0, ended.err
    assert "trl" in ended.out
    assert list((output / "export" / "trl").glob("*.jsonl"))
    exported = json.loads(command("export", output, "--to", "mlx", "--json", "--quiet").out)["exported"]
    assert [one["format"] for one in exported] == ["mlx"]
    assert exported[0]["errors"] == 0


def test_export_names_the_formats_that_there_are(command: Command, output: Path) -> None:
    ended = command("export", output, "--to", "axolot")
    assert ended.code == 2
    assert "axolotl" in ended.err


def test_export_of_a_folder_without_a_run_is_one_clear_message(command: Command, tmp_path: Path) -> None:
    ended = command("export", tmp_path, "--to", "trl")
    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_check_finds_nothing_wrong_with_our_records(command: Command, output: Path) -> None:
    ended = command("check", output / "axolotl_rag_conversations.jsonl")
    assert ended.code == 0, ended.out
    assert "Nothing is wrong." in ended.out


def test_check_ends_with_1_where_a_file_trains_the_wrong_tokens(command: Command, tmp_path: Path) -> None:
    rows = [{"segments": [{"label": False, "text": "never trained"}]}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ended = command("check", tmp_path / "rows.jsonl")
    assert ended.code == 1
    assert "no token is trained" in ended.out
    content = json.loads(command("check", tmp_path / "rows.jsonl", "--json").out)
    assert content["files"][0]["errors"] == 1


def test_ledger_shows_what_was_paid_and_exports_it(command: Command, output: Path, tmp_path: Path) -> None:
    ended = command("ledger", output, "--export", tmp_path / "calls.jsonl")
    assert ended.code == 0, ended.out
    assert "judge" in ended.out
    assert "generate" in ended.out
    assert "sums come out" in ended.out
    content = json.loads(command("ledger", output, "--json").out)
    calls = sum(account["calls"] for account in content["accounts"])
    assert len((tmp_path / "calls.jsonl").read_text().splitlines()) == calls > 10
    assert content["problems"] == []


def test_ledger_says_what_was_paid_at_the_prices_of_the_last_run(
    command: Command, output: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(output, tmp_path / "copy")
    run = json.loads((folder / "run.json").read_text())
    run["config"]["cost"] |= {"cost_per_million_large_input": 3.0, "cost_per_million_large_output": 15.0}
    (folder / "run.json").write_text(json.dumps(run))
    accounts = {account["step"]: account for account in json.loads(command("ledger", folder, "--json").out)["accounts"]}
    written = accounts["generate"]
    assert written["cost"] == pytest.approx((3 * written["input_tokens"] + 15 * written["output_tokens"]) / 1e6)
    assert written["cost"] > 0
    assert accounts["judge"]["cost"] == 0
    (folder / "run.json").unlink()
    assert command("ledger", folder).code == 0


def test_ledger_of_a_folder_without_one_is_one_clear_message(command: Command, tmp_path: Path) -> None:
    ended = command("ledger", tmp_path)
    assert ended.code == 2
    assert "there is no ledger" in ended.err
