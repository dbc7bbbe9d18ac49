"""The processes that share a run's phases of calls: how many, what each opens, and what they have in common."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

from openbook.builtin import BuiltIn
from openbook.calls import Size
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.derived import Derived
from openbook.llm.ledger import Ledger
from openbook.llm.model import Model
from openbook.llm.models import Models, open_models, take_over
from openbook.llm.till import SharedTill, Till, budget_of, is_limited
from openbook.pipeline.executors.child import Crew, Work
from openbook.pipeline.progress import Phase
from openbook.records import Chunk, Draft, Item

FEW = 4
"""Records for each process below which a phase is not worth sharing."""


class Counting(Protocol):
    """What a step counts on the way, so that other processes' counts can be added."""

    def tallied(self) -> Counter[str]:
        """Return the counts, which only grow."""
        ...

    def add(self, tally: Counter[str]) -> None:
        """Add what another process has counted."""
        ...


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes of a run."""

    count: int
    config: Config
    ledger: Ledger
    models: Models
    handed: Mapping[Size, Model] | None
    loop_factory: Callable[[], asyncio.AbstractEventLoop] | None
    clock: Callable[[], float]
    told: Callable[[str], None]
    derived: Derived

    def share(self, phase: Phase) -> bool:
        """Whether a phase is shared: one that calls a model that writes, with enough records."""
        return phase.size in ("small", "large") and (phase.total or 0) >= FEW * self.count

    def crew(
        self,
        work: Work,
        at_hand: int,
        refusal: Callable[[], str | None],
        refused: Callable[[str], None],
        tally: Counting | None,
    ) -> Crew:
        """Return what a map over the processes needs."""
        limited, before = is_limited(self.config), Counter() if tally is None else tally.tallied()
        return Crew(
            work=work,
            opened=self._opened,
            models=self.models,
            till=SharedTill(self.config, budget_of(self.config, self.ledger), self.clock) if limited else None,
            processes=self.count,
            at_hand=at_hand,
            refusal=refusal,
            refused=refused,
            loop_factory=self.loop_factory,
            told=self.told,
            tally=(lambda: tally.tallied() - before) if tally is not None else Counter,
            add=tally.add if tally is not None else lambda more: None,
        )

    @asynccontextmanager
    async def _opened(self, till: Till) -> AsyncIterator[None]:
        """Open the models in a child, each with its part of what may be in flight."""
        most = -(-self.config.system.concurrency_limit // self.count)
        system = self.config.system.model_copy(update={"concurrency_limit": most})
        part = self.config.model_copy(update={"system": system})
        with Ledger.beside(self.ledger.path, self.ledger.output) as ledger:
            ledger.shared = self.ledger.shared
            shared = till if is_limited(self.config) else None
            async with open_models(
                part, ledger, built_in=BuiltIn(self.derived), handed=self.handed, till=shared
            ) as opened:
                take_over(self.models, opened)
                yield
                self.derived.flush()
                # Not the end of the run: the process that leads goes on.
                opened.stop.now("this process has done its part", "interrupted")


def about(record: object) -> str:
    """Return the text that a record is about: requests about one text are one process's."""
    if isinstance(record, Chunk):
        return record.text
    if isinstance(record, Draft):
        record = record.item
    return "\x1f".join(chunk.text for chunk in record.gold) if isinstance(record, Item) else ""
