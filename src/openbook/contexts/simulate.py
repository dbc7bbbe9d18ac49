"""Chunk → Item: the context that a retriever might have returned, with gold, distractors, or distractors alone."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.codes import Code
from openbook.contexts.by_copies import disagreement, told
from openbook.contexts.candidates import Candidates
from openbook.contexts.compose import Composer, Recipe
from openbook.contexts.composed import Composed, ground_of
from openbook.contexts.counterparts import Counterparts
from openbook.contexts.cues import Cues
from openbook.contexts.hits import RANKS, RankRange
from openbook.contexts.likeness import Wish
from openbook.contexts.necessity import unneeded
from openbook.contexts.planner import ItemPlan, Planner
from openbook.contexts.repetition import Guard
from openbook.contexts.resemblance import Resemblance
from openbook.contexts.retrievers import make_retriever
from openbook.contexts.shares import Shortfall, Spare, assign, in_turn
from openbook.contexts.sizes import Sizes
from openbook.dataclass import replace
from openbook.derived import NOTHING, Derived
from openbook.errors import CallError, RefusedError
from openbook.fates import Fate
from openbook.records import Chunk, Item, Passage, Rejected
from openbook.retrieval.index import Index
from openbook.retrieval.retriever import Lexical
from openbook.retrieval.sketch import Sketch
from openbook.scenarios import FALLBACK, SCENARIOS

if TYPE_CHECKING:
    from openbook.config import Config
    from openbook.contexts.contradict import Altered
    from openbook.retrieval.embedder import Embedder

REPAIRS = 2
"""Rounds in which leaking passages are replaced before the item is given up."""

MANY_FAMILIES = 0.1
"""Searches an item that end among near-copies, from which a person is told so."""

Rewrite = Callable[[Item], Awaitable["Altered | Rejected"]]
"""Changes one fact of an item's gold, or says why there is none."""


