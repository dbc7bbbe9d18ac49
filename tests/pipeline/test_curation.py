"""The set as a whole: what is asked once, over what it is spread, and what is said of it."""

from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson
import pytest
from whole_runs import Configured, run_quietly, serving

from openbook.config import load_config
from openbook.errors import ConfigError


def rows(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def records_by_document(output: Path) -> Counter[str]:
    prepared = {row["_key"]: row["metadata"] for row in rows(output / "rag_prepared_data.jsonl")}
    over = {row["id"] for row in rows(output / "rejected.jsonl")}
    drafts = (row["id"] for row in rows(output / "drafts.jsonl"))
    return Counter(prepared[id_] for id_ in drafts if id_ not in over)


SHARED = "The ferry bell of Ammet rings at 07:15. The ferry mast of Ammet is 31 metres high. "


def with_shared_facts(documents: Path) -> None:
    """Add documents that say the same two things, each beside much of its own."""
    for n, (name, verb) in enumerate((("harbour", "moors"), ("station", "sleeps"), ("village", "trades"))):
        own = " ".join(
            f"Nobody of the {name} {verb} there on day {day} without leave number {day * 7 + n}." for day in range(5)
        )
        (documents / f"y{n}.md").write_text(f"# The {name}\n\n{SHARED}{own}\n", encoding="utf-8")


@pytest.mark.whole
def test_items_that_ask_the_same_are_left_out_and_the_first_stays(configured: Configured, tmp_path: Path) -> None:
    with_shared_facts(tmp_path / "documents")
    always = {"rag_failure_percentage": 0, "chunk_size": 700, "chunk_unit": "characters"}
    plain = run_quietly(configured("plain", system=always))
    strict = run_quietly(configured("strict", system=always, curate={"repeated_questions": 0.8}))
    assert plain.coverage["repeated_questions"] == 2
    assert strict.coverage["repeated_questions"] == 0
    assert strict.counts.records == plain.counts.records - 2
    assert strict.counts.mismatches() == []
    output = strict.output_dir
    repeated = [row for row in rows(output / "rejected.jsonl") if row["step"] == "curate"]
    assert {row["code"] for row in repeated} == {"duplicate_question"}
    assert {row["source"] for row in repeated} == {"y1.md", "y2.md"}
    kept = {row["id"] for row in rows(output / "drafts.jsonl")}
    assert all(any(id_ in row["detail"] for id_ in kept) for row in repeated), "each names the item that stays"


@pytest.mark.whole
def test_without_the_setting_everything_stays_and_repetitions_are_counted(configured: Configured) -> None:
    summary = run_quietly(configured())
    assert not [row for row in rows(summary.output_dir / "rejected.jsonl") if row["step"] == "curate"]
    assert summary.coverage["repeated_questions"] >= 0


@pytest.mark.slow
def test_records_are_spread_over_documents_where_that_is_wanted(configured: Configured, tmp_path: Path) -> None:
    long = tmp_path / "documents" / "zz-long.md"
    long.write_text(
        "# The cranes of the yard\n\n"
        + "\n\n".join(
            f"## Crane {n}\n\nThe crane {n} of the yard was built in {1900 + n} by the firm Holm {n}. "
            f"The crane {n} has {n + 3} hooks and lifts {n * 7 + 2} tonnes. The hook of crane {n} weighs {n + 40} kg, "
            f"and its rope is {n * 3 + 11} metres long when it is laid out on the quay beside the yard."
            for n in range(60)
        ),
        encoding="utf-8",
    )
    target, documents = 20, 10
    spread = run_quietly(configured("spread", curate={"target_records": target, "spread": ["documents"]}))
    chance = run_quietly(configured("chance", curate={"target_records": target}))
    most = {name: max(records_by_document(run.output_dir).values()) for name, run in (("s", spread), ("c", chance))}
    assert most["s"] <= target / documents + 1 < most["c"]
    assert spread.counts.records == chance.counts.records == target


def words_of(text: str) -> list[float]:
    vector = [0.0] * 64
    for word in text.lower().replace("?", "").split():
        vector[crc32(word.encode()) % 64] += 1
    return vector


@pytest.mark.whole
def test_paraphrases_are_told_by_vectors_that_are_paid_for_once(configured: Configured, tmp_path: Path) -> None:
    with_shared_facts(tmp_path / "documents")
    pytest.importorskip("numpy")

    def answer(body: dict[str, Any]) -> dict[str, Any]:
        data = [{"index": n, "embedding": words_of(text)} for n, text in enumerate(body["input"])]
        return {"data": data, "usage": {"prompt_tokens": len(data), "total_tokens": len(data)}}

    with serving(answer=answer) as server:
        retrieval = {"candidates": "hybrid", "embedding_model": "small", "embedding_base_url": server.url}
        always = {"rag_failure_percentage": 0, "chunk_size": 700, "chunk_unit": "characters"}
        config = configured(system=always, retrieval=retrieval, curate={"paraphrased_questions": 0.7})
        first = run_quietly(config)
        second = run_quietly(config)
    repeated = [row for row in rows(first.output_dir / "rejected.jsonl") if row["step"] == "curate"]
    assert {row["source"] for row in repeated} == {"y1.md", "y2.md"}, "others are as near, and name other things"
    assert first.counts.calls["embedding"].sent > first.counts.chunks.total
    assert second.counts.calls["embedding"].sent == 0
    assert second.counts.records == first.counts.records


def test_paraphrases_without_vectors_are_a_mistake_of_the_config(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("path: {input_dir: .}\ncurate: {paraphrased_questions: 0.9}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"curate\.paraphrased_questions: found 0\.9, .*retrieval\.candidates"):
        load_config(config)


@pytest.mark.whole
def test_coverage_says_what_is_asked_about_and_what_became_of_the_rest(configured: Configured) -> None:
    summary = run_quietly(configured(), limit=10)
    coverage = summary.coverage
    assert coverage["chunks"]["total"] == summary.counts.chunks.total
    assert 0 < coverage["chunks"]["asked"] <= 10
    assert 0 < coverage["facts"]["asked"] < coverage["facts"]["total"]
    headings = rows(summary.output_dir / "coverage.jsonl")
    assert sum(row["facts"] for row in headings) == coverage["facts"]["total"]
    assert any(row["left_out"].get("not_sampled") for row in headings)
    assert orjson.loads((summary.output_dir / "run.json").read_bytes())["coverage"] == coverage
    prepared = rows(summary.output_dir / "rag_prepared_data.jsonl")
    assert any(row.get("headings", [""])[0].startswith("The ") for row in prepared)
