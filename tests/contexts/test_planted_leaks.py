"""Planted leaks: passages that hold the answer in their own way, and how many of them the guards refuse."""

from collections.abc import Callable

import pytest
from simulated import chunk
from stations import handbook

from openbook.contexts.repetition import Guard
from openbook.contexts.telling import holds_an_answer
from openbook.records import Chunk, Item, Question

GUARD = Guard(0.3)


def copied(one: Chunk, answer: str) -> Chunk:
    text = f"A letter of that week speaks of the weather. {answer} The rest of it is about the price of fish and nets."
    return chunk(f"letters/{one.source}", 0, text)


def near_duplicate(one: Chunk, answer: str) -> Chunk:
    return chunk(f"old/{one.source}", 0, f"From the edition before this one. {one.text.replace(' it ', ' this ')}")


def translated(one: Chunk, answer: str) -> Chunk:
    """Every word but numbers, codes and names in another language (here: backwards)."""
    words = [word if any(map(str.isdigit, word)) or word.istitle() else word[::-1] for word in one.text.split()]
    return chunk(f"translated/{one.source}", 0, " ".join(words))


PLANTS: list[tuple[Callable[[Chunk, str], Chunk], float]] = [
    (copied, 1.0), (near_duplicate, 1.0), (translated, 0.9)
]  # fmt: skip


@pytest.mark.parametrize(("plant", "least"), PLANTS)
def test_planted_leaks_are_refused(plant: Callable[[Chunk, str], Chunk], least: float) -> None:
    pages = handbook(30)
    refused = sum(_refuses(one, plant(one, _answer(one))) for one in pages)
    print(f"{plant.__name__}: {refused} of {len(pages)} planted leaks are refused")  # noqa: T201
    assert refused >= least * len(pages)


def test_the_same_sentence_about_something_else_is_no_leak() -> None:
    pages = handbook(30)
    pairs = [(one, other) for one in pages for other in pages[::7] if one.source[:12] != other.source[:12]]
    distinct = [(one, other) for one, other in pairs if GUARD.admits(other, (one,), ())]
    assert len(distinct) > 900
    assert sum(_refuses(one, other) for one, other in distinct) < 0.01 * len(distinct)


def _refuses(one: Chunk, candidate: Chunk) -> bool:
    """Whether a passage can't stand in a context without the page, about a question that the page answers."""
    item = Item(one.id, (one,), "missing_abstain", (), (Question(_question(one), _answer(one)),))
    return not GUARD.admits(candidate, (one,), ()) or holds_an_answer(candidate.text, item)


def _answer(one: Chunk) -> str:
    return one.text.split(". ")[-1]


def _question(one: Chunk) -> str:
    """Ask for the figures of the answer, in its own words, naming the station."""
    station = one.source.partition("/")[0].replace("-", " ")
    return f"At {station}: {' '.join(word for word in _answer(one).split() if not word.isdigit())}?"


def test_before_anything_is_paid_for_a_short_answer_counts_wherever_it_stands_whole() -> None:
    gold = chunk("a.md", 0, "The oil ran out after one night, and both keepers left.")
    asked = Item(gold.id, (gold,), "missing_abstain", (), (Question("How many keepers left the light?", "both"),))
    assert holds_an_answer("Bread and fish were both sold on the pier.", asked)
    assert not holds_an_answer("Bread was sold on the pier.", asked)
