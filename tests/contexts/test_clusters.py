"""Passages that belong together stand in contexts of every kind alike."""

import pytest
from simulated import chunk
from test_resemblance import items

from openbook.contexts.candidates import are_neighbours
from openbook.records import Chunk, Item


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


def test_chunks_that_follow_each_other_are_no_two_sources() -> None:
    combined = [item for item in items(handbook(), {"multi_source": 0.5, "gold_hard": 0.5}) if len(item.gold) > 1]
    assert combined
    for item in combined:
        assert not any(are_neighbours(item.gold[0], other) for other in item.gold[1:])


@pytest.mark.whole
def test_where_one_source_is_hidden_another_may_have_a_copy() -> None:
    shares = {"partial": 0.5, "conflicting": 0.1, "gold_hard": 0.4}
    found = [item for item in items(handbook(), shares) if item.scenario == "partial"]
    hidden_first = [item for item in found if all(one.chunk_id != item.gold[0].id for one in item.passages)]
    copied = [one for item in hidden_first for one in item.passages if one.synthetic and one.is_gold]
    assert copied
