"""Several sources are no more alike than other texts are that are near to each other."""

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from simulated import chunk
from test_resemblance import items

from openbook.contexts.candidates import Candidates
from openbook.contexts.repetition import Guard
from openbook.contexts.usual import are_usual, is_one_document_usual
from openbook.records import Chunk
from openbook.retrieval.index import Index
from some import some

COUNT = 120
COMMON = ["".join(random.Random(n).choices("abcdefghij", k=7)) for n in range(97)]


def islands(alike: float, *, together: bool = False) -> list[Chunk]:
    """Two pages on each island that share three rare words, in one document or two; of a part of the islands a long
    phrase too.
    """
    made = []
    for n in range(COUNT):
        for ordinal, page in ((0, "light"), (2, "crew")):
            draw = random.Random(f"{n} {page}")
            told = [COMMON[draw.randrange(len(COMMON))] for _ in range(40)]
            told[5:5] = [f"zebra{n}", "as the keepers have it who wrote of it" if n < alike * COUNT else ""]
            told[20:20], told[30:30] = [f"gorse{n}"], [f"larch{n}"]
            file = f"island{n}.md" if together else f"island{n}/{page}{n}.md"
            made.append(chunk(file, ordinal, " ".join(filter(None, told))))
    return made


def phrased(gold: tuple[Chunk, ...]) -> bool:
    return all("the keepers have it" in one.text for one in gold)


def combined(share: float) -> list[tuple[Chunk, ...]]:
    found = items(islands(0.3), {"multi_source": share, "gold_hard": 1 - share})
    return [item.gold for item in found if item.scenario == "multi_source"]


def candidates(chunks: list[Chunk], folder: Path) -> Candidates:
    return Candidates(chunks, Index.build(chunks, folder), Guard(0.6), 0)


def test_sources_are_no_more_alike_than_other_texts() -> None:
    few = combined(0.2)
    assert len(few) == 0.2 * 2 * COUNT
    assert sum(map(phrased, few)) / len(few) < 0.15


def test_sources_that_are_alike_serve_where_there_are_no_others() -> None:
    many = combined(0.9)
    assert len(many) == 0.9 * 2 * COUNT
    assert any(map(phrased, many))


def test_where_texts_are_alike_anyhow_so_are_sources(tmp_path: Path) -> None:
    chunks = islands(1.0)
    known = candidates(chunks, tmp_path)
    for pair in some(combinations(chunks[:12], 2)):
        assert are_usual(pair, known)


@pytest.mark.parametrize("together", [True, False])
def test_sources_of_one_document_are_usual_where_what_is_near_is_of_one(tmp_path: Path, together: bool) -> None:
    chunks = islands(0.0, together=together)
    known = candidates(chunks, tmp_path)
    one, other = chunks[:2]
    assert is_one_document_usual((one, replace(other, document_id=one.document_id)), known) is together
    assert not is_one_document_usual((one, chunks[3]), known)
