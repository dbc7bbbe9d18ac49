"""A whole run against a mock server, and what a second one pays for."""

import json
from pathlib import Path

import pytest
from whole_runs import Configured, data_files, run_quietly, serving

from mock_server import Fault, error
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.pipeline.summary import exit_code


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_documents_become_records_and_everything_is_accounted_for(configured: Configured) -> None:
    with serving() as server:
        config = configured(url=server.url)
        summary = run_quietly(config)
    assert summary.counts.mismatches() == []
    assert summary.counts.records == summary.counts.items.accepted > 20
    assert summary.counts.calls["small"].sent == summary.counts.chunks.suitable + summary.counts.chunks.rejected
    records = rows(config.path.output_dir / "axolotl_rag_conversations.jsonl")
    assert len(records) == summary.counts.records
    assert all(record["segments"][-1]["label"] for record in records)


@pytest.mark.whole
def test_where_wanted_rules_stand_before_the_judge_that_is_paid_for(configured: Configured) -> None:
    licence = (
        "Permission is hereby granted, free of charge, to any person obtaining a copy. The software is provided"
        ' "as is", without warranty of any kind. In no event shall the authors be liable for any claim.'
        " Copyright 2020 the authors. All rights reserved."
    )
    with serving() as server:
        config = configured(url=server.url, skip={"rules_first": True})
        (config.path.input_dir / "LICENSE.txt").write_text(licence, "utf-8")
        summary = run_quietly(config)
    chunks = summary.counts.chunks
    by_rule = [row for row in rows(config.path.output_dir / "rejected.jsonl") if "licence" in row["detail"]]
    assert [(row["step"], row["code"], row["source"]) for row in by_rule] == [("judge", "unsuitable", "LICENSE.txt")]
    assert summary.counts.calls["small"].sent == chunks.suitable + chunks.rejected - 1


@pytest.mark.whole
def test_the_built_in_engine_declines_where_it_must_not_use_its_memory(configured: Configured) -> None:
    config = configured(scenarios={"gold_hard": 0.5, "missing_abstain": 0.5})
    run_quietly(config)
    kinds = {row["_key"]: row["scenario"] for row in rows(config.path.output_dir / "rag_prepared_data.jsonl")}
    declined = [row for row in rows(config.path.output_dir / "drafts.jsonl") if kinds[row["id"]] == "missing_abstain"]
    assert declined
    assert all("sources" in turn["answer"] for row in declined for turn in row["turns"])


@pytest.mark.whole
def test_a_second_run_pays_for_nothing_and_gives_the_same_bytes(configured: Configured) -> None:
    with serving() as server:
        config = configured(url=server.url)
        run_quietly(config)
        before, paid = data_files(config.path.output_dir), server.answered
        summary = run_quietly(config)
        assert server.answered == paid
    assert data_files(config.path.output_dir) == before
    assert summary.counts.calls["large"].sent == 0
    assert summary.counts.calls["large"].replayed > 0


@pytest.mark.whole
def test_another_concurrency_and_another_folder_give_the_same_bytes(configured: Configured) -> None:
    with serving() as server:
        one = configured("one", server.url, system={"concurrency_limit": 1})
        many = configured("many", server.url, system={"concurrency_limit": 64})
        run_quietly(one)
        run_quietly(many)
    assert data_files(one.path.output_dir) == data_files(many.path.output_dir)


@pytest.mark.whole
def test_a_stopped_run_goes_on_where_it_was_and_ends_with_the_same_bytes(configured: Configured) -> None:
    for stop_after in (1, 7, 30, 45):
        with serving() as server:
            whole = configured(f"whole{stop_after}", server.url)
            run_quietly(whole)
        switch = HaltSwitch()

        def answered(number: int, body: dict, switch: HaltSwitch = switch, stop: int = stop_after) -> None:
            if number == stop:
                switch.pull("interrupted")

        with serving(fault=answered) as server:
            stopped = configured(f"stopped{stop_after}", server.url, system={"concurrency_limit": 4})
            summary = run_quietly(stopped, switch)
            assert summary.halted == "interrupted"
            assert summary.counts.mismatches() == []
            assert summary.counts.chunks.pending + summary.counts.items.pending > 0
            run_quietly(stopped)
            assert server.stats()["repeated"] == 0
        assert data_files(stopped.path.output_dir) == data_files(whole.path.output_dir)


