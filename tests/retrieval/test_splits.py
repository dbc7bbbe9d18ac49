"""Whole documents are held out, near-duplicates together, about as much as was wanted."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from openbook.records import Chunk
from openbook.retrieval.splits import held_out_documents
from some import some


def text(seed: int, words: int = 300) -> str:
    picked = random.Random(seed)
    return " ".join(f"word{picked.randrange(5000)}" for _ in range(words))


def document(name: str, pieces: Sequence[str]) -> list[Chunk]:
    return [Chunk(f"{name}-{n}", f"doc-{name}", f"{name}.md", 0, len(t), t, ordinal=n) for n, t in enumerate(pieces)]


def corpus(number: int, chunks: int = 3) -> list[Chunk]:
    return [c for n in range(number) for c in document(f"d{n}", [text(100 * n + k) for k in range(chunks)])]


def share_of(held: frozenset[str], chunks: Sequence[Chunk]) -> float:
    return sum(chunk.document_id in held for chunk in chunks) / len(chunks)


def test_about_the_wanted_share_is_held_out() -> None:
    chunks = corpus(60)
    for share in (0.05, 0.1, 0.25, 0.5):
        assert abs(share_of(held_out_documents(chunks, share, 0), chunks) - share) <= 0.02
    assert held_out_documents(chunks, 0.0, 0) == frozenset()


def test_near_duplicates_stay_on_one_side() -> None:
    for seed in range(12):
        chunks = corpus(6)
        first = [chunk.text for chunk in chunks if chunk.document_id == "doc-d0"]
        changed = first[0].replace("word1", "other1")
        chunks += document("version2", [changed, *first[1:]])
        chunks += document("excerpt", [first[1]])
        held = held_out_documents(chunks, 0.4, seed)
        assert len({"doc-d0", "doc-version2", "doc-excerpt"} & held) in (0, 3)


def test_of_many_shingles_few_are_remembered_and_tell_the_same() -> None:
    chunks = corpus(12, chunks=30)
    originals = [chunk.text for chunk in chunks if chunk.document_id == "doc-d0"]
    chunks += document("version2", [piece.replace("word42", "other") for piece in originals])
    for most in (1 << 32, 3000, 1000):
        sides = [held_out_documents(chunks, 0.3, seed, most) for seed in range(12)]
        assert all(len({"doc-d0", "doc-version2"} & held) in (0, 2) for held in some(sides))
        assert any(0 < len(held - {"doc-d0", "doc-version2"}) < 11 for held in some(sides))
        assert len({document for held in sides for document in held}) > 8  # no others are taken for one


@settings(max_examples=30)
@given(number=st.integers(0, 8), share=st.floats(0, 0.5), seed=st.integers(0, 5))
def test_something_is_held_out_where_there_is_something_to_divide_and_never_all(
    number: int, share: float, seed: int
) -> None:
    chunks = corpus(number, chunks=1)
    held = held_out_documents(chunks, share, seed)
    assert len(held) < max(number, 1)
    assert bool(held) == (number > 1 and share > 0)


def test_another_document_or_another_order_moves_nobody_else() -> None:
    chunks = corpus(40)
    held = held_out_documents(chunks, 0.2, 0)
    more = document("new", [text(9999)]) + chunks
    assert len(held ^ held_out_documents(more, 0.2, 0)) <= 2


def test_the_seed_decides_which() -> None:
    chunks = corpus(40)
    assert held_out_documents(chunks, 0.2, 0) != held_out_documents(chunks, 0.2, 1)


def test_a_large_document_that_would_lead_away_from_the_share_is_passed_over() -> None:
    chunks = document("large", [text(n) for n in range(50)]) + corpus(50, chunks=1)
    for seed in range(10):
        assert abs(share_of(held_out_documents(chunks, 0.1, seed), chunks) - 0.1) < 0.06