class Simulator:
    """Builds the contexts of all items; every choice depends on the seed and on ids alone."""

    ended: Counter[str]
    """Spare items of each kind for which no chunk was left in the last round."""
    asks: bool
    """Whether items come without distractors, to be asked about first and then completed by `retrieve`."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        config: "Config",
        folder: Path,
        unsuitable: Collection[str],
        *,
        embedder: "Embedder | None" = None,
        held_out: Collection[str] = (),
        derived: Derived = NOTHING,
        sketches: Sequence[Sketch] | None = None,
    ) -> None:
        """Index all chunks into a new or empty `folder`. `unsuitable` are ids of chunks that no context may show,
        `held_out` those of documents that no context about another one may show, `derived` has those of earlier runs,
        `sketches` are those of all chunks; without them each is made when it is asked for.

        Term statistics cover all chunks, so that one verdict does not move everybody's neighbours. `embedder` has the
        vectors of all chunks, where a server gives them. Raises PrerequisiteError where those of a local model can't
        be had.
        """
        self.asks = config.asks_first
        self._chunks = chunks
        self._seed = config.system.seed
        self._shares = config.shares
        self._lacks_strict_prompts = config.system.final_assistant_prompts_strict is None
        self._unsuitable = unsuitable
        index = Index.build(chunks, folder / "words")
        self._retriever, self._told = make_retriever(chunks, index, config, folder / "vectors", embedder)
        guard = Guard(config.retrieval.near_duplicate)
        self._candidates = Candidates(chunks, index, guard, self._seed, self._retriever, sketches)
        self._candidates.unsuitable = frozenset(unsuitable)
        self._candidates.hold_out(held_out)
        hardness = config.retrieval.hardness
        ranks = RANKS[hardness] if isinstance(hardness, str) else RankRange(*hardness)
        sizes = Sizes(self._shares, config.system.rag_max_chunks, self._seed)
        self._by_rule = config.scenarios.conflicting_by == "rule"
        plan = ItemPlan(self._seed, sizes, self._shares, by_model=not self._by_rule)
        counterparts = Counterparts(self._candidates, guard, self._seed)
        resemblance = Resemblance(plan.likeness, counterparts)
        sides, kind = plan.sides(config.distractors), config.distractors
        recipe = Recipe(self._seed, resemblance, plan.links, sizes, sides, kind, ranks)
        is_lasting = derived is not NOTHING and isinstance(self._retriever, Lexical)  # vectors are a server's
        ground = ground_of(chunks, config, unsuitable, held_out) if is_lasting else ""
        self._composer = Composed(Composer(self._candidates, guard, recipe), self._candidates, derived, ground)
        self._planner = Planner(self._candidates, guard, counterparts, plan)
        self._counts: Counter[str] = Counter()
        self._shortfalls: Sequence[Shortfall] = ()
        self._planned = self._shares
        self.ended = Counter()

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the contexts built so far."""
        notices = list(self._told)
        notices += [
            f"scenarios.{short.scenario}: {short.got} of {short.wanted} items; no other chunk is eligible, and "
            f"{FALLBACK} took the rest."
            for short in self._shortfalls
        ]
        if self._counts["lacking"]:
            notices.append(
                f"{self._counts['lacking']} of {self._counts['built']} contexts hold fewer passages than were drawn "
                f"for them: not enough of the corpus's chunks ({len(self._chunks)}) may stand together."
            )
        if self._candidates.families > MANY_FAMILIES * max(1, self._counts["built"]):
            notices.append(
                "Many chunks are of one family: most of their text is the same, so that they can't stand beside each "
                "other. read.drop_boilerplate leaves out the paragraphs that they share."
            )
        notices += told(self._counts) if self._by_rule else ()
        cues = Cues.of(self._shares)
        if cues.is_capped:
            notices.append(
                f"Only {cues.declining:.1%} of the items decline an answer. Strict system prompts stand before "
                f"{cues.strictly:.0%} of the others, so that one in ten under them declines; where a tenth or more "
                "declines they stand before all kinds alike."
            )
        if self._counts["strict"] and self._lacks_strict_prompts:
            notices.append(
                f"{self._counts['strict']} items have a packaged system prompt that forbids answers from memory; "
                "your own would stand in system.final_assistant_prompts_strict."
            )
        return tuple(notices)

    def tallied(self) -> Counter[str]:
        """Return what the notices rest on, to be added up where several processes build contexts."""
        return self._counts + Counter({"families": self._candidates.families})

    def taken(self) -> Counter[str]:
        """Return the same, and count from nothing on: what is taken is to be added again, here or elsewhere."""
        tally = self.tallied()
        self._counts.clear()
        self._candidates.families = 0
        return tally

    def add(self, tally: Counter[str]) -> None:
        """Add what another process has counted."""
        self._candidates.families += tally.pop("families", 0)
        self._counts += tally

    def assign(self, suitable: Sequence[int]) -> Sequence[str]:
        """Return the kind of the item about each suitable chunk (a position in the sequence), in the order given."""
        self._counts.clear()
        self._candidates.unsuitable = frozenset(self._unsuitable)
        ids = {self._candidates.id(position): position for position in suitable}
        scenarios, self._shortfalls = assign(
            ids,
            self._shares,
            self._seed,
            lambda name, id_, wish: self._plan(ids[id_], name, wish) is not None,
        )
        kinds = Counter(scenarios.values())
        self._planned = (
            {name: count / kinds.total() for name, count in kinds.items()} if self._shortfalls else self._shares
        )
        return [scenarios[id_] for id_ in ids]

    def items(self, suitable: Sequence[int]) -> Iterator[Fate[Item, Item]]:
        """Yield the items about the suitable chunks, one after the other."""
        yield from map(self.item, suitable, self.assign(suitable))

    def item(self, position: int, scenario: str) -> Fate[Item, Item]:
        """Return the item of the assigned kind about the chunk at a position, with its context.

        It may end here: no chunk is eligible for a context without gold (`no_distractor`).
        """
        item = self._plan(position, scenario)
        assert item is not None  # assigned to what it is eligible for
        self._counts.update(disagreement(item))
        return self._begun(item)

    def _begun(self, item: Item) -> Fate[Item, Item]:
        self._counts["strict"] += item.strict
        composed = item if self.asks or self.waits_for_a_model(item) else self._compose(item)
        return Fate(composed if isinstance(composed, Item) else item, composed)

    def spare(self, lacking: Mapping[str, int], supply: Sequence[Spare]) -> Iterator[Fate[Item, Item]]:
        """Yield more items of the kinds that lack some: from the first chunks of the supply that are eligible, one item
        a chunk; a chunk does not serve a kind twice. What a kind can't get is counted in `ended`.
        """
        used: set[str] = set()
        for name in (name for name in SCENARIOS if name in lacking):
            left = lacking[name]
            for one in in_turn(supply, name, self._seed):
                if not left:
                    break
                if one.chunk_id in used or name in one.served:
                    continue
                item = self._planner.plan(self._candidates.chunk(one.position), name, one.item_id)
                if item is None:
                    continue
                used.add(one.chunk_id)
                left -= 1
                yield self._begun(item)
            self.ended[name] = left

    @property
    def planned_shares(self) -> dict[str, float]:
        """The share of each kind as the chunks allow it: what has no eligible chunk is `gold_hard`'s."""
        return self._planned

    def _plan(self, position: int, scenario: str, wish: Wish | None = None) -> Item | None:
        return self._planner.plan(self._candidates.chunk(position), scenario, wish=wish)

    @staticmethod
    def waits_for_a_model(item: Item) -> bool:
        """Whether a planned item has nothing yet that disagrees with its gold."""
        return SCENARIOS[item.scenario].disagrees and len(item.passages) == 1

    async def contradict(self, item: Item, rewrite: Rewrite) -> Item | Rejected:
        """Return the item with what disagrees with its gold, which `rewrite` makes of it where nothing does yet."""
        if not self.waits_for_a_model(item):
            return item
        altered = await rewrite(item)
        return altered if isinstance(altered, Rejected) else self.told_otherwise(item, altered)

    def told_otherwise(self, item: Item, altered: "Altered") -> Item | Rejected:
        """Return the item with a passage that tells the altered fact, and where nothing is asked first with its whole
        context.
        """
        altogether = self._planner.told_otherwise(item, altered)
        if altogether is None:
            detail = "no passage can tell the changed fact"
            return Rejected("contradict", Code.NOT_CONTRADICTED, detail, item.id, item.gold[0].source)
        return altogether if self.asks else self._compose(altogether)

    async def search(self, item: Item) -> Item | Rejected:
        """Do what `retrieve` does, once the vectors of the questions are there; meanwhile other work goes on."""
        try:
            await self._retriever.prepare([question.text for question in item.questions])
        except CallError as error:
            code = Code.REQUEST_REFUSED if isinstance(error, RefusedError) else Code.CALL_FAILED
            return Rejected("simulate", code, f"no vector of a question: {error}", item.id, item.gold[0].source)
        return self.retrieve(item)

    def retrieve(self, item: Item) -> Item | Rejected:
        """Return the item, whose questions have been asked, with what the retriever returns for them; or why it ends.

        No passage but gold tells a reference answer. Each of several sources must be needed, a hidden one too.
        """
        if SCENARIOS[item.scenario].sources[1] > 1 and item.questions:
            idle = unneeded(item)
            if idle:
                detail = f"the questions can be answered without {' and '.join(chunk.source for chunk in idle)}"
                return Rejected("simulate", Code.SOURCE_NOT_NEEDED, detail, item.id, item.gold[0].source)
        return self._compose(item)

    def _compose(self, item: Item) -> Item | Rejected:
        composed, is_lacking = self._composer.compose(item)
        self._counts["built"] += 1
        self._counts["lacking"] += is_lacking
        if composed.passages or SCENARIOS[item.scenario].distractors == "none":
            return composed
        return _nothing_to_show(item, len(self._chunks))

    def repair(
        self, item: Item, leaking: Collection[str], tells: Callable[[Passage], bool] = lambda _: False
    ) -> Item | Rejected:
        """Return the item with other passages in place of the leaking ones, the rest untouched; or why it ends here.

        None of the others `tells` what the draft has answered: a new one is likely to ask the same. A passage for which
        no other chunk is eligible is left out. After two rounds the item is an `answer_leak`.
        """
        if item.repairs >= REPAIRS:
            detail = f"passages still held the answer after {REPAIRS} rounds of replacing them"
            return Rejected("verify", Code.ANSWER_LEAK, detail, item.id, item.gold[0].source)
        refused = frozenset(item.refused).union(leaking)
        planned = self._planner.plan(item.gold[0], item.scenario, item.id)
        fixed = {passage.chunk_id for passage in (planned or item).passages}
        if SCENARIOS[item.scenario].disagrees:
            fixed |= {passage.chunk_id for passage in item.passages if passage.synthetic}
        exchanged = self._composer.exchange(item, refused - fixed, tells)
        if not exchanged.passages:
            detail = "every passage held the answer, and no other chunk is eligible"
            return Rejected("verify", Code.ANSWER_LEAK, detail, item.id, item.gold[0].source)
        return replace(exchanged, repairs=item.repairs + 1, refused=tuple(sorted(refused)))


def _nothing_to_show(item: Item, chunks: int) -> Rejected:
    detail = (
        "no chunk may stand in a context without the answer: "
        f"the corpus has {chunks}, and gold, its neighbours, near-duplicates and unsuitable chunks are left out"
    )
    return Rejected("simulate", Code.NO_DISTRACTOR, detail, item.id, item.gold[0].source)
