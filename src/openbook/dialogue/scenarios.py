"""Which kind of context each item gets: exact shares, drawn by hash."""

from collections.abc import Iterable

from openbook import draws

GOLD = "gold"
"""The reference's success: the context holds the chunk that the questions are about."""

MISSING_RECALL = "missing_recall"
"""The reference's failure: the context does not help; say so, then answer from memory."""


def failing(ids: Iterable[str], share: float, seed: int) -> frozenset[str]:
    """Return the ids whose context holds no gold: the first `share` of all, ranked by a seeded hash of each id.

    The realised share is the wanted one to within half an item.
    """
    ranked = draws.ordered(ids, seed, "failure")
    return frozenset(ranked[: int(share * len(ranked) + 0.5)])
