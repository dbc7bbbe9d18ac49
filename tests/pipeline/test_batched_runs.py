"""Whole runs whose calls go in batches: the same records, and a kill sends nothing twice."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from judging_server import judged_by, judging
from whole_runs import Configured, data_files, run_quietly, serving, write_documents

sys.path.append(str(Path(__file__).resolve().parents[1] / "llm"))
from mock_batches import MockBatches


@contextmanager
def providing(kind: str, **settings: Any) -> Iterator[MockBatches]:
    """Run a mock provider on a thread of its own while the block runs."""
    loop = asyncio.new_event_loop()
    provider = MockBatches(kind, **settings)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(provider.__aenter__(), loop).result(10)
    try:
        yield provider
    finally:
        asyncio.run_coroutine_threadsafe(provider.__aexit__(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def batched(kind: str, url: str) -> dict[str, dict[str, Any]]:
    both = {"model": "mock", "base_url": url, "mode": "batch", "batch": kind, "api_key": "sk-secret"}
    api = {f"{size}_{key}": value for size in ("small", "large") for key, value in both.items()}
    return {"api": api, "retrieval": {"query": "chunk"}}


@pytest.mark.whole
@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", ["openai", "anthropic", "gemini"])
def test_a_run_in_batches_makes_the_records_of_a_run_in_calls(configured: Configured, kind: str) -> None:
    structured = {"generation": {"structured": "off"}}
    with serving() as server:
        run_quietly(configured("calls", server.url, **structured))
        calls = server.answered
    with providing(kind, looks=0) as provider:
        summary = run_quietly(configured("batches", **batched(kind, provider.url), **structured))
        assert sum(provider.answered.values()) == calls
        assert set(provider.answered.values()) == {1}
        assert len(provider.batches) < 20
    assert summary.counts.calls["large"].sent > 0
    output = summary.output_dir
    one, other = data_files(output), data_files(output.parent / "calls")
    same = {"axolotl_rag_conversations.jsonl", "rag_prepared_data.jsonl", "rejected.jsonl"}
    assert {name: one[name] for name in same} == {name: other[name] for name in same}


@pytest.mark.slow
def test_drafts_are_judged_in_batches_too(configured: Configured, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer=judging) as server:
        run_quietly(configured("calls", server.url, **judged_by(server.url, audit=0.2)))
        calls = server.answered
    monkeypatch.setattr("mock_batches.answer", judging)
    with providing("openai", looks=0) as provider:
        judge = {"model": "judge", "base_url": provider.url, "batch": "openai", "api_key": "sk-secret"}
        verify = judged_by("", audit=0.2)
        verify["verify"]["judge"] = judge
        summary = run_quietly(configured("batches", **batched("openai", provider.url), **verify))
        assert sum(provider.answered.values()) == calls
        assert set(provider.answered.values()) == {1}
    assert summary.counts.calls["judge"].sent > 0
    one, other = data_files(summary.output_dir), data_files(summary.output_dir.parent / "calls")
    same = {"axolotl_rag_conversations.jsonl", "drafts.jsonl", "rejected.jsonl"}
    assert {name: one[name] for name in same} == {name: other[name] for name in same}


@pytest.mark.slow
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.long)])
def test_a_run_that_is_killed_goes_on_with_its_batches_and_sends_nothing_twice(tmp_path: Path, kills: int) -> None:
    documents = write_documents(tmp_path / "documents", documents=4)
    with providing("openai", looks=kills) as provider:
        config = tmp_path / "config.yaml"
        paths = {"input_dir": str(documents), "output_dir": str(tmp_path / "output")}
        sections = {"path": paths, "system": {"chunk_size": 500}} | batched("openai", provider.url)
        config.write_text(json.dumps(sections), "utf-8")
        for _ in range(kills):
            run = subprocess.Popen([sys.executable, "-m", "openbook", "run", str(config), "--quiet"])
            before = sum(batch.looks for batch in provider.batches)
            while run.poll() is None and sum(batch.looks for batch in provider.batches) == before:
                time.sleep(0.01)
            run.send_signal(signal.SIGKILL)
            run.wait(60)
        provider.looks = 0
        assert (
            subprocess.run([sys.executable, "-m", "openbook", "run", str(config), "--quiet"], check=False).returncode
            == 0
        )
        assert set(provider.sent.values()) == {1}
        assert set(provider.answered.values()) == {1}
    assert (tmp_path / "output" / "axolotl_rag_conversations.jsonl").stat().st_size > 0
