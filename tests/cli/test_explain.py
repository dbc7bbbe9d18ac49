"""`openbook explain`: the whole story of one item, from its context to its verdict."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from whole_runs import write_documents

from openbook.cli import openbook
from openbook.errors import InputError
from openbook.terminal.explain import explain

CONFIG = """\
path: {input_dir: input, output_dir: out}
api: {small_mode: extractive, large_mode: extractive}
skip: {skip_filter_chunks: true}
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a run with the built-in engine."""
    home = tmp_path_factory.mktemp("explained")
    write_documents(home / "input")
    (home / "config.yaml").write_text(CONFIG, "utf-8")
    CliRunner().invoke(openbook, ["run", str(home / "config.yaml"), "--quiet"])
    return home / "out"


def rows(output: Path) -> list[dict[str, object]]:
    """All items, with their attempts."""
    return [json.loads(line) for line in (output / "attempts.jsonl").read_text("utf-8").splitlines()]


def first(output: Path) -> dict[str, object]:
    """The first item that the engine had a rule for."""
    return next(row for row in rows(output) if row["outcome"] == "accepted")


def test_an_item_is_found_by_the_beginning_of_its_id_and_told_to_its_verdict(output: Path) -> None:
    ids = [str(row["id"]) for row in rows(output)]
    one = next(each for each in ids if sum(id_.startswith(each[:12]) for id_ in ids) == 1)
    told = CliRunner().invoke(openbook, ["explain", str(output), one[:12]]).output
    assert one in told
    assert "Context" in told
    assert "Verdict:" in told


def test_as_json_it_has_the_attempts_with_what_was_found(output: Path) -> None:
    row = first(output)
    told = json.loads(CliRunner().invoke(openbook, ["explain", str(output), str(row["id"]), "--json"]).output)
    assert told["outcome"] == row["outcome"]
    assert told["attempts"]
    assert all({"step", "key", "check", "detail", "reply"} <= set(one) for one in told["attempts"])


def test_where_several_begin_alike_they_are_named(output: Path) -> None:
    ids = [str(row["id"]) for row in rows(output)]
    with pytest.raises(InputError, match=rf"{len(ids)} items begin with  \({ids[0]}, .*, …\)"):
        explain(output, "")


def test_an_id_that_is_none_is_told_where_ids_are(output: Path) -> None:
    with pytest.raises(InputError, match=r"The ids are in attempts\.jsonl"):
        explain(output, "nothing")


def test_a_folder_without_a_run_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"attempts\.jsonl"):
        explain(tmp_path, "x")


QUESTION = "How long may I keep a drill from the Brenfield tool library?"


def turn(question: str) -> dict[str, object]:
    return {"question": question, "thoughts": "", "answer": "Two weeks.", "labels": ["", ""], "citations": []}


def test_what_a_repair_changed_is_told_beside_what_it_stood_for(output: Path, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_bytes((output / "run.json").read_bytes())
    refused = {"step": "generate", "number": 1, "key": "k1", "check": "deixis", "detail": "it points", "replaced": []}
    refused |= {"mends": "", "code": "deixis", "at": [1], "turns": [turn("What does the text say?")]}
    repair = {"step": "generate", "number": 1, "key": "k2", "check": "", "detail": "", "replaced": [], "mends": "k1"}
    row = {"id": "a", "source": "a.md", "scenario": "gold", "shown": [], "repairs": 0, "outcome": "accepted"}
    row |= {"detail": "", "attempts": [refused, repair]}
    (tmp_path / "attempts.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (tmp_path / "drafts.jsonl").write_text(json.dumps({"id": "a", "turns": [turn(QUESTION)]}) + "\n", "utf-8")
    told = CliRunner().invoke(openbook, ["explain", str(tmp_path), "a"]).output
    assert "turn 1, question\n  - What does the text say?\n  + How long may I keep a drill" in told
    assert "turn 1, answer" not in told


def test_what_several_repairs_changed_is_told_from_the_first_draft_on_whoever_looked_at_it_since(
    output: Path, tmp_path: Path
) -> None:
    (tmp_path / "run.json").write_bytes((output / "run.json").read_bytes())
    looked = {"step": "verify", "number": 1, "key": "k9", "check": "", "detail": "", "replaced": [], "mends": ""}
    first = looked | {"step": "generate", "key": "k1", "check": "deixis", "turns": [turn("What does the text say?")]}
    second = first | {"key": "k2", "mends": "k1", "turns": [turn("What does the table say?")]}
    third = looked | {"step": "generate", "key": "k3", "mends": "k2"}
    row = {"id": "a", "source": "a.md", "scenario": "gold", "shown": [], "repairs": 0, "outcome": "accepted"}
    row |= {"detail": "", "attempts": [first, second, third, looked]}
    (tmp_path / "attempts.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (tmp_path / "drafts.jsonl").write_text(json.dumps({"id": "a", "turns": [turn(QUESTION)]}) + "\n", "utf-8")
    told = CliRunner().invoke(openbook, ["explain", str(tmp_path), "a"]).output
    assert "- What does the text say?\n  + How long may I keep a drill" in told
    assert "- What does the table say?" not in told


def test_a_turn_that_was_left_out_is_told_with_its_reason_and_the_others_are_compared_with_their_own(
    output: Path, tmp_path: Path
) -> None:
    (tmp_path / "run.json").write_bytes((output / "run.json").read_bytes())
    refused = {"step": "generate", "number": 1, "key": "k1", "check": "quotes", "detail": "", "replaced": []}
    refused |= {"mends": "", "code": "quote_not_found", "at": [2], "turns": [turn("A?"), turn("B?"), turn("C?")]}
    row = {"id": "a", "source": "a.md", "scenario": "gold", "shown": [], "repairs": 0, "outcome": "accepted"}
    row |= {"detail": "", "attempts": [refused]}
    lost = {
        "number": 2,
        "check": "quotes",
        "code": "quote_not_found",
        "detail": "it stands nowhere",
        "turn": turn("B?"),
    }
    kept = {"id": "a", "turns": [turn("A?"), turn("C?")], "dropped": [lost]}
    (tmp_path / "attempts.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (tmp_path / "drafts.jsonl").write_text(json.dumps(kept) + "\n", "utf-8")
    told = CliRunner().invoke(openbook, ["explain", str(tmp_path), "a"]).output
    assert "without turn 2 of what was written (quotes: it stands nowhere)" in told
    assert "- C?" not in told
