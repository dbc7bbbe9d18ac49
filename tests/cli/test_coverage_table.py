"""report --coverage: what nobody asks about, on a terminal."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from outside import Command, ran_in
from whole_runs import write_documents

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run of the built-in engine, with a document that its rules can't read."""
    home = tmp_path_factory.mktemp("covered")
    write_documents(home / "documents", 3)
    (home / "documents" / "[red]poem.md").write_text(
        "# Rain\n\n" + "So it went on and on, over hill and dale, all day. " * 9
    )
    return ran_in(home)


@pytest.fixture
def output(ran: Path, tmp_path: Path) -> Path:
    """The same in a copy that a test may change, beside its config."""
    return shutil.copytree(ran.parent, tmp_path, dirs_exist_ok=True) / ran.name


def test_it_says_what_is_asked_about_and_names_what_nobody_asks_about(command: Command, output: Path) -> None:
    ended = command("report", output, "--coverage")
    assert ended.code == 0, ended.err
    assert ended.err == ""
    totals = orjson.loads((output / "run.json").read_bytes())["coverage"]
    assert str(totals["facts"]["total"]) in ended.out
    assert "Nobody asks about 1 document\n" in ended.out
    assert "[red]poem.md" in ended.out
    assert not (output / "report.html").exists()


def test_it_is_one_object_for_machines(command: Command, output: Path) -> None:
    said = json.loads(command("report", output, "--coverage", "--json").out)
    assert said["coverage"]["documents"] == {"total": 4, "asked": 3}
    assert {row["source"] for row in said["headings"]} >= {"[red]poem.md"}


def test_a_folder_of_an_earlier_run_is_told_how_to_get_one(command: Command, output: Path) -> None:
    (output / "coverage.jsonl").unlink()
    ended = command("report", output, "--coverage")
    assert ended.code == 2
    assert "Run its config again" in ended.err


def test_the_page_has_it_too_and_does_without_it(command: Command, output: Path) -> None:
    from output_folders import unpacked

    assert json.loads(command("report", output, "--json", "--quiet").out)["records"] > 0
    assert any(row["source"] == "[red]poem.md" for row in unpacked(output / "report.html")["headings"])
    (output / "coverage.jsonl").unlink()
    assert command("report", output, "--quiet").code == 0
    assert unpacked(output / "report.html")["headings"] == []


def test_a_run_says_how_much_its_records_ask_about(command: Command, output: Path) -> None:
    ended = command("run", output.parent / "config.yaml")
    assert "They ask about 3 of 4 documents" in " ".join(ended.out.split())
