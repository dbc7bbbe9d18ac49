"""Which item gets which kind of context: exact shares, drawn by hash."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence, Set

from openbook import draws
from openbook.contexts.likeness import FORMS, Wish
from openbook.dataclass import dataclass
from openbook.scenarios import FALLBACK, RECALL, SCENARIOS


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A scenario that got fewer items than its share."""

    scenario: str
    wanted: int
    got: int


@dataclass(frozen=True, slots=True)
class Spare:
    """A chunk that a spare item may be about."""

    chunk_id: str
    position: int
    """Of the chunk, in the corpus."""
    number: int
    """Of its next item, from 1."""
    served: Set[str]
    """The kinds that it has had items of."""
    turn: tuple[int, ...]
    """Chunks of a lower turn come first."""

    @property
    def item_id(self) -> str:
        """The id of its next item."""
        return f"{self.chunk_id}-{self.number}" if self.number > 1 else self.chunk_id


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
    ids: Collection[str], shares: Mapping[str, float], seed: int, is_eligible: Callable[[str, str, Wish | None], bool]
) -> tuple[dict[str, str], list[Shortfall]]:
    """Return each id's scenario, and which scenarios fell short.

    Each scenario ranks the ids that are left by a seeded hash of its own, and takes the first ones: an id more pushes
    one other over the border of the scenario that takes it, which hardly ever stands at the border of another one. (In
    one order for all, every id that comes or goes moves every border behind it.) Scarce scenarios come first and take
    those for which `is_eligible(scenario, id, wish)` holds: where passages disagree, each form gets its part from the
    ids for which it was drawn, and several sources are no more alike than is usual; where these are too few, any id
    will do (None). What has no eligible id goes to `gold_hard`, and the last scenario takes what is left.
    """
    wanted = quotas(shares, len(ids))
    taken: dict[str, str] = {}
    short: list[Shortfall] = []
    for name in [name for name in wanted if SCENARIOS[name].is_scarce]:
        got = 0
        for id_ in _first(name, _order(name, ids, taken, seed), wanted[name], is_eligible):
            taken[id_] = name
            got += 1
        if got < wanted[name]:
            short.append(Shortfall(name, wanted[name], got))
            wanted[FALLBACK] = wanted.get(FALLBACK, 0) + wanted[name] - got
    others = [name for name in wanted if not SCENARIOS[name].is_scarce]
    for name in others[:-1]:
        taken.update(dict.fromkeys(_order(name, ids, taken, seed)[: wanted[name]], name))
    taken.update((id_, others[-1]) for id_ in ids if others and id_ not in taken)
    return taken, short


def _order(name: str, ids: Iterable[str], taken: Container[str], seed: int) -> list[str]:
    """Return the ids that no other scenario has taken, in the order of this one."""
    return draws.ordered((id_ for id_ in ids if id_ not in taken), seed, _step("scenario", name))


def _step(step: str, name: str) -> str:
    """Return the step by which a scenario draws; what plain runs have paid for stays as it is."""
    return step if name == RECALL else f"{step} {name}"


def _first(
    name: str, ranked: Sequence[str], wanted: int, is_eligible: Callable[[str, str, Wish | None], bool]
) -> Iterator[str]:
    """Yield the first eligible ids of a scarce scenario, as many as are wanted, or all."""
    chosen: set[str] = set()
    for wish, most in _wishes(name, wanted):
        until = min(wanted, len(chosen) + most)
        for id_ in ranked:
            if len(chosen) == until:
                break
            if id_ not in chosen and is_eligible(name, id_, wish):
                chosen.add(id_)
                yield id_


def _wishes(name: str, wanted: int) -> Iterator[tuple[Wish | None, int]]:
    """Yield what is wished of the ids of a scenario, one after the other, and how many at most are to have it."""
    if SCENARIOS[name].disagrees:
        yield from ((form, round(share * wanted)) for form, share in FORMS.items())
    if SCENARIOS[name].does == "combines":
        yield "usual", wanted
    yield None, wanted


def in_turn(supply: Iterable[Spare], name: str, seed: int) -> list[Spare]:
    """Return the chunks for spare items in the order of a scenario, which is its own within a turn: what one takes more
    then hardly moves what others take.
    """
    return sorted(supply, key=lambda one: (one.turn, draws.number(seed, _step("spare", name), one.chunk_id)))
