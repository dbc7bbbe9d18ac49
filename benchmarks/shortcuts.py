"""What gives gold away to someone who can't see the question: small classifiers, tested on documents they never saw."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Places = NDArray[np.intp]
Folds = Sequence[tuple[Places, Places]]
"""Where the contexts stand that are learnt from, and those that are told by that."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Context:
    """A context as the classifiers see it."""

    document: str
    """Of its first gold chunk: folds never part a document."""
    texts: tuple[str, ...]
    words: tuple[Counter[str], ...]
    gold: tuple[bool, ...]


def finding_gold(contexts: Sequence[Context]) -> tuple[float, int]:
    """Return by how much length, digits and position find the one gold passage more often than chance, and how many
    contexts were tried.
    """
    return _finding(contexts, _surface)


def finding_gold_by_similarity(contexts: Sequence[Context], passages: int) -> tuple[float, int]:
    """Return the same for similarity to the other passages, in contexts of so many passages."""
    return _finding([one for one in contexts if len(one.texts) == passages], _similarity)


def _finding(contexts: Sequence[Context], features: "Features") -> tuple[float, int]:
    usable = [one for one in contexts if sum(one.gold) == 1 and len(one.texts) > 1]
    if len(usable) < 50:
        return math.nan, len(usable)
    hits = chance = 0.0
    rows = [features(one) for one in usable]
    for train, test in folds([one.document for one in usable]):
        weights = _fit(
            np.concatenate([rows[n] for n in train]), np.concatenate([np.array(usable[n].gold) for n in train])
        )
        for n in test:
            hits += usable[n].gold[int(np.argmax(_design(rows[n]) @ weights))]
            chance += 1 / len(usable[n].texts)
    return (hits - chance) / len(usable), len(usable)


def telling_missing(contexts: Sequence[Context]) -> tuple[float, int]:
    """Return by how much length and digits tell contexts with gold from those without, of equally many passages, more
    often than a coin: balanced accuracy - 0.5, averaged over the contexts.
    """
    total, tried = 0.0, 0
    for passages in sorted({len(one.texts) for one in contexts if one.texts}):
        same = [one for one in contexts if len(one.texts) == passages]
        labels = np.array([any(one.gold) for one in same])
        if min(labels.sum(), len(same) - labels.sum()) < 60:
            continue
        found = points(np.array([_whole(one) for one in same]), labels, folds([one.document for one in same]))
        if not math.isnan(found):
            total += found * len(same)
            tried += len(same)
    return (total / tried / 100 if tried else math.nan), tried


def points(rows: Vector, labels: Vector, folded: Folds) -> float:
    """Return by how many points over a coin the features tell one label from the other, on documents not seen.

    Each fold counts by itself, and as much as it has of the rarer label: over all folds together, one that calls all of
    its contexts the same would tell something wherever it has more of one label than the others have.
    """
    found, weighed = 0.0, 0
    for train, test in folded:
        true, false = test[labels[test]], test[~labels[test]]
        if len(true) and len(false) and 0 < labels[train].sum() < len(train):
            weights = _fit(rows[train], labels[train], balanced=True)
            told = [(_design(rows[one]) @ weights > 0).mean() for one in (true, false)]
            weight = min(len(true), len(false))
            found, weighed = found + weight * 50 * (told[0] - told[1]), weighed + weight
    return float(found / weighed) if weighed else math.nan


class Features:
    """Turns a context into a row of features a passage (a type for `_surface` and `_similarity`)."""

    def __call__(self, context: Context) -> Vector: ...


def _surface(context: Context) -> Vector:
    lengths = np.array([math.log(len(text)) for text in context.texts])
    digits = np.array([sum(map(str.isdigit, text)) / len(text) for text in context.texts])
    place = np.arange(len(lengths)) / (len(lengths) - 1)
    columns = [lengths - lengths.mean(), _ranks(lengths), digits - digits.mean(), _ranks(digits), place,
               place == 0, place == 1]  # fmt: skip
    return np.stack([np.asarray(column, dtype=float) for column in columns], axis=1)


def _similarity(context: Context) -> Vector:
    vectors = context.words
    rows = []
    for one in range(len(vectors)):
        others = [_cosine(vectors[one], vectors[n]) for n in range(len(vectors)) if n != one]
        rows.append((sum(others) / len(others), max(others), min(others)))
    values = np.array(rows)
    return np.concatenate([values - values.mean(axis=0), _ranks(values[:, 0])[:, None]], axis=1)


def _whole(context: Context) -> list[float]:
    lengths = [math.log(len(text)) for text in context.texts]
    digits = [sum(map(str.isdigit, text)) / len(text) for text in context.texts]
    return [sum(lengths) / len(lengths), max(lengths), min(lengths),
            sum(digits) / len(digits), max(digits), min(digits)]  # fmt: skip


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    dot = sum(count * other[word] for word, count in one.items())
    norms = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return dot / norms if norms else 0.0


def _ranks(values: Vector) -> Vector:
    return np.asarray(np.argsort(np.argsort(values)) / (len(values) - 1) - 0.5)


def folds(documents: Sequence[str]) -> Folds:
    """Return pairs of train and test indices; what is of one document stays together, folds are of like size."""
    sizes = Counter(documents)
    fold_of: dict[str, int] = {}
    filled = [0] * FOLDS
    for document, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        fold = filled.index(min(filled))
        fold_of[document] = fold
        filled[fold] += size
    own = np.array([fold_of[document] for document in documents])
    parted = [(np.flatnonzero(own != fold), np.flatnonzero(own == fold)) for fold in range(FOLDS)]
    return [(train, test) for train, test in parted if len(test) and len(train)]


def _design(rows: Vector) -> Vector:
    return np.concatenate([np.ones((len(rows), 1)), rows], axis=1)


def _fit(rows: Vector, labels: Vector, balanced: bool = False) -> Vector:
    """Fit a logistic regression by Newton's method with a small ridge."""
    design, wanted = _design(rows), labels.astype(float)
    share = wanted.mean()
    cases = np.where(wanted > 0, 0.5 / share, 0.5 / (1 - share)) if balanced else np.ones(len(wanted))
    weights = np.zeros(design.shape[1])
    for _ in range(20):
        expected = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curvature = (design * (cases * expected * (1 - expected))[:, None]).T @ design + 1e-3 * np.eye(len(weights))
        step = np.linalg.solve(curvature, design.T @ (cases * (wanted - expected)) - 1e-3 * weights)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return np.asarray(weights)


def uniform_positions(positions: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return the smallest chi-square p over the context sizes, and the largest Cramér's V. Pairs are (k, place)."""
    worst_p, worst_v = 1.0, 0.0
    for size in sorted({k for k, _ in positions if k > 1}):
        counts = Counter(place for k, place in positions if k == size)
        total = sum(counts.values())
        if total < 5 * size:
            continue
        expected = total / size
        chi = sum((counts[place] - expected) ** 2 / expected for place in range(1, size + 1))
        worst_p = min(worst_p, _chi_square_tail(chi, size - 1))
        worst_v = max(worst_v, math.sqrt(chi / (total * (size - 1))))
    return worst_p, worst_v


def _chi_square_tail(value: float, freedom: int) -> float:
    """Return P(X > value) by the Wilson-Hilferty approximation."""
    spread = 2 / (9 * freedom)
    z = ((value / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return 0.5 * math.erfc(z / math.sqrt(2))
