"""Whole runs in which the model that will be trained answers too: calls like all others, and what pairs are made of."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from examiner import examiner
from learner import Learner
from stations import SHARES_ALL, handbook
from whole_runs import data_files, serving

from openbook.config import Config
from openbook.dataset.reexport import export_again
from openbook.dataset.stored import stored_config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import run
from openbook.pipeline.summary import Summary
from openbook.terminal.explain import explain
from some import some

TARGET = {"model": "learner", "base_url": "http://127.0.0.1:9/v1", "cost_per_million_input": 1.0}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    for page in handbook(6):
        path = tmp_path / "documents" / page.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")
    return tmp_path / "documents"


def configured(documents: Path, url: str, output: str = "output", **verify: Any) -> Config:
    sizes = [(size, key) for size in ("small", "large") for key in ("model", "base_url")]
    return Config.model_validate({
        "api": {f"{size}_{key}": url if key == "base_url" else "mock" for size, key in sizes},
        "path": {"input_dir": documents, "output_dir": documents.parent / output},
        "system": {"chunk_size": 900},
        "generation": {"structured": "off"},
        "scenarios": SHARES_ALL,
        "curate": {"rounds": 0},
        "verify": {"repairs": 0, "samples": 2, "target": TARGET, **verify},
        "retrieval": {"query": "question", "near_duplicate": 0.6},
        "export": {"formats": ["dpo"]},
    })  # fmt: skip


def sampling(config: Config, learner: Any) -> Summary:
    with Progress() as progress:
        return run(config, progress, HaltSwitch(), None, {"target": learner})


def drafts(config: Config) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.path.output_dir / "drafts.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.whole
def test_every_question_is_asked_so_often_and_paid_once_and_pairs_are_made_without_any_model(documents: Path) -> None:
    learner = Learner()
    with serving(answer=examiner) as server:
        config = configured(documents, server.url)
        with Progress() as progress:
            before = plan(config, progress).summary.forecast["target"]
        first = sampling(config, learner)
        files = data_files(config.path.output_dir)
        again = sampling(config, learner)
        with Progress() as progress:
            after = plan(config, progress).summary.forecast["target"]
    made = drafts(config)
    calls = first.counts.calls["target"].sent
    assert calls == len(learner.asked) == 2 * sum(len(row["turns"]) for row in made)
    assert {request.step for request in learner.asked} == {"sample"}
    assert again.counts.calls["target"].sent == 0
    assert data_files(config.path.output_dir) == files
    assert before.calls > 0
    assert before.cost > 0
    assert (after.calls, after.in_ledger, after.cost) == (calls, calls, 0)
    found = Counter(("right" in one, "code" in one) for row in made for one in row["sampled"])
    assert found[True, False] > 10
    assert found[False, True] > 10
    assert any(f"Of {found.total()} answers sampled of verify.target" in notice for notice in first.notices)
    (exported,) = export_again(stored_config(config.path.output_dir), ["dpo"], lambda: None).exported
    rows = [json.loads(line) for line in (exported.folder / "train.jsonl").read_text("utf-8").splitlines()]
    assert "sampled_answers" in {row["origin"] for row in rows}
    story = explain(config.path.output_dir, made[0]["id"])
    assert "sample" in {attempt["step"] for attempt in story.row["attempts"]}


@pytest.mark.whole
def test_a_spent_budget_ends_the_sampling_and_loses_no_draft(documents: Path) -> None:
    with serving(answer=examiner) as server:
        config = configured(documents, server.url)
        short = config.model_copy(update={"cost": config.cost.model_copy(update={"max_cost": 0.004})})
        stopped = sampling(short, Learner())
        part = drafts(config)
        whole = sampling(config, learner := Learner())
    assert stopped.halted == "budget"
    assert stopped.counts.items.pending == 0
    assert stopped.counts.items.accepted == whole.counts.items.accepted == len(part)
    assert 0 < sum("sampled" in row for row in part) < len(part)
    assert all("sampled" in row for row in some(drafts(config)))
    assert len(learner.asked) < 2 * sum(len(row["turns"]) for row in part)


@pytest.mark.whole
def test_a_run_without_samples_asks_nobody(documents: Path) -> None:
    with serving(answer=examiner) as server:
        config = configured(documents, server.url, samples=0, target=None)
        with Progress() as progress:
            run(config, progress, HaltSwitch())
    assert not any("sampled" in row for row in drafts(config))
    assert not (config.path.output_dir / "target_model_tokens.json").exists()
