"""Runs that share a journey pay for its parts, and the files are those of one run."""

from pathlib import Path
from typing import Any

import pytest
from examiner import examiner
from whole_runs import Configured, data_files, run_quietly, serving

from mock_server import Fault, error
from openbook.config import Config
from openbook.errors import InputError, OutputError
from openbook.llm.ledger import Ledger
from openbook.llm.shard_model import Shard
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.merging import Merged, merge
from openbook.pipeline.progress import Progress
from openbook.pipeline.shards import Shared, run_shard
from some import some


def shard(config: Config, number: int, of: int, switch: HaltSwitch | None = None) -> Shared:
    with Progress() as progress:
        return run_shard(config, Shard(number, of), progress, switch or HaltSwitch())


def merged(config: Config, *more: Path, again: bool = False) -> Merged:
    with Progress() as progress:
        return merge(config, progress, more, again=again)


def in_shards(config: Config, of: int) -> list[tuple[str, int]]:
    """Run shards and merge until no phase is open; return the phases as they came."""
    phases = []
    while (opened := merged(config).open) is not None:
        phases.append((opened.phase, opened.round))
        for number in range(1, of + 1):
            done = shard(config, number, of)
            assert done.open is None or done.open.phase == opened.phase
            assert done.left == 0
        assert len(phases) < 20
    return phases


@pytest.mark.whole
def test_shards_pay_once_for_what_one_run_pays_and_the_bytes_are_the_same(configured: Configured) -> None:
    with serving() as server:
        run_quietly(configured("whole", server.url))
        calls = server.answered
        server.bodies.clear()
        config = configured("shared", server.url)
        phases = in_shards(config, 3)
        assert phases[:2] == [("judge", 1), ("generate", 1)]
        assert server.stats()["repeated"] == 0
        assert server.answered == 2 * calls
        summary = run_quietly(config)
        assert server.answered == 2 * calls, "the run that writes the files sent something"
    assert summary.counts.calls["large"].sent == 0
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "whole")
    assert summary.paid["large"].output_tokens == sum_of(config.path.output_dir.parent / "whole")


def sum_of(folder: Path) -> int:
    ledger = Ledger.look(folder / "openbook.db")
    assert ledger is not None
    with ledger:
        return ledger.totals()["large"].output_tokens


@pytest.mark.slow
def test_questions_that_are_asked_first_are_a_phase_of_their_own(configured: Configured) -> None:
    with serving(answer=examiner) as server:
        asking: dict[str, dict[str, Any]] = {"retrieval": {"query": "question"}, "generation": {"structured": "off"}}
        run_quietly(configured("whole", server.url, **asking))
        config = configured("shared", server.url, **asking)
        assert [phase for phase, _ in in_shards(config, 2)][:3] == ["judge", "ask", "generate"]
        run_quietly(config)
    assert data_files(config.path.output_dir) == data_files(config.path.output_dir.parent / "whole")


def test_a_shard_pays_for_the_open_phase_and_nothing_else(configured: Configured) -> None:
    with serving() as server:
        config = configured("shared", server.url)
        done = shard(config, 1, 1)
        assert done.open is not None
        assert (done.open.phase, done.left) == ("judge", 0)
        assert all("passages" not in str(body.get("response_format", "")) for body in some(server.requests))
        judged = server.answered
        assert not (config.path.output_dir / "openbook.db").exists()
    assert judged == done.sent == 27


def test_a_shard_that_was_stopped_goes_on_and_pays_for_nothing_again(configured: Configured) -> None:
    with serving(latency=0.02) as server:
        config = configured("shared", server.url, system={"concurrency_limit": 2})
        switch = HaltSwitch()
        switch.pull("interrupted")
        stopped = shard(config, 1, 2, switch)
        assert (stopped.halted, stopped.sent) == ("interrupted", 0)
        assert stopped.left > 0
        first, again = shard(config, 1, 2), shard(config, 1, 2)
        assert first.sent == stopped.left
        assert (again.sent, again.left) == (0, 0)
        assert server.stats()["repeated"] == 0


def test_merging_twice_joins_nothing_twice(configured: Configured) -> None:
    with serving() as server:
        config = configured("shared", server.url)
        done = shard(config, 2, 2)
        assert list(merged(config).joined.values()) == [done.sent]
        assert list(merged(config).joined.values()) == [0]
    ledger = Ledger.look(config.path.output_dir / "openbook.db")
    assert ledger is not None
    with ledger:
        assert list(ledger.verify()) == []
        assert [account.calls for account in ledger.accounts(everybody=True)] == [done.sent]


def test_a_ledger_from_another_machine_is_joined_by_its_path(configured: Configured, tmp_path: Path) -> None:
    with serving() as server:
        config = configured("shared", server.url)
        done = shard(config, 1, 2)
        done.folder.rename(tmp_path / "brought")
        assert merged(config).joined == {}
        assert list(merged(config, tmp_path / "brought").joined.values()) == [done.sent]
    with pytest.raises(InputError, match="there is no ledger"):
        merged(config, tmp_path / "nowhere")


def test_a_request_that_is_refused_holds_nobody_up_and_is_tried_again_where_wanted(configured: Configured) -> None:
    def fault(_: int, body: object) -> Fault | None:
        return Fault(400, error("this prompt is not allowed", "content_policy")) if "dredger 3" in str(body) else None

    with serving(fault=fault) as server:
        config = configured("shared", server.url)
        failed = shard(config, 1, 2).failed + shard(config, 2, 2).failed
        assert failed > 0
        opened = merged(config).open
        assert opened is not None
        assert opened.phase == "generate"
        server.fault = None
        opened = merged(config, again=True).open
        assert opened is not None
        assert (opened.phase, opened.waiting) == ("judge", failed)


def test_shards_share_what_may_be_spent(configured: Configured) -> None:
    with serving() as server:
        cost = {"cost_per_million_small_input": 1000.0, "max_cost": 8.0}
        config = configured("shared", server.url, cost=cost, system={"concurrency_limit": 1})
        spent = []
        for _ in range(2):
            assert {shard(config, number, 2).halted for number in (1, 2)} == {"budget"}
            merged(config)
            ledger = Ledger.look(config.path.output_dir / "openbook.db")
            assert ledger is not None
            with ledger:
                spent.append(ledger.totals()["small"].input_tokens / 1000)
    assert 4.0 < spent[0] <= spent[1] <= 8.0


def test_a_merge_waits_for_no_shard_that_is_at_work(configured: Configured) -> None:
    with serving() as server:
        config = configured("shared", server.url)
        done = shard(config, 1, 2)
        with Ledger.open(done.folder / "openbook.db"), pytest.raises(OutputError, match="another run is using"):
            merged(config)


@pytest.mark.parametrize("text", ["", "1", "3/2", "1/0", "a/b", "-1/2", "1/2/3"])
def test_a_shard_is_named_by_its_number_and_how_many_there_are(text: str) -> None:
    with pytest.raises(InputError, match="wanted i/N"):
        Shard.parse(text)


def test_shards_may_be_counted_from_0() -> None:
    assert [Shard.parse(text) for text in ("0/2", "1/2", "2/2")] == [Shard(2, 2), Shard(1, 2), Shard(2, 2)]
