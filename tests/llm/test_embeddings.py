"""Vectors are calls like any other: in the ledger, within limits and budget, halted and replayed."""

import asyncio
import sqlite3
from array import array
from base64 import b64encode
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from calling import FakeTime, with_server

from mock_server import Fault, MockServer, error
from openbook.builtin import BuiltIn
from openbook.config import Config
from openbook.errors import Halt, OpenbookError, RefusedError, ServerError
from openbook.llm.embeddings import Vectors, embedding_request, halves
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.ledger.takeover import OLD_VECTORS_FILE
from openbook.llm.models import Models, open_models, replaying_models
from some import some


def vector(text: str) -> list[float]:
    return [float(len(text)), float(text.count("a")), 1.0]


def answer(body: dict[str, Any]) -> dict[str, Any]:
    """Give the vectors in another order than that of the texts, as servers may."""
    rows = [{"index": n, "embedding": vector(text)} for n, text in enumerate(body["input"])]
    return {
        "object": "list",
        "data": rows[::-1],
        "usage": {"prompt_tokens": 10 * len(rows), "total_tokens": 10 * len(rows)},
    }


def config_for(url: str, folder: Path, **cost: float) -> Config:
    retrieval = {"candidates": "dense", "embedding_model": "small", "embedding_base_url": url}
    retrieval |= {"embedding_api_key": "secret-key"}
    return Config.model_validate({"retrieval": retrieval, "path": {"output_dir": str(folder)}, "cost": cost})


async def embedded(folder: Path, config: Config, texts: Sequence[str]) -> tuple[Models, Any]:
    """Return the models and the vectors, or what came instead of them."""
    with Ledger.open(folder / LEDGER_FILE) as ledger:
        async with open_models(config, ledger, built_in=BuiltIn(), timing=FakeTime().timing()) as models:
            assert isinstance(models.vectors, Vectors)
            try:
                await models.vectors.prepare(texts)
            except OpenbookError as problem:
                return models, problem
            return models, [list(found) for found in models.vectors.embed(texts)]


def asked(server: MockServer, folder: Path, texts: Sequence[str], **cost: float) -> tuple[Models, Any]:
    async def go(server: MockServer) -> tuple[Models, Any]:
        return await embedded(folder, config_for(server.url, folder, **cost), texts)

    return with_server(server, go)


def test_vectors_are_asked_for_once_many_to_a_request(tmp_path: Path) -> None:
    texts = [f"a text {n}" for n in range(100)]
    server = MockServer(answer=answer)

    async def go(server: MockServer) -> list[tuple[Models, Any]]:
        return [await embedded(tmp_path, config_for(server.url, tmp_path), [*texts, texts[0]]) for _ in range(2)]

    (first, got), (again, same) = with_server(server, go)
    assert got == same == [vector(text) for text in [*texts, texts[0]]]
    assert sorted(len(body["input"]) for body in server.requests) == [4, 32, 32, 32]
    assert set(server.paths) == {"/v1/embeddings"}
    assert (first.counters["embedding"].sent, again.counters["embedding"].sent) == (100, 0)
    assert first.counters["embedding"].input_tokens == 1000, "shared out, and nothing lost"
    assert again.counters["embedding"].replayed == 101
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        assert list(ledger.verify()) == []
        assert ledger.totals()["embedding"].input_tokens == 1000
    assert all(b"secret-key" not in path.read_bytes() for path in some(tmp_path.iterdir()))


def test_an_answer_in_base64_is_the_same_vector(tmp_path: Path) -> None:
    packed = b64encode(array("f", vector("abc")).tobytes()).decode()
    server = MockServer(answer=lambda body: {"data": [{"index": 0, "embedding": packed}]})
    assert asked(server, tmp_path, ["abc"])[1] == [vector("abc")]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(503), Fault(429, headers={"Retry-After": "7"}), Fault(200, {"data": []}),
        Fault(200, {"data": [{"index": 0, "embedding": [1.0]}]}),
        Fault(200, {"data": [{"index": n, "embedding": [None]} for n in (0, 1)]}),
    ],
    ids=["503", "429", "no vectors", "too few", "not numbers"],
)  # fmt: skip
def test_what_may_pass_is_waited_for(tmp_path: Path, fault: Fault) -> None:
    server = MockServer(answer=answer, fault=lambda n, body: fault if n == 1 else None)
    assert asked(server, tmp_path, ["a", "bc"])[1] == [vector("a"), vector("bc")]
    assert server.seen == 2


def test_a_key_that_is_refused_names_its_key_in_the_config(tmp_path: Path) -> None:
    server = MockServer(fault=lambda n, body: Fault(401, error("Incorrect API key provided")))
    models, problem = asked(server, tmp_path, ["a"])
    assert isinstance(problem, ServerError)
    assert "retrieval.embedding_api_key" in str(problem)
    assert models.halted is not None