@pytest.mark.whole
def test_a_changed_failure_share_takes_effect_and_pays_only_for_what_changed(configured: Configured) -> None:
    with serving() as server:
        run_quietly(configured(url=server.url))
        first = server.answered
        config = configured(url=server.url, system={"rag_failure_percentage": 0.5})
        summary = run_quietly(config)
        changed = server.answered - first
    items = summary.counts.items
    assert items.failure == round(items.total * 0.5)
    assert summary.counts.calls["small"].sent == 0
    assert 0 < changed <= items.failure - round(items.total * 0.4) + 2


@pytest.mark.whole
def test_a_changed_grouping_or_template_pays_for_nothing(configured: Configured) -> None:
    with serving() as server:
        run_quietly(configured(url=server.url))
        paid = server.answered
        before = data_files(configured().path.output_dir)
        run_quietly(configured(url=server.url, system={"num_items_per_group": 5}))
        formats = {
            "system_format": "S {{system}}\n",
            "user_format": "U {{user}}\n",
            "assistant_format": "A {{assistant}}",
        }
        run_quietly(configured(url=server.url, system=formats))
        assert server.answered == paid
    assert data_files(configured().path.output_dir) != before


def test_a_limit_makes_few_items_and_a_larger_one_contains_them(configured: Configured) -> None:
    with serving() as server:
        few = configured("few", server.url)
        summary = run_quietly(few, limit=5)
        more = configured("more", server.url)
        run_quietly(more, limit=12)
    assert summary.counts.chunks.not_sampled == summary.counts.chunks.total - summary.counts.chunks.rejected - 5
    ids = [{row["_key"] for row in rows(config.path.output_dir / "rag_prepared_data.jsonl")} for config in (few, more)]
    assert len(ids[0]) == 5
    assert ids[0] < ids[1]


@pytest.mark.whole
def test_an_output_folder_among_the_documents_is_no_document(configured: Configured) -> None:
    config = configured("documents/output")
    first = run_quietly(config)
    second = run_quietly(configured("documents/another output"))
    assert first.counts.documents.total == second.counts.documents.total == 9


@pytest.mark.whole
def test_a_plan_writes_nothing(configured: Configured) -> None:
    from openbook.pipeline.look_ahead import plan

    config = configured("elsewhere")
    with Progress() as progress:
        assert plan(config, progress).summary.counts.chunks.total > 20
    assert not config.path.output_dir.exists()
    run_quietly(config)
    before = {path: path.read_bytes() for path in config.path.output_dir.rglob("*") if path.is_file()}
    with Progress() as progress:
        plan(configured("elsewhere", read={"max_depth": 100}), progress)
    assert {path: path.read_bytes() for path in config.path.output_dir.rglob("*") if path.is_file()} == before


def test_a_server_that_refuses_in_the_middle_of_judging_leaves_an_account_of_what_was_paid(
    configured: Configured,
) -> None:
    def revoked(number: int, _: object) -> Fault | None:
        return Fault(401, error("Incorrect API key provided", "invalid_api_key")) if number > 5 else None

    with serving(fault=revoked) as server:
        config = configured("revoked", server.url, system={"concurrency_limit": 2})
        summary = run_quietly(config)
    assert "key" in (summary.refusal or "")
    assert exit_code(summary) == 2
    assert summary.counts.chunks.pending > 0
    assert json.loads((config.path.output_dir / "small_model_tokens.json").read_bytes())["input_tokens"] > 0


@pytest.mark.whole
def test_an_extra_prompt_that_fails_on_an_item_spoils_no_other_file(configured: Configured, tmp_path: Path) -> None:
    extra = tmp_path / "extra.yaml"
    extra.write_text("- role: user\n  content: '{{ 1 / rag_chunks[99].n }} {{ text }}'\n", encoding="utf-8")
    with serving() as server:
        meta = {"do_meta_datagen": True, "meta_datagen_extras": [extra]}
        config = configured("meta", server.url, meta_datagen=meta)
        summary = run_quietly(config)
    assert "extra.yaml" in (summary.refusal or "")
    assert exit_code(summary) == 2
    assert (config.path.output_dir / "run.json").is_file()
    assert not (config.path.output_dir / "meta_datagen" / "meta_dataset.jsonl").exists()
