"""What an item is about: its gold chunks, and what must stand in its context whatever the retriever returns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from openbook import draws
from openbook.contexts.candidates import Candidates
from openbook.contexts.counterparts import Counterparts, shown
from openbook.contexts.cues import Cues
from openbook.contexts.likeness import OTHER, Form, Likeness, Wish
from openbook.contexts.links import group
from openbook.contexts.repetition import Guard
from openbook.contexts.sides import DistractorKind, Sides
from openbook.contexts.sizes import Sizes
from openbook.contexts.usual import are_usual
from openbook.dataclass import dataclass, replace
from openbook.records import Chunk, Item, Passage
from openbook.scenarios import SCENARIOS, Scenario

if TYPE_CHECKING:
    from openbook.contexts.contradict import Altered


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What decides an item beside its chunk."""

    seed: int
    sizes: Sizes
    shares: Mapping[str, float]
    by_model: bool = False
    """Whether a model changes the facts for what disagrees, later on."""

    @property
    def strictly(self) -> float:
        """How often a strict system prompt stands before an item of either family."""
        return Cues.of(self.shares).strictly

    @property
    def likeness(self) -> Likeness:
        """How often passages resemble each other."""
        disagree = any(SCENARIOS[name].disagrees for name, share in self.shares.items() if share)
        return Likeness(self.seed, self.sizes, disagree)

    def sides(self, distractors: DistractorKind) -> Sides:
        """Return of which documents distractors are; of which kind the settings have them."""
        return Sides.of(self.seed, self.shares, distractors)

    @property
    def links(self) -> bool:
        """Whether contexts of one source have a distractor that is linked to another passage: some questions have
        several sources, and these are linked.
        """
        return any(SCENARIOS[name].sources[1] > 1 for name, share in self.shares.items() if share)


class Planner:
    """Plans an item for a scenario; a function of the plan, the chunk and its neighbours."""

    def __init__(self, candidates: Candidates, guard: Guard, counterparts: Counterparts, plan: ItemPlan) -> None:
        """Take other chunks from `candidates`, past the `guard`, and what stands beside one from `counterparts`."""
        self._candidates = candidates
        self._guard = guard
        self._plan = plan
        self._seed = plan.seed
        self._counterparts = counterparts

    def plan(self, chunk: Chunk, name: str, id_: str = "", *, wish: Wish | None = None) -> Item | None:
        """Return an item about the chunk whose passages are those that must be shown: gold, and what contradicts it or
        agrees with it.

        None where the chunk is not eligible for the scenario; with a `wish`, also where what contradicts it was
        drawn to have another form, or can't have it, or where its sources are more alike than is usual. `id_` is the
        item's, the chunk's own where none is given.
        """
        scenario = SCENARIOS[name]
        id_ = id_ or chunk.id
        likened = self._plan.likeness.form(name, id_)
        gold = self._gold(chunk, scenario, self._plan.sizes.draw(name, id_) - (likened is not None))
        if not gold or (wish == "usual" and not are_usual(gold, self._candidates)):
            return None
        form = None if wish == "usual" else wish
        passages = [shown(one) for one in self._visible(gold, scenario)]
        if scenario.disagrees:
            beside = self._disagreeing(chunk, older=scenario.adds == "older", wanted=form)
            if beside is not None:
                passages = self._counterparts.named(passages[0], beside)
            elif form not in (None, self._counterparts.form(chunk)) or not self._waits_for_a_model(chunk, scenario):
                return None
        elif likened == "copy" and passages:
            shown_first = next(one for one in gold if one.id == passages[0].chunk_id)
            many = scenario.sources[1] > 1
            agreeing = self._counterparts.shortened(shown_first) if many else self._counterparts.agreeing(chunk)
            if agreeing:
                passages[:1] = self._counterparts.named(passages[0], agreeing)
        is_strict = scenario.cue == "strict" or (
            scenario.cue == "either" and draws.uniform(self._seed, "cue", id_) < self._plan.strictly
        )
        held_out = self._candidates.is_held_out(chunk)
        return Item(id_, gold, name, tuple(passages), strict=is_strict, held_out=held_out)

    def _disagreeing(self, chunk: Chunk, *, older: bool, wanted: Form | None) -> Passage | None:
        """Return what disagrees with the chunk, in the form that is drawn for it; where it can't have that one, and
        none is `wanted`, in the other.
        """
        form = self._counterparts.form(chunk)
        if wanted not in (None, form):
            return None
        version = self._counterparts.version(chunk, older=older) if form == "copy" else None
        if version is not None or self._plan.by_model:
            return version
        if wanted == "passing" and not self._counterparts.may_be_told(chunk):
            return None
        altered = self._counterparts.by_rule(chunk, older=older)
        made = self._counterparts.altered(chunk, altered, form) if altered else None
        if made is not None or wanted is not None:
            return made
        if altered is not None:
            return self._counterparts.altered(chunk, altered, OTHER[form])
        return self._counterparts.version(chunk, older=older) if form == "passing" else None

    def _waits_for_a_model(self, chunk: Chunk, scenario: Scenario) -> bool:
        """Whether a model is to say what disagrees with the chunk."""
        return self._plan.by_model and self._counterparts.may_be_rewritten(chunk, older=scenario.adds == "older")

    def told_otherwise(self, item: Item, altered: "Altered") -> Item | None:
        """Return the item with a passage that tells what a model has changed; None where no passage can take it."""
        gold = item.gold[0]
        form = self._counterparts.form(gold)
        beside = self._counterparts.altered(gold, altered, form) or self._counterparts.altered(
            gold, altered, OTHER[form]
        )
        if beside is None:
            return None
        return replace(item, passages=tuple(self._counterparts.named(item.passages[0], beside)))

    def _gold(self, chunk: Chunk, scenario: Scenario, size: int) -> tuple[Chunk, ...]:
        if scenario.adds == "other_topic":
            beside = self._candidates.companions((chunk,))
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
