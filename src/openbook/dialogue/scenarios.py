"""The kinds of context, and which item gets which: exact shares, drawn by hash."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from openbook import draws

Cue = Literal["assist", "strict", "either"]
"""Which family of system prompts tells the model what to do where the context is silent: help out of memory, or say
that the sources don't tell. Recalling and abstaining never share one."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of context."""

    name: str
    shows: Literal["all", "part", "none"]
    """How many of the item's gold chunks stand in the context: `part` is all but one."""
    sources: tuple[int, int] = (1, 1)
    """Gold chunks of an item, fewest and most; where there are several they are linked."""
    distractors: Literal["settings", "hard", "random", "many", "none"] = "settings"
    """`settings` follows `retrieval.distractors`; `many` does too, with a long context full of them."""
    adds: Literal["contradiction", "older", "other_topic"] | None = None
    """What is put beside gold: a passage that contradicts it, an older state of it, a hidden chunk on another topic."""
    cue: Cue = "either"

    @property
    def is_scarce(self) -> bool:
        """Whether only some chunks are eligible, so that it is filled before the others."""
        return self.sources[1] > 1 or self.adds is not None


_ALL = (
    Scenario("outdated", "all", adds="older"),
    Scenario("conflicting", "all", adds="contradiction"),
    Scenario("partial", "part", sources=(2, 4), cue="strict"),
    Scenario("multi_source", "all", sources=(2, 4)),
    Scenario("topic_shift", "part", adds="other_topic", cue="strict"),
    Scenario("missing_recall", "none", cue="assist"),
    Scenario("missing_abstain", "none", cue="strict"),
    Scenario("empty", "none", distractors="none", cue="strict"),
    Scenario("long_noisy", "all", distractors="many"),
    Scenario("gold_only", "all", distractors="none"),
    Scenario("gold_random", "all", distractors="random"),
    Scenario("gold", "all", cue="assist"),
    Scenario("gold_hard", "all", distractors="hard"),
)

SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in _ALL}
"""By name, in the order in which they are filled: scarce ones first."""

FALLBACK = "gold_hard"
"""Takes what other scenarios have no eligible chunk for."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A scenario that got fewer items than its share."""

    scenario: str
    wanted: int
    got: int


def quotas(shares: Mapping[str, float], total: int) -> dict[str, int]:
    """Return how many of `total` items each scenario gets: its share to within one item, `total` in sum.

    `shares` sum to 1; what rounding leaves goes to the largest remainders.
    """
    exact = {name: shares[name] * total for name in SCENARIOS if shares.get(name, 0) > 0}
    counts = {name: int(amount) for name, amount in exact.items()}
    by_remainder = sorted(exact, key=lambda name: counts[name] - exact[name])
    for name in by_remainder[: total - sum(counts.values())]:
        counts[name] += 1
    return counts


def assign(
    ids: Iterable[str], shares: Mapping[str, float], seed: int, is_eligible: Callable[[str, str], bool]
) -> tuple[dict[str, str], list[Shortfall]]:
    """Return each id's scenario, and which scenarios fell short.

    The ids are ranked by a seeded hash of themselves. Scarce scenarios come first and take the first ones for which
    `is_eligible(scenario, id)` holds; the others share the rest. What has no eligible id goes to `gold_hard`.
    """
    ranked = draws.ordered(ids, seed, "scenario")
    wanted = quotas(shares, len(ranked))
    taken: dict[str, str] = {}
    short: list[Shortfall] = []
    for name in [name for name in wanted if SCENARIOS[name].is_scarce]:
        got = 0
        for id_ in ranked:
            if got == wanted[name]:
                break
            if id_ not in taken and is_eligible(name, id_):
                taken[id_] = name
                got += 1
        if got < wanted[name]:
            short.append(Shortfall(name, wanted[name], got))
            wanted[FALLBACK] = wanted.get(FALLBACK, 0) + wanted[name] - got
    rest = (id_ for id_ in ranked if id_ not in taken)
    for name in [name for name in wanted if not SCENARIOS[name].is_scarce]:
        for _ in range(wanted[name]):
            taken[next(rest)] = name
    return taken, short
