"""Every chunk of the corpus as a possible passage: who may stand beside whom, and who is tried first."""

from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache, partial
from itertools import chain, islice

from openbook import draws
from openbook.contexts.hits import ANY, TRIED, Hits, RankRange, Side
from openbook.contexts.repetition import Guard
from openbook.contexts.titles import Titles, stands_in
from openbook.dataclass import dataclass
from openbook.records import Chunk
from openbook.retrieval.index import Hit, Index
from openbook.retrieval.retriever import Lexical, Retriever
from openbook.retrieval.sketch import Companions, Nearness, Sketch, Sketches, sketch
from openbook.spool import Strings
from openbook.text.content import Content
from openbook.text.words import words

RING = "ring"
"""The step that draws each chunk's place on the ring."""
ALIKE = 8
"""Chunks, at most, that may have one place there."""

ONE_FAMILY = 50
"""Candidates that repeat what is shown, after which no more are looked at."""

NEAR = 16
"""Hits for a chunk's own words that count as near to it."""

SISTERS = 8
"""Chunks before and behind one in its document that are looked at for what may tell of it."""

TITLED = 12
"""Hits for a title that are looked at."""

REMEMBERED = 256
"""Chunks whose words are remembered: an item asks for them several times."""

ASKED_AGAIN = 4_096
"""Chunks whose neighbours are remembered: every kind asks for them, one after the other."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that may be drawn."""

    chunk: Chunk
    score: float
    """From the retriever; 0.0 for a random draw."""
    is_far: bool = False
    """Whether sketches tell that it repeats nothing that it would stand beside."""


