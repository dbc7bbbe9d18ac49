"""Hits by meaning: vectors that are handed in or of a model in a folder, and both kinds of hits fused."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from openbook.errors import InputError
from openbook.records import Chunk
from openbook.retrieval.dense import Dense, Prefixes
from openbook.retrieval.embedder import LocalModel
from openbook.retrieval.index import Index
from openbook.retrieval.retriever import Fused, Lexical, Semantic

pytest.importorskip("numpy")

MEANINGS = {"ship": (1, 0, 0), "boat": (1, 0, 0), "vessel": (1, 0.1, 0), "oil": (0, 1, 0), "fuel": (0, 1, 0)}


class Meaning:
    """Vectors by what a few words mean."""

    async def prepare(self, texts: Sequence[str]) -> None:
        pass

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


def test_questions_and_chunks_get_what_the_model_wants_in_front_of_them(tmp_path: Path) -> None:
    class Noting(Meaning):
        seen: ClassVar[list[str]] = []

        def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
            self.seen.extend(texts)
            return super().embed(texts)

    dense = Dense.build(made("oil"), Noting(), tmp_path, Prefixes("query: ", "passage: "))
    dense.search("fuel", 1)
    dense.search("ship", 1, is_chunk=True)
    assert Noting.seen == ["passage: oil", "query: fuel", "passage: ship"]


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
