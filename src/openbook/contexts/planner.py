"""What an item is about: its gold chunks, and what must stand in its context whatever the retriever returns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from openbook import draws
from openbook.contexts.candidates import Candidates, Guard
from openbook.contexts.contradict import contradicting, outdating
from openbook.contexts.links import group
from openbook.contexts.sizes import Sizes
from openbook.contexts.text_versions import copy_of, dates, differ_in_a_fact, shortened
from openbook.records import Chunk, Item, Passage
from openbook.retrieval.duplicates import containment, shingles
from openbook.retrieval.sketch import Companions
from openbook.scenarios import SCENARIOS, Scenario

ONE_PAGE = 0.5
"""Containment from which two chunks are versions of one page."""
LOOKED_AT = 16
"""Hits among which another version is looked for."""


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What decides an item beside its chunk."""

    seed: int
    sizes: Sizes
    shares: Mapping[str, float]

    @property
    def strictly(self) -> float:
        """How often a strict system prompt stands before an item of either family: before answerable items as often as
        before those without the evidence, so that it doesn't tell them apart. 0 where nothing abstains.
        """
        rows = [(SCENARIOS[name], share) for name, share in self.shares.items()]
        recall = sum(share for row, share in rows if row.does == "recalls")
        abstain = sum(
            share for row, share in rows if row.shows == "none" and row.cue == "strict" and row.distractors != "none"
        )
        always = sum(share for row, share in rows if row.shows != "none" and row.cue == "strict")
        either = sum(share for row, share in rows if row.cue == "either")
        if not either or not (abstain or always):
            return 0.0
        wanted = abstain / (abstain + recall) if abstain or recall else 1.0
        return min(1.0, max(0.0, (wanted * (always + either) - always) / either))

    @property
    def paired(self) -> float:
        """How often a second version of gold that agrees with it stands beside it: as often, in number, as one that
        contradicts it, so that a near-copy alone tells nothing.
        """
        disagree = sum(share for name, share in self.shares.items() if SCENARIOS[name].disagrees)
        plain = sum(share for name, share in self.shares.items() if may_be_paired(SCENARIOS[name]))
        return min(1.0, disagree / plain) if plain else 0.0

    @property
    def paired_elsewhere(self) -> float:
        """How often two distractors are versions of one text in the other kinds: between what makes a near-copy as
        frequent there as beside plain answers, and as among all answerable items.
        """
        disagree = sum(share for name, share in self.shares.items() if SCENARIOS[name].disagrees)
        plain = sum(share for name, share in self.shares.items() if may_be_paired(SCENARIOS[name]))
        return (self.paired + 2 * disagree / (plain + disagree)) / 2 if plain else 0.0


def may_be_paired(scenario: Scenario) -> bool:
    """Whether gold may stand beside another version of it that agrees."""
    return scenario.does == "answers" and scenario.distractors != "none"


class Planner:
    """Plans an item for a scenario; a function of the plan, the chunk and its neighbours."""

    def __init__(self, candidates: Candidates, guard: Guard, plan: ItemPlan) -> None:
        """Take other chunks from `candidates`, past the `guard`."""
        self._candidates = candidates
        self._guard = guard
        self._plan = plan
        self._seed = plan.seed

    def plan(self, chunk: Chunk, name: str, id_: str = "") -> Item | None:
        """Return an item about the chunk whose passages are those that must be shown: gold, and what contradicts it or
        agrees with it.

        None where the chunk is not eligible for the scenario. `id_` is the item's, the chunk's own where none is given.
        """
        scenario = SCENARIOS[name]
        id_ = id_ or chunk.id
        size = self._plan.sizes.draw(name, id_)
        gold = self._gold(chunk, scenario, size)
        if not gold:
            return None
        shown = [_shown(one) for one in self._visible(gold, scenario)]
        if scenario.disagrees:
            beside = self._contradiction(chunk) if scenario.adds == "contradiction" else self._older(chunk)
            if beside is None:
                return None
            shown = self._named(shown[0], beside)
        elif size > 1 and may_be_paired(scenario) and draws.uniform(self._seed, "paired", id_) < self._plan.paired:
            agreeing = self._agreeing(chunk)
            shown = self._named(shown[0], agreeing) if agreeing else shown
        is_strict = scenario.cue == "strict" or (
            scenario.cue == "either" and draws.uniform(self._seed, "cue", id_) < self._plan.strictly
        )
        held_out = self._candidates.is_held_out(chunk)
        return Item(id_, gold, name, tuple(shown), strict=is_strict, held_out=held_out)

    def _named(self, gold: Passage, beside: Passage) -> list[Passage]:
        """Return gold and a copy under two names, either of which may be the copy's; another page keeps its own."""
        if beside.synthetic and draws.uniform(self._seed, "names", gold.chunk_id) < 0.5:
            return [replace(gold, source=beside.source), replace(beside, source=gold.source)]
        return [gold, beside]

    def _gold(self, chunk: Chunk, scenario: Scenario, size: int) -> tuple[Chunk, ...]:
        if scenario.adds == "other_topic":
            beside = Companions.of([chunk.text], self._guard.limit)
            random = self._candidates.random((chunk,), beside, "topic", chunk.id)
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
        most = max(fewest, min(most, size + (scenario.shows == "part")))
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
        return self._altered(chunk, altered.text) if altered else None

    def _agreeing(self, chunk: Chunk) -> Passage | None:
        """Return another version of the page that differs in no fact, or else the chunk without one of its sentences.

        It is gold as well: it tells the same.
        """
        for other in self._versions(chunk):
            if not differ_in_a_fact(chunk.text, other.text):
                return _shown(other)
        shorter = shortened(chunk.text, self._seed, chunk.id)
        return replace(self._altered(chunk, shorter), is_gold=True) if shorter else None

    def _altered(self, chunk: Chunk, text: str) -> Passage:
        source = copy_of(chunk.source, self._seed, chunk.id)
        return Passage(f"{chunk.id}-altered", source, text, 0, 0.0, is_gold=False, synthetic=True)

    def _older(self, chunk: Chunk) -> Passage | None:
        """Return an older version of the page, both with their dates, or the chunk with a dated state moved back."""
        now = dates(chunk.text)
        for other in self._versions(chunk) if now else ():
            then = dates(other.text)
            if then and max(then) < max(now) and differ_in_a_fact(chunk.text, other.text):
                return replace(_shown(other), is_gold=False)
        altered = outdating(chunk.text, self._seed, chunk.id)
        return self._altered(chunk, altered.text) if altered else None

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
