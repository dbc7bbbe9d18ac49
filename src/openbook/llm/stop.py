"""Whether anything more may be sent, and who has to be told when not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from openbook.errors import Halt

if TYPE_CHECKING:
    from openbook.llm.limits import Lane

T = TypeVar("T")

StopKind = Literal["interrupted", "budget", "rate_limit", "failed"]
"""Who stopped it: a person, `cost.max_cost`, a server that asks for a long wait, or an error that ends the run."""


class OtherProcesses(Protocol):
    """Other processes that send for the same run."""

    def halt(self, reason: str, kind: StopKind) -> None:
        """Have nothing more sent."""
        ...

    def abandon(self) -> None:
        """Have what is on the wire given up."""
        ...


class Stop:
    """One for all models of a run: once it is set, waiting requests are turned away and those on the wire come home."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """`loop`: the one in which the models are used."""
        self.reason: str | None = None
        self.kind: StopKind | None = None
        self.lanes: list[Lane] = []
        self.others: list[OtherProcesses] = []
        self._loop = loop
        self._told = self._loop.create_future()
        self._on_the_wire: set[asyncio.Task[Any]] = set()
        self._abandoned = False

    def now(self, reason: str, kind: StopKind) -> Halt:
        """Stop sending, from the loop or from a signal's handler; the first reason stays. Returns the Halt to raise."""
        if self.reason is None:
            self.reason, self.kind = reason, kind
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._tell)
        return Halt(self.reason)

    def abandon_after(self, seconds: float) -> None:
        """Give what is on the wire so long to come home; safe in a signal's handler."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._loop.call_later, seconds, self.abandon)

    def abandon(self) -> None:
        """Give up what is on the wire, here and in other processes."""
        self._abandoned = True
        for other in self.others:
            other.abandon()
        for task in self._on_the_wire:
            task.cancel()

    async def on_the_wire(self, exchange: Awaitable[T]) -> T:
        """Return what comes of an exchange with a server. Raises Halt where it is abandoned."""
        task = asyncio.current_task()
        assert task is not None
        self._on_the_wire.add(task)
        try:
            return await exchange
        except asyncio.CancelledError:
            if not self._abandoned:
                raise
            task.uncancel()
            raise Halt(self.reason or "abandoned") from None
        finally:
            self._on_the_wire.discard(task)

    def _tell(self) -> None:
        for lane in self.lanes:
            lane.halt(self.reason or "")
        for other in self.others:
            other.halt(self.reason or "", self.kind or "interrupted")
        self._told.set_result(None)

    def check(self) -> None:
        """Raise Halt where nothing more may be sent."""
        if self.reason is not None:
            raise Halt(self.reason)

    async def rest(self, seconds: float, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Sleep, but raise Halt as soon as sending stops."""
        self.check()
        sleeping = asyncio.ensure_future(sleep(seconds))
        try:
            await asyncio.wait((sleeping, self._told), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
        self.check()
