"""The server: a model's endpoint, and the search for agents, on this machine alone."""

import asyncio
from collections.abc import Callable

import aiohttp
from aiohttp import web

from openbook.errors import PrerequisiteError
from openbook.review.guard import only_from_here
from openbook.serve.mcp import Tool
from openbook.serve.proxy import Proxy
from openbook.serve.search import Search
from openbook.serve.trained_messages import AsTrained

HOST = "127.0.0.1"
MOST = 16 << 20
"""Bytes of a request."""
PATIENCE = aiohttp.ClientTimeout(total=None, connect=30, sock_read=600)


async def serve(
    search: Search, as_trained: AsTrained, model_url: str, passages: int, port: int, ready: Callable[[str], object]
) -> None:
    """Serve until cancelled; `ready` is called with the address. Raises PrerequisiteError for a taken port."""
    async with aiohttp.ClientSession(timeout=PATIENCE) as client:
        proxy = Proxy(search, as_trained, passages, model_url.rstrip("/"), client)
        runner = web.AppRunner(app(proxy, Tool(search, passages), lambda: runner.addresses[0][1]), access_log=None)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, HOST, port).start()
            except OSError as error:
                message = f"port {port} can't be used ({error.strerror}); choose another with --port"
                raise PrerequisiteError(message) from error
            ready(f"http://{HOST}:{runner.addresses[0][1]}")
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()


def app(proxy: Proxy, tool: Tool, port: Callable[[], int]) -> web.Application:
    """Return the server's application."""

    async def mcp(request: web.Request) -> web.StreamResponse:
        try:
            answer = tool.answer(await request.json())
        except ValueError:
            raise web.HTTPBadRequest(text="no JSON\n") from None
        return web.json_response(answer) if answer is not None else web.Response(status=202)

    made = web.Application(middlewares=[only_from_here(port)], client_max_size=MOST)
    made.router.add_get("/v1/models", proxy.models)
    made.router.add_post("/v1/chat/completions", proxy.completions)
    made.router.add_post("/mcp", mcp)
    return made
