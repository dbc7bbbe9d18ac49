"""What an item is about: its gold chunks, and what must stand in its context whatever the retriever returns."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from openbook import draws
from openbook.contexts.candidates import Candidates, Guard
from openbook.contexts.contradict import contradicting, copy_of, dates, differ_in_a_fact, outdating
from openbook.contexts.links import group
from openbook.records import Chunk, Item, Passage
from openbook.retrieval.duplicates import containment, shingles
from openbook.scenarios import SCENARIOS, Scenario

ONE_PAGE = 0.5
"""Containment from which two chunks are versions of one page."""
LOOKED_AT = 16
"""Hits among which another version is looked for."""


class Planner:
    """Plans an item for a scenario; a function of the seed, the chunk and its neighbours."""

    def __init__(self, candidates: Candidates, guard: Guard, seed: int) -> None:
        """Take other chunks from `candidates`, past the `guard`."""
        self._candidates = candidates
        self._guard = guard
        self._seed = seed

    def plan(self, chunk: Chunk, name: str) -> Item | None:
        """Return an item about the chunk whose passages are those that must be shown: gold, and what contradicts it.

        None where the chunk is not eligible for the scenario.
        """
        scenario = SCENARIOS[name]
        gold = self._gold(chunk, scenario)
        if not gold:
            return None
        shown = [_shown(one) for one in self._visible(gold, scenario)]
        if scenario.adds in ("contradiction", "older"):
            beside = self._contradiction(chunk) if scenario.adds == "contradiction" else self._older(chunk)
            if beside is None:
                return None
            shown.append(beside)
        is_strict = scenario.cue == "strict" or (
            scenario.cue == "either" and draws.uniform(self._seed, "cue", chunk.id) < 0.5
        )
        held_out = self._candidates.is_held_out(chunk)
        return Item(chunk.id, gold, name, tuple(shown), strict=is_strict, held_out=held_out)

    def _gold(self, chunk: Chunk, scenario: Scenario) -> tuple[Chunk, ...]:
        if scenario.adds == "other_topic":
            random = self._candidates.random((chunk,), "topic", chunk.id)
            held_out = self._candidates.is_held_out
            elsewhere = (
                one.chunk
                for one in random
                if one.chunk.document_id != chunk.document_id and held_out(one.chunk) == held_out(chunk)
            )
            other = next((one for one in elsewhere if self._guard.admits(one, (chunk,), ())), None)
            return (chunk, other) if other else ()
        fewest, most = scenario.sources
        if most == 1:
            return (chunk,)
        return group(chunk, self._candidates, self._guard, fewest, most, self._seed)

    def _visible(self, gold: tuple[Chunk, ...], scenario: Scenario) -> tuple[Chunk, ...]:
        """Return the gold that the context shows."""
        if scenario.shows == "none":
            return ()
        if scenario.shows == "all":
            return gold
        if scenario.adds == "other_topic":
            return gold[:1]
        hidden = draws.integer(0, len(gold) - 1, self._seed, "hidden", gold[0].id)
        return gold[:hidden] + gold[hidden + 1 :]

    def _contradiction(self, chunk: Chunk) -> Passage | None:
        """Return another version of the page that differs in a fact, or the chunk with a fact changed."""
        for other in self._versions(chunk):
            if differ_in_a_fact(chunk.text, other.text):
                return replace(_shown(other), is_gold=False)
        hits = islice(self._candidates.find(self._candidates.terms(chunk)).walk(), 8)
        allowed = (hit for hit in hits if self._candidates.may_be_gold(hit.position, chunk))
        related = (self._candidates.chunk(hit.position).text for hit in allowed)
        altered = contradicting(chunk.text, self._seed, chunk.id, related)
        return _altered(chunk, altered.text) if altered else None

    def _older(self, chunk: Chunk) -> Passage | None:
        """Return an older version of the page, both with their dates, or the chunk with a dated state moved back."""
        now = dates(chunk.text)
        for other in self._versions(chunk) if now else ():
            then = dates(other.text)
            if then and max(then) < max(now) and differ_in_a_fact(chunk.text, other.text):
                return replace(_shown(other), is_gold=False)
        altered = outdating(chunk.text, self._seed, chunk.id)
        return _altered(chunk, altered.text) if altered else None

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


def _shown(chunk: Chunk) -> Passage:
    return Passage(chunk.id, chunk.source, chunk.text, 0, 0.0, is_gold=True)


def _altered(chunk: Chunk, text: str) -> Passage:
    return Passage(f"{chunk.id}-altered", copy_of(chunk.source), text, 0, 0.0, is_gold=False, synthetic=True)
