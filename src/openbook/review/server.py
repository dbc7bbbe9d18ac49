"""The page's server: on this machine alone, for whoever has the token."""

import asyncio
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from openbook.errors import InputError, PrerequisiteError
from openbook.review.desk import Desk, Kept
from openbook.review.guard import only_from_here, with_token
from openbook.review.shell import page

HOST = "127.0.0.1"
MOST = 4 << 20
"""Bytes of a request."""

Handler = Callable[[Desk, dict[str, Any]], Any]


def _decide(desk: Desk, asked: dict[str, Any]) -> Kept:
    key, verdict, note = str(asked["key"]), asked["verdict"], str(asked.get("note", ""))
    if verdict == "edit":
        return desk.edit(key, asked["turns"], note, anyway=asked.get("anyway") is True)
    if verdict == "":
        return desk.take_back(key)
    if verdict not in ("accept", "reject"):
        raise InputError(f"{verdict!r} is no verdict")
    return desk.decide(key, verdict, note)


def _alike(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    return desk.alike(str(asked["old"]), str(asked["new"]), apply=asked.get("apply") is True)


ANSWERS: dict[str, Handler] = {
    "/list": lambda desk, asked: desk.listed(),
    "/draft": lambda desk, asked: desk.shown(str(asked["key"])),
    "/decide": lambda desk, asked: {"kept": (kept := _decide(desk, asked)).kept, "finding": kept.finding},
    "/alike": _alike,
}
"""What the page asks for; each takes and gives one JSON object."""


async def serve(desk: Desk, port: int, ready: Callable[[str], object]) -> None:
    """Serve the page until cancelled; `ready` is called with its address. Raises PrerequisiteError for a taken port."""
    token = secrets.token_urlsafe(24)
    runner = web.AppRunner(app(desk, token, lambda: runner.addresses[0][1]), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            raise PrerequisiteError(
                f"port {port} can't be used ({error.strerror}); choose another with --port"
            ) from error
        ready(f"http://{HOST}:{runner.addresses[0][1]}/?token={token}")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def app(desk: Desk, token: str, port: Callable[[], int]) -> web.Application:
    """Return the server's application."""
    made = web.Application(middlewares=[only_from_here(port)], client_max_size=MOST)

    async def show(request: web.Request) -> web.Response:
        html, policy = page()
        return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": policy})

    made.router.add_get("/", with_token(token, show))
    for path, answer in ANSWERS.items():
        made.router.add_post(path, with_token(token, partial(_answered, desk, answer)))
    return made


async def _answered(desk: Desk, answer: Handler, request: web.Request) -> web.StreamResponse:
    try:
        return web.json_response(answer(desk, await request.json()))
    except InputError as error:
        return web.json_response({"error": str(error)}, status=400)
    except (ValueError, KeyError, TypeError):
        return web.json_response({"error": "this is not what the page asks"}, status=400)
