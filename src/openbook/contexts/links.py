"""Chunks that belong together: gold for questions that need several sources."""

from collections.abc import Iterator, Mapping

from openbook import draws
from openbook.contexts.candidates import Candidates, Guard
from openbook.records import Chunk
from openbook.text.words import words

LOOKED_AT = 12
"""Hits that are looked at for links."""
SHARED = 3
"""Rare words that two chunks must share; a very rare one counts twice."""
RARE, FEW = 0.02, 8
"""A word is rare up to this share of all chunks, or this number of them in a small corpus."""
CLOSE = 0.25
"""Share of a chunk's own score, for its rare words, that another one must reach."""
VERY_RARE, VERY_FEW = 0.0025, 4
"""The same for a very rare word."""


def linked(chunk: Chunk, candidates: Candidates, guard: Guard) -> Iterator[Chunk]:
    """Yield the chunks that belong with this one, the closest first: they share rare words, or stand under one heading
    and share one. A near-duplicate or an overlapping chunk is no second source.
    """
    frequencies = {term: candidates.frequency(term) for term in candidates.terms(chunk)}
    rare = _up_to(frequencies, max(FEW, int(RARE * len(candidates))))
    very_rare = _up_to(frequencies, max(VERY_FEW, int(VERY_RARE * len(candidates))))
    found: list[tuple[int, int, Chunk]] = []
    hits = candidates.find([term for term in frequencies if term in rare])
    least = CLOSE * hits.score(chunk.id)
    for rank, hit in enumerate(hits.walk()):
        if rank >= LOOKED_AT or hit.score < least:
            break
        if not candidates.may_be_gold(hit.position, chunk):
            continue
        other = candidates.chunk(hit.position)
        known = words(other.text)
        shared = len(rare.intersection(known)) + len(very_rare.intersection(known))
        under_one_heading = bool(chunk.headings) and (chunk.document_id, chunk.headings) == (
            other.document_id,
            other.headings,
        )
        if shared >= (1 if under_one_heading else SHARED) and other.id != chunk.id:
            found.append((-shared, rank, other))
    for _, _, other in sorted(found, key=lambda entry: entry[:2]):
        if guard.admits(other, (chunk,), ()):
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


def _up_to(frequencies: Mapping[str, int], most: int) -> frozenset[str]:
    return frozenset(term for term, frequency in frequencies.items() if frequency <= most)
