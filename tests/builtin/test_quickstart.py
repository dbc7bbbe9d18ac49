"""The quickstart's documents, through a whole run: most chunks become records, and no check refuses one."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from openbook.config import load_config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import run
from some import some

pytestmark = pytest.mark.whole
QUICKSTART = Path(__file__).resolve().parents[2] / "examples" / "quickstart"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quickstart")
    run(load_config(QUICKSTART / "config.yaml", [f"path.output_dir={folder}"]), Progress(), HaltSwitch())
    return folder


def rows(output: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / name).read_text("utf-8").splitlines()]


def test_its_documents_of_four_formats_are_all_suitable(output: Path) -> None:
    counts = json.loads((output / "run.json").read_text("utf-8"))["counts"]
    sources = {row["metadata"].partition(":")[0] for row in rows(output, "rag_prepared_data.jsonl")}
    assert {source.rpartition(".")[2] for source in sources} == {"md", "txt", "html", "jsonl"}
    assert counts["chunks"]["suitable"] == counts["chunks"]["total"] >= 25


def test_nearly_half_of_the_chunks_become_drafts_and_no_check_but_that_of_leaks_refuses_one(output: Path) -> None:
    assert {row["code"] for row in rows(output, "rejected.jsonl")} <= {"no_rule", "answer_leak"}
    assert len(rows(output, "drafts.jsonl")) >= 0.45 * len(rows(output, "rag_prepared_data.jsonl"))


def test_contexts_with_and_without_gold_are_both_written(output: Path) -> None:
    failed = {row["_key"]: row["rag_failed"] for row in rows(output, "rag_prepared_data.jsonl")}
    written = Counter(failed[row["id"]] for row in rows(output, "drafts.jsonl"))
    assert written[False] >= 10
    assert written[True] >= 4


def test_each_citation_is_of_the_passage_that_answers(output: Path) -> None:
    gold = {
        row["_key"]: [rank for rank, chunk in enumerate(row["rag_chunks"], start=1) if chunk["is_gold"]]
        for row in rows(output, "rag_prepared_data.jsonl")
    }
    for row in some(rows(output, "drafts.jsonl")):
        for turn in some(row["turns"]):
            assert {citation["rank"] for citation in turn["citations"]} == set(gold[row["id"]])


def test_no_conversation_begins_as_another_one_of_its_kind_does(output: Path) -> None:
    failed = {row["_key"]: row["rag_failed"] for row in rows(output, "rag_prepared_data.jsonl")}
    asked = Counter((row["turns"][0]["question"], failed[row["id"]]) for row in rows(output, "drafts.jsonl"))
    assert asked.most_common(1)[0][1] == 1
