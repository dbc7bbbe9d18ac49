"""Of which documents the passages of a context are: alike in all kinds, or their names would tell."""

from collections.abc import Mapping, Sequence
from typing import Literal

from openbook import draws
from openbook.contexts.hits import ANY, Side
from openbook.contexts.sizes import LONG
from openbook.dataclass import dataclass
from openbook.records import Chunk, Item
from openbook.scenarios import SCENARIOS, Scenario

DistractorKind = Literal["hard", "random", "mixed"]

RANDOM: Mapping[DistractorKind, float] = {"hard": 0.0, "mixed": 0.5, "random": 1.0}
"""How many distractors are random."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Draws of which documents distractors are."""

    seed: int
    apart: float
    """How often all of them are of other documents than what they stand beside, where gold is shown."""

    @classmethod
    def of(cls, seed: int, shares: Mapping[str, float], distractors: DistractorKind) -> "Sides":
        """Take the share that random distractors, which come from anywhere, have of the answers that have a few, as far
        as the `distractors` of the settings are not random themselves.
        """
        by_settings = RANDOM[distractors]
        random = {"random": 1.0, "hard": 0.0, "settings": by_settings}
        kinds = ((SCENARIOS[name], share) for name, share in shares.items())
        few = [(random[kind.distractors], share) for kind, share in kinds if _has_few(kind)]
        mean = sum(part * share for part, share in few) / (sum(share for _, share in few) or 1.0)
        is_mixed = by_settings < mean < 1
        return cls(seed, (mean - by_settings) / (1 - by_settings) if is_mixed else 0.0)

    def is_apart(self, item: Item, size: int) -> bool:
        """Whether all distractors of a context of `size` passages are of other documents, as random ones are of the
        answers: where all gold that is asked about is shown, or the first of two topics. Where it is not, documents
        differ as often anyhow.
        """
        if size >= LONG[0] or SCENARIOS[item.scenario].does not in ("combines", "compares", "turns_away"):
            return False
        return draws.uniform(self.seed, "apart", item.id) < self.apart


def _has_few(kind: Scenario) -> bool:
    return kind.does == "answers" and kind.distractors in ("random", "hard", "settings")


def wanted(item: Item, drawn: Sequence[Chunk], *, is_apart: bool) -> Side:
    """Return of which documents the next distractor is to be, behind those `drawn`: beside gold a context is of one
    document where the distractors are of gold's; without it there is one more of them, and the second goes with the
    first.
    """
    shown = {passage.chunk_id for passage in item.passages}
    gold = [chunk for chunk in item.gold if chunk.id in shown]
    if is_apart:
        return Side(frozenset(chunk.document_id for chunk in (*gold, *drawn)), is_within=False, is_strict=True)
    return ANY if gold or len(drawn) != 1 else Side(frozenset([drawn[0].document_id]))
