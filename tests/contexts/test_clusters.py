"""Passages that belong together stand in contexts of every kind alike."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from simulated import chunk
from test_resemblance import API, items

from openbook.config import Config
from openbook.contexts.clusters import UNTOLD
from openbook.contexts.simulate import Simulator
from openbook.records import Chunk, Item, Question


def stations(count: int = 40) -> list[Chunk]:
    """Three pages on each station, of documents of their own, that share rare words."""
    made = []
    for n in range(count):
        for page in ("light", "crew", "store"):
            rows = [f"zebra{n}of{k} with {page}{(n * 101 + k * 67) % 3001} in the {page}" for k in range(12)]
            made.append(chunk(f"station{n}/{page}{n}.md", 0, ". ".join(rows)))
    return made


def handbook() -> list[Chunk]:
    """Documents of four chunks, all of which share rare words."""
    made = []
    for n in range(40):
        own = f"zebra{n}wick and gorse{n}oil and larch{n}glass"
        for page in range(4):
            words = [f"word{(n * 7 + page * 31 + k * 5) % 199}" for k in range(5)]
            told = [
                f"In winter {page * 9 + k + 12} keepers of the bay carried {own} over the {word} mole."
                for k, word in enumerate(words)
            ]
            made.append(chunk(f"station{n}.md", page, " ".join(told)))
    return made


def has_pair(item: Item) -> bool:
    folders = [passage.source.partition("/")[0] for passage in item.passages]
    return len(set(folders)) < len(folders)


@pytest.fixture(scope="module")
def mixed() -> list[Item]:
    return items(stations(), {"gold_hard": 0.4, "missing_abstain": 0.4, "multi_source": 0.2})


def test_linked_passages_stand_beside_gold_and_without_it(mixed: list[Item]) -> None:
    paired = {}
    for name in ("gold_hard", "missing_abstain"):
        about = [item for item in mixed if item.scenario == name]
        assert len(about) > 20
        paired[name] = sum(map(has_pair, about)) / len(about)
    assert min(paired.values()) > 0.8


def parishes(count: int = 60) -> list[Chunk]:
    """Two pages on each parish that share one rare word, too few for a link, and the last parishes with three."""
    made = []
    for n in range(count):
        own = f"saint{n}" if n < count - 12 else f"saint{n} holm{n} well{n}"
        for page in ("bells", "books"):
            draw = random.Random(f"{n} {page}")
            filler = " ".join(f"common{draw.randrange(97)}" for _ in range(60))
            made.append(chunk(f"parish{n}/{page}{n}.md", 0, f"{page} {own} {filler}"))
    return made


def asked(found: list[Item], name: str) -> list[Item]:
    return [item for item in found if item.scenario == name and len(item.passages) > 1]


def test_what_shares_most_rare_words_stands_beside_gold_where_nothing_is_linked() -> None:
    chunks = parishes()
    shares = {"gold_random": 0.1, "gold_hard": 0.8, "multi_source": 0.1}
    beside = [has_pair(item) for item in asked(items(chunks, shares), "gold_hard")]
    without = [has_pair(item) for item in asked(items(chunks, {"gold_random": 0.2, "gold_hard": 0.8}), "gold_hard")]
    assert sum(beside) / len(beside) > 1.5 * sum(without) / len(without)


def test_beside_no_gold_fewer_belong_together_where_the_closest_to_gold_would_tell_an_answer(tmp_path: Path) -> None:
    chunks = stations()
    shares = {"missing_abstain": 0.9, "multi_source": 0.1}
    config = Config.model_validate({"api": API, "scenarios": shares, "retrieval": {"distractors": "random"}})
    simulator = Simulator(chunks, config, tmp_path, ())
    paired = {}
    for questions in ((), (Question("What of the tide?", "Nothing."),)):
        planned = (fate.done for fate in simulator.items(range(len(chunks))) if fate.done is not None)
        retrieved = (simulator.retrieve(replace(one, questions=questions)) for one in planned
                     if one.scenario == "missing_abstain")  # fmt: skip
        found = [has_pair(one) for one in retrieved if isinstance(one, Item) and len(one.passages) > 1]
        paired[bool(questions)] = sum(found) / len(found)
    assert paired[False] > 0.8
    assert abs(paired[True] / paired[False] - UNTOLD) < 0.2


def test_chunks_that_follow_each_other_are_no_two_sources() -> None:
    combined = [item for item in items(handbook(), {"multi_source": 0.5, "gold_hard": 0.5}) if len(item.gold) > 1]
    assert combined
    for item in combined:
        assert not any(map(item.gold[0].is_beside, item.gold[1:]))


def registers(count: int = 30) -> list[Chunk]:
    """Documents of six chunks in lists of words, of which no page can tell a sentence, every third one linked."""
    made = []
    for n in range(count):
        for page in range(6):
            draw = random.Random(f"{n} {page}")
            rows = [f"common{draw.randrange(97)}" for _ in range(60)]
            for place, word in enumerate(("zebra", "gorse", "larch")):
                rows.insert(20 * place, f"{word}{n}x{page % 3}")
            made.append(chunk(f"register{n}.md", page, " ".join(rows)))
    return made


def test_what_stands_beside_several_sources_of_a_document_and_tells_nothing_of_them_is_of_another() -> None:
    shares = {"multi_source": 0.3, "conflicting": 0.1, "gold_hard": 0.6}
    found = [item for item in items(registers(), shares) if item.scenario == "multi_source"]
    alone = [item for item in found if not any(one.synthetic for one in item.passages) and len(item.gold) == 2]
    assert len(alone) > 20
    others = [[one.source for one in item.passages if not one.is_gold] for item in alone]
    elsewhere = [item.gold[0].source not in names for item, names in zip(alone, others, strict=True) if len(names) == 1]
    assert len(elsewhere) > 20
    assert sum(elsewhere) / len(elsewhere) > 0.9


@pytest.mark.whole
def test_where_one_source_is_hidden_another_may_have_a_copy() -> None:
    shares = {"partial": 0.5, "conflicting": 0.1, "gold_hard": 0.4}
    found = [item for item in items(handbook(), shares) if item.scenario == "partial"]
    hidden_first = [item for item in found if all(one.chunk_id != item.gold[0].id for one in item.passages)]
    copied = [one for item in hidden_first for one in item.passages if one.synthetic and one.is_gold]
    assert copied
