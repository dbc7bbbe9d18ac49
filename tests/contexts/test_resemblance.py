"""Passages resemble each other in contexts of every kind, and mostly agree."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from simulated import chunk

from openbook.config import Config
from openbook.contexts.counterparts import COPIES, FORMS
from openbook.contexts.shares import assign
from openbook.contexts.simulate import Simulator
from openbook.contexts.text_versions import prose
from openbook.records import Chunk, Item
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


def items(chunks: list[Chunk], shares: dict[str, Any]) -> list[Item]:
    config = Config.model_validate({"api": API, "scenarios": shares, "retrieval": {"query": "chunk"}})
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, config, Path(folder), ())
        return [fate.record for fate in simulator.items(range(len(chunks)))]


@pytest.fixture(scope="module")
def mixed() -> list[Item]:
    return items(almanac(), {"gold_hard": 0.4, "conflicting": 0.2, "missing_abstain": 0.4})


def test_as_many_passages_agree_in_passing_as_contradict(mixed: list[Item]) -> None:
    texts = {one.id: one.text for one in almanac()}
    told: Counter[str] = Counter()
    for item in mixed:
        for passage in item.passages:
            origin = passage.chunk_id.removesuffix("-altered")
            if passage.synthetic and len(passage.text) > len(texts[origin]):
                told[item.scenario] += 1
    agreeing = told["gold_hard"] + told["missing_abstain"]
    assert told["conflicting"] > 0.7 * 0.2 * len(mixed)
    assert agreeing == pytest.approx(told["conflicting"], rel=0.35)


def test_a_passage_that_agrees_in_passing_tells_a_sentence_of_another_word_for_word(mixed: list[Item]) -> None:
    texts = {one.id: one.text for one in almanac()}
    sentences = {sentence for text in texts.values() for sentence in prose(text)}
    for item in some(item for item in mixed if item.scenario != "conflicting"):
        for passage in some(item.passages):
            assert set(prose(passage.text)) <= sentences
            assert not (passage.synthetic and passage.is_gold) or len(passage.text) < len(item.gold[0].text)


def test_near_copies_are_as_frequent_where_passages_disagree_as_elsewhere(mixed: list[Item]) -> None:
    conflicting = [item for item in mixed if item.scenario == "conflicting"]
    copies = [any(passage.chunk_id == f"{item.id}-altered" for passage in item.passages) for item in conflicting]
    assert sum(copies) / len(copies) == pytest.approx(COPIES, abs=0.05)


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


def test_a_distractor_is_linked_to_gold_in_half_of_the_contexts_where_some_questions_need_several_sources() -> None:
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
