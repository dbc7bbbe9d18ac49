"""Hits by meaning: vectors of a local server or a model in a folder, and both kinds of hits fused."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from openbook.errors import InputError, ServerError
from openbook.records import Chunk
from openbook.retrieval.dense import Dense
from openbook.retrieval.embeddings import Endpoint, LocalModel
from openbook.retrieval.index import Index
from openbook.retrieval.retriever import Fused, Lexical, Semantic

pytest.importorskip("numpy")

MEANINGS = {"ship": (1, 0, 0), "boat": (1, 0, 0), "vessel": (1, 0.1, 0), "oil": (0, 1, 0), "fuel": (0, 1, 0)}


class Meaning:
    """Vectors by what a few words mean."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [[sum(MEANINGS.get(word, (0, 0, 0.2))[n] for word in text.split()) for n in range(3)] for text in texts]


def made(*texts: str) -> list[Chunk]:
    return [Chunk(f"id{n}", f"doc{n}", f"{n}.md", 0, len(text), text) for n, text in enumerate(texts)]


TEXTS = ("the ship sails", "oil burns", "the cat sleeps", "a boat and a vessel")


def test_what_means_the_same_is_found_without_a_common_word(tmp_path: Path) -> None:
    dense = Dense.build(made(*TEXTS), Meaning(), tmp_path)
    assert [hit.position for hit in dense.search("fuel", 2)] == [1, 3]
    assert {hit.position for hit in dense.search("vessel", 2)} == {0, 3}


def test_more_hits_only_add_to_the_end_and_ties_keep_the_order(tmp_path: Path) -> None:
    dense = Dense.build(made(*["ship"] * 50, *TEXTS), Meaning(), tmp_path)
    longest = dense.search("boat", 100)
    assert len(longest) == 54
    for limit in range(1, 54):
        assert dense.search("boat", limit) == longest[:limit]
    assert [hit.position for hit in longest[:50]] == list(range(50))


def test_an_empty_corpus_or_query_finds_nothing_wrong(tmp_path: Path) -> None:
    assert Dense.build([], Meaning(), tmp_path).search("ship", 3) == []
    assert len(Dense.build(made(*TEXTS), Meaning(), tmp_path).search("", 3)) == 3


def test_fused_hits_have_both_say(tmp_path: Path) -> None:
    chunks = made(*TEXTS)
    lexical = Lexical(Index.build(chunks, tmp_path / "words"))
    semantic = Semantic(Dense.build(chunks, Meaning(), tmp_path / "vectors"))
    fused = Fused((lexical, semantic))
    found = fused.search("the fuel", 4, is_chunk=False)
    assert {hit.position for hit in found} == {0, 1, 2, 3}
    assert found[:2] == fused.search("the fuel", 2, is_chunk=False)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


@contextmanager
def embeddings(failures: Sequence[int] = (), wrong: bool = False) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server with /v1/embeddings on 127.0.0.1 that answers with these statuses first."""
    bodies: list[dict[str, Any]] = []
    left = list(failures)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            bodies.append({**body, "authorization": self.headers.get("Authorization")})
            status = left.pop(0) if left else 200
            vectors = Meaning().embed(body["input"])[: -1 if wrong else None]
            rows = [{"index": n, "embedding": vector} for n, vector in enumerate(vectors)]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps({"data": rows[::-1]} if status == 200 else {"error": "no"}).encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", bodies
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def test_vectors_of_an_endpoint_are_asked_for_once(tmp_path: Path) -> None:
    texts = [f"ship {n}" for n in range(100)]
    with embeddings() as (url, bodies):
        for _ in range(2):
            endpoint = Endpoint(url, "small", "secret", tmp_path / "embeddings.db")
            vectors = endpoint.embed([*texts, texts[0]])
            endpoint.close()
            assert [round(vector[2], 3) for vector in vectors] == [0.2] * 101
        assert sum(len(body["input"]) for body in bodies) == 100
        assert {body["model"] for body in bodies} == {"small"}
        assert {body["authorization"] for body in bodies} == {"Bearer secret"}
    assert b"secret" not in (tmp_path / "embeddings.db").read_bytes()


def test_passing_failures_are_tried_again_and_refusals_are_told(tmp_path: Path) -> None:
    with embeddings(failures=[503, 429]) as (url, bodies):
        endpoint = Endpoint(url, "small", None, tmp_path / "a.db", patience=0.001)
        assert len(endpoint.embed(["ship"])) == 1
        assert len(bodies) == 3
        endpoint.close()
    with embeddings(failures=[401]) as (url, bodies):
        endpoint = Endpoint(url, "small", None, tmp_path / "b.db", patience=0.001)
        with pytest.raises(ServerError, match="refuses embeddings: 401"):
            endpoint.embed(["ship"])
        assert len(bodies) == 1
        endpoint.close()
    with embeddings(wrong=True) as (url, bodies):
        endpoint = Endpoint(url, "small", None, tmp_path / "c.db", patience=0.0001)
        with pytest.raises(ServerError, match="gave no embeddings"):
            endpoint.embed(["ship", "boat"])
        endpoint.close()


def test_a_missing_or_broken_local_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        LocalModel(tmp_path / "nowhere")
    pytest.importorskip("model2vec")
    with pytest.raises(InputError, match="can't be read as a model2vec model"):
        LocalModel(tmp_path)


def test_a_local_model_embeds(tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    model2vec = pytest.importorskip("model2vec")
    tokenizers = pytest.importorskip("tokenizers")
    vocabulary = {"[UNK]": 0, "ship": 1, "boat": 2, "oil": 3}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = numpy.array([[0, 0, 0.1], [1, 0, 0], [0.9, 0.1, 0], [0, 1, 0]], dtype="float32")
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(tmp_path / "model")
    dense = Dense.build(made("ship", "oil", "boat"), LocalModel(tmp_path / "model"), tmp_path / "vectors")
    assert [hit.position for hit in dense.search("ship", 2)] == [0, 2]
