"""The number of passages is distributed alike in all kinds of a run."""

from collections import Counter

import pytest

from openbook.contexts.sizes import Sizes
from openbook.scenarios import PRESETS, SCENARIOS
from some import some

MANY = 4_000


def drawn(shares: dict[str, float], names: list[str], most: int = 3) -> dict[int, float]:
    """The distribution over the items of these kinds, each kind as often as its share says."""
    sizes = Sizes(shares, most, 0)
    counts: Counter[int] = Counter()
    for name in names:
        for n in range(int(MANY * shares[name])):
            counts[sizes.draw(name, f"{name}{n}")] += 1
    return {size: count / counts.total() for size, count in counts.items()}


def distance(one: dict[int, float], other: dict[int, float]) -> float:
    return sum(abs(one.get(size, 0) - other.get(size, 0)) for size in {*one, *other}) / 2


def test_the_reference_draws_uniformly_from_one() -> None:
    found = drawn({"gold": 0.6, "missing_recall": 0.4}, ["gold", "missing_recall"])
    assert set(found) == {1, 2, 3}
    assert all(0.3 < share < 0.37 for share in found.values())


@pytest.mark.one_in(3)
@pytest.mark.parametrize("does", ["recalls", "abstains", "combines", "compares", "turns_away", "leaves_a_gap"])
def test_in_robust_every_job_has_the_sizes_of_plain_answers(does: str) -> None:
    shares = dict(PRESETS["robust"])
    plain = [name for name in shares if SCENARIOS[name].does == "answers"]
    others = [name for name in shares if SCENARIOS[name].does == does and name != "empty"]
    scaled = {name: 10 * share for name, share in shares.items()}
    sizes = Sizes(shares, 3, 0)
    counts = [Counter(sizes.draw(name, f"{name}{n}") for name in names for n in range(int(MANY * scaled[name])))
              for names in (plain, others)]  # fmt: skip
    one, other = ({size: n / count.total() for size, n in count.items()} for count in counts)
    assert distance(one, other) < 0.06
    assert max(one) == max(other) == 13


def test_kinds_that_may_have_one_passage_have_it_half_as_often_as_answers_where_others_may_not() -> None:
    shares = {"gold_only": 0.1, "gold_hard": 0.3, "missing_abstain": 0.3, "multi_source": 0.3}
    alone = {name: drawn(shares, [name])[1] for name in ("missing_abstain",)}
    answers = drawn(shares, ["gold_only", "gold_hard"])[1]
    assert 0.4 < alone["missing_abstain"] / answers < 0.6
    shares = {"gold_only": 0.1, "gold_hard": 0.3, "missing_abstain": 0.6}
    assert 0.9 < drawn(shares, ["missing_abstain"])[1] / drawn(shares, ["gold_only", "gold_hard"])[1] < 1.1


def test_long_contexts_alone_make_all_contexts_long() -> None:
    found = drawn({"long_noisy": 0.5, "missing_abstain": 0.5}, ["missing_abstain"])
    assert set(found) <= set(range(9, 14))


@pytest.mark.parametrize("most", [1, 2, 5])
def test_any_number_of_passages_and_any_kind_can_be_drawn(most: int) -> None:
    shares = dict.fromkeys(SCENARIOS, 1 / len(SCENARIOS))
    sizes = Sizes(shares, most, 0)
    for name, kind in some(SCENARIOS.items()):
        found = {sizes.draw(name, f"id{n}") for n in range(200)}
        assert min(found) >= (0 if name == "empty" else 1)
        assert kind.distractors != "many" or min(found) >= 9


def test_where_passages_of_one_kind_disagree_all_contexts_have_room_for_two_that_resemble_each_other() -> None:
    shares = {"gold_hard": 0.5, "conflicting": 0.2, "multi_source": 0.2, "missing_recall": 0.1}
    assert set(drawn(shares, list(shares), 4)) == {3, 4}
    without = {"gold_hard": 0.7, "multi_source": 0.2, "missing_recall": 0.1}
    assert set(drawn(without, list(without), 4)) == {2, 3, 4}
