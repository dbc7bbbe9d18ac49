"""Chunks that belong together: gold for questions that need several sources."""

from collections.abc import Iterator

from openbook import draws
from openbook.dialogue.candidates import Candidates, Guard
from openbook.records import Chunk
from openbook.retrieval.words import words

LOOKED_AT = 24
"""Hits that are looked at for links."""
SHARED = 3
"""Rare words that two chunks must share."""
RARE = 0.02
"""Share of all chunks up to which a word counts as rare; in small corpora eight chunks are few enough."""


def linked(chunk: Chunk, candidates: Candidates, guard: Guard) -> Iterator[Chunk]:
    """Yield the chunks that belong with this one, the closest first: they share rare words, or stand under one heading
    and share one. A near-duplicate or an overlapping chunk is no second source.
    """
    few = max(8, int(RARE * len(candidates)))
    rare = {term for term in candidates.terms(chunk) if candidates.frequency(term) <= few}
    found: list[tuple[int, int, Chunk]] = []
    hits = candidates.find(tuple(candidates.terms(chunk))).walk()
    for rank, hit in enumerate(hits):
        if rank >= LOOKED_AT:
            break
        if not candidates.may_be_gold(hit.position):
            continue
        other = candidates.chunk(hit.position)
        shared = len(rare.intersection(words(other.text)))
        under_one_heading = bool(chunk.headings) and (chunk.document_id, chunk.headings) == (
            other.document_id,
            other.headings,
        )
        if shared >= (1 if under_one_heading else SHARED) and guard.admits(other, (chunk,), ()):
            found.append((-shared, rank, other))
    for _, _, other in sorted(found, key=lambda entry: entry[:2]):
        yield other


def group(chunk: Chunk, candidates: Candidates, guard: Guard, fewest: int, most: int, seed: int) -> tuple[Chunk, ...]:
    """Return the chunk and those linked to it, `fewest` to `most` in all by a draw; empty where too few are linked."""
    wanted = draws.integer(fewest, most, seed, "sources", chunk.id)
    chosen = [chunk]
    for other in linked(chunk, candidates, guard):
        if len(chosen) == wanted:
            break
        if guard.admits(other, chosen, ()):
            chosen.append(other)
    return tuple(chosen) if len(chosen) >= fewest else ()
