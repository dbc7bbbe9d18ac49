"""Chunks that belong together: gold for questions that need several sources."""

from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice

from openbook import draws
from openbook.contexts.candidates import Candidates
from openbook.contexts.repetition import Guard
from openbook.contexts.titles import Name, names, titles
from openbook.records import Chunk
from openbook.text.content import Content
from openbook.text.words import words

LOOKED_AT = 12
"""Hits that are looked at for links."""
REMEMBERED = 12
"""Links of a chunk that are kept, of hits and of titles."""
SHARED = 3
"""Rare words that two chunks must share, those of one name counted once; a very rare one counts twice."""
BETWEEN = 1
"""Words that may stand between two that stand side by side."""
SUBJECT = 2 / 3
"""Share of the chunks of a document around one from which a word is what the document is about."""
FEWEST_CHUNKS = 4
"""Of a document, by which that can be told."""
RARE, FEW = 0.02, 8
"""A word is rare up to this share of all chunks, or this number of them in a small corpus."""
CLOSE = 0.25
"""Share of a chunk's own score, for its rare words, that another one must reach."""
CLOSE_WITHIN = 0.18
"""The same for one of the chunk's document, which has its subject."""
VERY_RARE, VERY_FEW = 0.0025, 4
"""The same for a very rare word."""


NAMED = 100
"""What counts for a title that stands in the other chunk, against a shared rare word, where one chunk is called so. The
title of a longer document tells less: it does not say which of its chunks is meant.
"""
NAMED_BY_A_WORD = 10
"""The same for a title of one word, which may stand there in another sense."""
TELLING = 20
"""From what a name counts so, one rare word that is shared as well makes a link."""


def linked(chunk: Chunk, candidates: Candidates, guard: Guard) -> Iterator[Chunk]:
    """Yield the chunks that belong with this one, the closest first: the title of one stands in the other, or they
    share rare words, or stand under one heading and share one. No near-duplicate or overlapping chunk is among them.

    They are looked for once: several kinds ask, one after the other.
    """
    if chunk.id not in candidates.links:
        found = _positions(chunk, candidates, guard) if candidates.has_company(chunk) else ()
        candidates.links[chunk.id] = array("l", islice(found, REMEMBERED))
    return map(candidates.chunk, candidates.links[chunk.id])


def _positions(chunk: Chunk, candidates: Candidates, guard: Guard) -> Iterator[int]:
    frequencies = {term: candidates.frequency(term) for term in candidates.terms(chunk)}
    rare = _up_to(frequencies, max(FEW, int(RARE * len(candidates))))
    very_rare = _up_to(frequencies, max(VERY_FEW, int(VERY_RARE * len(candidates))))
    own_pairs = _side_by_side(words(chunk.text), rare)
    subject = _subject(chunk, {word: frequencies[word] for word in rare}, candidates)
    named = _named(chunk, candidates)
    hits = candidates.find([term for term in frequencies if term in rare])
    own = candidates.score(hits, chunk.id)
    near = [
        hit.position
        for hit in islice(hits.walk(), LOOKED_AT)
        if hit.score >= own * (CLOSE_WITHIN if candidates.is_of(hit.position, chunk.document_id) else CLOSE)
    ]
    found: list[tuple[int, int, int]] = []
    for rank, position in enumerate(dict.fromkeys([*near, *named])):
        if not candidates.may_be_gold(position, chunk):
            continue
        other = candidates.chunk(position)
        if chunk.is_beside(other):
            continue
        is_sister = other.document_id == chunk.document_id
        both = rare.intersection(candidates.vocabulary(position)).difference(subject if is_sister else ())
        under_one_heading = bool(chunk.headings) and (chunk.document_id, chunk.headings) == (
            other.document_id,
            other.headings,
        )
        weight = named.get(position, 0)
        is_near = under_one_heading or weight >= TELLING
        needed = 1 if is_near else SHARED
        if 2 * len(both) < needed:
            continue
        stretches = _stretches(both, own_pairs, other.text)
        shared = sum(1 if very_rare.isdisjoint(stretch) else 2 for stretch in stretches)
        if shared >= needed:
            found.append((-shared - weight, rank, position))
    beside = candidates.companions((chunk,))
    for _, _, position in sorted(found):
        nearness = candidates.nearness(position, beside)
        other = candidates.chunk(position)
        if nearness != "near" and guard.admits(other, (chunk,), (), is_far=nearness == "far"):
            yield position


def _side_by_side(row: Sequence[str], among: Set[str]) -> Set[tuple[str, str]]:
    """Return which of some words stand side by side in a row."""
    places = [place for place, word in enumerate(row) if word in among]
    return {
        (row[place], row[following])
        for number, place in enumerate(places)
        for following in places[number + 1 : number + BETWEEN + 2]
        if following - place <= BETWEEN + 1
    }


def _stretches(shared: Set[str], pairs: Set[tuple[str, str]], text: str) -> Set[frozenset[str]]:
    """Return the words that a text shares with another one: those together that stand side by side in both, as the
    words of a name do. `pairs` are those of the other one.
    """
    found = {word: frozenset((word,)) for word in shared}
    close = {pair for pair in pairs if found.keys() >= set(pair)}
    for one, other in close & _side_by_side(words(text), set().union(*close)) if close else ():
        joined = found[one] | found[other]
        found |= dict.fromkeys(joined, joined)
    return frozenset(found.values())


def _subject(chunk: Chunk, frequencies: Mapping[str, int], candidates: Candidates) -> Set[str]:
    """Return those of a chunk's words that most chunks around it in its document have: they join no two of these."""
    sisters = tuple(candidates.sisters(chunk))
    most = SUBJECT * (1 + len(sisters))
    common = [word for word, frequency in frequencies.items() if frequency > most]
    if len(sisters) + 1 < FEWEST_CHUNKS or not common:
        return frozenset()
    known = [candidates.vocabulary(position) for position in sisters]
    return {word for word in common if 1 + sum(word in vocabulary for vocabulary in known) > most}


def _named(chunk: Chunk, candidates: Candidates) -> dict[int, int]:
    """Return the chunks of other documents that name this one or are named by it, with what that counts."""
    own = names(chunk)
    told: dict[int, int] = {}
    for name, position in candidates.titles.named_in(chunk.text):
        if name not in own and not candidates.is_of(position, chunk.document_id):
            told[position] = max(told.get(position, 0), _weight(name, candidates))
    telling: dict[int, int] = {}
    for title in titles(chunk):
        name = Content.of(title).tokens
        for position in candidates.telling(title) if name in own else ():
            if not candidates.is_of(position, chunk.document_id):
                telling[position] = max(telling.get(position, 0), _weight(name, candidates))
    return {position: told.get(position, 0) + telling.get(position, 0) for position in (*told, *telling)}


def _weight(name: Name, candidates: Candidates) -> int:
    """Return what a name counts: most where one chunk is called so, nothing where all of its words are common ones."""
    title, called = candidates.titles.spelled(name)
    stands_in = min(map(candidates.frequency, words(title)), default=0)
    counts = NAMED if len(name) > 1 else NAMED_BY_A_WORD
    return counts // called**2 if stands_in <= max(FEW, int(RARE * len(candidates))) else 0


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
