"""Contexts that were composed before, of the same chunks and by the same settings: looked up, not drawn anew.

What is kept of a passage that is a chunk is its place in the corpus.
"""

from collections.abc import Callable, Collection, Sequence, Set
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import orjson

from openbook.contexts.candidates import Candidates
from openbook.contexts.compose import Composer, ranked
from openbook.dataclass import replace
from openbook.derived import NOTHING, Derived
from openbook.records import Chunk, Item, Passage

if TYPE_CHECKING:
    from openbook.config import Config

Row = list[Any]
"""A passage: its chunk's position or, where it is none, its id, source and text; score, whether it is gold, made up."""


class Composed:
    """Composes contexts, as the `Composer` does, where it has not been done before."""

    def __init__(self, composer: Composer, candidates: Candidates, derived: Derived, ground: str) -> None:
        """`ground` stands for everything that every context depends on; where it is empty, nothing is kept."""
        self._composer = composer
        self._candidates = candidates
        self._derived = derived if ground else NOTHING
        self._ground = ground

    def compose(self, item: Item) -> tuple[Item, bool]:
        """Return the item with its whole context, and whether chunks were lacking for it."""
        return self._once((item,), item, lambda: self._composer.compose(item))

    def exchange(self, item: Item, refused: Set[str], tells: Callable[[Passage], bool]) -> Item:
        """Return the item with other passages in place of the refused distractors, none of which `tells` what was
        answered. It is kept where `tells` is a record, which says all that it goes by.
        """
        given = (item, sorted(refused), tells)
        return self._once(given, item, lambda: (self._composer.exchange(item, refused, tells), False))[0]

    def _once(self, given: object, item: Item, make: Callable[[], tuple[Item, bool]]) -> tuple[Item, bool]:
        made: list[tuple[Item, bool]] = []

        def fresh() -> Row:
            before = self._candidates.families
            made.append(make())
            (shown, lacks), families = made[0], self._candidates.families - before
            return [list(map(self._row, shown.passages)), lacks, families]

        rows, lacks, families = self._derived.once("context", (self._ground, given), fresh, orjson.loads)
        if made:
            return made[0]
        self._candidates.families += families
        return replace(item, passages=ranked(list(map(self._passage, rows)))), lacks

    def _row(self, passage: Passage) -> Row:
        position = self._position(passage)
        which = [passage.chunk_id, passage.source, passage.text] if position is None else position
        return [which, passage.score, passage.is_gold, passage.synthetic]

    def _position(self, passage: Passage) -> int | None:
        """Return where the chunk stands that a passage is, word for word; None where it is none."""
        position = self._candidates.position(passage.chunk_id)
        if position is None:
            return None
        chunk = self._candidates.chunk(position)
        return position if (chunk.source, chunk.text) == (passage.source, passage.text) else None

    def _passage(self, row: Row) -> Passage:
        which, score, is_gold, synthetic = row
        if isinstance(which, int):
            chunk = self._candidates.chunk(which)
            id_, source, text = chunk.id, chunk.source, chunk.text
        else:
            id_, source, text = which
        return Passage(id_, source, text, 0, score, is_gold, synthetic)


def ground_of(chunks: Sequence[Chunk], config: "Config", unsuitable: Collection[str], held_out: Collection[str]) -> str:
    """Return a hash of what decides every context beside its item: the chunks in their order, and the settings. It is
    empty where JSON can't say them, as with letters that no text has.
    """
    system = config.system
    settings = [system.seed, system.rag_max_chunks, config.shares, config.asks_first, config.distractors]
    sections = list(config.model_dump(mode="json", include={"retrieval", "scenarios"}).values())
    try:
        hashed = blake2b(orjson.dumps([settings, sections, sorted(unsuitable), sorted(held_out)]), digest_size=16)
        for chunk in chunks:
            hashed.update(orjson.dumps(chunk))
    except TypeError:
        return ""
    return hashed.hexdigest()
