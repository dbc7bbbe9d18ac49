"""A bounded asyncio map: the one executor for calls on one machine."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, TypeVar

from openbook.errors import PrerequisiteError

R = TypeVar("R")
S = TypeVar("S")

GRACE_SECONDS = 30.0
"""How long paid calls in flight may still come home after the server or the disk has failed for good."""


async def bounded_map(
    function: Callable[[R], Awaitable[S]], records: Iterable[R], limit: int
) -> AsyncIterator[tuple[int, S]]:
    """Yield (index, result) as results come, with at most `limit` calls of `function` and results waiting.

    `records` is read lazily. An exception stops the map and is raised: PrerequisiteError after what is in flight has
    come home, any other at once, the rest cancelled. Close the generator (`contextlib.aclosing`) where it is not read
    to its end.
    """
    crew = _Crew(function, iter(records), max(1, limit))
    try:
        while True:
            while crew.done:
                yield crew.done.popleft()
                crew.room()
            if crew.error is not None:
                break
            if not crew.workers:
                return
            await crew.news()
        if isinstance(crew.error, PrerequisiteError) and crew.workers:
            await asyncio.wait(crew.workers, timeout=GRACE_SECONDS)
        raise crew.error
    finally:
        await crew.dismiss()


class _Crew:
    """Workers that take records from one iterator: a task a worker costs less than a task a record."""

    def __init__(self, function: Callable[[Any], Awaitable[Any]], records: Any, limit: int) -> None:
        self._function = function
        self._records = enumerate(records)
        self._limit = limit
        self.done: deque[tuple[int, Any]] = deque()
        self.error: BaseException | None = None
        self._dismissed = False
        self._news: asyncio.Future[None] | None = None
        self._room: deque[asyncio.Future[None]] = deque()
        self.workers: set[asyncio.Task[None]] = set()
        for _ in range(limit):
            worker = asyncio.ensure_future(self._work())
            self.workers.add(worker)
            worker.add_done_callback(self._left)

    async def _work(self) -> None:
        for index, record in self._records:
            result = await self._function(record)
            if self.error is not None:
                return
            self.done.append((index, result))
            self._tell()
            if len(self.done) >= self._limit:
                future = asyncio.get_running_loop().create_future()
                self._room.append(future)
                await future
            if self.error is not None:
                return

    def _left(self, worker: "asyncio.Task[None]") -> None:
        self.workers.discard(worker)
        error = asyncio.CancelledError() if worker.cancelled() else worker.exception()
        if error is not None and self.error is None and not self._dismissed:
            self.error = error
            self.room()
        self._tell()

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def news(self) -> None:
        """Wait until a result has come or a worker has left."""
        self._news = asyncio.get_running_loop().create_future()
        await self._news

    def room(self) -> None:
        """Let workers go on that waited for their results to be taken."""
        while self._room and (self.error is not None or len(self.done) < self._limit):
            future = self._room.popleft()
            if not future.done():
                future.set_result(None)
                if self.error is None:
                    break

    async def dismiss(self) -> None:
        """Cancel who is still at work, and wait until all have left."""
        self._dismissed = True
        workers = list(self.workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
