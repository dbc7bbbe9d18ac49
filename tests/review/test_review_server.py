"""The review's server: its page, and who may talk to it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from openbook.errors import PrerequisiteError
from openbook.review.desk import Desk
from openbook.review.server import serve
from output_folders import draft, write_folder

Talk = Callable[[aiohttp.ClientSession, str, dict[str, str]], Awaitable[Any]]


def talk(folder: Path, said: Talk) -> Any:
    """Return what a client comes to with the address without its token, and the token as a header."""
    write_folder(folder, [draft("tower"), draft("hall")])
    desk = Desk(folder, "Ada")

    async def both() -> Any:
        address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        server = asyncio.create_task(serve(desk, 0, address.set_result))
        base, _, token = (await address).partition("?token=")
        async with aiohttp.ClientSession() as client:
            try:
                return await said(client, base, {"x-openbook-token": token})
            finally:
                server.cancel()

    try:
        return asyncio.run(both())
    finally:
        desk.close()


def test_the_page_allows_no_script_and_no_connection_but_its_own(tmp_path: Path) -> None:
    async def said(client: aiohttp.ClientSession, base: str, token: dict[str, str]) -> Any:
        async with client.get(base, headers=token) as response:
            text = await response.text()
            return response.status, response.headers, text, token["x-openbook-token"] in text

    status, headers, text, has_token = talk(tmp_path, said)
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert "openbook review" in text
    assert not has_token


@pytest.mark.parametrize(
    ("headers", "with_token", "status"),
    [
        ({}, True, 200),
        ({}, False, 403),
        ({"x-openbook-token": "guess"}, False, 403),
        ({"Host": "rebound.example:80"}, True, 403),
        ({"Origin": "https://elsewhere.example"}, True, 403),
        ({"Origin": "null"}, True, 403),
    ],
    ids=["token", "no token", "a wrong token", "another host", "another origin", "no origin to speak of"],
)
def test_only_who_has_the_token_and_comes_from_here_is_answered(
    tmp_path: Path, headers: dict[str, str], with_token: bool, status: int
) -> None:
    async def said(client: aiohttp.ClientSession, base: str, token: dict[str, str]) -> Any:
        async with client.post(f"{base}list", headers=headers | (token if with_token else {}), json={}) as response:
            return response.status

    assert talk(tmp_path, said) == status


def test_a_verdict_is_kept(tmp_path: Path) -> None:
    async def said(client: aiohttp.ClientSession, base: str, token: dict[str, str]) -> Any:
        async def ask(path: str, wanted: dict[str, Any]) -> Any:
            async with client.post(base + path, headers=token, json=wanted) as response:
                return await response.json()

        key = (await ask("list", {}))["drafts"][0]["key"]
        kept = await ask("decide", {"key": key, "verdict": "reject", "note": "too vague"})
        wrong = await ask("decide", {"key": key, "verdict": "perhaps"})
        return kept, wrong, (await ask("draft", {"key": key}))["decisions"]

    kept, wrong, decisions = talk(tmp_path, said)
    assert kept == {"kept": True, "finding": ""}
    assert "perhaps" in wrong["error"]
    assert decisions == [{"reviewer": "Ada", "verdict": "reject", "note": "too vague"}]


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    async def said(client: aiohttp.ClientSession, base: str, token: dict[str, str]) -> Any:
        with closing(Desk(tmp_path, "Bob")) as desk, pytest.raises(PrerequisiteError, match="--port"):
            await serve(desk, int(base.rstrip("/").rpartition(":")[2]), print)

    talk(tmp_path, said)
