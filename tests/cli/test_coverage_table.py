"""report --coverage: what nobody asks about, on a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from outside import Command
from whole_runs import write_documents

Write = Callable[..., Path]


@pytest.fixture
def output(command: Command, write_config: Write, tmp_path: Path) -> Path:
    """The output folder of a run of the built-in engine, with a document that its rules can't read."""
    write_documents(tmp_path / "documents", 3)
    (tmp_path / "documents" / "[red]poem.md").write_text(
        "# Rain\n\n" + "So it went on and on, over hill and dale, all day. " * 9
    )
    assert command("run", write_config(), "--quiet").code == 0
    return tmp_path / "output"


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
