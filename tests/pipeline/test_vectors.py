"""A run whose contexts are looked for by vectors of an endpoint: what it sends, keeps and does without."""

from typing import Any

import pytest
from whole_runs import Configured, data_files, run_quietly, serving

from mock_server import Fault, error
from openbook.config import Config
from openbook.errors import ServerError
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.progress import Progress
from openbook.pipeline.summary import exit_code

pytest.importorskip("numpy")


def answer(body: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {"index": n, "embedding": [float(text.lower().count(letter)) for letter in "etaoinshrdlu"]}
        for n, text in enumerate(body["input"])
    ]
    return {"data": rows, "usage": {"prompt_tokens": 100 * len(rows), "total_tokens": 100 * len(rows)}}


def by_vectors(configured: Configured, url: str, candidates: str = "dense", **cost: float) -> Config:
    retrieval = {"candidates": candidates, "embedding_model": "small", "embedding_base_url": url}
    retrieval |= {"query_prefix": "query: ", "passage_prefix": "passage: "}
    return configured(retrieval=retrieval, cost=cost)


@pytest.mark.whole
@pytest.mark.one_in(2)
@pytest.mark.parametrize("candidates", ["dense", "hybrid"])
def test_vectors_are_paid_for_once_and_counted(configured: Configured, candidates: str) -> None:
    with serving(answer=answer) as server:
        config = by_vectors(configured, server.url, candidates, cost_per_million_embedding_input=1.0)
        first = run_quietly(config)
        files = data_files(config.path.output_dir)
        ahead = plan(config, Progress()).summary
        second = run_quietly(config)
    chunks = first.counts.chunks.total
    assert {text[:9] for body in server.requests for text in body["input"]} == {"passage: "}
    assert (first.counts.calls["embedding"].sent, second.counts.calls["embedding"].sent) == (chunks, 0)
    assert second.counts.calls["embedding"].replayed == chunks
    assert first.spent["embedding"].input_cost == pytest.approx(chunks * 100 / 1e6)
    assert (config.path.output_dir / "embedding_model_tokens.json").exists()
    assert data_files(config.path.output_dir) == files
    assert ahead.forecast is not None
    assert (ahead.forecast["embedding"].calls, ahead.forecast["embedding"].in_ledger) == (chunks, chunks)
    assert ahead.counts.items == first.counts.items, "looked for by the vectors that are there"


def test_without_vectors_items_wait_for_them_and_nothing_is_written_by_words(configured: Configured) -> None:
    with serving(answer=answer) as server:
        config = by_vectors(configured, server.url, cost_per_million_embedding_input=1.0, max_cost=0.0001)
        summary = run_quietly(config)
    assert summary.halted == "budget"
    assert summary.counts.items.pending == summary.counts.items.total > 0
    assert exit_code(summary) == 1


def test_a_server_that_refuses_vectors_ends_the_run_with_its_key(configured: Configured) -> None:
    with (
        serving(fault=lambda n, body: Fault(401, error("Incorrect API key provided"))) as server,
        pytest.raises(ServerError, match=r"retrieval\.embedding_api_key"),
    ):
        run_quietly(by_vectors(configured, server.url))


@pytest.mark.whole
def test_a_chunk_that_a_server_refuses_to_embed_is_found_by_no_vector_and_told(configured: Configured) -> None:
    def fault(n: int, body: dict[str, Any]) -> Fault | None:
        return (
            Fault(400, error("rejected by our content policy")) if any("harbour" in t for t in body["input"]) else None
        )

    with serving(answer=answer, fault=fault) as server:
        summary = run_quietly(by_vectors(configured, server.url))
    assert any("found by no vector" in notice for notice in summary.notices)
    assert summary.counts.items.pending == 0
    assert summary.counts.items.total > 20
