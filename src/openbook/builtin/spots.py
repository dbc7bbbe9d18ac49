"""Where a chunk may tell something, and what it tells there: a spot is read when the choice falls on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from openbook.builtin.blocks import Block, sentences
from openbook.builtin.facts import Fact, FactKind, Page
from openbook.builtin.prose import sentence_facts
from openbook.builtin.steps import step_facts
from openbook.builtin.tables import row_facts, term_facts
from openbook.builtin.wording import Draw
from openbook.builtin.words import words
from openbook.dataclass import dataclass
from openbook.text.words import words as text_words

_LATE: dict[FactKind, float] = {"option": 1.0, "effect": 0.5, "default": 1.5, "required": 3.0}
"""Kinds that are asked for only where others lack, the rather the higher."""
_SPREAD = 1.6
"""How far chance moves a fact among the others."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence, a row of a table, an item of a list of terms, or a heading with steps below it."""

    raw: str
    """Verbatim."""
    tell: Callable[[], Iterable[Fact]]
    """Reads it."""
    kinds: tuple[FactKind, ...] = ()
    """What it tells, at most one fact a kind; empty where it tells at most one fact, whose kind only reading shows."""

    def lateness(self, draw: Draw, kind: FactKind) -> float:
        """Return when its fact of a kind is asked for, the lower the earlier."""
        drawn = f"fact {kind} {self.raw}" if self.kinds else f"fact {self.raw}"
        return _LATE.get(kind, 0) + _SPREAD * draw.number(drawn)

    def earliest(self, draw: Draw) -> float:
        """Return a lateness that none of its facts comes before."""
        if not self.kinds:
            return self.lateness(draw, "definition")
        return min(self.lateness(draw, kind) for kind in self.kinds)


def spots_of(found: Sequence[Block], page: Page) -> Iterator[Spot]:
    """Yield the spots of a chunk's blocks in the order of the text."""
    for number, block in enumerate(found):
        if block.kind == "row":
            yield Spot(block.raw, partial(row_facts, block, page), ("option", "default", "required"))
        elif block.kind == "heading":
            yield Spot(block.raw, partial(step_facts, found, number, page))
        elif block.kind in ("paragraph", "item") and words("lead_conditions").isdisjoint(text_words(block.intro)):
            if "`" in block.raw:
                yield Spot(block.raw, partial(term_facts, block, page), ("option",))
            said = sentences(block.raw)
            for place, raw in enumerate(said):
                yield Spot(raw, partial(sentence_facts, said, place, block, page))
