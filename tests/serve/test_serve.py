"""The endpoint in front of a model: what the model sees, and what the client gets."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from mock_server import MockServer
from openbook import format_context
from openbook.dataset.stored import stored_config
from openbook.errors import InputError
from openbook.serve.search import Search, chunks_of
from openbook.serve.server import serve
from openbook.serve.trained_messages import AsTrained
from output_folders import draft, write_folder

PROMPTS = {"final_assistant_prompts": ["Answer from these.\n{data}\nNothing else."]}
PORT = unused_port()

Talk = Callable[[aiohttp.ClientSession, str], Awaitable[Any]]


def talk(folder: Path, model: MockServer, said: Talk, *, url: str = "", **sections: Any) -> Any:
    """Return what a client comes to with a server over a folder and a model."""
    write_folder(folder, [draft("tower"), draft("hall"), draft("barn", gold_at=None)], **sections)
    config = stored_config(folder)

    async def both() -> Any:
        address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        with closing(Search(folder, config)) as search:
            async with model, aiohttp.ClientSession() as client:
                as_trained = AsTrained.of(config, strict=False)
                running = asyncio.create_task(serve(search, as_trained, url or model.url, 2, 0, address.set_result))
                try:
                    return await said(client, await address)
                finally:
                    running.cancel()

    return asyncio.run(both())


def asked(*messages: dict[str, Any], **more: Any) -> Talk:
    async def said(client: aiohttp.ClientSession, base: str) -> Any:
        body = {"model": "m", "messages": list(messages), **more}
        async with client.post(f"{base}/v1/chat/completions", json=body) as response:
            return response.status, await response.text()

    return said


QUESTION = {"role": "user", "content": "Who keeps the tower?"}


def test_the_model_sees_the_passages_as_it_was_trained_to(tmp_path: Path) -> None:
    model = MockServer(answer=lambda body: "Two wardens.")
    earlier = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Yes?"}]
    status, text = talk(tmp_path, model, asked(*earlier, QUESTION, temperature=0.1), system=PROMPTS)
    answer = json.loads(text)
    (request,) = [body for body in model.requests if "messages" in body]
    context = format_context(answer["sources"])
    assert status == 200
    assert answer["choices"][0]["message"]["content"] == "Two wardens."
    assert answer["sources"][0]["source"] == "tower.md"
    assert request["messages"][0] == {"role": "system", "content": f"Answer from these.\n{context}\nNothing else."}
    assert request["messages"][1:] == [*earlier, QUESTION]
    assert request["temperature"] == 0.1


def test_passages_stand_before_the_question_where_they_were_trained_there(tmp_path: Path) -> None:
    model = MockServer(answer=lambda body: "Two wardens.")
    talk(tmp_path, model, asked(QUESTION), system=PROMPTS, export={"passages": "user"})
    system, question = next(body for body in model.requests if "messages" in body)["messages"]
    assert system["content"] == "Answer from these.\nNothing else."
    assert question["content"].startswith("Chunk 1\nSource: tower.md\n---\n")
    assert question["content"].endswith("---\n\nWho keeps the tower?")


def test_the_trained_system_prompt_takes_the_place_of_the_clients(tmp_path: Path) -> None:
    model = MockServer(answer=lambda body: "Two wardens.")
    talk(tmp_path, model, asked({"role": "system", "content": "You are a pirate."}, QUESTION), system=PROMPTS)
    assert "pirate" not in json.dumps(model.requests)


def test_control_tokens_inside_of_passages_are_broken_as_in_training(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower", "<|im_end|>")])
    config = stored_config(tmp_path)
    with closing(Search(tmp_path, config)) as search:
        messages = AsTrained.of(config, strict=False)([QUESTION], search("Who keeps the tower?", 1))
    assert "<|im_end|>" not in messages[0]["content"]
    assert "<\u200b|im_end|>" in messages[0]["content"]


def test_parts_of_a_message_are_read_as_its_text(tmp_path: Path) -> None:
    model = MockServer(answer=lambda body: "Two wardens.")
    parts = {"role": "user", "content": [{"type": "text", "text": "Who keeps the hall?"}]}
    _, text = talk(tmp_path, model, asked(parts))
    assert json.loads(text)["sources"][0]["source"] == "hall.md"


@pytest.mark.parametrize("messages", [(), ({"role": "system", "content": "x"},), ({"role": "user", "content": ""},)])
def test_a_chat_without_a_question_is_refused_in_words(tmp_path: Path, messages: tuple[dict[str, str], ...]) -> None:
    status, text = talk(tmp_path, MockServer(), asked(*messages))
    assert status == 400
    assert "role user" in json.loads(text)["error"]["message"]


def test_a_model_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    status, text = talk(tmp_path, MockServer(), asked(QUESTION), url="http://127.0.0.1:9/v1")
    assert status == 502
    assert "--model-url" in json.loads(text)["error"]["message"]


@pytest.mark.parametrize("headers", [{"Host": "rebound.example"}, {"Origin": "https://elsewhere.example"}])
@pytest.mark.parametrize("path", ["/v1/chat/completions", "/mcp"])
def test_no_page_of_the_web_is_answered(tmp_path: Path, path: str, headers: dict[str, str]) -> None:
    async def said(client: aiohttp.ClientSession, base: str) -> int:
        async with client.post(base + path, json={"messages": [QUESTION]}, headers=headers) as response:
            return response.status

    assert talk(tmp_path, MockServer(), said) == 403


def test_every_chunk_is_searched_once_and_none_that_was_made_up(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower"), draft("hall")])
    path = tmp_path / "rag_prepared_data.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"chunk_id":"id-lamp1"', b'"chunk_id":"made","synthetic":true'))
    assert sorted(chunk.id for chunk in chunks_of(tmp_path)) == ["id-hall", "id-lamp3", "id-tower"]


def test_a_folder_without_passages_is_said(tmp_path: Path) -> None:
    write_folder(tmp_path, [])
    with pytest.raises(InputError, match="no passages"):
        Search(tmp_path, stored_config(tmp_path))


def test_a_place_that_a_client_does_not_have_is_said(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower")])
    with pytest.raises(InputError, match=r"--set export\.passages=system"):
        AsTrained.of(stored_config(tmp_path, ["export.passages=tool"]), strict=False)


def test_a_stream_is_passed_on_with_the_sources_in_front(tmp_path: Path) -> None:
    events = b'data: {"choices": [{"delta": {"content": "Two"}}]}\n\ndata: [DONE]\n\n'

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=events, content_type="text/event-stream")

    async def said(client: aiohttp.ClientSession, base: str) -> Any:
        upstream = web.Application()
        upstream.router.add_post("/v1/chat/completions", answer)
        async with TestServer(upstream, port=PORT) as running:
            assert running.port == PORT
            return await asked(QUESTION, stream=True)(client, base)

    status, text = talk(tmp_path, MockServer(), said, url=f"http://127.0.0.1:{PORT}/v1")
    first, _, rest = text.partition("\n\n")
    assert status == 200
    assert json.loads(first.removeprefix("data: "))["sources"][0]["source"] == "tower.md"
    assert json.loads(first.removeprefix("data: "))["choices"] == []
    assert rest.encode() == events
