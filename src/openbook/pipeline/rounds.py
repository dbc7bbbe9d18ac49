"""The shares that were asked for, in the records: what each kind lacks when a round is done, and what is too much."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from openbook import draws
from openbook.blocks import Spreading, here
from openbook.codes import Code
from openbook.config import Config
from openbook.config.recipe import Trait
from openbook.contexts.shares import Spare, quotas
from openbook.dataclass import dataclass, field
from openbook.dataset.curate.spread import spread
from openbook.dataset.curate.traits import OF_CHUNKS, traits_of, traits_of_chunk
from openbook.fates import Drafted, Judged
from openbook.pipeline.curation import is_repetition
from openbook.records import Chunk, Draft, Rejected
from openbook.spool import at_rest

POINT = 0.01
"""Share of all records by which a kind may be off, if that is more than one record."""
OVER = 2
"""Items more than lacking, where what is accepted beyond the target is left out anyway."""
BELIEVED = 0.25
"""An acceptance below this is not believed, since other chunks may do better and what is accepted is not dropped."""
CHOICE = 1.5
"""Drafts a record, where `curate.spread` chooses by what only a draft has."""
MAY_COME = frozenset({Code.CALL_FAILED, Code.REQUEST_REFUSED})
"""What the next run tries again: such an item is not replaced."""


@dataclass(slots=True)
class Tally:
    """How the items of each kind have fared."""

    accepted: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    is_pending: bool = False
    """Whether items wait for a call: nothing is drawn in their place."""

    @classmethod
    def of(
        cls, drafted: Sequence[Drafted], fits: Callable[[Draft], bool], spread: Spreading = here, first: int = 0
    ) -> "Tally":
        """Count those from `first` on; `fits` says whether a draft's record is short enough."""
        tally = cls()

        def work(block: range) -> Tally:
            part = cls()
            for number in block:
                part._count(drafted[first + number], fits)
            return part

        def took(part: Tally) -> None:
            tally.accepted.update(part.accepted)
            tally.tried.update(part.tried)
            tally.is_pending |= part.is_pending

        at_rest(drafted)
        spread(work, len(drafted) - first, took)
        return tally

    def _count(self, fate: Drafted, fits: Callable[[Draft], bool]) -> None:
        kind, rejected = fate.record.scenario, fate.rejected
        self.tried[kind] += 1
        self.is_pending |= fate.became is None
        if rejected is not None and rejected.code in MAY_COME:
            self.accepted[kind] += 1
        elif fate.done is not None:
            self.accepted[kind] += bool(fate.done.turns) and fits(fate.done)

    def wanted(self, shares: Mapping[str, float], target: int | None) -> dict[str, int]:
        """Return how many records of each kind there should be: `target` in all, or as many as the kind that is best
        off allows when nothing that was accepted is dropped.
        """
        if target is not None:
            return quotas(shares, target)
        total = self.accepted.total()
        for name, share in shares.items():
            if share:
                slack = max(1.0, POINT * total)
                total = max(total, math.ceil((self.accepted[name] - slack) / share))
        return quotas(shares, total)

    def lacking(self, shares: Mapping[str, float], target: int | None, spare: "Tally | None" = None) -> dict[str, int]:
        """Return how many items of each kind to draw; nothing where all is well.

        `spare` counts the spare items so far. Of a kind that had none yet, just what is lacking is drawn; after that as
        many more as were refused.
        """
        if self.is_pending or (target is None and self._is_even(shares)):
            return {}
        lack = {name: count - self.accepted[name] for name, count in self.wanted(shares, target).items()}
        rate = spare.rate if spare else lambda _: 1.0
        more = 0 if target is None else OVER
        return {name: math.ceil(count / rate(name)) + more for name, count in lack.items() if count > 0}

    def missed(self, shares: Mapping[str, float], target: int | None, ended: Mapping[str, int]) -> Iterator[str]:
        """Yield a sentence for each kind that has fewer records than it should; `ended`: items for which no chunk was
        left.
        """
        if self.is_pending or (target is None and self._is_even(shares)):
            return
        for name, count in self.wanted(shares, target).items():
            if self.accepted[name] < count:
                why = "no other chunk is eligible" if ended.get(name) else "curate.rounds is used up"
                yield f"{name}: {self.accepted[name]} records where its share asks for {count}; {why}."

    def rate(self, name: str) -> float:
        """Return the share of a kind's items that were accepted; 1 where none was tried."""
        tried = self.tried[name]
        return max(BELIEVED, self.accepted[name] / tried) if tried else 1.0

    def _is_even(self, shares: Mapping[str, float]) -> bool:
        total = self.accepted.total()
        slack = max(1.0, POINT * total)
        return all(abs(self.accepted[name] - share * total) <= slack for name, share in shares.items())


