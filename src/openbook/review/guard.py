"""Who may talk to a local server: the person who was given its address, and no page of the web in their browser.

A web page can send requests to 127.0.0.1, and can make its own name lead there. So the Host must be the server's own,
an Origin too where there is one, and what a page does not know is asked for: a token.
"""

import hmac
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

TOKEN = "x-openbook-token"

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def only_from_here(port: Callable[[], int]) -> Middleware:
    """Return what refuses requests that were not made for this very server; `port` tells where it listens."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = {f"{name}:{port()}" for name in ("127.0.0.1", "localhost", "[::1]")}
        origin = request.headers.get("Origin")
        if request.headers.get("Host", "") not in hosts or (origin and origin.removeprefix("http://") not in hosts):
            raise web.HTTPForbidden(text="This server answers to its own address alone.\n")
        response = await handler(request)
        response.headers.update(HEADERS)
        return response

    return check


def with_token(token: str, handler: Handler) -> Handler:
    """Return a handler that wants the token, in its header or in the address."""

    async def check(request: web.Request) -> web.StreamResponse:
        given = request.headers.get(TOKEN) or request.query.get("token", "")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise web.HTTPForbidden(text="The token is missing or wrong: open the address that the command printed.\n")
        return await handler(request)

    return check
