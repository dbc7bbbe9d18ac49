"""Passages resemble each other in contexts of every kind, and mostly agree."""

import random
import re
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from simulated import chunk

from openbook.config import Config
from openbook.contexts.counterparts import Counterparts
from openbook.contexts.likeness import COPIES, FORMS
from openbook.contexts.repetition import Guard
from openbook.contexts.shares import assign
from openbook.contexts.simulate import Simulator
from openbook.contexts.text_versions import prose
from openbook.records import Chunk, Item, Question
from some import some

API = {"large_model": "scripted", "large_base_url": "http://127.0.0.1:1/v1"}
WORDS = ("harbour", "lantern", "winch", "mole", "ferry", "granite", "keeper", "storm", "signal", "tide", "anchor")


def letters(number: int) -> str:
    """A number as letters: figures in names would not be told from amounts."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def almanac(towns: int = 60, pages: int = 5) -> list[Chunk]:
    """Pages on many towns; every sentence can be told without the one before."""
    made = []
    for town in range(towns):
        for page in range(pages):
            own = [
                f"{WORDS[(town * 7 + page * 3 + n) % len(WORDS)]}{letters(town * 50 + page * 9 + n)}" for n in range(6)
            ]
            text = " ".join(
                f"In the year of the {own[n]} the town of Aldby{letters(town)} saw about {100 + 13 * n + town} boats "
                f"with {own[n - 1]} on board, and fish for all who are from the bay was sold by the crews."
                for n in range(6)
            )
            made.append(chunk(f"aldby{letters(town)}.md", page, text))
    return made


def items(chunks: list[Chunk], shares: dict[str, Any], seed: int = 0) -> list[Item]:
    values = {"api": API, "scenarios": shares, "retrieval": {"query": "chunk"}, "system": {"seed": seed}}
    config = Config.model_validate(values)
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, config, Path(folder), ())
        return [fate.record for fate in simulator.items(range(len(chunks)))]


@pytest.fixture(scope="module")
def mixed() -> list[Item]:
    return items(almanac(), {"gold_hard": 0.4, "conflicting": 0.2, "missing_abstain": 0.4})


def told_in_passing(item: Item) -> list[tuple[str, str]]:
    """The sentences of made passages that their own pages have not, each with the page's id."""
    texts = {one.id: one.text for one in almanac()}
    made = [one for one in item.passages if one.synthetic and one.chunk_id.removesuffix("-altered") not in
            {other.chunk_id for other in item.passages}]  # fmt: skip
    return [(sentence, one.chunk_id) for one in made for sentence in prose(one.text)
            if sentence not in texts[one.chunk_id.removesuffix("-altered")]]  # fmt: skip


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["gold_hard", "missing_abstain", "conflicting"])
def test_two_passages_resemble_each_other_in_every_context_that_has_room(mixed: list[Item], kind: str) -> None:
    of_kind = [item for item in mixed if item.scenario == kind and len(item.passages) > 1]
    made = [sum(passage.synthetic for passage in item.passages) for item in of_kind]
    assert set(made) == {1}
    in_passing = sum(bool(told_in_passing(item)) for item in of_kind) / len(of_kind)
    draws = len(of_kind)
    assert in_passing == pytest.approx(1 - COPIES, abs=3.5 * (COPIES * (1 - COPIES) / draws) ** 0.5)


@pytest.mark.whole
def test_a_page_tells_one_sentence_of_another_in_the_place_of_one_of_its_own(mixed: list[Item]) -> None:
    texts = {one.id: one.text for one in almanac()}
    found = [(item, told_in_passing(item)) for item in mixed if told_in_passing(item)]
    for item, told in some(found):
        ((sentence, id_),) = told
        page = next(passage for passage in item.passages if passage.chunk_id == id_)
        assert abs(len(page.text) - len(texts[id_.removesuffix("-altered")])) < len(sentence) / 2


@pytest.mark.whole
def test_what_passages_tell_otherwise_is_nothing_that_gold_says(mixed: list[Item]) -> None:
    sentences = {sentence for one in almanac() for sentence in prose(one.text)}
    otherwise = 0
    for item in some(item for item in mixed if item.scenario != "conflicting"):
        shown = "\n".join(passage.text for passage in item.passages if not passage.synthetic)
        for sentence, _ in told_in_passing(item):
            frame = re.sub(r"\d+", "#", sentence)
            origin = [one for one in sentences if re.sub(r"\d+", "#", one) == frame]
            assert any(one in shown for one in origin)
            if sentence not in origin:
                assert frame not in re.sub(r"\d+", "#", item.gold[0].text)
                otherwise += 1
    assert otherwise > 0.1 * len(mixed)