class Candidates:
    """Yields candidates for a place, each a stable function of ids: about 60 bytes of memory a chunk."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        index: Index,
        guard: Guard,
        seed: int,
        retriever: Retriever | None = None,
        sketches: Sequence[Sketch] | None = None,
    ) -> None:
        """Read the chunks once. `index` must be built from the same sequence, and so must the `retriever` of hard
        candidates, which is the index itself where none is given, and the `sketches`, which are made where none are.
        The `guard` says which chunks say the same.
        """
        self._guard = guard
        self._chunks = chunks
        self._index = index
        self._retriever = retriever or Lexical(index)
        self._seed = seed
        self._ids = Strings()
        self._documents = array("l")
        self._ordinals = array("l")
        numbers: dict[str, int] = {}
        for chunk in chunks:
            self._ids.append(chunk.id)
            self._documents.append(numbers.setdefault(chunk.document_id, len(numbers)))
            self._ordinals.append(chunk.ordinal)
        self._numbers = numbers
        self._ring = draws.Ring(self._ids, seed, RING)
        self._sketches = Sketches(sketches.__getitem__ if sketches else lambda place: sketch(chunks[place].text))
        self.position = lru_cache(maxsize=ASKED_AGAIN)(self._find)
        """Returns the position of the chunk of an id, None where there is none."""
        self._vocabulary = lru_cache(maxsize=REMEMBERED)(lambda position: frozenset(words(chunks[position].text)))
        self._alone = lru_cache(maxsize=ASKED_AGAIN)(self._is_repeated)
        self._near = lru_cache(maxsize=ASKED_AGAIN)(self._search_near)
        self._terms = lru_cache(maxsize=ASKED_AGAIN)(lambda chunk: index.terms(chunk.text, found_in=2))
        self._telling = lru_cache(maxsize=ASKED_AGAIN)(self._search_title)
        self.unsuitable: Set[str] = frozenset()
        self._held_out: Set[int] = frozenset()
        self.links: dict[str, array[int]] = {}
        """The positions of what is linked to a chunk, by its id; of those that were asked for."""
        self.families = 0
        """Searches that ended among texts of one family."""

    def __len__(self) -> int:
        return len(self._ids)

    def id(self, position: int) -> str:
        """Return the id of the chunk at a position."""
        return self._ids[position]

    def _find(self, id_: str) -> int | None:
        places = islice(self._ring.walk(draws.number(self._seed, RING, id_)), ALIKE)
        return next((place for place in places if self._ids[place] == id_), None)

    def score(self, hits: Hits, id_: str) -> float:
        """Return what a search gave the chunk of an id; 0.0 for one that the corpus has not."""
        position = self.position(id_)
        return 0.0 if position is None else hits.score(position)

    def may_stand_beside(self, position: int, gold: Sequence[Chunk]) -> bool:
        """Whether a chunk may stand in a context about `gold`, as far as ids tell: the guard looks at its text."""
        id_ = self._ids[position]
        if id_ in self.unsuitable:
            return False
        document, ordinal = self._documents[position], self._ordinals[position]
        if document in self._held_out and not self.is_held_out(gold[0]):
            return False
        return all(
            id_ != chunk.id
            and not (self._numbers.get(chunk.document_id) == document and abs(chunk.ordinal - ordinal) <= 1)
            for chunk in gold
        )

    def random(self, gold: Sequence[Chunk], beside: Companions, *ids: str) -> Iterator[Candidate]:
        """Walk the ring of all chunks from a point that `ids` decide; every allowed chunk, up to the first 1,000.

        Those whose sketch tells that they repeat what they would stand `beside` are passed over unseen.
        """
        if self._is_alone(gold):
            return
        places = self._walk(gold, draws.number(self._seed, "random", *ids))
        yield from self._unlike((Hit(place, 0.0) for place in places), beside)

    def _walk(self, gold: Sequence[Chunk], point: int) -> Iterator[int]:
        return (place for place in islice(self._ring.walk(point), TRIED) if self.may_stand_beside(place, gold))

    def _is_alone(self, gold: Sequence[Chunk]) -> bool:
        """Whether one family is the corpus, as far as 50 chunks tell: then nobody need look for what may stand beside
        gold, at any place and in any kind.
        """
        is_alone = any(map(self.is_of_one_family, gold))
        self.families += is_alone
        return is_alone

    def is_of_one_family(self, chunk: Chunk) -> bool:
        """Whether all of 50 chunks repeat a chunk: the same ones for all, so that they are read once."""
        return self._alone(chunk)

    def has_company(self, chunk: Chunk) -> bool:
        """Whether anything may tell of a chunk or belong with it: not where its document is one chunk, and the corpus
        one family.
        """
        return next(self.sisters(chunk), None) is not None or not self.is_of_one_family(chunk)

    def _is_repeated(self, gold: Chunk) -> bool:
        beside = self.companions((gold,))
        walk = self._walk((gold,), draws.number(self._seed, "random", "family"))
        tried = 0
        for place in islice(walk, ONE_FAMILY):
            if not self._repeats(place, gold, beside):
                return False
            tried += 1
        return tried == ONE_FAMILY

    def _repeats(self, position: int, gold: Chunk, beside: Companions) -> bool:
        nearness = self.nearness(position, beside)
        if nearness != "unsure":
            return nearness == "near"
        return self._guard.says_the_same(self._chunks[position].text, gold.text)

    def _unlike(self, hits: Iterable[Hit], beside: Companions) -> Iterator[Candidate]:
        """Yield what may not be near to what is shown; nothing more after 50 that are near."""
        near = 0
        judged: dict[bytes, Nearness] = {}
        for hit in hits:
            numbers = self._sketches[hit.position]
            verdict = judged.get(same := numbers.tobytes()) or judged.setdefault(same, beside.judge(numbers))
            near += verdict == "near"
            if near >= ONE_FAMILY:
                self.families += 1
                return
            if verdict != "near":
                yield Candidate(self._chunks[hit.position], hit.score, verdict == "far")

    def hard(
        self, found: Hits, ranks: RankRange, gold: Sequence[Chunk], beside: Companions, *ids: str, side: Side = ANY
    ) -> Iterator[Candidate]:
        """Yield the retriever's hits: those of the wanted ranks in an order that `ids` decide, then the ranks after
        them, then those before. Ranks count allowed chunks only. Of the wanted ones, those of the wanted `side`.

        The best hits are not simply taken from the top: whether a chunk is drawn from a handful depends on its own
        hash, so two hits that change places change nothing.
        """
        if self._is_alone(gold):
            return
        allowed = side.among((hit for hit in found.walk() if self.may_stand_beside(hit.position, gold)), self.is_of)
        before: list[Hit] = []
        wanted: list[Hit] = []
        for rank, hit in enumerate(allowed, start=1):
            (before if rank < ranks.low else wanted).append(hit)
            if rank == ranks.high:
                break
        wanted.sort(key=lambda hit: draws.number(self._seed, "hard", *ids, self._ids[hit.position]))
        if side.documents:
            wanted.sort(key=lambda hit: not side.takes(hit, self.is_of))
        yield from self._unlike(chain(wanted, allowed, reversed(before)), beside)

    def hold_out(self, document_ids: Iterable[str]) -> None:
        """Keep the chunks of these documents out of every context about any other."""
        self._held_out = frozenset(self._numbers[id_] for id_ in document_ids if id_ in self._numbers)

    def is_held_out(self, chunk: Chunk) -> bool:
        """Whether the chunk is of a document that is held out."""
        return self._numbers.get(chunk.document_id) in self._held_out

    def may_be_gold(self, position: int, beside: Chunk) -> bool:
        """Whether questions about a chunk may be about the one at a position too: both are on one side."""
        is_held_out = self._documents[position] in self._held_out
        return self._ids[position] not in self.unsuitable and is_held_out == self.is_held_out(beside)

    def chunk(self, position: int) -> Chunk:
        """Return the chunk at a position."""
        return self._chunks[position]

    def find(self, terms: Sequence[str]) -> Hits:
        """Search the index for words; hits are fetched as they are walked."""
        return Hits(partial(self._index.search, terms))

    def retrieve(self, text: str, is_chunk: bool) -> Hits:
        """Ask the retriever what it finds for a question, or for the text of a chunk."""
        return Hits(partial(self._retriever.search, text, is_chunk=is_chunk))

    def terms(self, chunk: Chunk) -> tuple[str, ...]:
        """Return the chunk's rarest words that another chunk has too; of chunks asked for last they are remembered."""
        return self._terms(chunk)

    @cached_property
    def titles(self) -> Titles:
        """What the chunks are called; read when it is first asked for."""
        return Titles(self._chunks)

    def sisters(self, chunk: Chunk) -> Iterator[int]:
        """Yield the positions of the other chunks of a chunk's document, the nearest first."""
        own = self.position(chunk.id)
        if own is None:
            return
        for distance in range(1, SISTERS + 1):
            for position in (own - distance, own + distance):
                if 0 <= position < len(self) and self._documents[position] == self._documents[own]:
                    yield position

    def is_of(self, position: int, document_id: str) -> bool:
        """Whether the chunk at a position is of a document."""
        return self._numbers.get(document_id) == self._documents[position]

    def companions(self, chunks: Iterable[Chunk], texts: Iterable[str] = ()) -> Companions:
        """Return what a candidate would stand beside: chunks, and texts that need be none of the corpus."""
        return Companions.of([*map(self._sketch, chunks), *map(sketch, texts)], self._guard.limit)

    def _sketch(self, chunk: Chunk) -> Sketch:
        position = self.position(chunk.id)
        return sketch(chunk.text) if position is None else self._sketches[position]

    def nearness(self, position: int, beside: Companions) -> Nearness:
        """Say what the sketch of the chunk at a position tells of its nearness to what it would stand beside."""
        return beside.judge(self._sketches[position])

    def vocabulary(self, position: int) -> Set[str]:
        """Return the words of the chunk at a position; those of chunks looked at last are remembered."""
        return self._vocabulary(position)

    def telling(self, title: str) -> Sequence[int]:
        """Return the positions of chunks in which a title stands, of those that a search for it finds first."""
        return self._telling(title)

    def _search_title(self, title: str) -> Sequence[int]:
        name = Content.of(title).tokens
        found = islice(self.find(words(title)).walk(), TITLED)
        return tuple(hit.position for hit in found if stands_in(name, self._chunks[hit.position].text))

    def near(self, chunk: Chunk) -> Sequence[Hit]:
        """Return the chunks that share most of a chunk's rarest words, itself among them; of those asked for last they
        are remembered.
        """
        return self._near(chunk)

    def _search_near(self, chunk: Chunk) -> Sequence[Hit]:
        return tuple(islice(self.find(self.terms(chunk)).walk(), NEAR))

    def frequency(self, term: str) -> int:
        """Return the number of chunks that have the word."""
        return self._index.frequency(term)
