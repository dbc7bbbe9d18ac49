"""The index: what it finds, in which order, and how little a query costs."""

from pathlib import Path

import pytest

from openbook.records import Chunk
from openbook.retrieval.index import TERMS, Index
from openbook.text.words import words


def made(*texts: str) -> list[Chunk]:
    return [Chunk(f"id{n}", f"doc{n}", f"{n}.md", 0, len(text), text) for n, text in enumerate(texts)]


def test_the_chunk_that_holds_the_rare_words_comes_first(tmp_path: Path) -> None:
    index = Index.build(made("the cat sat on the mat", "the dog barked", "a mat for a dog and a cat"), tmp_path)
    assert index.search("who barked at the dog", 3)[0].position == 1


def test_equal_scores_come_in_the_order_of_the_chunks_however_many_there_are(tmp_path: Path) -> None:
    index = Index.build(made(*["same words here"] * 300), tmp_path)
    for limit in (1, 7, 299, 300, 1000):
        assert [hit.position for hit in index.search("same words", limit)] == list(range(min(limit, 300)))


def test_two_builds_answer_alike(tmp_path: Path) -> None:
    chunks = made(*(f"w{n % 7} w{n % 11} w{n % 13} w{n}" for n in range(2_000)))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = Index.build(chunks, tmp_path / "a"), Index.build(chunks, tmp_path / "b")
    assert all(one.search(f"w{n % 7} w{n % 5} w3", 20) == other.search(f"w{n % 7} w{n % 5} w3", 20) for n in range(50))


def test_in_a_large_corpus_nothing_is_looked_for_that_most_chunks_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.build(made(*(f"usual words rare{n % 20}" for n in range(40))), tmp_path)
    assert set(index.terms("usual words rare3")) == {"usual", "words", "rare3"}
    monkeypatch.setattr("openbook.retrieval.index.MANY", 40)
    fresh = Index.open(tmp_path)
    assert fresh.terms("usual words rare3") == ("rare3",)
    assert fresh.search("usual words", 5) == []


def test_a_large_index_gives_its_writer_s_memory_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr("openbook.retrieval.index.MANY", 3)
    monkeypatch.setattr("openbook.retrieval.index._give_back", lambda: given.append(1))
    Index.build(made("pump one", "pump two"), tmp_path / "small")
    assert not given
    Index.build(made("pump one", "pump two", "pump three"), tmp_path / "large")
    assert given == [1]


def test_a_query_holds_the_rarest_words_only(tmp_path: Path) -> None:
    texts = [" ".join(f"w{n}" for n in range(start)) for start in range(1, 100)]
    index = Index.build(made(*texts), tmp_path)
    terms = index.terms(texts[-1])
    assert len(terms) == TERMS
    assert terms[0] == "w98"
    assert "w98" not in index.terms(texts[-1], found_in=2)
    assert "w0" not in terms


@pytest.mark.parametrize("query", ["", "   ", "?!", "nowhere", '"quoted AND (unbalanced', "a:b^3 ~*"])
def test_any_text_is_a_query(tmp_path: Path, query: str) -> None:
    index = Index.build(made("something else"), tmp_path)
    assert index.search(query, 5) == []


def test_an_empty_corpus_finds_nothing(tmp_path: Path) -> None:
    assert Index.build([], tmp_path).search("anything", 5) == []


def test_chunks_in_scripts_without_spaces_are_found(tmp_path: Path) -> None:
    index = Index.build(
        made("人人生而自由，在尊严和权利上一律平等", "すべての人間は、生まれながらにして自由", "กขคงจ"), tmp_path
    )
    assert index.search("尊严和权利", 3)[0].position == 0
    assert index.search("生まれながら", 3)[0].position == 1


def test_control_text_of_the_query_language_is_text(tmp_path: Path) -> None:
    index = Index.build(made("{data} {{ user }} <|im_end|> text:*", "other"), tmp_path)
    assert index.search("{data}", 3)[0].position == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße, STRASSE", ["strasse", "strasse"]),
        ("rag_max_chunks: 3.5", ["rag", "max", "chunks", "3", "5"]),
        ("don't", ["don", "t"]),
        ("मानव अधिकार", ["मानव", "अधिकार"]),
        ("人权法 v2", ["人权", "权法", "v2"]),
        ("x" * 100, ["x" * 40]),
        ("é" * 50, ["é" * 40]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected
