"""How far reviewers agree."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from openbook.dataclass import dataclass
from openbook.dataset.decisions import Decision


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two reviewers, on the drafts that both decided on; an edit keeps a draft, as an acceptance does."""

    reviewers: tuple[str, str]
    both: int
    """Drafts that both decided on."""
    same: int
    """Those of them that both keep or both reject."""
    kappa: float | None
    """Cohen's kappa: 1 is agreement throughout, 0 what chance would give; None where it has no meaning."""


def agreements(decisions: Iterable[Sequence[Decision]]) -> list[Agreement]:
    """Return the agreement of every two reviewers who decided on a draft both; `decisions` has those of each draft."""
    pairs: dict[tuple[str, str], Counter[tuple[bool, bool]]] = {}
    for of_draft in decisions:
        keeps = sorted((one.reviewer, one.verdict != "reject") for one in of_draft)
        for (one, keeps_one), (other, keeps_other) in combinations(keeps, 2):
            pairs.setdefault((one, other), Counter())[keeps_one, keeps_other] += 1
    return [_agreement(names, counts) for names, counts in sorted(pairs.items())]


def _agreement(names: tuple[str, str], counts: Counter[tuple[bool, bool]]) -> Agreement:
    both = counts.total()
    same = counts[True, True] + counts[False, False]
    one = (counts[True, True] + counts[True, False]) / both
    other = (counts[True, True] + counts[False, True]) / both
    by_chance = one * other + (1 - one) * (1 - other)
    kappa = None if by_chance == 1 else (same / both - by_chance) / (1 - by_chance)
    return Agreement(names, both, same, kappa)
