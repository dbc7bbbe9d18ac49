"""Pages of one family can't stand beside each other, and that is found out once."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from openbook.contexts.candidates import ONE_FAMILY, Candidates
from openbook.contexts.counterparts import Counterparts, Walked
from openbook.contexts.hits import RankRange
from openbook.contexts.repetition import Guard
from openbook.records import Chunk
from openbook.retrieval.index import Index
from openbook.retrieval.sketch import Companions, sketch
from some import some

LIMIT = 0.3
COMMON = " ".join(f"shared{number}" for number in range(60))


def page(number: int, common: str) -> Chunk:
    own = " ".join(f"own{number}x{place}" for place in range(40))
    return Chunk(f"{number}", f"{number}.md", f"{number}.md", 0, 1, f"{own} {common}", (), 0)


class Read(list[Chunk]):
    """Chunks that remember how often they were read."""

    def __init__(self, chunks: list[Chunk]) -> None:
        super().__init__(chunks)
        self.times = 0

    def __getitem__(self, place: int) -> Chunk:  # type: ignore[override]
        self.times += 1
        return super().__getitem__(place)


@contextmanager
def candidates_of(chunks: Read) -> Iterator[Candidates]:
    with tempfile.TemporaryDirectory() as folder:
        yield Candidates(chunks, Index.build(chunks, Path(folder)), Guard(LIMIT), 0)


def random(candidates: Candidates, gold: Chunk, place: str) -> list[str]:
    beside = Companions.of([sketch(gold.text)], LIMIT)
    return [one.chunk.id for one in candidates.random((gold,), beside, place)]


def test_beside_gold_whose_family_is_the_corpus_nothing_more_is_read_at_the_next_place() -> None:
    chunks = Read([page(number, COMMON) for number in range(3 * ONE_FAMILY)])
    gold = chunks[0]
    with candidates_of(chunks) as candidates:
        assert random(candidates, gold, "first") == []
        chunks.times = 0
        assert random(candidates, gold, "second") == []
        found = candidates.retrieve(gold.text, is_chunk=True)
        beside = Companions.of([sketch(gold.text)], LIMIT)
        assert not list(candidates.hard(found, RankRange(1, 6), (gold,), beside, "third"))
        assert chunks.times == 0
        assert candidates.families == 3


def test_pages_outside_of_a_family_are_found_beside_a_member() -> None:
    chunks = Read([page(number, COMMON if number % 2 else "") for number in range(3 * ONE_FAMILY)])
    with candidates_of(chunks) as candidates:
        found = random(candidates, chunks[1], "first")
        assert found
        assert all(int(id_) % 2 == 0 for id_ in found)


def test_a_corpus_of_fewer_pages_is_looked_at_whole() -> None:
    chunks = Read([page(number, COMMON) for number in range(ONE_FAMILY // 2)] + [page(999, "")])
    with candidates_of(chunks) as candidates:
        assert random(candidates, chunks[0], "first") == ["999"]


def test_pages_that_were_found_once_are_not_looked_for_again() -> None:
    walked = []
    kept = Walked(walked.append(number) or page(number, "") for number in range(3))  # type: ignore[func-returns-value]
    assert next(iter(kept)).id == "0"
    assert [one.id for one in kept] == ["0", "1", "2"]
    assert [one.id for one in kept] == ["0", "1", "2"]
    assert walked == [0, 1, 2]


def test_all_members_of_a_family_are_held_against_the_same_pages() -> None:
    chunks = Read([page(number, COMMON) for number in range(6 * ONE_FAMILY)])
    with candidates_of(chunks) as candidates, patch.object(candidates, "nearness", wraps=candidates.nearness) as held:
        assert all(candidates.is_of_one_family(one) for one in some(list(chunks)))
        assert len({call.args[0] for call in held.call_args_list}) <= ONE_FAMILY + 1
        assert not any(map(candidates.has_company, chunks))


def test_a_page_of_a_longer_document_has_company_although_all_are_one_family() -> None:
    chunks = Read([page(number, COMMON) for number in range(2 * ONE_FAMILY)])
    second = replace(chunks[0], id="second", ordinal=2)
    with candidates_of(Read([chunks[0], second, *chunks[1:]])) as candidates:
        assert candidates.has_company(second)
        assert not candidates.has_company(chunks[1])


def test_a_page_without_a_fact_to_change_is_read_for_one_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def none(text: str, seed: int, id_: str, related: object = ()) -> None:
        asked.append(id_)

    monkeypatch.setattr("openbook.contexts.contradict.contradicting", none)
    chunks = Read([page(number, COMMON) for number in range(20)])
    with candidates_of(chunks) as candidates:
        counterparts = Counterparts(candidates, Guard(LIMIT), 0)
        for _ in range(3):
            assert not any(counterparts.by_rule(one, older=False) for one in chunks)
    assert sorted(asked) == sorted(one.id for one in chunks)
