"""The one map of all phases: a step is taken to many records at a time, its results lie on disk in their order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

from openbook.blocks import Spreading, here
from openbook.config import Config
from openbook.dataclass import dataclass, replace
from openbook.derived import NOTHING, Derived
from openbook.dialogue.generate import Generate
from openbook.dialogue.prompts import Prompts
from openbook.dialogue.recorder import Recorder
from openbook.errors import Halt, ServerError
from openbook.fates import Fate
from openbook.llm.models import Models
from openbook.pipeline.executors.local import bounded_map
from openbook.pipeline.progress import Phase, Progress
from openbook.records import Draft, Item, Rejected
from openbook.spool import Arranged, Spool, packed

if TYPE_CHECKING:
    from openbook.pipeline.executors.child import Answer
    from openbook.pipeline.executors.crew import Counting, Workers


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_HasId)
S = TypeVar("S")

Step = Callable[[R], Awaitable[S | Rejected]]
"""A record in, the next record out, or why there is none; its tools were bound beforehand."""

SPARE = 128
"""Records, at most, that are prepared or read while others are away: so many more are at hand than may be in flight."""

_Result = tuple[int, Fate[Any, Any], Fate[Any, Any]]
"""A record's number, what it was, and what became of it."""

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


def _no_draft(item: Item) -> Draft | None:
    return None


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
    expected: Callable[[Item], Draft | None] = _no_draft
    """Gives the draft that a pending item may become, where a look ahead goes on with it."""
    after: Callable[[Mapped], None] = _nothing
    """Called behind each phase; it may end the journey."""
    workers: "Workers | None" = None
    """Processes that share the phases of calls; None: this one alone."""
    derived: Derived = NOTHING
    """What was worked out before."""
    spread: Spreading = here
    """Has the work of phases that call nobody done."""


class Mapper:
    """Takes steps to records. The one place where the end of sending becomes a pending record."""

    def __init__(self, tools: Tools, recorder: Recorder) -> None:
        self._tools = tools
        self._recorder = recorder
        self.refusal: ServerError | None = None
        """Why the server ended the sending; None where it didn't."""

    def map(
        self,
        step: Step[R, S],
        before: Iterable[Fate[Any, R]],
        phase: Phase,
        at_hand: int = 0,
        tally: "Counting | None" = None,
    ) -> Arranged[Fate[R, S]]:
        """Take each record that came through the phase before to the next one, many at a time, results on disk.

        `tally` is what the step counts on the way. Raises what ends the journey here.
        """
        results: Arranged[Fate[R, S]] = Arranged(self._tools.folder)
        limit = self._tools.config.system.concurrency_limit
        at_hand, sent = at_hand or limit + min(limit, SPARE), self._sent()
        going = _Pass(step, results, Spool(self._tools.folder), phase, at_hand, tally)
        waiting = self._pass(going, enumerate(map(self._tools.pending, before)))
        while waiting and self._fetched():
            going = replace(going, waiting=Spool(self._tools.folder))
            waiting = self._pass(going, ((index, fate) for index, fate, _ in waiting))
        for index, _, pending in waiting:
            results.put(index, pending)
        self._tools.after(Mapped(phase.name, len(waiting), self._sent() - sent, self.refusal))
        return results

    def _pass(self, going: "_Pass", before: Iterable[tuple[int, Fate[Any, Any]]]) -> Sequence[_Result]:
        """Take the step to records, keep what became of them, and return those that wait."""
        workers = self._tools.workers
        if workers is not None and workers.share(going.phase):
            self._in_processes(going, before, workers)
        else:
            self._tools.runner.run(self._here(going, before))
        return going.waiting

    async def _here(self, going: "_Pass", before: Iterable[tuple[int, Fate[Any, Any]]]) -> None:
        async for _, result in bounded_map(partial(self._one, going.step), before, going.at_hand):
            going.keep(*result)

    def _in_processes(self, going: "_Pass", before: Iterable[tuple[int, Fate[Any, Any]]], workers: "Workers") -> None:
        from openbook.pipeline.executors.child import Answer
        from openbook.pipeline.executors.crew import about
        from openbook.pipeline.executors.processes import fork, in_processes

        async def work(given: tuple[int, Fate[Any, Any]]) -> Answer:
            index, fate, now = await self._one(going.step, given)
            waits = now.became is None
            return Answer(index, waits, packed((index, fate, now) if waits else now))

        def records() -> Iterator[tuple[str, tuple[int, Fate[Any, Any]]]]:
            for index, fate in before:
                if fate.done is None:
                    going.keep(index, fate, _passed_over(fate))
                else:
                    yield about(fate.done), (index, fate)

        def refused(reason: str) -> None:
            self._end_sending(ServerError(reason))

        def refusal() -> str | None:
            return None if self.refusal is None else str(self.refusal)

        crew = workers.crew(work, going.at_hand, refusal, refused, going.tally)
        children = fork(crew)
        self._tools.runner.run(in_processes(crew, children, records(), going.keep_packed))

    async def _one(self, step: Step[R, S], given: tuple[int, Fate[Any, R]]) -> _Result:
        index, fate = given
        record = fate.done
        if record is None:
            return index, fate, _passed_over(fate)
        became: S | Rejected | None = None
        try:
            became = await step(record)
        except Halt:
            pass
        except ServerError as error:
            self._end_sending(error)
        said, shown = self._recorder.take(record.id)
        tried = (*fate.attempts, *self._recorder.attempts(record.id))
        exchange = said[-1].as_told() if said and became is not None else None
        return index, fate, Fate(cast(R, shown) or record, became, exchange, tried)

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


@dataclass(frozen=True, slots=True)
class _Pass:
    """A step on its way through records."""

    step: Step[Any, Any]
    results: Arranged[Any]
    waiting: Spool[_Result]
    """Records whose calls were not sent."""
    phase: Phase
    at_hand: int
    tally: "Counting | None"

    def keep(self, index: int, fate: Fate[Any, Any], now: Fate[Any, Any]) -> None:
        """Put down what became of a record."""
        if now.became is None:
            self.waiting.append((index, fate, now))
        else:
            self.results.put(index, now)
            self.phase.advance()

    def keep_packed(self, answer: "Answer") -> None:
        """Do the same with what another process says."""
        if answer.waits:
            self.waiting.append_packed(answer.blob)
        else:
            self.results.put_packed(answer.number, answer.blob)
            self.phase.advance()


def _passed_over(fate: Fate[Any, Any]) -> Fate[Any, Any]:
    """Return what the next phase has of a record that did not come through the one before."""
    return Fate(fate.record, fate.rejected, fate.exchange, fate.attempts)
