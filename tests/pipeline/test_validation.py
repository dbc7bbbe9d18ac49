"""A whole run that holds records out, and one that exports as it goes."""

import json

import pytest
from whole_runs import Configured, run_quietly

from openbook.dataset.reexport import export_again
from openbook.dataset.stored import stored_config, stored_drafts


@pytest.mark.whole
def test_held_out_records_show_their_own_documents_and_no_training_record_does(configured: Configured) -> None:
    config = configured(export={"validation": 0.2, "formats": ["axolotl", "trl"]})
    summary = run_quietly(config)
    output = config.path.output_dir
    train, held = (
        (output / f"axolotl_rag_conversations{suffix}.jsonl").read_text("utf-8").splitlines()
        for suffix in ("", "_validation")
    )
    assert summary.counts.records == len(train) + len(held)
    sources = {draft.item.gold[0].source for draft in stored_drafts(output) if draft.item.held_out}
    assert sources
    assert 0 < len(held) < len(train)
    assert not [
        line for line in train for source in sources if f"Source: {source}" in json.loads(line)["segments"][0]["text"]
    ]
    exports = json.loads((output / "run.json").read_text())["exports"]
    assert [entry["format"] for entry in exports] == ["axolotl", "trl"]
    assert all(entry["errors"] == 0 for entry in exports)
    assert exports[0]["rows"] == {"train": len(train), "validation": len(held)}


@pytest.mark.whole
def test_a_finished_run_is_exported_again_to_the_same_bytes(configured: Configured) -> None:
    config = configured(export={"formats": ["axolotl", "sharegpt"]}, system={"template": "llama3"})
    run_quietly(config)
    files = sorted(path for path in (config.path.output_dir / "export").rglob("*") if path.is_file())
    before = [path.read_bytes() for path in files]
    export_again(stored_config(config.path.output_dir), ["axolotl", "sharegpt"], lambda: None)
    assert [path.read_bytes() for path in files] == before


@pytest.mark.whole
def test_records_that_are_too_long_are_counted_and_listed(configured: Configured) -> None:
    alone = {"rounds": 0}
    whole = run_quietly(configured("whole", curate=alone))
    lengths = whole.lengths
    config = configured("short", curate=alone, export={"max_tokens": int(lengths["p50"]) * 2 // 3})
    summary = run_quietly(config)
    assert summary.counts.mismatches() == []
    assert summary.counts.records == summary.counts.items.accepted < whole.counts.records
    rows = [json.loads(line) for line in (config.path.output_dir / "rejected.jsonl").read_bytes().splitlines()]
    too_long = [row for row in rows if row["code"] == "too_long"]
    assert len(too_long) == whole.counts.records - summary.counts.records
    assert summary.lengths["p100"] <= config.export.max_tokens


@pytest.mark.whole
def test_a_run_says_what_is_wrong_with_formats_of_the_users_own(configured: Configured) -> None:
    glued = {"system_format": "{{system}}", "user_format": "Human: {{user}}", "assistant_format": "AI: {{assistant}}"}
    notices = " ".join(run_quietly(configured(system=glued)).notices)
    assert "a turn begins right after the last character of another one" in notices
    assert "nothing tells the model to stop" in notices
    mended = {name: f"{text}</s>\n" for name, text in glued.items()}
    assert "a turn begins" not in " ".join(run_quietly(configured("mended", system=mended)).notices)
