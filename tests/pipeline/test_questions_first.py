"""Whole runs in which questions are asked first, against a mock server."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from examiner import examiner
from whole_runs import data_files, run_quietly, serving

from openbook.config import Config
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.progress import Progress

sys.path.append(str(Path(__file__).resolve().parents[1] / "dialogue"))
from stations import SHARES_ALL, handbook


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    for page in handbook(16):
        path = tmp_path / "documents" / page.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")
    return tmp_path / "documents"


def configured(documents: Path, output: str, url: str, **retrieval: Any) -> Config:
    api = {
        f"{size}_{key}": value for size in ("small", "large") for key, value in (("model", "mock"), ("base_url", url))
    }
    return Config.model_validate({
        "api": api,
        "path": {"input_dir": documents, "output_dir": documents.parent / output},
        "system": {"chunk_size": 900},
        "generation": {"structured": "off"},
        "scenarios": SHARES_ALL,
        "curate": {"rounds": 0}, "verify": {"repairs": 0},
        "retrieval": {"query": "question", "near_duplicate": 0.6, **retrieval},
    })  # fmt: skip


def rows(config: Config, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.path.output_dir / name).read_text("utf-8").splitlines()]


@pytest.mark.slow
def test_a_run_asks_retrieves_and_answers_and_pays_again_only_for_what_changed(documents: Path) -> None:
    with serving(answer=examiner) as server:
        config = configured(documents, "one", server.url)
        summary = run_quietly(config)
        prepared = rows(config, "rag_prepared_data.jsonl")
        scenarios = Counter(row["scenario"] for row in prepared)
        assert sum(scenarios.values()) == len(prepared) == 48
        accepted = summary.counts.items.accepted
        why = Counter(row["detail"][:100] for row in rows(config, "rejected.jsonl"))
        assert accepted > 0.6 * len(prepared), why
        steps = Counter(_step(body) for body in server.requests)
        assert steps["ask"] >= 48
        assert steps["judge"] == 48
        records = rows(config, "axolotl_rag_conversations.jsonl")
        assert len(records) == accepted

        paid = len(server.requests)
        run_quietly(config)
        assert len(server.requests) == paid

        again = configured(documents, "one", server.url, hardness="medium")
        run_quietly(again)
        assert {_step(body) for body in server.requests[paid:]} == {"write"}

        other = configured(documents, "two", server.url)
        run_quietly(other)
        run_quietly(config)
        assert data_files(other.path.output_dir) == data_files(config.path.output_dir)


def test_a_plan_counts_questions_and_answers(documents: Path) -> None:
    config = configured(documents, "three", "http://127.0.0.1:9/v1")
    forecast = plan(config, Progress()).summary.forecast
    assert forecast is not None
    assert forecast["large"].calls == 2 * 48


def _step(body: dict[str, Any]) -> str:
    last = body["messages"][-1]["content"]
    return "ask" if last.endswith("Write the questions.") else "write" if last.endswith("conversation.") else "judge"
