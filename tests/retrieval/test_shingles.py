"""Shingles and containment: which texts say the same."""

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from openbook.retrieval.shingles import ShingleCache, containment, in_bytes, shingle_hashes, shingles

LONG = " ".join(f"word{n}" for n in range(200))


def test_a_copied_passage_of_forty_words_is_found_in_a_short_chunk() -> None:
    copied = " ".join(LONG.split()[50:90])
    assert containment(shingles(f"before {copied} after"), shingles(LONG)) > 0.8


def test_layout_case_and_punctuation_do_not_hide_a_copy() -> None:
    assert containment(shingles(LONG), shingles(LONG.upper().replace(" ", ",\n  "))) == 1


def test_texts_on_one_topic_are_not_the_same() -> None:
    assert containment(shingles(LONG), shingles(" ".join(reversed(LONG.split())))) == 0


def test_a_text_shorter_than_a_shingle_is_one() -> None:
    assert len(shingles("one two")) == 1
    assert containment(shingles("one two"), shingles("One, two!")) == 1
    assert shingles("...") == frozenset()
    assert containment(shingles(""), shingles("one two")) == 0


@given(st.text(), st.text())
def test_containment_is_a_symmetric_share(one: str, other: str) -> None:
    a, b = shingles(one), shingles(other)
    assert 0 <= containment(a, b) == containment(b, a) <= 1
    assert containment(a, a) == (1 if a else 0)


def test_the_cache_tells_what_the_function_tells() -> None:
    cache = ShingleCache(2)
    assert [cache(text) for text in ("a b c d e f", LONG, "x")] == [shingles(t) for t in ("a b c d e f", LONG, "x")]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(["one", "Two", "x" * 50, "été", "灯台", "-", "a.b"])).map(" ".join))
)
def test_each_run_of_words_has_its_hash(text: str) -> None:
    assert set(shingle_hashes(in_bytes(text))) == {crc32(" ".join(run).encode()) for run in shingles(text)}
