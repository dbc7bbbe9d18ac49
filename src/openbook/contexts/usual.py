"""What is usual of chunks that are near to each other anywhere in a corpus: several sources are no more alike."""

from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import combinations

from openbook.contexts.candidates import Candidates
from openbook.records import Chunk

RUN = 12
"""Characters of a run, by which texts of any script are compared."""
ALIKE = 0.05
"""Share of the smaller text's runs from which two texts are alike in their wording."""


def are_usual(gold: Sequence[Chunk], candidates: Candidates) -> bool:
    """Whether no two of several sources are alike in their wording, or a chunk that is drawn for them, whichever it
    is, is so to one that is near to it.

    Linked chunks are alike more often than others that stand together, which would tell a question about them.
    """
    if not any(_are_alike(_runs(one.text), other) for one, other in combinations(gold, 2)):
        return True
    drawn, *near = _elsewhere(gold, candidates) or gold[:1]
    own = _runs(drawn.text)
    return any(_are_alike(own, other) for other in near)


def is_one_document_usual(gold: Sequence[Chunk], candidates: Candidates) -> bool:
    """Whether several sources are of one document, and so are a chunk that is drawn for them and the one nearest to
    it.
    """
    near = _elsewhere(gold, candidates)[:2]
    return all(len({chunk.document_id for chunk in chunks}) == 1 for chunks in (gold, near)) and len(near) > 1


def _elsewhere(gold: Sequence[Chunk], candidates: Candidates) -> Sequence[Chunk]:
    """Return a chunk that is drawn for some gold, and those that are near to it and not beside it; empty where there
    is none.
    """
    drawn = next(candidates.random(gold[:1], candidates.companions(()), "usual", gold[0].id), None)
    if drawn is None:
        return ()
    near = (candidates.chunk(hit.position) for hit in candidates.near(drawn.chunk))
    return drawn.chunk, *(other for other in near if not drawn.chunk.is_beside(other))


def _are_alike(runs: Set[str], other: Chunk) -> bool:
    others = _runs(other.text)
    return len(runs & others) > ALIKE * min(len(runs), len(others))


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[str]:
    return frozenset(text[start : start + RUN] for start in range(max(1, len(text) - RUN)))
