"""Choices depend on seed, step and ids alone, and small changes of the ids stay small changes of the choices."""

from array import array
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from openbook import draws

ids = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=40)


def test_a_draw_is_the_same_in_every_process() -> None:
    assert draws.number(0, "k", "a") == 571072225247731981
    assert draws.number(0, "k", "a") != draws.number(1, "k", "a")


def test_ids_are_not_run_together() -> None:
    assert draws.number(0, "k", "a", "bc") != draws.number(0, "k", "ab", "c")


@given(st.text())
def test_uniform_stays_below_one(text: str) -> None:
    assert 0.0 <= draws.uniform(0, "u", text) < 1.0


def test_integers_reach_both_ends_evenly() -> None:
    counts = Counter(draws.integer(1, 3, 0, "k", str(n)) for n in range(30_000))
    assert set(counts) == {1, 2, 3}
    assert all(9_500 < count < 10_500 for count in counts.values())


@given(ids)
def test_the_seeded_order_of_two_ids_does_not_depend_on_the_others(names: list[str]) -> None:
    whole = draws.ordered(names, 3, "order")
    half = draws.ordered(names[::2], 3, "order")
    assert [name for name in whole if name in set(half)] == half


@given(ids, st.integers(0, 2**64 - 1))
def test_a_ring_walk_meets_every_id_once(names: list[str], point: int) -> None:
    assert sorted(draws.Ring(names, 0, "ring").walk(point)) == list(range(len(names)))


def test_one_id_more_on_the_ring_changes_few_first_steps() -> None:
    names = [f"id{n}" for n in range(500)]
    before, after = draws.Ring(names, 0, "ring"), draws.Ring([*names, "new"], 0, "ring")
    points = [draws.number(0, "point", str(n)) for n in range(2_000)]
    changed = sum(next(before.walk(point)) != next(after.walk(point)) for point in points)
    assert changed < 40


def test_equal_numbers_are_arranged_by_id() -> None:
    numbers, names = array("Q", [7, 3, 7, 1, 7]), ["c", "x", "a", "y", "b"]
    assert list(draws.arranged(numbers, names.__getitem__)) == [3, 1, 2, 4, 0]
