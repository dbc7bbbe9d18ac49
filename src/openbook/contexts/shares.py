"""Which item gets which kind of context: exact shares, drawn by hash."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from openbook import draws
from openbook.contexts.likeness import FORMS, Form
from openbook.scenarios import FALLBACK, SCENARIOS


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
    ids: Iterable[str], shares: Mapping[str, float], seed: int, is_eligible: Callable[[str, str, Form | None], bool]
) -> tuple[dict[str, str], list[Shortfall]]:
    """Return each id's scenario, and which scenarios fell short.

    The ids are ranked by a seeded hash of themselves. Scarce scenarios come first and take the first ones for which
    `is_eligible(scenario, id, form)` holds: where passages disagree, each form gets its part from the ids for which it
    was drawn; where these are too few, any id in any form (None). The others share the rest. What has no eligible id
    goes to `gold_hard`.
    """
    ranked = draws.ordered(ids, seed, "scenario")
    wanted = quotas(shares, len(ranked))
    taken: dict[str, str] = {}
    short: list[Shortfall] = []
    for name in [name for name in wanted if SCENARIOS[name].is_scarce]:
        got = 0
        for form, most in _in_forms(name, wanted[name]):
            until = min(wanted[name], got + most)
            for id_ in ranked:
                if got == until:
                    break
                if id_ not in taken and is_eligible(name, id_, form):
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


def _in_forms(name: str, wanted: int) -> Iterator[tuple[Form | None, int]]:
    """Yield in which form the ids of a scenario are looked for, and how many at most are to have it."""
    if SCENARIOS[name].disagrees:
        yield from ((form, round(share * wanted)) for form, share in FORMS.items())
    yield None, wanted
