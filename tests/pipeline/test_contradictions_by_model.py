"""Whole runs in which a model changes the facts of contradicting passages, against a mock server."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from examiner import examiner
from test_batched_runs import batched, providing
from test_shards import in_shards
from whole_runs import data_files, run_quietly, serving

from mock_answers import last_message
from openbook.config import Config
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.progress import Progress

sys.path.append(str(Path(__file__).resolve().parents[1] / "contexts"))
from stations import handbook

STATED = re.compile(r"(\d+) (kilograms|minutes|litres)")
DATED = re.compile(r"As of (\d{4}), an estimated (\d+) ships")


def rewriting_examiner(body: dict[str, Any]) -> str:
    """Change a figure, or a dated one, where that is what the prompt wants."""
    system, text = str(body["messages"][0]["content"]), last_message(body)
    if not system.startswith("You test assistants"):
        return examiner(body)
    found = (DATED if "stood some years before" in system else STATED).search(text)
    if found is None:
        return "**NONE**"
    first, second = found[1], found[2]
    year_or_amount = int(first) - 7 if found.re is DATED else int(first) + 1000
    after = found[0].replace(first, str(year_or_amount), 1)
    after = after.replace(second, str(int(second) - 900), 1) if found.re is DATED else after
    return f"**BEFORE:** {found[0]}\n\n**AFTER:** {after}\n\n**MENTION:** Of the station it is said: {after}."


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    for page in handbook(16):
        path = tmp_path / "documents" / page.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")
    return tmp_path / "documents"


def configured(documents: Path, output: str, url: str, query: str = "question", **more: Any) -> Config:
    api: dict[str, Any] = {
        f"{size}_{key}": value for size in ("small", "large") for key, value in (("model", "mock"), ("base_url", url))
    }
    return Config.model_validate({
        "api": api | more,
        "path": {"input_dir": documents, "output_dir": documents.parent / output},
        "system": {"chunk_size": 900},
        "generation": {"structured": "off"},
        "scenarios": {"gold_hard": 0.6, "conflicting": 0.25, "outdated": 0.15, "conflicting_by": "model"},
        "curate": {"rounds": 0}, "verify": {"repairs": 0},
        "retrieval": {"query": query, "near_duplicate": 0.6},
    })  # fmt: skip


def lines(config: Config, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.path.output_dir / name).read_text("utf-8").splitlines()]


def step(body: dict[str, Any]) -> str:
    system = str(body["messages"][0]["content"])
    last = body["messages"][-1]["content"]
    if system.startswith("You test assistants"):
        return "contradict"
    return "ask" if last.endswith("Write the questions.") else "write" if last.endswith("conversation.") else "judge"


@pytest.mark.slow
def test_a_run_has_facts_changed_before_it_asks_and_a_repeated_one_sends_nothing(documents: Path) -> None:
    with serving(answer=rewriting_examiner) as server:
        config = configured(documents, "one", server.url)
        summary = run_quietly(config)
        steps = Counter(step(body) for body in server.requests)
        rows = lines(config, "rag_prepared_data.jsonl")
        changed = [row for row in rows if row["scenario"] in ("conflicting", "outdated")]
        told = [row for row in changed if any(chunk.get("synthetic") for chunk in row["rag_chunks"])]
        refused = [row["id"] for row in lines(config, "rejected.jsonl") if row["code"] == "not_contradicted"]
        assert steps["contradict"] == len(changed) == 19
        assert len(told) >= 10
        assert {row["_key"] for row in told}.isdisjoint(refused)
        assert all(any(chunk["is_gold"] for chunk in row["rag_chunks"]) for row in told)
        assert summary.counts.mismatches() == []
        assert summary.counts.scenarios["conflicting"] >= 6

        paid = len(server.requests)
        run_quietly(config)
        assert len(server.requests) == paid

        other = configured(documents, "two", server.url)
        run_quietly(other)
        assert data_files(other.path.output_dir) == data_files(config.path.output_dir)


@pytest.mark.parametrize(("query", "writing"), [("question", 2 * 48), ("chunk", 48)])
def test_a_plan_counts_the_calls_that_change_facts(documents: Path, query: str, writing: int) -> None:
    config = configured(documents, "three", "http://127.0.0.1:9/v1", query)
    forecast = plan(config, Progress()).summary.forecast
    assert forecast is not None
    assert forecast["large"].calls == writing + 19


@pytest.mark.whole
def test_facts_are_changed_in_a_phase_of_its_own_where_runs_share_a_journey(documents: Path) -> None:
    with serving(answer=rewriting_examiner) as server:
        run_quietly(configured(documents, "whole", server.url))
        calls = server.answered
        config = configured(documents, "shared", server.url)
        assert [phase for phase, _ in in_shards(config, 2)][:4] == ["judge", "contradict", "ask", "generate"]
        assert server.answered == 2 * calls
        run_quietly(config)
        assert server.answered == 2 * calls
    assert data_files(config.path.output_dir) == data_files(documents.parent / "whole")


@pytest.mark.whole
def test_facts_are_changed_in_batches_as_in_calls(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer=rewriting_examiner) as server:
        whole = configured(documents, "whole", server.url)
        run_quietly(whole)
        calls = server.answered
    monkeypatch.setattr("mock_batches.answer", rewriting_examiner)
    with providing("openai", looks=0) as provider:
        config = configured(documents, "batches", provider.url, **batched("openai", provider.url)["api"])
        run_quietly(config)
        assert sum(provider.answered.values()) == calls
    same = {"axolotl_rag_conversations.jsonl", "rag_prepared_data.jsonl", "rejected.jsonl"}
    one, other = data_files(config.path.output_dir), data_files(whole.path.output_dir)
    assert {name: one[name] for name in same} == {name: other[name] for name in same}
