"""The duplicates of a whole corpus: what says nothing new is left out, what says something stays."""

import random
from pathlib import Path
from unittest.mock import patch

from openbook.codes import Code
from openbook.records import Chunk, Rejected
from openbook.retrieval.duplicates import SAMPLED, Owners, find_duplicates, tell_duplicates
from openbook.retrieval.sketch import Sketch, sketch
from openbook.spool import Spool

RNG = random.Random(7)
WORDS = [f"{RNG.choice('bcdfgklmnprst')}{RNG.choice('aeiou')}{RNG.choice('lmnrst')}{n}" for n in range(3_000)]


def prose(seed: int, length: int) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(WORDS) for _ in range(length)]


def chunked(source: str, text: list[str], size: int = 150) -> list[Chunk]:
    pieces = [" ".join(text[start : start + size]) for start in range(0, len(text), size)]
    return [Chunk(f"{source}#{n}", source, source, n, n + len(piece), piece, (), n) for n, piece in enumerate(pieces)]


def test_a_text_without_repeats_stays_whole() -> None:
    assert list(find_duplicates(chunked("a.md", prose(1, 30_000)))) == []


def test_the_same_chunk_in_another_file_is_a_duplicate_and_the_first_one_stays() -> None:
    first, second = chunked("a.md", prose(1, 900)), chunked("b.md", prose(1, 900))
    found = list(find_duplicates(first + second))
    assert [one.id for one in found] == [one.id for one in second]
    assert {one.code for one in found} == {Code.DUPLICATE}
    assert "a.md" in found[0].detail
    assert found[0].source == "b.md"
    assert found[0].kind == "rejected"


def test_five_versions_of_a_manual_leave_one_versions_worth_of_chunks() -> None:
    """Each version changes a word in 200, and gains a sentence at the top, so that all chunks begin elsewhere."""
    manual = prose(2, 6_000)
    versions = []
    for version in range(5):
        text = [word if n % 200 or not version else f"new{version}" for n, word in enumerate(manual)]
        versions += chunked(f"v{version}/manual.md", prose(version, 23 * version) + text)
    left = len(versions) - len(list(find_duplicates(versions)))
    assert 40 <= left <= 40 + 4


def test_a_short_excerpt_after_the_text_goes_and_a_text_after_its_excerpt_stays() -> None:
    text = prose(3, 200)
    (long,), (short,) = chunked("long.md", text, 200), chunked("short.md", text[60:120], 200)
    (found,) = find_duplicates([long, short])
    assert (found.id, found.code) == (short.id, Code.NEAR_DUPLICATE)
    assert list(find_duplicates([short, long])) == []


def test_chunks_that_overlap_by_design_stay() -> None:
    text = prose(4, 3_000)
    pieces = [" ".join(text[start : start + 150]) for start in range(0, 3_000, 100)]
    assert list(find_duplicates([Chunk(str(n), "a", "a", n, n + 1, piece) for n, piece in enumerate(pieces)])) == []


def test_entries_made_from_one_template_stay() -> None:
    entries = [
        f"The option {a} of the {b} section sets how many {c} the {d} keeps before it writes them to {e}. "
        f"Its default is {n}; a value under {n // 2} slows {d} down."
        for n, (a, b, c, d, e) in enumerate(zip(*(prose(seed, 50) for seed in range(5)), strict=True))
    ]
    assert list(find_duplicates([Chunk(str(n), "a", "a", n, n + 1, text) for n, text in enumerate(entries)])) == []


def test_tiny_chunks_are_duplicates_only_word_for_word() -> None:
    texts = ["See also:", "See also", "See below", "", "", "***"]
    found = list(find_duplicates([Chunk(str(n), "a", f"{n}.md", 0, 1, text) for n, text in enumerate(texts)]))
    assert [(one.id, one.code) for one in found] == [("1", Code.DUPLICATE)]


def test_the_chunks_that_stay_come_with_their_sketches() -> None:
    chunks = [*chunked("a.md", prose(1, 900)), *chunked("b.md", prose(1, 300)), *chunked("c.md", prose(2, 600))]
    stays: list[Sketch] = []
    repeated: list[Rejected] = []
    tell_duplicates(chunks, repeated.append, stays=stays.append)
    gone = {one.id for one in repeated}
    assert gone
    assert stays == [sketch(chunk.text) for chunk in chunks if chunk.id not in gone]


def test_repeats_inside_a_document_are_found_and_a_spool_serves_as_well(tmp_path: Path) -> None:
    once = prose(5, 150)
    chunks = chunked("filler.pdf", once * 4)
    assert [one.id for one in find_duplicates(Spool(tmp_path, chunks))] == [one.id for one in chunks[1:]]


def test_a_large_corpus_is_looked_at_less_closely_and_all_that_is_repeated_is_found_all_the_same() -> None:
    once = chunked("a.md", prose(7, 30_000))
    changed = [word if n % 150 else f"new{n}" for n, word in enumerate(prose(7, 30_000))]
    owners: list[Owners] = []

    def remembered(most: int = 1 << 32) -> Owners:
        owners.append(Owners(1_000 if most < 1 << 32 else most))
        return owners[-1]

    with patch("openbook.retrieval.duplicates.Owners", remembered):
        found = find_duplicates([*once, *chunked("b.md", prose(7, 30_000)), *chunked("c.md", changed)])
    assert [one.id for one in found if one.code is Code.DUPLICATE] == [f"b.md#{n}" for n in range(len(once))]
    assert sum(one.code is Code.NEAR_DUPLICATE for one in found) > 0.9 * len(once)
    assert max(one.kept for one in owners) >= 2 * SAMPLED


def test_many_chunks_are_kept_apart() -> None:
    chunks = chunked("a.md", prose(6, 60_000), 12) + chunked("b.md", prose(6, 600), 12)
    found = list(find_duplicates(chunks))
    assert {one.source for one in found} == {"b.md"}
    assert len(found) == 50
