"""One model on one OpenAI-compatible server: a request is sent until there is a reply, or there will be none."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from openbook import __version__
from openbook.config import ModelSettings
from openbook.errors import RefusedError, ServerError, TransientError
from openbook.llm.failures import EVERY_CALL, PERMANENT, Failure, Kind, read_failure
from openbook.llm.wire import decode, encode, estimate_tokens
from openbook.records import Reply, Request, Usage

if TYPE_CHECKING:
    import aiohttp

PATIENCE = 300.0
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0


class Endpoint:
    """Sends requests to one model."""

    def __init__(
        self,
        settings: ModelSettings,
        session: "aiohttp.ClientSession",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._session = session
        self._sleep = sleep
        self._base = (settings.base_url or "").rstrip("/")
        self._headers = {"Content-Type": "application/json", "User-Agent": f"openbook/{__version__}"}
        if settings.api_key is not None:
            self._headers["Authorization"] = f"Bearer {settings.api_key.get_secret_value()}"
        self.adaptations: tuple[str, ...] = ()

    async def send(self, request: Request) -> Reply:
        """Return the reply to a request."""
        tries = 0
        began = time.monotonic()
        while True:
            body = encode(request, self.adaptations, self._settings.mode)
            sent = time.monotonic()
            reply = await self._post(request, body, sent)
            if isinstance(reply, Reply):
                return reply
            if reply.kind is Kind.ADAPT and reply.adaptation not in self.adaptations:
                self.adaptations += (reply.adaptation,)
                continue
            if reply.kind in EVERY_CALL:
                raise ServerError(f"{self._base}: {reply.detail}")
            if reply.kind in PERMANENT or reply.kind is Kind.ADAPT:
                raise RefusedError(reply.detail)
            if time.monotonic() - began > PATIENCE:
                raise TransientError(reply.detail)
            await self._sleep(min(LONGEST_WAIT, FIRST_WAIT * 2**tries) * random.uniform(0.5, 1.0))
            tries += 1

    async def _post(self, request: Request, body: bytes, sent: float) -> Reply | Failure:
        import aiohttp

        path = "chat/completions" if request.prompt is None else "completions"
        try:
            async with self._session.post(f"{self._base}/{path}", data=body, headers=self._headers) as response:
                raw = await response.read()
                status = response.status
        except TimeoutError:
            return Failure(Kind.BUSY, f"no answer within {self._settings.timeout_seconds:g} s")
        except aiohttp.ClientConnectorError as error:
            return Failure(Kind.AWAY, str(error))
        except (aiohttp.ClientError, OSError) as error:
            return Failure(Kind.BUSY, f"the connection broke: {error}")
        answer = decode(raw) if status == 200 else None
        if answer is None:
            return read_failure(status, raw, ("messages", "stop", "response_format", *request.sampling))
        usage = answer.usage or Usage(estimate_tokens(len(body)), estimate_tokens(len(answer.text.encode())), True)
        return Reply(
            text=answer.text,
            reasoning=answer.reasoning,
            finish_reason=answer.finish_reason or "stop",
            usage=usage,
            seconds=time.monotonic() - sent,
            adaptations=self.adaptations,
            raw=raw,
        )
