"""HTTP for batches: JSON, files, and patience with servers that are busy."""

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from openbook import __version__
from openbook.dataclass import dataclass
from openbook.errors import ServerError
from openbook.llm.batch.provider import BatchRefused, Unsure
from openbook.llm.failures import PERMANENT, Cause, Failure, Sent, read_failure
from openbook.llm.stop import Stop
from openbook.llm.timing import Timing
from openbook.llm.wire import parsed

if TYPE_CHECKING:
    import aiohttp

TRIES = 8
"""Times that a request is sent before a server counts as gone."""
SECONDS = 600.0
"""One request: a file may be large."""
QUEUE_IS_FULL = frozenset({"token_limit_exceeded", "batch_size_limit_exceeded", "request_limit_exceeded"})
"""What OpenAI calls a batch for which there is no room now."""


@dataclass(frozen=True, slots=True)
class Wires:
    """The way to one provider, with its key in the headers."""

    session: "aiohttp.ClientSession"
    server: str
    headers: Mapping[str, str]
    secret: str
    timing: Timing
    stop: Stop

    async def ask(self, method: str, url: str, *, again: bool = True, **how: Any) -> tuple[Mapping[str, str], Any]:
        """Return headers and JSON of an answer. A request that must not be sent twice (not `again`) raises Unsure where
        it is not known whether it arrived. Raises BatchRefused, ServerError.
        """
        for attempt in range(1, TRIES + 1):
            status, raw, headers, trouble = await self._once(method, url, **how)
            if trouble is None and 200 <= status < 300:
                return headers, parsed(raw) if raw.strip() else None
            if trouble is not None:
                failure = Failure(Cause.BUSY, trouble)
                if not again:
                    raise Unsure(trouble)
            else:
                failure = read_failure(status, raw, Sent(), headers)
                code = re.search(rb'"code"\s*:\s*"(\w+)"', raw)
                if status == 413 or (code and code[1].decode() in QUEUE_IS_FULL):
                    raise BatchRefused(failure.detail)
                if status >= 500 and not again:
                    raise Unsure(failure.detail)
            if failure.kind in PERMANENT or attempt == TRIES:
                raise self.gone(failure.detail)
            await self.stop.rest(max(self.timing.wait(attempt), min(failure.wait or 0.0, 600.0)), self.timing.sleep)
        raise AssertionError

    async def lines(self, url: str) -> AsyncIterator[Any]:
        """Yield the JSON of each line of a file; one that is cut off in the middle is fetched again from its start."""
        async with self.session.get(url, headers=self.headers, timeout=_timeout()) as response:
            if response.status != 200:
                raise self.gone(read_failure(response.status, await response.read(), Sent(), response.headers).detail)
            rest = b""
            async for part in response.content.iter_any():
                *whole, rest = (rest + part).split(b"\n")
                for line in whole:
                    if line.strip():
                        yield parsed(line)
            if rest.strip():
                yield parsed(rest)

    async def results(self, url: str) -> AsyncIterator[Any]:
        """Yield the JSON of each line of a file, fetched anew where the connection breaks: what came before comes
        again.
        """
        import aiohttp

        for attempt in range(1, TRIES + 1):
            try:
                async for row in self.lines(url):
                    yield row
                return
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                if attempt == TRIES:
                    raise self.gone(f"the results can't be fetched ({self._said(error)})") from error
                await self.stop.rest(self.timing.wait(attempt), self.timing.sleep)

    def gone(self, detail: str) -> ServerError:
        """Return the error that ends a run."""
        return ServerError(
            f"{self.server}: {detail}. Batches that are at work there stay so; run the same command again."
        )

    async def _once(
        self, method: str, url: str, *, path: Path | None = None, **how: Any
    ) -> tuple[int, bytes, Mapping[str, str], str | None]:
        import aiohttp

        headers = {**self.headers, **how.pop("headers", {})}
        content: Any = {}
        try:
            if path is not None and "form" in how:
                form = aiohttp.FormData(how.pop("form"))
                form.add_field("file", path.open("rb"), filename=path.name, content_type="application/jsonl")
                content = {"data": form}
            elif path is not None:
                content = {"data": path.open("rb")}
            elif "json" in how:
                content = {"data": orjson.dumps(how.pop("json"))}
                headers["Content-Type"] = "application/json"
            async with self.session.request(
                method, url, headers=headers, timeout=_timeout(), **content, **how
            ) as response:
                return response.status, self._without_key(await response.read()), dict(response.headers), None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return 0, b"", {}, self._said(error)

    def _said(self, error: BaseException) -> str:
        text = " ".join(str(error).split()) or type(error).__name__
        return text.replace(self.secret, "***") if self.secret else text

    def _without_key(self, raw: bytes) -> bytes:
        secret = self.secret.encode()
        return raw.replace(secret, b"***") if len(secret) >= 4 else raw


def user_agent() -> dict[str, str]:
    """Return who asks."""
    return {"User-Agent": f"openbook/{__version__}"}


def _timeout() -> "aiohttp.ClientTimeout":
    import aiohttp

    return aiohttp.ClientTimeout(total=SECONDS, sock_connect=30.0)
