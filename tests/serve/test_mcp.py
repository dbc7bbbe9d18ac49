"""The search as a tool for agents."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from openbook.dataset.stored import stored_config
from openbook.serve.mcp import Tool, over_streams
from openbook.serve.search import Search
from output_folders import draft, write_folder


@pytest.fixture
def tool(tmp_path: Path) -> Iterator[Tool]:
    write_folder(tmp_path, [draft("tower"), draft("hall")])
    with closing(Search(tmp_path, stored_config(tmp_path))) as search:
        yield Tool(search, 2)


def call(tool: Tool, method: str, **params: Any) -> dict[str, Any]:
    answer = tool.answer({"jsonrpc": "2.0", "id": 7, "method": method, "params": params})
    assert answer is not None
    assert (answer["jsonrpc"], answer["id"]) == ("2.0", 7)
    return answer


def test_it_introduces_itself_in_the_version_that_the_client_speaks(tool: Tool) -> None:
    assert call(tool, "initialize", protocolVersion="2024-11-05")["result"]["protocolVersion"] == "2024-11-05"
    assert call(tool, "initialize", protocolVersion="2999-01-01")["result"]["protocolVersion"] == "2025-06-18"
    (described,) = call(tool, "tools/list")["result"]["tools"]
    assert described["name"] == "search"


def test_a_search_gives_passages_with_their_sources(tool: Tool) -> None:
    result = call(tool, "tools/call", name="search", arguments={"query": "Who keeps the hall?", "limit": 1})["result"]
    assert result["content"][0]["text"].startswith("Chunk 1\nSource: hall.md\n---\n")
    assert [one["source"] for one in result["structuredContent"]["passages"]] == ["hall.md"]


def test_a_search_that_finds_nothing_says_so(tool: Tool) -> None:
    result = call(tool, "tools/call", name="search", arguments={"query": "zeppelin"})["result"]
    assert result["content"][0]["text"] == "No passages were found."


@pytest.mark.parametrize(
    "params", [{"name": "delete"}, {"name": "search"}, {"name": "search", "arguments": {"query": 1}}]
)
def test_a_wrong_call_is_an_error(tool: Tool, params: dict[str, Any]) -> None:
    assert call(tool, "tools/call", **params)["error"]["code"] == -32602


def test_notifications_are_not_answered_and_unknown_methods_are_errors(tool: Tool) -> None:
    assert tool.answer({"jsonrpc": "2.0", "method": "notifications/initialized"}) is None
    assert call(tool, "resources/list")["error"]["code"] == -32601


def test_lines_that_are_no_json_end_nothing(tool: Tool) -> None:
    out = io.BytesIO()
    over_streams(tool, [b"{\n", b"\n", b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n', b"[]\n"], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer.get("error", {}).get("code") for answer in answers] == [-32700, None, -32600]


@pytest.mark.whole
def test_the_command_speaks_over_standard_input_and_output(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower")])
    said = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    command = [sys.executable, "-m", "openbook", "serve", str(tmp_path), "--mcp"]
    ran = subprocess.run(command, input=said + "\n", capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(ran.stdout)["result"]["tools"][0]["name"] == "search"
