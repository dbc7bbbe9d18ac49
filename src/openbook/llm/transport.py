"""One HTTP exchange with a server: bytes out, a reply or a failure back. All that is aiohttp's stays in here."""

import os
import re
import socket
import ssl
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import orjson

from openbook import __version__
from openbook.calls import Request
from openbook.config import ModelSettings
from openbook.dataclass import dataclass
from openbook.llm.failures import Cause, Failure

if TYPE_CHECKING:
    import aiohttp

CONNECT_SECONDS = 30.0
SPARE_FILES = 256
"""Open files that are left for everything but connections."""
ENDPOINTS = ("/chat/completions", "/completions", "/embeddings")


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@asynccontextmanager
async def open_session(most: int) -> "AsyncIterator[aiohttp.ClientSession]":
    """Yield the one session of a run, for up to `most` connections: no cookies, no queue of its own, no limits."""
    import aiohttp

    _allow_files(most + SPARE_FILES)
    connector = aiohttp.TCPConnector(limit=0, ttl_dns_cache=300, keepalive_timeout=60.0)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar, auto_decompress=True) as session:
        yield session


def _allow_files(wanted: int) -> None:
    """Raise this process's limit of open files to what it may have, where the usual 1,024 would not do."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


class Transport:
    """Posts bodies to one server with one key."""

    def __init__(self, settings: ModelSettings, session: "aiohttp.ClientSession") -> None:
        """Take the address as users write it: with or without a last slash, an endpoint, a query."""
        from yarl import URL

        self._session = session
        parts = urlsplit(settings.base_url)
        path = parts.path.rstrip("/")
        for endpoint in ENDPOINTS:
            path = path.removesuffix(endpoint)
        self.server = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
        """The base URL without its query: how the server is called in messages and in the ledger."""
        self._urls = {e: URL(urlunsplit((parts.scheme, parts.netloc, path + e, parts.query, ""))) for e in ENDPOINTS}
        self._secret = settings.api_key.get_secret_value() if settings.api_key is not None else ""
        self._headers = {"Content-Type": "application/json", "User-Agent": f"openbook/{__version__}"}
        if self._secret:
            self._headers["Authorization"] = f"Bearer {self._secret}"
        self._timeout = _timeout(settings.timeout_seconds)
        self._seconds = settings.timeout_seconds
        self._proxy = _proxy(parts.scheme, parts.hostname or "")

    async def post(self, body: bytes, request: Request) -> Response | Failure:
        """Send the body of a request and return what came back; a Failure where nothing whole did."""
        import aiohttp

        chat, completion, embeddings = ENDPOINTS
        url = self._urls[embeddings if request.inputs else chat if request.prompt is None else completion]
        try:
            async with self._session.post(
                url,
                data=body,
                headers=self._headers,
                timeout=self._timeout,
                proxy=self._proxy,
                allow_redirects=False,
            ) as response:
                raw = await response.read()
                return Response(response.status, response.headers, self._without_key(raw))
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError, ssl.SSLError) as error:
            return Failure(Cause.ADDRESS, self._insecure(error))
        except (
            aiohttp.ConnectionTimeoutError,
            aiohttp.ClientConnectorError,
            aiohttp.ClientProxyConnectionError,
        ) as error:
            return Failure(Cause.AWAY, _connecting(error))
        except TimeoutError:
            return Failure(Cause.BUSY, f"no answer within {self._seconds:g} s")
        except aiohttp.InvalidURL as error:
            return Failure(Cause.ADDRESS, f"this is no address ({self._said(error)})")
        except aiohttp.ServerDisconnectedError:
            return Failure(Cause.BUSY, "the server closed the connection")
        except (aiohttp.ClientError, OSError) as error:
            return Failure(Cause.BUSY, f"the connection broke ({self._said(error)})")

    async def models(self, server: str) -> list[str] | None:
        """Return the models that a server lists, or None where it lists none."""
        said = await self.look(f"{server.rstrip('/')}/models")
        listed = said.get("data") if isinstance(said, dict) else None
        if isinstance(listed, list):
            return sorted(str(model["id"]) for model in listed if isinstance(model, dict) and "id" in model)
        return None

    async def look(self, address: str) -> Any:
        """Return the JSON that lies at an address, or None where there is none."""
        import aiohttp

        with suppress(aiohttp.ClientError, TimeoutError, OSError, orjson.JSONDecodeError):
            async with self._session.get(
                address, headers=self._headers, timeout=_timeout(5.0), proxy=self._proxy
            ) as response:
                return orjson.loads(await response.read()) if response.status == 200 else None
        return None

    def _insecure(self, error: Exception) -> str:
        said = self._said(error)
        if re.search(r"(?i)wrong.version|record layer|unknown protocol|http request|packet length", said):
            return f"no secure connection, since the server speaks plain http: use http:// ({said})"
        return f"no secure connection ({said})"

    def _without_key(self, raw: bytes) -> bytes:
        """Return the body without the API key, which some servers repeat in their errors."""
        secret = self._secret.encode()
        return raw.replace(secret, b"***") if len(secret) >= 4 and secret in raw else raw

    def _said(self, error: BaseException) -> str:
        text = " ".join(str(error).split()) or type(error).__name__
        return text.replace(self._secret, "***") if self._secret else text


def _timeout(seconds: float) -> "aiohttp.ClientTimeout":
    import aiohttp

    return aiohttp.ClientTimeout(total=seconds, sock_connect=min(CONNECT_SECONDS, seconds))


def _connecting(error: BaseException) -> str:
    """Return why a connection was not made, in the system's own words."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, socket.gaierror):
        return "there is no host of this name"
    if isinstance(error, TimeoutError):
        return f"no connection within {CONNECT_SECONDS:g} s"
    number = getattr(cause, "errno", None)
    said = os.strerror(number) if isinstance(number, int) and number > 0 else str(cause)
    return " ".join(said.lower().split()) or type(cause).__name__


def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for this host, looked up once instead of for each request."""
    if host in {"localhost", "127.0.0.1", "::1"} or urllib.request.proxy_bypass(host):
        return None
    return urllib.request.getproxies().get(scheme)
