"""Kinds are handed out exactly, and an item more or less leaves those of nearly all others as they were."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import islice
from statistics import mean

import pytest

from openbook import draws
from openbook.contexts.likeness import Wish
from openbook.contexts.shares import Spare, assign, in_turn, quotas
from openbook.scenarios import PRESETS, SCENARIOS, reference_shares

IDS = [f"id{n}" for n in range(500)]
ROBUST = PRESETS["robust"]
Eligible = Callable[[str, str, Wish | None], bool]


def eligible(share: float, otherwise: Collection[str] = ()) -> Eligible:
    """Whether a chunk can have a scarce kind: a share of all can, and of those named the others."""

    def is_eligible(name: str, id_: str, wish: Wish | None) -> bool:
        return (draws.uniform(1, name, id_) < share) != (id_ in otherwise)

    return is_eligible


def kinds(ids: Collection[str], shares: Mapping[str, float], found: Eligible) -> dict[str, str]:
    return assign(ids, shares, 0, found)[0]


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    return sum(before[id_] != after[id_] for id_ in before.keys() & after.keys())


@pytest.mark.one_in(3)
@pytest.mark.parametrize("share", [1.0, 0.5, 0.02])
def test_an_item_more_changes_the_kinds_of_a_few_others(share: float) -> None:
    before = kinds(IDS, ROBUST, eligible(share))
    counts = [moved(before, kinds([*IDS, f"new{n}"], ROBUST, eligible(share))) for n in range(30)]
    assert mean(counts) < 2, counts
    assert max(counts) <= 4, counts


@pytest.mark.one_in(3)
@pytest.mark.parametrize("share", [1.0, 0.5, 0.02])
def test_ten_chunks_that_can_no_longer_have_a_kind_or_now_can_change_those_of_ten_others(share: float) -> None:
    before = kinds(IDS, ROBUST, eligible(share))
    counts = []
    for n in range(0, 300, 10):
        turned = {f"id{k}" for k in range(n, n + 10)}
        after = kinds(IDS, ROBUST, eligible(share, turned))
        counts.append(moved(before, after))
    assert mean(counts) < 20, counts


@pytest.mark.parametrize("total", [1, 9, 100, 499])
def test_kinds_with_a_supply_get_their_shares_to_within_one_item(total: int) -> None:
    counts = Counter(kinds(IDS[:total], ROBUST, eligible(1.0)).values())
    assert counts == Counter(quotas(ROBUST, total))
    assert all(abs(counts[name] - share * total) < 1 for name, share in ROBUST.items())


def test_what_a_kind_lacks_is_had_by_hard_contexts() -> None:
    assigned, short = assign(IDS, ROBUST, 0, eligible(0.0))
    scarce = sum(share for name, share in ROBUST.items() if SCENARIOS[name].is_scarce)
    counts = Counter(assigned.values())
    assert counts["gold_hard"] == round((scarce + ROBUST["gold_hard"]) * 500)
    assert {one.scenario: one.got for one in short} == dict.fromkeys(
        (name for name in ROBUST if SCENARIOS[name].is_scarce), 0
    )


def test_sources_that_are_no_more_alike_than_is_usual_come_first_and_others_where_these_are_too_few() -> None:
    usual = set(IDS[:60])

    def is_eligible(name: str, id_: str, wish: Wish | None) -> bool:
        return wish is None or id_ in usual

    for share, among in ((0.1, 50), (0.2, 60)):
        found = kinds(IDS, {"multi_source": share, "gold_hard": 1 - share}, is_eligible)
        combined = {id_ for id_, name in found.items() if name == "multi_source"}
        assert len(combined) == share * len(IDS)
        assert len(combined & usual) == among


def test_a_larger_share_of_failures_leaves_the_failures_that_there_are() -> None:
    found = [
        {id_ for id_, kind in kinds(IDS, reference_shares(share), eligible(1.0)).items() if kind == "missing_recall"}
        for share in (0.2, 0.4, 0.7)
    ]
    assert found[0] < found[1] < found[2]


def test_failures_of_the_reference_are_the_first_in_the_order_that_they_always_had() -> None:
    failing = {id_ for id_, kind in kinds(IDS, reference_shares(0.4), eligible(1.0)).items() if kind != "gold"}
    assert failing == set(draws.ordered(IDS, 0, "scenario")[:200])


def spares(ids: Collection[str]) -> list[Spare]:
    return [Spare(id_, n, 1, frozenset(), (n % 7 == 0,)) for n, id_ in enumerate(ids)]


def test_spare_items_of_one_kind_more_leave_those_of_another_nearly_as_they_were() -> None:
    def drawn(first: int) -> set[str]:
        """The chunks of a second kind, where a first one takes so many."""
        used = {one.item_id for one in in_turn(spares(IDS), "missing_recall", 0)[:first]}
        free = (one.item_id for one in in_turn(spares(IDS), "missing_abstain", 0) if one.item_id not in used)
        return set(islice(free, 20))

    assert len(drawn(30) - drawn(20)) <= 3


def test_chunks_of_a_lower_turn_come_first() -> None:
    turns = [one.turn for one in in_turn(spares(IDS), "partial", 0)]
    assert turns == sorted(turns)
    assert turns[0] != turns[-1]
