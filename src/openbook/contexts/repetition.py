"""The guard at each place of a context: no passage says what another one says."""

from collections.abc import Sequence

from openbook.records import Chunk
from openbook.retrieval.shingles import ShingleCache, containment


class Guard:
    """Refuses a candidate that says what gold or another passage of the context says."""

    def __init__(self, near_duplicate: float) -> None:
        """`near_duplicate`: containment of 5-word shingles from which two chunks say the same, 0 to 1."""
        self.limit = near_duplicate
        self._shingles = ShingleCache()

    def admits(self, candidate: Chunk, gold: Sequence[Chunk], texts: Sequence[str], *, is_far: bool = False) -> bool:
        """Whether the candidate repeats neither gold nor the texts, and overlaps no gold chunk of its document.

        Where it `is_far` from all of them, nothing is compared in full.
        """
        for chunk in gold:
            same = chunk.document_id == candidate.document_id
            if same and candidate.start < chunk.end and chunk.start < candidate.end:
                return False
        if candidate.text in texts or any(candidate.text == chunk.text for chunk in gold):
            return False
        if is_far:
            return True
        others = [*(chunk.text for chunk in gold), *texts]
        return not any(self.says_the_same(candidate.text, text) for text in others)

    def says_the_same(self, one: str, other: str) -> bool:
        """Whether two texts have so much in common that they may not stand in one context."""
        return self.containment(one, other) >= self.limit

    def containment(self, one: str, other: str) -> float:
        """Return how much of the smaller text stands in the larger one, 0 to 1."""
        return containment(self._shingles(one), self._shingles(other))
