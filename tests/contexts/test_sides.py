"""Of which documents the passages of a context are tells nothing of what is asked."""

import random
from collections.abc import Mapping

import pytest
from simulated import chunk, simulate

from openbook.contexts.candidates import Candidates
from openbook.contexts.counterparts import Beside, Counterparts
from openbook.contexts.hits import RANKS, Side
from openbook.contexts.repetition import Guard
from openbook.contexts.sides import DistractorKind, Sides
from openbook.contexts.sizes import LONG
from openbook.records import Chunk, Item
from openbook.retrieval.index import Index
from openbook.scenarios import PRESETS, SCENARIOS
from some import some


@pytest.mark.parametrize(
    ("shares", "distractors", "apart"),
    [
        (PRESETS["robust"], "hard", 1 / 6),
        (PRESETS["raft"], "mixed", 0.0),
        ({"gold_hard": 0.5, "conflicting": 0.5}, "hard", 0.0),
        ({"gold_hard": 0.1, "gold_random": 0.3, "long_noisy": 0.4, "missing_abstain": 0.2}, "hard", 0.75),
        ({"gold_hard": 0.1, "gold_random": 0.3, "missing_abstain": 0.6}, "mixed", 0.5),
        ({"gold_hard": 0.3, "gold_random": 0.1, "missing_abstain": 0.6}, "mixed", 0.0),
        ({"gold": 0.2, "gold_random": 0.2, "missing_abstain": 0.6}, "hard", 0.5),
        ({"gold_hard": 0.5, "gold_random": 0.5}, "random", 0.0),
    ],
)
def test_documents_differ_as_often_as_answers_have_random_distractors(
    shares: Mapping[str, float], distractors: DistractorKind, apart: float
) -> None:
    assert Sides.of(0, shares, distractors).apart == pytest.approx(apart)


def test_distractors_are_apart_where_gold_is_shown_and_few() -> None:
    gold = (chunk("one.md", 0, "One."),)
    sides = Sides(0, 1.0)
    kinds = {name for name in SCENARIOS if sides.is_apart(Item("1", gold, name, ()), 3)}
    assert kinds == {"conflicting", "outdated", "multi_source", "topic_shift"}
    assert not any(sides.is_apart(Item("1", gold, name, ()), LONG[0]) for name in SCENARIOS)


def manuals(count: int = 30) -> list[Chunk]:
    """Documents of eight pages that share their own words, and one word with the next document."""
    made = []
    for n in range(count):
        for page in range(8):
            draw = random.Random(f"{n} {page}")
            own = [f"zebra{n}of{draw.randrange(9)}" for _ in range(12)]
            common = [f"common{draw.randrange(97)}" for _ in range(40)]
            made.append(chunk(f"part{n}.md", page, " ".join([*own, *common, f"gorse{n // 2}"])))
    return made


def shifts(other: str) -> list[set[str]]:
    """The documents of each context of two or more pages in which the topic shifts."""
    shares = {"topic_shift": 0.4, "gold_hard": 0.3, other: 0.3}
    found = simulate(manuals(), scenarios=shares, distractors="hard")
    few = [item for item in found if item.scenario == "topic_shift" and 1 < len(item.passages) < LONG[0]]
    assert len(few) > 20
    for item in few:
        assert all(one.score > 0 for one in item.passages)  # of what the search returns
    return [{one.source for one in item.passages} for item in few]


def test_distractors_are_of_other_documents_as_often_as_beside_answers() -> None:
    never, half = ([len(names) > 1 for names in shifts(other)] for other in ("gold_only", "gold_random"))
    assert sum(never) / len(never) < 0.15
    assert abs(sum(half) / len(half) - 0.5) < 0.2


def lighthouses() -> list[Chunk]:
    """Pages on lighthouses; the sentences of all but the first have the name of their own."""
    made = []
    for number in range(12):
        name = "".join(chr(97 + int(digit)) for digit in f"{number:02}")
        for page in range(6):
            draw = random.Random(f"{number} {page}")
            called = f"Bryher {name} light" if page else "the old tower"
            told = [
                f"The {draw.choice(('lamp', 'crew', 'store'))} of {called} was seen by {draw.randrange(100, 999)} "
                f"boats with {draw.choice(('zebra', 'gorse', 'larch'))}{number}wick on board."
                for _ in range(4)
            ]
            made.append(chunk(f"Bryher {name} light.md", page, " ".join(told)))
    return made


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Chunk], Candidates]:
    chunks = lighthouses()
    return chunks, Candidates(chunks, Index.build(chunks, tmp_path_factory.mktemp("index")), Guard(1.0), 0)


def test_a_page_of_another_document_tells_what_has_its_name(known: tuple[list[Chunk], Candidates]) -> None:
    chunks, candidates = known
    counterparts = Counterparts(candidates, Guard(1.0), 0)
    named, unnamed = chunks[1], chunks[0]
    told = counterparts.echo(named, Beside((named, chunks[3]), is_apart=True), "x")
    assert told is not None
    assert told.source != named.source
    assert counterparts.echo(unnamed, Beside((unnamed, chunks[2])), "x") is not None
    assert counterparts.echo(unnamed, Beside((unnamed, chunks[2]), is_apart=True), "x") is None


def test_of_hits_those_of_other_documents_alone_are_taken(known: tuple[list[Chunk], Candidates]) -> None:
    chunks, candidates = known
    gold = (chunks[1],)
    beside = candidates.companions(gold)

    def hits(side: Side) -> list[str]:
        found = candidates.find(candidates.terms(chunks[1]))
        return [one.chunk.document_id for one in candidates.hard(found, RANKS["hard"], gold, beside, "x", side=side)]

    own = chunks[1].document_id
    assert hits(Side(frozenset([own])))[0] == own
    others = hits(Side(frozenset([own]), is_within=False, is_strict=True))
    assert all(document != own for document in some(others))


def parishes(count: int = 40) -> list[Chunk]:
    """Documents of six pages, every second of them of lists of words, of which no page can tell."""
    made = []
    for n in range(count):
        for page in range(6):
            draw = random.Random(f"{n} {page}")
            places = [f"{draw.choice(('harbour', 'church', 'quarry'))}{chr(97 + draw.randrange(26))}" for _ in range(5)]
            told = (
                f"The crews of the {place} saw {draw.randrange(20, 900)} boats with fish for all who are from the bay."
                for place in places
            )
            words = " ".join(f"common{draw.randrange(97)}" for _ in range(60))
            made.append(chunk(f"part{n}.md", page, " ".join(told) if n % 2 else words))
    return made


@pytest.mark.parametrize("is_told", [True, False])
def test_where_two_sources_could_not_be_told_half_of_the_contexts_of_one_have_none_either(is_told: bool) -> None:
    shares = {"gold_random": 0.7, "conflicting": 0.1, "multi_source": 0.2}
    found = [item for item in simulate(parishes(), scenarios=shares) if item.scenario == "gold_random"]
    found = [item for item in found if len(item.passages) > 1 and ("common" not in item.gold[0].text) == is_told]
    assert len(found) > 20
    made = sum(any(one.synthetic for one in item.passages) for item in found) / len(found)
    assert made > 0.8 if is_told else abs(made - 0.5) < 0.2
