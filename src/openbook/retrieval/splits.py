"""Which documents are held out: whole ones, with everything that nearly says the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from openbook import draws
from openbook.dataclass import dataclass, field
from openbook.records import Chunk
from openbook.retrieval.duplicates import MOST, SAMPLED, Owners
from openbook.retrieval.shingles import in_bytes, shingle_hashes
from openbook.text.sources import document_of

ALIKE = 0.3
"""Share of a document's shingles, found in another one, from which the two stay on one side."""


@dataclass(slots=True)
class SplitDocument:
    """What is remembered of a document."""

    id: str
    source: str
    """Without pages: the file, or the line of a JSONL file."""
    chunks: int = 0
    sample: set[int] = field(default_factory=set)
    """Hashes of its sampled shingles; emptied once it was compared."""
    size: int = 0
    """How many there were."""


def held_out_documents(chunks: Sequence[Chunk], share: float, seed: int, most: int = MOST) -> frozenset[str]:
    """Return the ids of the documents to hold out: about `share` of the chunks, by clusters of near-duplicates.

    Clusters are taken in a seeded order of their sources, until the next one would lead further away from the share;
    at least one is, and never all. Empty where there is nothing to divide. A document's chunks must stand together.
    Memory: at most 400 MB, since of more than `most` sampled shingles half of them go, and half again.
    """
    clusters = list(_clusters(chunks, most)) if share > 0 else []
    if len(clusters) < 2:
        return frozenset()
    clusters.sort(key=lambda cluster: min(draws.number(seed, "held_out", document.source) for document in cluster))
    wanted = share * sum(_size(cluster) for cluster in clusters)
    held: list[list[SplitDocument]] = []
    taken = 0
    for cluster in clusters[:-1]:
        if taken + _size(cluster) / 2 <= wanted:
            held.append(cluster)
            taken += _size(cluster)
    held = held or [min(clusters, key=_size)]
    return frozenset(document.id for cluster in held for document in cluster)


def _size(cluster: Iterable[SplitDocument]) -> int:
    return sum(document.chunks for document in cluster)


def _clusters(chunks: Sequence[Chunk], most: int) -> Iterator[list[SplitDocument]]:
    """Yield the documents in groups that say nearly the same, each in the order of the corpus."""
    owners = Owners(most)
    documents: list[SplitDocument] = []
    leaders: list[int] = []
    for number, document in enumerate(_documents(chunks)):
        documents.append(document)
        leaders.append(number)
        stands_for = max(1, owners.kept // SAMPLED)
        sample = [hashed for hashed in document.sample if hashed % owners.kept == 0]
        known = Counter(owner for hashed in sample if (owner := owners.get(hashed)) is not None)
        for owner, count in known.items():
            if count * stands_for >= ALIKE * min(document.size, documents[owner].size):
                _join(leaders, number, owner)
        for hashed in sample:
            owners.add(hashed, number)
        document.sample.clear()
    groups: dict[int, list[SplitDocument]] = {}
    for number, document in enumerate(documents):
        groups.setdefault(_leader(leaders, number), []).append(document)
    yield from groups.values()


def _documents(chunks: Sequence[Chunk]) -> Iterator[SplitDocument]:
    for id_, own in groupby(chunks, key=lambda chunk: chunk.document_id):
        document = SplitDocument(id_, "")
        for chunk in own:
            document.source = document.source or document_of(chunk.source)
            document.chunks += 1
            hashes = shingle_hashes(in_bytes(chunk.text))
            document.sample.update(hashed for hashed in hashes if hashed % SAMPLED == 0)
        document.size = len(document.sample)
        yield document


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = number = leaders[leaders[number]]
    return number


def _join(leaders: list[int], one: int, other: int) -> None:
    one, other = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[other] = one
