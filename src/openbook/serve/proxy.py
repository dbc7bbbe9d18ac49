"""An OpenAI-compatible endpoint in front of the user's model."""

import json
from collections.abc import Sequence
from typing import Any

import aiohttp
from aiohttp import web

from openbook.dataclass import dataclass
from openbook.errors import InputError
from openbook.records import Passage
from openbook.serve.search import Search
from openbook.serve.trained_messages import AsTrained, question_of

PASSED_ON = ("Authorization", "Content-Type")
STREAM = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Proxy:
    """Searches for what is asked, shows the passages as in training, and passes the answer on."""

    search: Search
    as_trained: AsTrained
    passages: int
    """How many are shown."""
    model_url: str
    """With `/v1`, without a last slash."""
    client: aiohttp.ClientSession

    async def models(self, request: web.Request) -> web.StreamResponse:
        """Answer with the models of the server behind."""
        try:
            async with self.client.get(f"{self.model_url}/models", headers=_headers(request)) as response:
                return web.Response(body=await response.read(), status=response.status, content_type="application/json")
        except aiohttp.ClientError as error:
            return self._unreachable(error)

    async def completions(self, request: web.Request) -> web.StreamResponse:
        """Answer a chat: what the model says, with `sources` beside it."""
        try:
            body = await request.json()
            if not isinstance(body, dict):
                raise InputError("the body: one JSON object was wanted")
            found = self.search(question_of(body.get("messages")), self.passages)
        except (InputError, ValueError) as error:
            return _error(400, str(error))
        body["messages"] = self.as_trained(body["messages"], found)
        try:
            address = f"{self.model_url}/chat/completions"
            async with self.client.post(address, json=body, headers=_headers(request)) as response:
                if response.content_type == STREAM:
                    return await _streamed(request, response, found)
                return _answered(response.status, await response.read(), found)
        except aiohttp.ClientError as error:
            return self._unreachable(error)

    def _unreachable(self, error: Exception) -> web.Response:
        return _error(
            502, f"no model server answers at {self.model_url} ({error}); start it, or name it by --model-url"
        )


def sources(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """Return what a client is told of the passages, in the order in which the model sees them."""
    return [{"chunk": p.rank, "source": p.source, "text": p.text, "score": p.score} for p in passages]


async def _streamed(
    request: web.Request, response: aiohttp.ClientResponse, found: Sequence[Passage]
) -> web.StreamResponse:
    """Pass a stream on as it comes, after an event of our own that has the sources and no choices."""
    stream = web.StreamResponse(headers={"Content-Type": STREAM, "Cache-Control": "no-cache"})
    await stream.prepare(request)
    event = {"id": "sources", "object": "chat.completion.chunk", "created": 0, "model": "", "choices": []}
    await stream.write(f"data: {json.dumps(event | {'sources': sources(found)})}\n\n".encode())
    async for part in response.content.iter_any():
        await stream.write(part)
    await stream.write_eof()
    return stream


def _answered(status: int, raw: bytes, found: Sequence[Passage]) -> web.Response:
    try:
        answer = json.loads(raw)
    except ValueError:
        said = raw[:200].decode("utf-8", "replace")
        return _error(502, f"the model server answered with {status} and no JSON: {said}")
    if status == 200 and isinstance(answer, dict):
        answer["sources"] = sources(found)
    return web.json_response(answer, status=status)


def _headers(request: web.Request) -> dict[str, str]:
    return {name: request.headers[name] for name in PASSED_ON if name in request.headers and name != "Content-Type"}


def _error(status: int, message: str) -> web.Response:
    return web.json_response({"error": {"message": message, "type": "openbook", "code": status}}, status=status)
