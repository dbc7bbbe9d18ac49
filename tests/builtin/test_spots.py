"""Which of the facts of a chunk are asked for, and that no more of it is read than that takes."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from builtin_items import chunk

from openbook.builtin import read
from openbook.builtin.facts import Fact
from openbook.builtin.questions import choose
from openbook.builtin.spots import Spot
from openbook.builtin.wording import Draw

SENTENCES = [f"The tank of the {name} holds {number} litres." for number, name in enumerate(("north", "south"), 40)]
MANY = "\n\n".join(f"The tank of pump {number} holds {number + 40} litres of oil." for number in range(30))
TABLE = "| Field | Description | Default |\n|---|---|---|\n" + "\n".join(
    f"| `rate{number}` | Number of requests that are allowed in {number} seconds. | `{number}` |" for number in range(9)
)
DRAWS = [Draw(("item", str(number))) for number in range(12)]


def spots(text: str) -> list[Spot]:
    return read(chunk(text))[1]


@pytest.mark.parametrize("draw", DRAWS, ids=range(len(DRAWS)))
@pytest.mark.parametrize("text", [MANY, TABLE, f"{TABLE}\n\n{SENTENCES[0]}"], ids=["prose", "table", "both"])
def test_the_facts_are_those_that_come_first_of_all(text: str, draw: Draw) -> None:
    every = sorted((spot.lateness(draw, fact.kind), fact.direct) for spot in spots(text) for fact in spot.tell())
    chosen = choose(spots(text), draw, 1, lambda fact: True)
    assert [fact.direct for fact in chosen] == [every[0][1]]


def test_no_more_sentences_are_read_than_the_choice_falls_on() -> None:
    read_so_far: list[str] = []

    def watched(spot: Spot) -> Spot:
        def tell() -> Iterable[Fact]:
            read_so_far.append(spot.raw)
            return spot.tell()

        return replace(spot, tell=tell)

    chosen = choose([watched(spot) for spot in spots(MANY)], DRAWS[0], 3, lambda fact: True)
    assert len(chosen) == len(read_so_far) == 3


def test_what_a_setting_does_is_asked_for_where_sentences_lack() -> None:
    both = spots(f"{TABLE}\n\n" + "\n\n".join(SENTENCES))
    kinds = [fact.kind for draw in DRAWS for fact in choose(both, draw, 1, lambda fact: True)]
    assert kinds.count("figure") > len(kinds) / 2
    assert [fact.kind for fact in choose(spots(TABLE), DRAWS[0], 1, lambda fact: True)] != ["figure"]
