"""An output folder that the version of 53958b4 made, with a model and the prompts beside it, goes on serving."""

import json
import shutil
from pathlib import Path

import pytest
from outside import Command
from whole_runs import serving

BEFORE = Path(__file__).parent / "before"
JUDGED, WRITTEN = 12, 17
"""Calls in its ledger."""


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BEFORE, tmp_path / "before"))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_its_records_are_shown_with_gold_and_what_is_trained(command: Command, before: Path) -> None:
    shown = command("show", before / "output", 2)
    assert shown.code == 0, shown.err
    assert shown.out.startswith("Record 2 of 9 ")
    assert "GOLD" in shown.out or "no gold" in shown.out
    assert any(line.startswith("┃ ") for line in shown.out.splitlines())


def test_its_ledger_is_whole(command: Command, before: Path) -> None:
    said = command("ledger", before / "output", "--json")
    assert said.code == 0, said.err
    assert str(JUDGED) in said.out
    assert str(WRITTEN) in said.out


@pytest.mark.parametrize("form", ["axolotl", "trl", "sharegpt"])
def test_it_is_exported_without_a_run(command: Command, before: Path, form: str) -> None:
    made = command("export", before / "output", "--to", form)
    assert made.code == 0, made.err
    rows = [row for file in sorted((before / "output" / "export" / form).rglob("*.jsonl")) for row in lines(file)]
    assert len(rows) >= 9


def test_its_file_of_records_passes_the_check(command: Command, before: Path) -> None:
    assert command("check", before / "output" / "axolotl_rag_conversations.jsonl").code == 0


def test_the_same_command_pays_for_contexts_that_are_drawn_otherwise_today_and_no_other(
    command: Command, before: Path
) -> None:
    with serving() as server:
        urls = [f"api.{size}_base_url={server.url}" for size in ("small", "large")]
        ran = command("run", before / "config.yaml", "--json", "--set", urls[0], "--set", urls[1])
        assert ran.code == 0, ran.err
    calls = json.loads(ran.out)["counts"]["calls"]
    assert calls["small"] == {**calls["small"], "sent": 0, "replayed": JUDGED}
    assert 11 <= calls["large"]["replayed"] <= WRITTEN
    assert len(lines(before / "output" / "axolotl_rag_conversations.jsonl")) >= calls["large"]["replayed"] // 2


def test_plan_says_how_many_calls_texts_that_read_otherwise_cost(command: Command, before: Path) -> None:
    unchanged = command("plan", before / "config.yaml")
    assert "made anew" not in unchanged.out + unchanged.err
    first = sorted((before / "documents").iterdir())[0]
    first.write_text(first.read_text("utf-8").replace("sunk", "drowned"), "utf-8")
    sorted((before / "documents").iterdir())[-1].unlink()
    changed = command("plan", before / "config.yaml")
    assert changed.code == 0, changed.err
    assert "2 of the 12 chunks" in " ".join(f"{changed.out} {changed.err}".split())
    assert "about 8 calls that were paid" in " ".join(f"{changed.out} {changed.err}".split())
