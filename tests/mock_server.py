"""A mock of an OpenAI-compatible server, with faults.

In a test: `async with MockServer(fault=…) as server: … server.url`. As a process of its own, which prints its port and
ends with its parent: `python tests/mock_server.py --port 0 --latency 0.2`. `GET /stats` says what it has seen.
"""

import argparse
import asyncio
import contextlib
import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Self

import orjson
from aiohttp import web

from mock_answers import answer as default_answer


@dataclass(frozen=True, slots=True)
class Fault:
    """What the server does instead of answering."""

    status: int = 500
    body: Any = None
    """Bytes as they are; anything else as JSON; None: an error object that says the status."""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    """Close the connection without a word."""
    delay: float = 0.0
    """Seconds before this answer."""


def chat(text: str, finish_reason: str | None = "stop", usage: bool = True, **message: Any) -> dict[str, Any]:
    """Return a chat completion's body; further arguments go into the message."""
    reply = {"role": "assistant", "content": text} | message
    body: dict[str, Any] = {"id": "mock", "object": "chat.completion", "model": "mock"}
    body["choices"] = [{"index": 0, "message": reply, "finish_reason": finish_reason}]
    if usage:
        body["usage"] = tokens(1000, len(text))
    return body


def error(message: str, code: Any = None, type_: str | None = None, param: str | None = None) -> dict[str, Any]:
    """Return an error's body as OpenAI has it."""
    return {"error": {"message": message, "type": type_, "param": param, "code": code}}


def tokens(read: int, written: int) -> dict[str, int]:
    """Return a usage for texts of these many characters."""
    usage = {"prompt_tokens": read // 4 + 1, "completion_tokens": written // 4 + 1}
    return usage | {"total_tokens": sum(usage.values())}


@dataclass
class MockServer:
    """Counts everything it sees; `requests` keeps the bodies where `keep` is set."""

    fault: Callable[[int, dict[str, Any]], Fault | None] | None = None
    """Gets the request's number (from 1) and its body."""
    answer: Callable[[dict[str, Any]], str | dict[str, Any]] = default_answer
    """A text, or a whole body."""
    latency: float = 0.0
    """Seconds between a request and its answer."""
    allow: int | None = None
    """How many requests may be at work at once; 429 for any above."""
    retry_after: str | None = None
    """The header of those 429s."""
    models: tuple[str, ...] = ("mock",)
    hide_models_at: tuple[str, ...] = ()
    """Paths at which the list of models is not found."""
    keep: bool = True
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    seen: int = 0
    answered: int = 0
    refused: int = 0
    at_work: int = 0
    most_at_once: int = 0
    bodies: Counter[bytes] = field(default_factory=Counter)
    """How often each body was answered, by its hash."""
    url: str = ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> int:
        """Listen on 127.0.0.1 and return the port."""
        self._server = web.Server(self._handle, access_log=None)
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=4096)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/v1"
        return port

    async def stop(self) -> None:
        """Close all connections and stop."""
        await self._runner.cleanup()

    def stats(self) -> dict[str, int]:
        """Return what was seen so far; `repeated` counts answers to bodies that had been answered before."""
        names = ("seen", "answered", "refused", "at_work", "most_at_once")
        repeated = sum(n - 1 for n in self.bodies.values())
        return {name: getattr(self, name) for name in names} | {"repeated": repeated}

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method == "GET":
            return self._get(request.path)
        raw = await request.read()
        body = orjson.loads(raw)
        self.seen += 1
        if self.keep:
            self.requests.append(body)
            self.headers.append(dict(request.headers))
            self.paths.append(request.path)
        if self.allow is not None and self.at_work >= self.allow:
            self.refused += 1
            headers = {"Retry-After": self.retry_after} if self.retry_after else {}
            return reply_with(Fault(429, error("Too many requests at once", "rate_limit_exceeded"), headers))
        self.at_work += 1
        self.most_at_once = max(self.most_at_once, self.at_work)
        try:
            fault = self.fault(self.seen, body) if self.fault is not None else None
            wait = self.latency if fault is None else fault.delay
            if wait:
                await asyncio.sleep(wait)
            if fault is None:
                response = self._answer(request.path, body)
                self.answered += 1
                self.bodies[blake2b(raw, digest_size=12).digest()] += 1
                return response
            if fault.drop and request.transport is not None:
                request.transport.abort()
            return reply_with(fault)
        finally:
            self.at_work -= 1

    def _get(self, path: str) -> web.Response:
        if path.endswith("/models") and path not in self.hide_models_at:
            return web.json_response({"object": "list", "data": [{"id": model} for model in self.models]})
        if path == "/stats":
            return web.json_response(self.stats())
        return reply_with(Fault(404))

    def _answer(self, path: str, body: dict[str, Any]) -> web.Response:
        said = self.answer(body)
        if isinstance(said, str):
            if path.endswith("/chat/completions"):
                whole = chat(said)
            else:
                whole = {"object": "text_completion", "choices": [{"index": 0, "text": said, "finish_reason": "stop"}]}
            read = len(body["prompt"]) if "prompt" in body else sum(len(m["content"]) for m in body["messages"])
            whole["usage"] = tokens(read, len(said))
            said = whole
        return web.Response(body=orjson.dumps(said), content_type="application/json")


def reply_with(fault: Fault) -> web.Response:
    """Return a fault as a response."""
    body = error(f"status {fault.status}") if fault.body is None else fault.body
    if isinstance(body, bytes):
        return web.Response(status=fault.status, body=body, headers=fault.headers)
    return web.Response(
        status=fault.status, body=json.dumps(body).encode(), headers=fault.headers, content_type="application/json"
    )


def faults_from(options: argparse.Namespace) -> Callable[[int, dict[str, Any]], Fault | None] | None:
    """Return the faults that a command line asks for: every n-th request fails with a status, or is dropped."""
    if not options.fail_every and not options.drop_every:
        return None

    def fault(n: int, _: dict[str, Any]) -> Fault | None:
        if options.fail_every and n % options.fail_every == 0:
            return Fault(options.fail_status)
        return Fault(drop=True) if options.drop_every and n % options.drop_every == 0 else None

    return fault


async def serve(options: argparse.Namespace) -> None:
    """Serve until the parent process is gone."""
    server = MockServer(
        fault=faults_from(options),
        latency=options.latency,
        allow=options.allow,
        retry_after=options.retry_after,
        keep=False,
    )
    print(await server.start(options.port), flush=True)  # noqa: T201 - the starter reads it
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - no event tells that a parent is gone
        await asyncio.sleep(1.0)
    await server.stop()


def main() -> None:
    """Run as a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds an answer takes")
    parser.add_argument("--allow", type=int, default=None, help="requests at once; 429 for any above")
    parser.add_argument("--retry-after", default=None, help="header of those 429s")
    parser.add_argument("--fail-every", type=int, default=0)
    parser.add_argument("--fail-status", type=int, default=503)
    parser.add_argument("--drop-every", type=int, default=0)
    options = parser.parse_args()
    with contextlib.suppress(ImportError, KeyboardInterrupt):
        import uvloop

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(options))


if __name__ == "__main__":
    main()
