"""Chunk → Item: the context that a retriever might have returned, with gold, distractors, or distractors alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from openbook import draws
from openbook.dialogue.candidates import Candidate, Candidates, Found, Guard, RankRange
from openbook.dialogue.scenarios import GOLD, MISSING_RECALL, failing
from openbook.records import Chunk, Code, Item, Outcome, Passage, Rejected
from openbook.retrieval.index import Index

if TYPE_CHECKING:
    from openbook.config import Config

REPAIRS = 2
"""Rounds in which leaking passages are replaced before the item is given up."""

HARD_RANKS = RankRange(1, 6)
"""Hits that count as hard."""


class Simulator:
    """Builds the contexts of all items; every choice depends on the seed and on ids alone."""

    def __init__(self, chunks: Sequence[Chunk], config: "Config", folder: Path, unsuitable: Collection[str]) -> None:
        """Index all chunks into an empty `folder`. `unsuitable` are ids of chunks that no context may show.

        Term statistics cover all chunks, so that one verdict does not move everybody's neighbours.
        """
        self._chunks = chunks
        self._seed = config.system.seed
        self._most = config.system.rag_max_chunks
        self._failing = config.system.rag_failure_percentage
        self._distractors = config.retrieval.distractors
        self._candidates = Candidates(chunks, Index.build(chunks, folder), self._seed)
        self._unsuitable = unsuitable
        self._candidates.unsuitable = frozenset(unsuitable)
        self._guard = Guard(config.retrieval.near_duplicate)
        self._short = 0
        self._built = 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the contexts built so far."""
        if not self._short:
            return ()
        notice = (
            f"{self._short} of {self._built} contexts hold fewer passages than were drawn for them: the corpus has "
            f"{len(self._chunks)} chunks, and not enough of them may stand together."
        )
        return (notice,)

    def items(self, suitable: Sequence[int]) -> Iterator[Item | Outcome]:
        """Yield an item for each suitable chunk (a position in the sequence), in the order given.

        An item that ends here comes as an Outcome: failure items for which no chunk is eligible (`no_distractor`).
        """
        self._short = self._built = 0
        self._candidates.unsuitable = frozenset(self._unsuitable)
        positions = set(suitable)
        failures = failing((self._candidates.id(position) for position in positions), self._failing, self._seed)
        for position in suitable:
            chunk = self._chunks[position]
            item = self._build(chunk, failed=chunk.id in failures)
            self._built += 1
            if item.passages:
                yield item
            else:
                yield Outcome(item, None, _nothing_to_show(item, len(self._chunks)))

    def _build(self, chunk: Chunk, *, failed: bool) -> Item:
        wanted = draws.integer(1, self._most, self._seed, "chunks", chunk.id)
        found = self._candidates.find(self._candidates.terms(chunk))
        gold = (chunk,)
        texts: list[str] = []
        drawn: list[Candidate] = []
        for place in range(wanted if failed else wanted - 1):
            candidate = self._draw(chunk.id, place, found, gold, texts)
            if candidate is None:
                self._short += 1
                break
            drawn.append(candidate)
            texts.append(candidate.chunk.text)
        if not failed:
            shown = Candidate(chunk, found.score(chunk.id))
            drawn.insert(draws.integer(0, len(drawn), self._seed, "place", chunk.id), shown)
        passages = tuple(_passage(rank, candidate, gold) for rank, candidate in enumerate(drawn, start=1))
        return Item(chunk.id, gold, MISSING_RECALL if failed else GOLD, passages)

    def _draw(
        self,
        item: str,
        place: int,
        found: Found,
        gold: Sequence[Chunk],
        texts: Sequence[str],
        refused: Collection[str] = (),
    ) -> Candidate | None:
        """Return the first eligible candidate for a place, hard or random by the settings; the other kind if none."""
        ids = (item, str(place))
        hard = self._candidates.hard(found, HARD_RANKS, gold, *ids)
        random = self._candidates.random(gold, *ids)
        is_hard = self._distractors == "hard" or (
            self._distractors == "mixed" and draws.uniform(self._seed, "kind", *ids) < 0.5
        )
        for candidate in chain(hard, random) if is_hard else chain(random, hard):
            if candidate.chunk.id not in refused and self._guard.admits(candidate.chunk, gold, texts):
                return candidate
        return None

    def repair(self, item: Item, leaking: Collection[str]) -> Item | Rejected:
        """Return the item with other passages in place of the leaking ones, the rest untouched; or why it ends here.

        A passage for which no other chunk is eligible is left out. After two rounds the item is an `answer_leak`.
        """
        refused = frozenset(item.refused).union(leaking)
        if item.repairs >= REPAIRS:
            detail = f"passages still held the answer after {REPAIRS} rounds of replacing them"
            return Rejected("verify", Code.ANSWER_LEAK, detail, item.id, item.gold[0].source)
        found = self._candidates.find(self._candidates.terms(item.gold[0]))
        kept: list[Passage] = []
        texts = [passage.text for passage in item.passages if passage.chunk_id not in refused or passage.is_gold]
        place = 0
        for passage in item.passages:
            if passage.is_gold or passage.chunk_id not in refused:
                kept.append(passage)
            else:
                candidate = self._draw(item.id, place, found, item.gold, texts, refused)
                if candidate is not None:
                    kept.append(_passage(passage.rank, candidate, item.gold))
                    texts.append(candidate.chunk.text)
            place += not passage.is_gold
        if not kept:
            detail = "every passage held the answer, and no other chunk is eligible"
            return Rejected("verify", Code.ANSWER_LEAK, detail, item.id, item.gold[0].source)
        passages = tuple(replace(passage, rank=rank) for rank, passage in enumerate(kept, start=1))
        return replace(item, passages=passages, repairs=item.repairs + 1, refused=tuple(sorted(refused)))


def _passage(rank: int, candidate: Candidate, gold: Sequence[Chunk]) -> Passage:
    chunk = candidate.chunk
    is_gold = any(chunk.id == other.id for other in gold)
    return Passage(chunk.id, chunk.source, chunk.text, rank, candidate.score, is_gold)


def _nothing_to_show(item: Item, chunks: int) -> Rejected:
    detail = (
        "no chunk may stand in a context without the answer: "
        f"the corpus has {chunks}, and gold, its neighbours, near-duplicates and unsuitable chunks are left out"
    )
    return Rejected("simulate", Code.NO_DISTRACTOR, detail, item.id, item.gold[0].source)