def taking(most: int) -> MockServer:
    """Return a server whose model takes texts of so many characters at most."""

    def fault(n: int, body: dict[str, Any]) -> Fault | None:
        size = max(map(len, body["input"]))
        return Fault(400, error(f"{size} tokens exceed the maximum context length of {most}")) if size > most else None

    return MockServer(answer=answer, fault=fault)


def test_a_text_that_is_too_long_is_halved_and_its_length_remembered(tmp_path: Path) -> None:
    long, longer = "word " * 60, "word " * 70
    server = taking(200)

    async def go(server: MockServer) -> list[tuple[Models, Any]]:
        config = config_for(server.url, tmp_path)
        return [await embedded(tmp_path, config, texts) for texts in (["short", long], ["short", long], [longer])]

    (_, first), (_, again), (_, other) = with_server(server, go)
    assert first[0] == vector("short")
    assert first == again
    assert 0.99 < first[1][0] <= 1.0, "the mean of unit vectors"
    assert len(other[0]) == 3
    sent = [text for body in server.requests for text in body["input"]]
    assert sent.count(long) == 2, "once among others, once alone, never again"
    assert longer not in sent, "what is longer still is not even tried"


def test_a_server_that_takes_fewer_texts_at_a_time_gets_fewer(tmp_path: Path) -> None:
    def fault(n: int, body: dict[str, Any]) -> Fault | None:
        size = len(body["input"])
        return Fault(422, {"error": f"batch size {size} > maximum allowed batch size 8"}) if size > 8 else None

    server = MockServer(answer=answer, fault=fault)
    texts = [f"a text {n}" for n in range(64)]
    assert asked(server, tmp_path, texts)[1] == [vector(text) for text in texts]
    assert server.seen - server.answered <= 8


def test_one_text_that_is_refused_fails_alone(tmp_path: Path) -> None:
    def fault(n: int, body: dict[str, Any]) -> Fault | None:
        return Fault(400, error("rejected by our content policy")) if "bad" in body["input"] else None

    async def go(server: MockServer) -> list[Any]:
        with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
            config = config_for(server.url, tmp_path)
            async with open_models(config, ledger, built_in=BuiltIn(), timing=FakeTime().timing()) as models:
                assert models.vectors is not None
                texts = ("good", "bad", "fine")
                calls = (models.vectors.model.reply(embedding_request("small", text)) for text in texts)
                return await asyncio.gather(*calls, return_exceptions=True)

    good, bad, fine = with_server(MockServer(answer=answer, fault=fault), go)
    assert isinstance(bad, RefusedError)
    assert (good.finish_reason, fine.finish_reason) == ("stop", "stop")


def test_the_budget_holds_for_vectors_too(tmp_path: Path) -> None:
    texts = ["a" * 400 + str(n) for n in range(200)]
    cost = {"cost_per_million_embedding_input": 1000.0, "max_cost": 2.0}
    models, problem = asked(MockServer(answer=answer), tmp_path, texts, **cost)
    assert isinstance(problem, Halt)
    assert models.halted_by == "budget"
    assert models.counters["embedding"].cost <= 2.0


def test_vectors_of_the_file_of_old_are_taken_over_and_the_file_goes(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / OLD_VECTORS_FILE)) as old, old:
        old.execute("CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        key = sha256(b"small\x1fknown").digest()
        old.execute("INSERT INTO vectors VALUES (?, ?)", (key, array("f", [3.0, 0.0, 4.0]).tobytes()))
    server = MockServer(answer=answer)
    assert asked(server, tmp_path, ["known", "new"])[1] == [[3.0, 0.0, 4.0], vector("new")]
    assert [body["input"] for body in server.requests] == [["new"]]
    assert not (tmp_path / OLD_VECTORS_FILE).exists()
    assert asked(server, tmp_path, ["known"])[1] == [[3.0, 0.0, 4.0]]


def test_looking_ahead_counts_vectors_and_sends_nothing(tmp_path: Path) -> None:
    async def go() -> Models:
        config = config_for("http://127.0.0.1:9/v1", tmp_path)
        models = replaying_models(config, None, asyncio.get_running_loop(), built_in=BuiltIn())
        assert models.vectors is not None
        with pytest.raises(Halt):
            await models.vectors.prepare(["word " * 100])
        return models

    estimate = asyncio.run(go()).estimates["embedding", "embed"]
    assert (estimate.calls, estimate.output_tokens) == (1, 0)
    assert 100 < estimate.input_tokens < 200


@pytest.mark.parametrize("text", ["word " * 40, "x" * 333, "語" * 100, "ab"])
def test_halves_make_the_whole_and_part_no_word_that_need_not_be(text: str) -> None:
    first, second = halves(text)
    assert first + second == text
    assert first
    assert " " not in text or second[0] == " "
