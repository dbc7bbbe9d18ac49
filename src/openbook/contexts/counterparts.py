"""What is put beside gold: a passage that contradicts it, an older state of it, or a version that agrees with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Literal

from openbook import draws
from openbook.contexts.candidates import Candidates, Guard
from openbook.contexts.contradict import Altered, contradicting, outdating
from openbook.contexts.in_passing import names_its_subject, set_into, stands_alone
from openbook.contexts.text_versions import ONE_PAGE, copy_of, dates, differ_in_a_fact, prose, shortened
from openbook.records import Chunk, Passage
from openbook.retrieval.duplicates import containment, shingles
from openbook.retrieval.sketch import Companions
from openbook.text.content import Content

Form = Literal["copy", "passing"]
"""How a passage disagrees: another version of the whole page, or a page on something else that tells it in passing."""
COPIES = 0.15
"""How often two passages of a context are versions of one text, in all kinds alike where any kind disagrees."""
FORMS: Mapping[Form, float] = {"passing": 1 - COPIES, "copy": COPIES}
"""How often each is wanted."""
OTHER: Mapping[Form, Form] = {"copy": "passing", "passing": "copy"}

ALTERED = "-altered"
"""Ends the id of a passage that was made from a chunk."""
LOOKED_AT = 16
"""Hits among which another version, or a page that may tell a fact in passing, is looked for."""


class Counterparts:
    """Finds or makes what stands beside a chunk; a function of the seed, the chunk and its neighbours."""

    def __init__(self, candidates: Candidates, guard: Guard, seed: int) -> None:
        """Take other chunks from `candidates`, past the `guard`."""
        self._candidates = candidates
        self._guard = guard
        self._seed = seed

    def form(self, chunk: Chunk) -> Form:
        """Return how a passage is to disagree with the chunk, by a draw."""
        return "copy" if draws.uniform(self._seed, "form", chunk.id) < COPIES else "passing"

    def version(self, chunk: Chunk, *, older: bool) -> Passage | None:
        """Return another version of the page from the corpus that differs in a fact; an `older` one has an earlier date
        where both are dated.
        """
        now = dates(chunk.text)
        for other in self._versions(chunk) if now or not older else ():
            then = dates(other.text)
            if (not older or (then and max(then) < max(now))) and differ_in_a_fact(chunk.text, other.text):
                return replace(shown(other), is_gold=False)
        return None

    def by_rule(self, chunk: Chunk, *, older: bool) -> Altered | None:
        """Return the chunk's text with one fact changed by rule, or with a dated state moved back."""
        if older:
            return outdating(chunk.text, self._seed, chunk.id)
        allowed = (hit for hit in self._near(chunk, 8) if self._candidates.may_be_gold(hit, chunk))
        related = (self._candidates.chunk(hit).text for hit in allowed)
        return contradicting(chunk.text, self._seed, chunk.id, related)

    def may_be_rewritten(self, chunk: Chunk, *, older: bool) -> bool:
        """Whether a model may find a fact in the chunk to change: it has statements or a table, for an `older` one a
        statement with a year.
        """
        has_table = not older and "\n|" in f"\n{chunk.text}"
        return has_table or any(not older or dates(sentence) for sentence in prose(chunk.text))

    def altered(self, chunk: Chunk, altered: Altered, form: Form) -> Passage | None:
        """Return the passage that tells the altered fact; None where it can't take this form."""
        if form == "copy":
            return self._copy(chunk, altered.text)
        told = [sentence for sentence in prose(altered.text) if sentence not in chunk.text]
        if not altered.mention and (len(told) != 1 or not stands_alone(told[0], altered.text)):
            return None
        sentence = altered.mention or told[0]
        for host in self._hosts(chunk, altered, is_named=bool(altered.mention) or names_its_subject(sentence, chunk)):
            text = set_into(host.text, sentence, self._seed, chunk.id)
            if text is not None:
                return Passage(f"{host.id}{ALTERED}", host.source, text, 0, 0.0, is_gold=False, synthetic=True)
        return None

    def agreeing(self, chunk: Chunk) -> Passage | None:
        """Return another version of the page that differs in no fact, or else the chunk without one of its sentences.

        It is gold as well: it tells the same.
        """
        for other in self._versions(chunk):
            if not differ_in_a_fact(chunk.text, other.text):
                return shown(other)
        return self.shortened(chunk)

    def shortened(self, chunk: Chunk) -> Passage | None:
        """Return the chunk without one of its sentences, as another version; None where it has too few."""
        shorter = shortened(chunk.text, self._seed, chunk.id)
        return replace(self._copy(chunk, shorter), is_gold=True) if shorter else None

    def named(self, gold: Passage, beside: Passage) -> list[Passage]:
        """Return gold and a copy under two names, either of which may be the copy's; another page keeps its own."""
        is_copy = beside.synthetic and beside.chunk_id == f"{gold.chunk_id}{ALTERED}"
        if is_copy and draws.uniform(self._seed, "names", gold.chunk_id) < 0.5:
            return [replace(gold, source=beside.source), replace(beside, source=gold.source)]
        return [gold, beside]

    def _copy(self, chunk: Chunk, text: str) -> Passage:
        source = copy_of(chunk.source, self._seed, chunk.id)
        return Passage(f"{chunk.id}{ALTERED}", source, text, 0, 0.0, is_gold=False, synthetic=True)

    def _hosts(self, chunk: Chunk, altered: Altered, *, is_named: bool) -> Iterator[Chunk]:
        """Yield the chunks that may tell a changed fact in passing: they don't tell it as it is, and are of the same
        document unless it `is_named` what the fact is about.
        """
        fact = Content.of(altered.before).vocabulary
        allowed = (n for n in self._near(chunk, LOOKED_AT) if self._candidates.may_stand_beside(n, (chunk,)))
        near = (self._candidates.chunk(position) for position in allowed)
        beside = Companions.of([chunk.text], self._guard.limit)
        random = (one.chunk for one in self._candidates.random((chunk,), beside, "host", chunk.id))
        for host in chain(near, islice(random, LOOKED_AT)) if is_named else near:
            if (
                (is_named or host.document_id == chunk.document_id)
                and not fact.issubset(Content.of(host.text).vocabulary)
                and self._guard.admits(host, (chunk,), ())
            ):
                yield host

    def _near(self, chunk: Chunk, most: int) -> Sequence[int]:
        found = self._candidates.find(self._candidates.terms(chunk))
        return [hit.position for hit in islice(found.walk(), most)]

    def _versions(self, chunk: Chunk) -> Iterator[Chunk]:
        """Yield chunks of other documents that say nearly what this one says."""
        own = shingles(chunk.text)
        found = self._candidates.find(self._candidates.terms(chunk))
        least = ONE_PAGE * found.score(chunk.id)
        for hit in islice(found.walk(), LOOKED_AT):
            if hit.score < least:
                return
            other = self._candidates.chunk(hit.position)
            if (
                other.document_id != chunk.document_id
                and self._candidates.may_be_gold(hit.position, chunk)
                and other.text != chunk.text
                and containment(own, shingles(other.text)) >= ONE_PAGE
            ):
                yield other


def shown(chunk: Chunk) -> Passage:
    """Return a chunk as a gold passage, not yet placed."""
    return Passage(chunk.id, chunk.source, chunk.text, 0, 0.0, is_gold=True)
