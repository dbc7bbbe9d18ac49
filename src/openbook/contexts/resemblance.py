"""Passages that resemble each other although nothing that is asked hangs on it."""

from collections.abc import Sequence
from itertools import chain

from openbook.contexts.counterparts import Beside, Counterparts
from openbook.contexts.likeness import Likeness
from openbook.dataclass import dataclass, replace
from openbook.records import Chunk, Item, Passage

TRIED = 3
"""Passages of a context that are tried, for one of them to be resembled."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Makes the distractor that resembles another passage of its context."""

    likeness: Likeness
    counterparts: Counterparts

    def is_due(self, item: Item) -> bool:
        """Whether the context still lacks two passages that resemble each other."""
        known = {chunk.id for chunk in item.gold}
        has_them = any(passage.chunk_id not in known for passage in item.passages)
        return not has_them and self.likeness.form(item.scenario, item.id) is not None

    def may_lack(self, item: Item, drawn: Sequence[Chunk]) -> bool:
        """Whether a context of one source has no two passages that resemble each other, as those of several sources
        have none where no page could tell of them, as in documents of a few chunks.
        """
        shown = {passage.chunk_id for passage in item.passages}
        gold = [chunk for chunk in item.gold if chunk.id in shown]
        first = next(iter((*gold, *drawn)), None)
        if len(gold) > 1 or first is None or not self.likeness.may_lack(item.id):
            return False
        return self.counterparts.has_nobody(first, item.id)

    def made(self, item: Item, drawn: Sequence[Chunk], places: int, beside: Beside) -> Passage | None:
        """Return a distractor that resembles gold or one of those `drawn`, for a context of so many `places`.

        None where none can be made.
        """
        return self.of(self._origins(item, drawn, places), item, drawn, beside)

    def of(self, origins: Sequence[Chunk], item: Item, drawn: Sequence[Chunk], beside: Beside) -> Passage | None:
        """Return a distractor that resembles one of the `origins`, which are gold or `drawn`.

        Where it is to be a copy, and gold has none, it is one of those `drawn`, if any can be. A sentence with another
        figure is never taken from gold before questions are asked: one of them might be about it.
        """
        if self.likeness.form(item.scenario, item.id) == "copy":
            copy = next(filter(None, map(self.counterparts.shortened, drawn)), None)
            if copy is not None:
                return replace(copy, is_gold=False)
        safe = [origin for origin in origins if item.questions or origin not in item.gold]
        otherwise = (self.counterparts.otherwise(origin, beside) for origin in safe)
        echoes = (self.counterparts.echo(origin, beside, item.id) for origin in origins)
        tried = chain(otherwise, echoes) if self.likeness.tells_otherwise(item.id) else echoes
        return next((made for made in tried if made is not None), None)

    def _origins(self, item: Item, drawn: Sequence[Chunk], places: int) -> Sequence[Chunk]:
        """Return the passages that may be resembled, gold first or last."""
        shown = {passage.chunk_id for passage in item.passages}
        gold = [chunk for chunk in item.gold if chunk.id in shown]
        is_first = self.likeness.is_of_gold(item.id, len(gold), places)
        others = sorted(drawn, key=lambda chunk: self.likeness.order(item.id, chunk.id))
        ordered = (*gold, *others) if is_first else (*others, *gold)
        return ordered[:TRIED]
