"""Chunks that share rare words belong together: not by the words of one name, nor by what their document is about."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from openbook.contexts.candidates import Candidates
from openbook.contexts.links import linked
from openbook.contexts.repetition import Guard
from openbook.records import Chunk
from openbook.retrieval.index import Index


def chunk(source: str, text: str, ordinal: int = 0) -> Chunk:
    start = 1_000 * ordinal
    return Chunk(f"{source}#{ordinal}", source, source, start, start + len(text), text, (), ordinal)


OTHERS = [
    f"Page {n} of the almanac tells what the weather was, when the boats left and how much was paid on board."
    for n in range(12)
] + [f"تروي صفحة التقويم {n} كيف كان الطقس في الميناء من يوم إلى يوم." for n in range(12)]


def links(texts: Sequence[str], others: Sequence[str] = OTHERS) -> list[str]:
    """The ids of what is linked to the first of the texts, each a document of its own."""
    corpus = [chunk(f"{n}.md", text) for n, text in enumerate((*texts, *others))]
    with tempfile.TemporaryDirectory() as folder:
        candidates = Candidates(corpus, Index.build(corpus, Path(folder)), Guard(0.3), 0)
        return [other.id for other in linked(corpus[0], candidates, Guard(0.3))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The regatta of Saint Bellamy Point was won by a crew of bakers of the upper town.",
            "Quarried limestone of Saint Bellamy Point fills the new depot.",
        ),
        (
            "فاز طاقم من الخبازين بسباق القوارب في رأس القديس بلامي يوم الأحد.",
            "نقل الحجر الجيري من رأس القديس بلامي إلى محطة القطار الجديدة.",
        ),
        (
            "金钟罩剑派的弟子每年秋天在山上举行划船比赛。",
            "新车站的石料来自采石场，旁边住着金钟罩剑派的老人。",
        ),
    ],
)
def test_the_words_of_one_name_are_one_thing_that_two_texts_share(one: str, other: str) -> None:
    assert links([one, other]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The regatta of Bellamy was won by a crew of bakers under their captain, Oda Quist.",
            "Quist baked rye bread in the town; the regatta made her known up to Bellamy.",
        ),
        (
            "فاز طاقم من الخبازين بسباق القوارب في بلامي بقيادة القبطان كويست.",
            "كانت كويست تخبز الشوفان في القرية، وجعلها سباق القوارب معروفة حتى بلامي.",
        ),
        (
            "金钟罩的弟子每年秋天在山上举行划船比赛。",
            "划船的老人住在采石场旁边，曾经学过金钟罩，秋天仍然上山。",
        ),
    ],
)
def test_what_stands_apart_in_one_of_two_texts_counts_one_by_one(one: str, other: str) -> None:
    assert links([one, other]) == ["1.md#0"]


def document(subject: str, told: Sequence[str]) -> list[Chunk]:
    return [chunk("quist.md", f"{subject} {one}", ordinal) for ordinal, one in enumerate(told)]


TOLD = (
    "was born in a mill and had a lathe of walnut.",
    "walked to the capital at nineteen.",
    "sold a lathe to the navy.",
    "lost a lawsuit about rope.",
    "is painted on a tin of tea.",
)


def linked_within(chunks: Sequence[Chunk]) -> list[str]:
    corpus = [*chunks, *(chunk(f"{n}.md", text) for n, text in enumerate(OTHERS))]
    with tempfile.TemporaryDirectory() as folder:
        candidates = Candidates(corpus, Index.build(corpus, Path(folder)), Guard(0.3), 0)
        return [other.id for other in linked(corpus[0], candidates, Guard(0.3))]


def test_what_a_document_is_about_joins_no_two_of_its_chunks() -> None:
    assert linked_within(document("Quist, the inventor,", TOLD)) == []


def test_what_few_of_its_chunks_have_joins_two_of_them() -> None:
    few = [*document("Quist, the inventor,", TOLD[:3]), *document("She", TOLD)[3:]]
    assert linked_within(few) == ["quist.md#2"]


def test_two_chunks_of_two_documents_are_joined_by_what_one_of_these_is_about() -> None:
    other = chunk("navy.md", "For the navy Quist, an inventor, turned a lathe by hand.")
    assert "navy.md#0" in linked_within([*document("Quist, the inventor,", TOLD), other])
