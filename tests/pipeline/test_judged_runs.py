"""Whole runs whose drafts a model judges: calls like all others, verdicts that are paid once, scores that stay."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from judging_server import STILL, judged_by, judging
from panel import kind_of_text
from whole_runs import Configured, data_files, run_quietly, serving

from mock_answers import answer, last_message
from openbook.cli import openbook
from openbook.codes import Code
from openbook.config import Config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.merging import merge
from openbook.pipeline.progress import Progress
from openbook.pipeline.shards import run_shard
from openbook.pipeline.summary import Summary


def rejected(summary: Summary, code: Code) -> int:
    return sum(count for (_, found), count in summary.reasons.items() if found is code)


def drafts(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / "drafts.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.whole
def test_a_threshold_that_changes_twice_costs_no_call_and_changes_what_is_kept(configured: Configured) -> None:
    with serving(answer=judging) as server:
        kept, sent = [], []
        for threshold in (0.5, 0.25, 0.75):
            made = configured(url=server.url, **judged_by(server.url, thresholds={"supported": threshold}))
            summary = run_quietly(made)
            kept.append(summary.counts.items.accepted)
            sent.append({size: made.sent for size, made in summary.counts.calls.items()})
            assert (
                summary.counts.items.accepted + rejected(summary, Code.CLAIM_UNSUPPORTED) == summary.counts.items.total
            )
            assert {row["scores"].get("judge.supported", 1.0) >= threshold for row in drafts(summary.output_dir)} == {
                True
            }
        calls = server.answered
    assert sent[0]["judge"] > 0
    assert sent[1:] == [{"small": 0, "large": 0, "judge": 0}] * 2
    assert kept[1] > kept[0] > kept[2]
    assert calls == sum(sent[0].values())


@pytest.mark.whole
def test_scores_stand_on_each_draft_and_the_run_tells_what_each_judge_said(configured: Configured) -> None:
    with serving(answer=judging) as server:
        summary = run_quietly(configured(url=server.url, **judged_by(server.url, audit=1)))
    said = summary.judges
    assert set(said) == {"supported", "understood"}
    total = summary.counts.items
    assert said["understood"].drafts == total.accepted + total.rejected
    assert said["supported"].drafts == total.success
    assert said["supported"].below == rejected(summary, Code.CLAIM_UNSUPPORTED)
    assert said["understood"].asked_again == said["understood"].drafts
    assert said["understood"].differ == 0
    assert 0 < said["supported"].differ <= said["supported"].asked_again
    assert said["supported"].difference > 0
    run = json.loads((summary.output_dir / "run.json").read_text("utf-8"))
    assert run["judges"]["supported"]["differ"] == said["supported"].differ
    for row in drafts(summary.output_dir)[:1]:
        assert {"judge.understood", "again.understood"} <= set(row["scores"])
        assert "judge.understood" in row["checks"]
    tokens = json.loads((summary.output_dir / "judge_model_tokens.json").read_text("utf-8"))
    assert tokens["input_cost"] == pytest.approx(tokens["input_tokens"] / 1e6)
    assert tokens["output_tokens"] > 0


@pytest.mark.slow
def test_several_processes_tell_what_each_judge_said_as_one_does(configured: Configured) -> None:
    with serving(answer=judging) as server:
        one = run_quietly(configured("one", server.url, **judged_by(server.url, audit=0.5)))
        calls = server.answered
        two = run_quietly(configured("two", server.url, run={"processes": 2}, **judged_by(server.url, audit=0.5)))
        assert server.answered == 2 * calls
    assert 0 < one.judges["understood"].asked_again < one.judges["understood"].drafts
    assert two.judges == one.judges
    assert two.counts.calls == one.counts.calls
    assert data_files(two.output_dir) == data_files(one.output_dir)


def test_a_run_without_a_judge_has_none_of_it(configured: Configured) -> None:
    with serving() as server:
        summary = run_quietly(configured(url=server.url, **STILL))
    assert summary.judges == {}
    assert set(summary.counts.calls) == {"small", "large"}
    assert not (summary.output_dir / "judge_model_tokens.json").exists()
    assert not any("judge" in name for row in drafts(summary.output_dir) for name in row["scores"])


def planned(config: Config) -> Any:
    with Progress() as progress:
        return plan(config, progress).summary.forecast


@pytest.mark.whole
def test_a_plan_counts_the_judges_calls_before_and_after_they_are_paid(configured: Configured) -> None:
    with serving(answer=judging) as server:
        config = configured(url=server.url, **judged_by(server.url, audit=0))
        before = planned(config)
        summary = run_quietly(config)
        after = planned(config)
    sent = summary.counts.calls["judge"].sent
    assert before["judge"].calls == before["large"].calls
    assert before["judge"].cost > 0
    assert sent <= after["judge"].calls == after["judge"].in_ledger
    assert after["judge"].cost == 0
    assert sent > 0


@pytest.mark.slow
def test_shards_pay_for_verdicts_once_and_the_bytes_are_the_same(configured: Configured) -> None:
    with serving(answer=judging) as server:
        run_quietly(configured("whole", server.url, **judged_by(server.url)))
        calls = server.answered
        config = configured("shared", server.url, **judged_by(server.url))
        for _ in range(10):
            with Progress() as progress:
                if merge(config, progress).open is None:
                    break
                for number in (1, 2):
                    assert run_shard(config, _shard(number, 2), progress, HaltSwitch()).left == 0
        summary = run_quietly(config)
        assert server.answered == 2 * calls
    assert summary.counts.calls["judge"].sent == 0
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "whole")


def _shard(number: int, of: int) -> Any:
    from openbook.llm.shard_model import Shard

    return Shard(number, of)


@pytest.mark.whole
def test_a_budget_that_the_judge_spends_stops_the_run_and_its_items_wait(configured: Configured) -> None:
    with serving(answer=judging) as server:
        config = configured(url=server.url, cost={"max_cost": 0.01}, **judged_by(server.url))
        stopped = run_quietly(config)
        assert stopped.halted == "budget"
        assert stopped.counts.items.pending > 0
        assert stopped.counts.items.accepted + stopped.counts.items.rejected > 0
        whole = run_quietly(configured(url=server.url, **judged_by(server.url)))
    assert whole.counts.items.pending == 0


@pytest.mark.whole
@pytest.mark.parametrize("use", ["small", "large"])
def test_one_of_the_two_models_can_judge(configured: Configured, use: str) -> None:
    with serving(answer=judging) as server:
        summary = run_quietly(configured(url=server.url, verify={"judge": use, "repairs": 0}, **STILL))
    assert summary.judges["understood"].drafts > 0
    assert set(summary.counts.calls) == {"small", "large"}


@pytest.mark.whole
def test_a_draft_without_a_verdict_is_left_out_and_counted(configured: Configured) -> None:
    def silent(body: dict[str, Any]) -> str:
        return "I'd rather not say." if kind_of_text(last_message(body)) else answer(body)

    with serving(answer=silent) as server:
        summary = run_quietly(configured(url=server.url, **judged_by(server.url, "understood")))
    assert summary.counts.items.accepted == 0
    assert rejected(summary, Code.UNJUDGED) > 0
    rows = (summary.output_dir / "rejected.jsonl").read_text("utf-8").splitlines()
    assert {row["step"] for row in map(json.loads, rows) if row["code"] == "unjudged"} == {"verify"}


def test_what_a_judge_said_belongs_to_an_items_story(configured: Configured) -> None:
    with serving(answer=judging) as server:
        summary = run_quietly(configured(url=server.url, **judged_by(server.url)))
    rows = map(json.loads, (summary.output_dir / "attempts.jsonl").read_text("utf-8").splitlines())
    row = next(row for row in rows if row["outcome"] == "claim_unsupported")
    told = CliRunner().invoke(openbook, ["explain", str(summary.output_dir), row["id"]]).output
    assert "verify_claims" in told
    assert "judge.supported: turn" in told
    assert "which no passage says" in told
    assert "judge.supported 0" in told
    assert '"verdict":"absent"' in told
