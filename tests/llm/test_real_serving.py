"""`openbook serve` in front of a real llama.cpp server: its answer and its stream come through, sources beside them."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import real_server

from openbook.dataset.stored import stored_config
from openbook.serve.search import Search
from openbook.serve.server import serve
from openbook.serve.trained_messages import AsTrained
from output_folders import draft, write_folder

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if real_server.command() is None:
        pytest.skip("no llama.cpp server: python tests/llm/real_server.py fetches one")
    with real_server.serving(tmp_path_factory.mktemp("server"), "-c", "8192", "--parallel", "1") as address:
        yield address


def answered(folder: Path, url: str, **more: Any) -> str:
    write_folder(folder, [draft("tower"), draft("hall")])
    config = stored_config(folder)

    async def both() -> str:
        address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        with closing(Search(folder, config)) as search:
            as_trained = AsTrained.of(config, strict=False)
            running = asyncio.create_task(serve(search, as_trained, url, 2, 0, address.set_result))
            asked = {"messages": [{"role": "user", "content": "Who keeps the hall?"}], "max_tokens": 8, **more}
            try:
                async with (
                    aiohttp.ClientSession() as client,
                    client.post(f"{await address}/v1/chat/completions", json=asked) as response,
                ):
                    assert response.status == 200
                    return await response.text()
            finally:
                running.cancel()

    return asyncio.run(both())


def test_an_answer_comes_with_its_sources(tmp_path: Path, url: str) -> None:
    answer = json.loads(answered(tmp_path, url))
    assert answer["choices"][0]["message"]["role"] == "assistant"
    assert answer["usage"]["prompt_tokens"] > 50
    assert answer["sources"][0]["source"] == "hall.md"


def test_a_stream_comes_with_its_sources_first(tmp_path: Path, url: str) -> None:
    events = [line.removeprefix("data: ") for line in answered(tmp_path, url, stream=True).splitlines() if line]
    assert json.loads(events[0])["sources"][0]["source"] == "hall.md"
    assert json.loads(events[1])["choices"]
    assert events[-1] == "[DONE]"
