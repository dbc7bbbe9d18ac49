"""A review of a whole run holds for the next one."""

import shutil
from contextlib import closing
from pathlib import Path

import orjson
import pytest

import openbook
from openbook.review.desk import Desk

QUICKSTART = Path(__file__).resolve().parents[2] / "examples" / "quickstart" / "documents"


@pytest.mark.whole
def test_what_was_decided_holds_for_the_next_run_and_its_counts(tmp_path: Path) -> None:
    documents, output = tmp_path / "documents", tmp_path / "output"
    documents.mkdir()
    for path in sorted(QUICKSTART.glob("*.md"))[:4]:
        shutil.copy(path, documents)
    (tmp_path / "config.yaml").write_text("path: {input_dir: documents, output_dir: output}\n", "utf-8")
    config = openbook.load_config(tmp_path / "config.yaml")
    before = openbook.run(config).summary
    assert before is not None
    drafts = (output / "drafts.jsonl").read_bytes()
    with closing(Desk(output, "Ada")) as desk:
        one, other = (row["key"] for row in desk.listed()["drafts"][:2])
        desk.decide(one, "reject", "too vague")
        turns = desk.shown(other)["turns"]
        desk.edit(other, [turn | {"question": f"Please: {turn['question']}"} for turn in turns], "", anyway=True)

    after = openbook.run(config).summary
    assert after is not None
    assert after.counts.mismatches() == []
    assert after.counts.records == before.counts.records - 1
    assert after.counts.items.rejected == before.counts.items.rejected + 1
    rows = [orjson.loads(line) for line in (output / "rejected.jsonl").read_bytes().splitlines()]
    assert [row["detail"] for row in rows if row["code"] == "turned_down"] == ["rejected by Ada: too vague"]
    assert (output / "axolotl_rag_conversations.jsonl").read_text("utf-8").count("Please: ") >= len(turns)
    assert (output / "drafts.jsonl").read_bytes() == drafts
