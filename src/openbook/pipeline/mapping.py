"""The one map of all phases: a step is taken to many records at a time, its results lie on disk in their order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from openbook.config import Config
from openbook.dialogue.generate import Generate
from openbook.dialogue.prompts import Prompts
from openbook.dialogue.recorder import Recorder
from openbook.errors import Halt, ServerError
from openbook.llm.models import Models
from openbook.pipeline.executors.local import bounded_map
from openbook.pipeline.progress import Phase, Progress
from openbook.records import Draft, Fate, Item, Rejected
from openbook.spool import Arranged, Spool


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_HasId)
S = TypeVar("S")

Step = Callable[[R], Awaitable[S | Rejected]]
"""A record in, the next record out, or why there is none; its tools were bound beforehand."""

SPARE = 128
"""Records, at most, that are prepared or read while others are away: so many more are at hand than may be in flight."""

Pending = Callable[[Fate[R, R]], Fate[R, R]]
"""What is made of a record whose call was not sent, and which the next phase can take as it is."""


def it_waits(fate: Fate[R, R]) -> Fate[R, R]:
    """A pending record waits for the next run."""
    return fate


def it_goes_on(fate: Fate[R, R]) -> Fate[R, R]:
    """A pending record goes on as it is, as where a plan looks ahead."""
    return fate if fate.became is not None else replace(fate, became=fate.record)


class Mapped(NamedTuple):
    """A phase that is through."""

    phase: str
    waiting: int
    """Records whose calls were not sent."""
    sent: int
    """Calls that were."""
    refusal: ServerError | None
    """Why the server ended the sending; None where it didn't."""


def _nothing(mapped: Mapped) -> None:
    pass


def _as_it_is(write: Generate) -> Step[Item, Draft]:
    return write


@dataclass(frozen=True, slots=True)
class Tools:
    """What the phases work with."""

    config: Config
    prompts: Prompts
    models: Models
    progress: Progress
    runner: asyncio.Runner
    folder: Path
    """Takes temporary files."""
    pending: Pending[Any] = it_waits
    writing: Callable[[Generate], Step[Item, Draft]] = _as_it_is
    """Gives the step that writes drafts the form in which it is taken."""
    after: Callable[[Mapped], None] = _nothing
    """Called behind each phase; it may end the journey."""


class Mapper:
    """Takes steps to records. The one place where the end of sending becomes a pending record."""

    def __init__(self, tools: Tools, recorder: Recorder) -> None:
        self._tools = tools
        self._recorder = recorder
        self.refusal: ServerError | None = None
        """Why the server ended the sending; None where it didn't."""

    def map(
        self, step: Step[R, S], before: Iterable[Fate[Any, R]], phase: Phase, at_hand: int = 0
    ) -> Arranged[Fate[R, S]]:
        """Take each record that came through the phase before to the next one, many at a time, results on disk.

        Raises what ends the journey here.
        """
        results: Arranged[Fate[R, S]] = Arranged(self._tools.folder)
        limit = self._tools.config.system.concurrency_limit
        at_hand, sent = at_hand or limit + min(limit, SPARE), self._sent()
        waiting = self._pass(step, enumerate(map(self._tools.pending, before)), results, phase, at_hand)
        while waiting and self._fetched():
            waiting = self._pass(step, ((index, fate) for index, fate, _ in waiting), results, phase, at_hand)
        for index, _, pending in waiting:
            results.put(index, pending)
        self._tools.after(Mapped(phase.name, len(waiting), self._sent() - sent, self.refusal))
        return results

    def _pass(
        self,
        step: Step[R, S],
        before: Iterable[tuple[int, Fate[Any, R]]],
        results: Arranged[Fate[R, S]],
        phase: Phase,
        at_hand: int,
    ) -> Sequence[tuple[int, Fate[Any, R], Fate[R, S]]]:
        """Take the step to records, put what became of them into `results`, and return those that wait."""
        waiting: Spool[tuple[int, Fate[Any, R], Fate[R, S]]] = Spool(self._tools.folder)

        async def one(given: tuple[int, Fate[Any, R]]) -> tuple[int, Fate[Any, R], Fate[R, S]]:
            index, fate = given
            record = fate.done
            if record is None:
                return index, fate, Fate(fate.record, fate.rejected, fate.exchange, fate.attempts)
            became: S | Rejected | None = None
            try:
                became = await step(record)
            except Halt:
                pass
            except ServerError as error:
                self._end_sending(error)
            said, shown = self._recorder.take(record.id)
            tried = (*fate.attempts, *self._recorder.attempts(record.id))
            exchange = said[-1] if said and became is not None else None
            return index, fate, Fate(cast(R, shown) or record, became, exchange, tried)

        async def gather() -> None:
            async for _, (index, fate, now) in bounded_map(one, before, at_hand):
                if now.became is None:
                    waiting.append((index, fate, now))
                else:
                    results.put(index, now)
                    phase.advance()

        self._tools.runner.run(gather())
        return waiting

    def _fetched(self) -> bool:
        """Have batches sent and wait for them, where calls go in batches; whether there are replies to go on with."""
        fetched = False
        for size, batches in self._tools.models.batches.items():
            if batches.waits:
                self._tools.progress.notice(
                    f"Calls of the {size} model go in batches at {batches.provider.server}: minutes to a day. "
                    "Stop the run as you like; the same command fetches them later."
                )
            try:
                fetched |= self._tools.runner.run(batches.fetch())
            except Halt:
                return False
            except ServerError as error:
                self._end_sending(error)
                return False
        return fetched

    def raise_if_nothing_came(self) -> None:
        """Raise the refusal where not one call was answered, now or by the ledger: then there is nothing to write."""
        counters = self._tools.models.counters.values()
        if self.refusal is not None and not any(made.sent + made.replayed for made in counters):
            raise self.refusal

    def _sent(self) -> int:
        return sum(made.sent for made in self._tools.models.counters.values())

    def _end_sending(self, error: ServerError) -> None:
        if self.refusal is None:
            self.refusal = error
            self._tools.models.halt(str(error))
