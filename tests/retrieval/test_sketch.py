"""Sketches rule out what repeats a shown text, let pass what shares nothing with it, and leave the rest to others."""

import random
from array import array

import pytest

from openbook.retrieval.shingles import containment, shingles
from openbook.retrieval.sketch import KEPT, Companions, Sketch, Sketches, sketch

WORDS = [f"{first}{second}{third}" for first in "bcdfglmnpr" for second in "aeiou" for third in "nrstlk"]


def text(seed: int, length: int = 300) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(length))


def sharing(one: str, seed: int, share: float) -> str:
    kept = one.split()[: int(share * len(one.split()))]
    return " ".join([*kept, *text(seed).split()[len(kept) :]])


@pytest.mark.parametrize(("share", "verdicts"), [(0.9, {"near"}), (0.6, {"near"}), (0.1, {"unsure", "far"})])
def test_a_text_that_repeats_most_of_a_shown_one_is_near(share: float, verdicts: set[str]) -> None:
    for seed in range(30):
        one = text(seed)
        other = sharing(one, 1_000 + seed, share)
        assert abs(containment(shingles(one), shingles(other)) - share) < 0.1
        assert Companions.of([sketch(one)], 0.3).judge(sketch(other)) in verdicts


def test_texts_that_share_nothing_are_far_and_short_ones_are_compared_in_full() -> None:
    assert all(Companions.of([sketch(text(n))], 0.3).judge(sketch(text(100 + n))) == "far" for n in range(30))
    assert Companions.of([sketch(text(1))], 0.3).judge(sketch("too short to tell")) == "unsure"
    assert Companions.of([sketch(text(1))], 1.0).judge(sketch(text(1))) == "unsure"


def test_texts_that_share_little_are_far_and_those_that_share_a_part_of_the_limit_are_compared_in_full() -> None:
    """At a limit of 0.3, 48 numbers of which 14 are shared on average: up to 3 are little."""
    one = array("I", range(1_000, 1_000 + KEPT))
    verdicts = [Companions.of([one], 0.3).judge(array("I", sorted([*range(n), *one[n:]]))) for n in range(KEPT + 1)]
    by_shared = verdicts[::-1]
    assert by_shared[:4] == ["far"] * 4
    assert by_shared[4:17] == ["unsure"] * 13
    assert by_shared[17:] == ["near"] * 32
    assert Companions.of([one], 0.1).judge(array("I", [*range(KEPT - 1), one[-1]])) == "unsure"


def test_a_sketch_is_small_and_made_once() -> None:
    asked: list[int] = []

    def of(position: int) -> Sketch:
        asked.append(position)
        return sketch(text(position, 2_000))

    sketches = Sketches(of)
    assert len(sketches[3]) == len(sketches[3]) == KEPT
    assert asked == [3]


def test_of_a_large_corpus_the_sketches_asked_for_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openbook.retrieval.sketch.REMEMBERED", 3)
    asked: list[int] = []
    sketches = Sketches(lambda position: asked.append(position) or sketch(text(position)))
    for position in (0, 1, 2, 2, 3, 0):
        assert sketches[position] == sketch(text(position))
    assert asked == [0, 1, 2, 3, 0]
