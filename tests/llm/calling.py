"""How the tests of this room ask a mock server: real sockets, a clock that only moves when somebody sleeps."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from mock_server import MockServer
from openbook.calls import Message, Reply, Request, Size
from openbook.config import Config
from openbook.errors import OpenbookError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.models import Models, open_models
from openbook.llm.timing import Timing
from openbook.pipeline.executors.local import bounded_map

T = TypeVar("T")


@dataclass
class FakeTime:
    """A clock for `Timing`: sleeping takes no time, and moves the clock."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def timing(self, **others: Any) -> Timing:
        return Timing(sleep=self.sleep, clock=lambda: self.now, jitter=lambda: 1.0, **others)


def ask(text: str = "What is it?", *, size: Size = "small", step: str = "judge", **fields: Any) -> Request:
    """Return a chat request of one message."""
    messages = (Message("user", text),) if "prompt" not in fields else ()
    return Request(**{"step": step, "size": size, "model": "mock", "messages": messages} | fields)


def config_for(url: str, *, sections: dict[str, dict[str, Any]] | None = None, **api: Any) -> Config:
    """Return a config whose two models live at this address; `api` keys go to both, without their prefix."""
    both = {"model": "mock", "base_url": url} | api
    section = {f"{size}_{key}": value for size in ("small", "large") for key, value in both.items()}
    return Config.model_validate({"api": section} | (sections or {}))


async def answers(models: Models, requests: Iterable[Request], limit: int = 50) -> list[Reply | OpenbookError]:
    """Return what became of each request, in their order; errors stand for themselves and stop nothing."""

    async def one(request: Request) -> Reply | OpenbookError:
        try:
            return await getattr(models, request.size).reply(request)
        except OpenbookError as error:
            return error

    async with aclosing(bounded_map(one, requests, limit)) as results:
        got = {index: result async for index, result in results}
    return [got[index] for index in range(len(got))]


@dataclass
class Ran:
    """A run of a few calls, and what it left behind."""

    results: Sequence[Reply | OpenbookError]
    models: Models
    time: FakeTime

    @property
    def only(self) -> Reply | OpenbookError:
        (result,) = self.results
        return result


async def run_calls(
    folder: Path,
    config: Config,
    requests: Iterable[Request],
    *,
    timing: Timing | None = None,
    limit: int = 50,
    before: Callable[[Models], None] | None = None,
) -> Ran:
    """Open ledger and models as a run does, and make these calls."""
    time = FakeTime()
    with Ledger.open(folder / LEDGER_FILE) as ledger:
        async with open_models(config, ledger, timing=timing or time.timing()) as models:
            if before is not None:
                before(models)
            return Ran(await answers(models, requests, limit), models, time)


def with_server(server: MockServer, test: Callable[[MockServer], Coroutine[Any, Any, T]]) -> T:
    """Run a test's coroutine while the server serves."""

    async def go() -> T:
        async with server:
            return await test(server)

    return asyncio.run(go())


def one_call(folder: Path, server: MockServer, request: Request | None = None, **options: Any) -> Ran:
    """Make one call to a server, and say what became of it; `options` as for `config_for`."""

    async def go(server: MockServer) -> Ran:
        return await run_calls(folder, config_for(server.url, **options), [request or ask()])

    return with_server(server, go)
