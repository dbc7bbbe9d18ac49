"""Passages that belong together, in contexts of every kind: else they would tell a question of several sources."""

from collections.abc import Iterator, Sequence
from itertools import chain

from openbook import draws
from openbook.contexts.candidates import Candidates
from openbook.contexts.links import linked
from openbook.contexts.repetition import Guard
from openbook.dataclass import dataclass, field
from openbook.records import Chunk, Item
from openbook.scenarios import SCENARIOS

MOST = 4
"""Passages that belong together, at most: as many as a question has sources."""
TRIED = 8
"""Chunks linked to a passage that are tried."""
UNTOLD = 0.6
"""How often distractors belong together beside no gold: what is closest to gold often tells an answer that was asked
for, and may not stand beside it.
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which distractors of a context are to be linked to one passage."""

    hub: Chunk | None
    """Gold; None: the first distractor."""
    places: int
    """The first so many distractors belong to it."""


NONE = Cluster(None, 0)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Finds what belongs together."""

    seed: int
    candidates: Candidates
    guard: Guard
    _known: dict[str, Sequence[Chunk]] = field(default_factory=dict)

    def of(self, item: Item, size: int) -> Cluster:
        """Return the cluster of a context of `size` passages, one that resembles another left out.

        Gold is in it as often as so many passages of such a context include it; where nothing is linked to it, never.
        """
        kind = SCENARIOS[item.scenario]
        shown = {passage.chunk_id for passage in item.passages}
        gold = [chunk for chunk in item.gold if chunk.id in shown]
        if kind.does == "combines" or kind.distractors == "random" or size < 2:
            return NONE
        wanted = draws.integer(2, max(2, min(MOST, size)), self.seed, "sources", item.id)
        is_gold = bool(gold) and draws.uniform(self.seed, "cluster", item.id) * size < wanted
        if len(gold) > 1 or (is_gold and self.linked(gold[0])):
            return Cluster(gold[0], max(0, wanted - len(gold)))
        places = min(wanted, size - len(gold))
        is_due = not item.questions or draws.uniform(self.seed, "akin", item.id) < UNTOLD
        return Cluster(None, places) if places > 1 and is_due else NONE

    def linked(self, chunk: Chunk) -> Sequence[Chunk]:
        """Return the chunks that are linked to one, the closest first, and then those that share most of its rare
        words: few chunks are linked to any, and these are alike to it as linked ones are. Those of the item at hand
        are remembered.
        """
        if chunk.id not in self._known:
            found: dict[str, Chunk] = {}
            for other in chain(linked(chunk, self.candidates, self.guard), self._akin(chunk)):
                found[other.id] = other
                if len(found) == TRIED:
                    break
            self._known[chunk.id] = tuple(found.values())
        return self._known[chunk.id]

    def _akin(self, chunk: Chunk) -> Iterator[Chunk]:
        for hit in self.candidates.near(chunk):
            if self.candidates.may_be_gold(hit.position, chunk):
                other = self.candidates.chunk(hit.position)
                if not chunk.is_beside(other):
                    yield other

    def members(self, cluster: Cluster, place: int, drawn: Sequence[Chunk], gold: Sequence[Chunk]) -> Iterator[Chunk]:
        """Yield the chunks that may stand at a place of a cluster."""
        hub = cluster.hub or (drawn[0] if drawn else None)
        if hub is None or place >= cluster.places:
            return
        for chunk in self.linked(hub):
            if not any(map(chunk.is_beside, gold)):
                yield chunk
