"""`openbook explain`: the whole story of one item, from its context to its verdict."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from openbook.cli import openbook
from openbook.errors import InputError
from openbook.terminal.explain import explain

TEXT = (
    "# The Brenfield pump\n\nThe pump lifts ninety litres a minute. The pump must not run dry, since its seal burns. "
    "The filter is washed every four weeks. The pump is switched off with the red lever.\n\n"
    "The `max_lift` option sets how high the water is lifted. Its default is `12`. It stops when the tank is full."
)
CONFIG = """\
path: {input_dir: input, output_dir: out}
api: {small_mode: extractive, large_mode: extractive}
skip: {skip_filter_chunks: true}
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a run with the built-in engine."""
    home = tmp_path_factory.mktemp("explained")
    (home / "input").mkdir()
    for number in range(3):
        (home / "input" / f"pump{number}.md").write_text(TEXT.replace("pump", f"pump{number}"), "utf-8")
    (home / "config.yaml").write_text(CONFIG, "utf-8")
    CliRunner().invoke(openbook, ["run", str(home / "config.yaml"), "--quiet"])
    return home / "out"


def first(output: Path) -> dict[str, object]:
    row: dict[str, object] = json.loads((output / "attempts.jsonl").read_text("utf-8").splitlines()[0])
    return row


def test_an_item_is_found_by_the_beginning_of_its_id_and_told_to_its_verdict(output: Path) -> None:
    row = first(output)
    told = CliRunner().invoke(openbook, ["explain", str(output), str(row["id"])[:12]]).output
    assert str(row["id"]) in told
    assert "Context" in told
    assert "Verdict:" in told


def test_as_json_it_has_the_attempts_with_what_was_found(output: Path) -> None:
    row = first(output)
    told = json.loads(CliRunner().invoke(openbook, ["explain", str(output), str(row["id"]), "--json"]).output)
    assert told["outcome"] == row["outcome"]
    assert all({"step", "key", "check", "detail", "reply"} <= set(one) for one in told["attempts"])


def test_an_id_that_is_none_is_told_where_ids_are(output: Path) -> None:
    with pytest.raises(InputError, match=r"attempts\.jsonl"):
        explain(output, "nothing")


def test_a_folder_without_a_run_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"attempts\.jsonl"):
        explain(tmp_path, "x")
