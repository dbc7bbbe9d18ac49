"""An order whose every beginning is spread."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from openbook.dataset.curate.spread import spread

LETTERS = st.lists(st.sampled_from("abcd"), max_size=60)


@given(LETTERS)
def test_no_value_comes_twice_more_than_another_that_is_left(values: list[str]) -> None:
    traits = {str(n): [value] for n, value in enumerate(values)}
    order, left = spread(traits), Counter(values)
    assert sorted(order) == sorted(traits)
    taken: Counter[str] = Counter()
    for id_ in order:
        value = traits[id_][0]
        assert all(taken[value] <= taken[other] for other, count in left.items() if count)
        taken[value] += 1
        left[value] -= 1


@given(LETTERS, st.randoms())
def test_equals_keep_their_order(values: list[str], chance: object) -> None:
    traits = {str(n): [value] for n, value in enumerate(values)}
    order = spread(traits)
    for value in set(values):
        own = [int(id_) for id_ in order if traits[id_] == [value]]
        assert own == sorted(own)


def test_the_second_trait_is_evened_out_over_all_values_of_the_first() -> None:
    traits = {f"{document}{kind}{n}": [document, kind] for document in "pqrs" for kind in "xyz" for n in range(3)}
    beginning = spread(traits)[:12]
    assert Counter(id_[0] for id_ in beginning) == dict.fromkeys("pqrs", 3)
    assert Counter(id_[1] for id_ in beginning) == dict.fromkeys("xyz", 4)


def test_without_traits_the_order_stays() -> None:
    assert spread({"c": [], "a": [], "b": []}) == ["c", "a", "b"]
    assert spread({}) == []