@pytest.mark.whole
def test_before_questions_are_asked_nothing_of_gold_is_told_otherwise_and_then_what_they_do_not_ask(
    tmp_path: Path,
) -> None:
    chunks = almanac(towns=12)
    config = Config.model_validate({"api": API, "scenarios": {"gold_hard": 0.7, "conflicting": 0.3}})
    simulator = Simulator(chunks, config, tmp_path, ())
    told = 0
    for fate in simulator.items(range(len(chunks))):
        item = fate.record
        if item.scenario != "gold_hard":
            continue
        boats = re.findall(r"about (\d+) boats", item.gold[0].text)
        asked = tuple(Question(f"How many boats were there in year {n}?", boat) for n, boat in enumerate(boats))
        done = simulator.retrieve(replace(item, questions=asked[:3]))
        assert isinstance(done, Item)
        for sentence, _ in told_in_passing(done):
            assert not any(re.search(rf"\b{one.reference_answer}\b", sentence) for one in asked[:3])
            told += 1
    assert told


@pytest.fixture(scope="module")
def alike() -> list[Item]:
    """As many items of each kind, from several draws: of 60 alone, 20 have three passages two of which are alike."""
    shares = {"gold_hard": 0.34, "conflicting": 0.33, "missing_abstain": 0.33}
    return [item for seed in range(3) for item in items(almanac(), shares, seed)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gold_hard", "missing_abstain", "conflicting"])
def test_the_two_that_resemble_each_other_stand_anywhere(alike: list[Item], kind: str) -> None:
    pairs: Counter[tuple[int, ...]] = Counter()
    for item in alike:
        if item.scenario == kind and len(item.passages) == 3 and told_in_passing(item):
            ((sentence, id_),) = told_in_passing(item)
            frame = re.sub(r"\d+", "#", sentence)
            pairs[
                tuple(
                    one.rank for one in item.passages if one.chunk_id == id_ or frame in re.sub(r"\d+", "#", one.text)
                )
            ] += 1
    assert set(pairs) == {(1, 2), (1, 3), (2, 3)}
    count = pairs.total()
    assert count >= 100
    furthest = max(abs(found - count / 3) for found in pairs.values())
    assert furthest < 4 * (count * 2 / 9) ** 0.5  # of three equal chances: 1 in 7,000 draws goes beyond


@pytest.mark.whole
def test_near_copies_are_as_frequent_where_passages_disagree_as_elsewhere(mixed: list[Item]) -> None:
    conflicting = [item for item in mixed if item.scenario == "conflicting"]
    copies = [any(passage.chunk_id == f"{item.id}-altered" for passage in item.passages) for item in conflicting]
    assert sum(copies) / len(copies) == pytest.approx(COPIES, abs=0.05)


@pytest.mark.parametrize(("pages", "least", "most"), [(5, 0.1, 0.4), (30, 0.0, 0.02)])
def test_in_short_documents_no_two_passages_resemble_each_other_in_a_part_of_the_contexts(
    pages: int, least: float, most: float
) -> None:
    chunks = []
    for document in range(300 // pages):
        for page in range(pages):
            draw = random.Random(f"{document} {page}")
            own = [["".join(draw.choices("abcdefghij", k=5)) for _ in range(6)] for _ in range(6)]
            told = [f"In {a} the {b} of the {c} was taken to the {d} by {e} and {f}." for a, b, c, d, e, f in own]
            chunks.append(chunk(f"volume{letters(document)}.md", page, " ".join(told)))
    found = items(chunks, {"gold_hard": 0.6, "multi_source": 0.2, "conflicting": 0.2})
    answered = [item for item in found if item.scenario == "gold_hard" and len(item.passages) > 2]
    assert len(answered) > 20
    without = [not any(one.synthetic for one in item.passages) for item in answered]
    assert least <= sum(without) / len(without) <= most


def test_each_form_gets_its_part_and_any_form_serves_where_these_are_too_few() -> None:
    ids = [f"id{n}" for n in range(100)]
    forms = {id_: "copy" if n % 2 else "passing" for n, id_ in enumerate(ids)}
    asked = Counter[str]()

    def is_eligible(name: str, id_: str, form: str | None) -> bool:
        found = form in (None, forms[id_]) and n_of(id_) < 60
        asked[f"{form}"] += found
        return found

    def n_of(id_: str) -> int:
        return int(id_.removeprefix("id"))

    assigned, _ = assign(ids, {"conflicting": 0.2, "gold_hard": 0.8}, 0, is_eligible)
    chosen = Counter(forms[id_] for id_, name in assigned.items() if name == "conflicting")
    assert chosen == {"passing": round(20 * FORMS["passing"]), "copy": round(20 * FORMS["copy"])}
    assigned, short = assign(ids, {"conflicting": 0.55, "gold_hard": 0.45}, 0, is_eligible)
    assert not short
    assert asked["None"]


@pytest.mark.whole
def test_a_distractor_is_linked_to_gold_where_some_questions_need_several_sources() -> None:
    chunks = []
    for n in range(60):
        own = f"The lamp of Station{n} needs zebra{n}wick and gorse{n}oil and larch{n}glass from the store."
        filler = " ".join(f"filler{(n * 11 + k) % 97}" for k in range(40))
        chunks += [
            chunk(f"station{n}/light.md", 0, f"{own} {filler}"),
            chunk(f"station{n}/crew.md", 0, f"{filler[::-1]} {own}"),
        ]
    with_links = items(chunks, {"gold_hard": 0.8, "multi_source": 0.2})
    plain = items(chunks, {"gold_hard": 1.0})

    def sisters(found: list[Item]) -> float:
        shown = [item for item in found if item.scenario == "gold_hard" and len(item.passages) > 1]
        folders = [[passage.source.partition("/")[0] for passage in item.passages] for item in shown]
        return sum(len(set(names)) < len(names) for names in folders) / len(folders)

    assert sisters(with_links) >= sisters(plain)


def test_any_chunk_of_a_document_may_tell_of_another_the_one_nearest_in_the_search_last(tmp_path: Path) -> None:
    chunks = almanac(towns=3, pages=7)
    config = Config.model_validate({"api": API, "scenarios": {"gold_hard": 1.0}})
    candidates = Simulator(chunks, config, tmp_path, ())._candidates
    counterparts = Counterparts(candidates, Guard(1.0), 0)
    gold, own = chunks[9], [one for one in chunks if one.document_id == chunks[9].document_id]
    assert [candidates.chunk(n).ordinal for n in candidates.sisters(gold)] == [1, 3, 0, 4, 5, 6]
    beside = [one.id for one in counterparts._find_hosts(gold, (gold,), is_named=False)]
    assert set(beside) == {one.id for one in own if abs(one.ordinal - gold.ordinal) > 1}
    of_a_distractor = {one.id for one in counterparts._find_hosts(gold, (chunks[0],), is_named=False)}
    assert of_a_distractor == {one.id for one in own if one is not gold}
    found = [candidates.id(hit.position) for hit in candidates.near(gold)]
    ranks = [found.index(id_) for id_ in beside if id_ in found]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.whole
def test_where_nothing_of_a_context_can_be_told_another_distractor_is_drawn(tmp_path: Path) -> None:
    mute = [chunk(f"{letters(n)}list.md", 0, "\n".join(f"- {word}{letters(n)}" for word in WORDS)) for n in range(150)]
    chunks = [*mute, *almanac(towns=20)]
    config = Config.model_validate(
        {"api": API, "retrieval": {"query": "chunk", "distractors": "random"}, "system": {"rag_max_chunks": 3},
         "scenarios": {"missing_abstain": 0.8, "conflicting": 0.2}}
    )  # fmt: skip
    simulator = Simulator(chunks, config, tmp_path, ())
    made = [fate.record for fate in simulator.items(range(len(mute)))]
    roomy = [item for item in made if item.scenario == "missing_abstain" and len(item.passages) > 1]
    assert sum(any(one.synthetic for one in item.passages) for item in roomy) > 0.9 * len(roomy)


def said_of_copies(folder: Path, chunks: list[Chunk], by: str = "rule") -> list[str]:
    shares = {"gold_hard": 0.6, "conflicting": 0.4, "conflicting_by": by}
    config = Config.model_validate({"api": API, "scenarios": shares})
    simulator = Simulator(chunks, config, folder, ())
    assert list(simulator.items(range(len(chunks))))
    return [one for one in simulator.notices if "versions of a whole page" in one]


def settings(count: int) -> list[Chunk]:
    """Pages that are so alike that none of them can tell a fact of another."""
    return [
        chunk(
            f"pump{letters(n)}.md",
            0,
            f"# Pump {letters(n)}\n\nThe pump is for the quay of the {letters(n)}side.\n\n"
            f"| option | default |\n|---|---|\n| pressure{letters(n)} | {20 + n} |\n| depth | none |\n",
        )
        for n in range(count)
    ]


def test_where_copies_alone_disagree_a_notice_says_so(tmp_path: Path) -> None:
    (said,) = said_of_copies(tmp_path, settings(40))
    assert said.startswith("16 of 16 contexts")
    assert "scenarios.conflicting_by: model" in said


def test_where_other_pages_tell_what_disagrees_none_does(tmp_path: Path) -> None:
    assert not said_of_copies(tmp_path, almanac(towns=12))


def test_a_model_is_not_named_to_who_asks_one_already(tmp_path: Path) -> None:
    assert not said_of_copies(tmp_path, settings(40), by="model")