def surplus(
    drafted: Sequence[Drafted], shares: Mapping[str, float], config: Config, fits: Callable[[Draft], bool]
) -> dict[str, Rejected]:
    """Return the accepted items, by id, that are more than `curate.target_records` wants: those that come last in a
    seeded order, or in one that spreads them as `curate.spread` says. None without a target.
    """
    target = config.curate.target_records
    if target is None:
        return {}
    by_kind: dict[str, dict[str, Draft]] = {}
    for fate in drafted:
        if fate.done is not None and fate.done.turns and fits(fate.done):
            by_kind.setdefault(fate.record.scenario, {})[fate.record.id] = fate.done
    wanted = quotas(shares, target)
    over: dict[str, Rejected] = {}
    for kind, drafts in by_kind.items():
        ordered = draws.ordered(drafts, config.system.seed, "surplus")
        ordered = spread({id_: traits_of(drafts[id_], config.curate.spread) for id_ in ordered})
        for id_ in ordered[wanted.get(kind, 0) :]:
            detail = f"curate.target_records ({target}) is reached without it"
            over[id_] = Rejected("assemble", Code.SURPLUS, detail, id_, drafts[id_].item.gold[0].source)
    return over


def told_apart(
    judged: Sequence[Judged], sampled: Sequence[int], pending: Callable[[Judged], Judged], spread: Spreading
) -> tuple[Sequence[int], set[str]]:
    """Return the positions of the chunks that may be asked about, and the ids of those that the judge refused;
    `sampled`: the positions of those that it was asked about.
    """
    suitable, refused = array("q"), set[str]()

    def work(block: range) -> tuple[list[int], list[str]]:
        fates = [(sampled[number], judged[number]) for number in block]
        fit = [position for position, fate in fates if pending(fate).done is not None]
        return fit, [fate.record.id for _, fate in fates if fate.rejected is not None]

    def took(found: tuple[list[int], list[str]]) -> None:
        suitable.extend(found[0])
        refused.update(found[1])

    at_rest(judged)
    spread(work, len(judged), took)
    return suitable, refused


def first(chunks: Sequence[Chunk], suitable: Sequence[int], config: Config) -> Sequence[int]:
    """Return the positions of the chunks that get an item in the first round: all, or as many as records are wanted.

    To choose by what only a draft has, half as many again.
    """
    target = config.curate.target_records
    most = len(suitable) if target is None else target
    if not set(config.curate.spread) <= set(OF_CHUNKS):
        most = math.ceil(CHOICE * most)
    return suitable if most >= len(suitable) else sorted(_in_order(chunks, suitable, config)[:most])


def supply(
    chunks: Sequence[Chunk], suitable: Sequence[int], drafted: Sequence[Drafted], config: Config
) -> Sequence[Spare]:
    """Return the chunks for spare items: first those whose item was rejected, then those that have none, then the
    others, which also hold those that had nothing new to ask about; where records are spread, in the order of `first`.
    None of which the built-in engine finds nothing to ask: another context changes nothing about that.
    """
    kinds: dict[str, frozenset[str]] = {}
    known: dict[frozenset[str], frozenset[str]] = {}  # the same few for all chunks
    served: Counter[str] = Counter()
    done: set[str] = set()
    barren: set[str] = set()
    for fate in drafted:
        chunk_id = fate.record.gold[0].id
        if fate.rejected is not None and fate.rejected.code is Code.NO_RULE:
            barren.add(chunk_id)
        had = kinds.get(chunk_id, frozenset()) | {fate.record.scenario}
        kinds[chunk_id] = known.setdefault(had, had)
        served[chunk_id] += 1
        if fate.done is not None or is_repetition(fate):
            done.add(chunk_id)
    spares = []
    for place, position in enumerate(_in_order(chunks, suitable, config)):
        id_ = chunks[position].id
        if id_ in barren:
            continue
        turn = (id_ in done, id_ not in kinds, place if _spread_over(config) else 0)
        spares.append(Spare(id_, position, served[id_] + 1, kinds.get(id_, frozenset()), turn))
    return spares


def _in_order(chunks: Sequence[Chunk], positions: Sequence[int], config: Config) -> Sequence[int]:
    """Return positions in a seeded order; where a number of records is wanted, in one that spreads its beginning."""
    ids = {chunks[position].id: position for position in positions}
    ordered = draws.ordered(ids, config.system.seed, "spare")
    wanted = _spread_over(config)
    traits = {id_: traits_of_chunk(chunks[ids[id_]], wanted) if wanted else () for id_ in ordered}
    return [ids[id_] for id_ in spread(traits)]


def _spread_over(config: Config) -> tuple[Trait, ...]:
    """Return over what chunks are spread: over nothing where no number of records is wanted."""
    return config.curate.spread if config.curate.target_records is not None else ()
