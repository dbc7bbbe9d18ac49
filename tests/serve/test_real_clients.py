"""The endpoint and the tool with the clients that people use: OpenAI's, and that of the Model Context Protocol."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from output_folders import draft, write_folder
from some import some

openai = pytest.importorskip("openai", reason="no client of OpenAI here")
mcp = pytest.importorskip("mcp", reason="no client of MCP here")
pytestmark = pytest.mark.slow

MOCK = Path(__file__).resolve().parents[1] / "mock_server.py"


@contextmanager
def process(*arguments: str) -> Iterator[str]:
    """Run Python with these arguments and yield the first line that it prints."""
    running = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert running.stdout
        yield running.stdout.readline().strip()
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(20)
        if running.stdout:
            running.stdout.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    write_folder(tmp_path, [draft("tower"), draft("hall")])
    with process(str(MOCK), "--port", "0") as port:
        upstream = f"http://127.0.0.1:{port.split()[-1]}/v1"
        command = ("-m", "openbook", "serve", str(tmp_path), "--model-url", upstream, "--port", "0")
        with process(*command) as url:
            yield url


def test_the_client_of_openai_gets_answer_and_sources(address: str) -> None:
    with openai.OpenAI(base_url=address, api_key="none") as client:
        asked = [{"role": "user", "content": "Who keeps the hall?"}]
        answer = client.chat.completions.create(model="mock", messages=asked)
        assert answer.choices[0].message.content
        assert answer.sources[0]["source"] == "hall.md"
        assert client.models.list().data


def test_the_client_of_the_protocol_finds_and_calls_the_tool_either_way(address: str, tmp_path: Path) -> None:
    from mcp.client.stdio import stdio_client
    from mcp.client.streamable_http import streamable_http_client

    async def use(read: object, write: object) -> tuple[list[str], str]:
        async with mcp.ClientSession(read, write) as session:
            await session.initialize()
            tools = [tool.name for tool in (await session.list_tools()).tools]
            result = await session.call_tool("search", {"query": "Who keeps the hall?"})
            return tools, result.content[0].text

    async def both() -> list[tuple[list[str], str]]:
        command = ["-m", "openbook", "serve", str(tmp_path), "--mcp"]
        async with stdio_client(mcp.StdioServerParameters(command=sys.executable, args=command)) as (read, write):
            over_streams = await use(read, write)
        async with streamable_http_client(address.removesuffix("/v1") + "/mcp") as (read, write, *_):
            return [over_streams, await use(read, write)]

    for tools, text in some(asyncio.run(both())):
        assert tools == ["search"]
        assert "Source: hall.md" in text
