"""A run on a thread of its own, whatever loop or notebook has called it, and models that stay in the caller's loop."""

import asyncio
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from openbook.calls import Reply, Request
from openbook.llm.model import Model

T = TypeVar("T")


class InLoop:
    """A model that is called in the loop in which it was made."""

    def __init__(self, model: Model, loop: asyncio.AbstractEventLoop) -> None:
        self._model = model
        self._loop = loop

    async def reply(self, request: Request) -> Reply:
        """Return what the model says, asked in its own loop."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._model.reply(request), self._loop))


class OnThread(Generic[T]):
    """Runs a function on a thread of its own, where it may have a loop whatever runs here."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._value: T
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="openbook")
        self._thread.start()

    def _work(self) -> None:
        try:
            self._value = self._function()
        except BaseException as error:
            self._error = error

    def wait(self) -> T:
        """Return what the function returned, or raise what it raised. After a KeyboardInterrupt, wait again."""
        while self._thread.is_alive():
            self._thread.join(0.2)
        if self._error is not None:
            raise self._error
        return self._value
