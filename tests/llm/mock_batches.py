"""Mocks of three providers' batch interfaces, with the faults that their documentation names.

`async with MockBatches("openai") as provider: … provider.url`. A batch ends at the look after `looks`.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import orjson
from aiohttp import web

from mock_answers import answer
from mock_server import chat, error, tokens

Line = dict[str, Any]


@dataclass
class Batch:
    """One batch as the provider knows it."""

    id: str
    name: str
    lines: list[Line]
    looks: int = 0


@dataclass
class MockBatches:
    """Counts what it sees."""

    kind: str
    looks: int = 1
    """Times that a batch is found at work before it ends."""
    fault: Callable[[str, int], str | None] = lambda key, times: None
    """By a request's key and how often it came: `expired`, `broken` (it may pass), `refused`, or None."""
    most: int = 10**6
    """Requests of a batch; larger ones are refused as too large."""
    lose_answers: int = 0
    """So many batches are made whose answer never arrives: the connection breaks."""
    busy: int = 0
    """So many requests are answered 503 first."""
    fail_all: str = ""
    """Why each batch fails as a whole."""
    batches: list[Batch] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    answered: Counter[str] = field(default_factory=Counter)
    """How often each key's reply was paid for."""
    sent: Counter[str] = field(default_factory=Counter)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}" + ("/v1" if self.kind == "openai" else "")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        if self.busy:
            self.busy -= 1
            return web.json_response(error("overloaded"), status=503)
        return await getattr(self, f"_{self.kind}")(request)

    def _make(self, name: str, lines: list[Line], key: str) -> Batch:
        batch = Batch(f"batches/{len(self.batches)}" if self.kind == "gemini" else f"b{len(self.batches)}", name, lines)
        self.batches.append(batch)
        self.sent.update(str(line[key]) for line in lines)
        return batch

    def _lost(self, request: web.BaseRequest) -> bool:
        if not self.lose_answers:
            return False
        self.lose_answers -= 1
        assert request.transport is not None
        request.transport.abort()
        return True

    def _ended(self, batch: Batch) -> bool:
        batch.looks += 1
        return batch.looks > self.looks

    def _fault(self, key: str) -> str | None:
        found = self.fault(key, self.sent[key])
        if found is None:
            self.answered[key] += 1
        return found

    # OpenAI

    async def _openai(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path.removeprefix("/v1")
        if request.method == "POST" and path == "/files":
            parts = {part.name: await part.read() async for part in await request.multipart()}
            assert parts["purpose"] == b"batch"
            self.files[f"f{len(self.files)}"] = parts["file"]
            return web.json_response({"id": f"f{len(self.files) - 1}"})
        if request.method == "POST" and path == "/batches":
            made = orjson.loads(await request.read())
            lines = [orjson.loads(line) for line in self.files[made["input_file_id"]].splitlines()]
            assert {line["url"] for line in lines} == {made["endpoint"]}
            batch = self._make(made["metadata"]["openbook"], lines, "custom_id")
            if self._lost(request):
                return web.Response()
            return web.json_response({"id": batch.id, "status": "validating"})
        if path == "/batches":
            found = [{"id": batch.id, "metadata": {"openbook": batch.name}} for batch in reversed(self.batches)]
            return web.json_response({"data": found, "has_more": False})
        if (content := re.fullmatch(r"/files/(\w+)/content", path)) is not None:
            return web.Response(body=self.files[content[1]])
        batch = next(batch for batch in self.batches if path.endswith(f"/{batch.id}"))
        return web.json_response(self._openai_batch(batch))

    def _openai_batch(self, batch: Batch) -> dict[str, Any]:
        if self.fail_all or len(batch.lines) > self.most:
            code = "invalid_file" if self.fail_all else "token_limit_exceeded"
            said = {"code": code, "message": self.fail_all or "Enqueued token limit reached"}
            return {"id": batch.id, "status": "failed", "errors": {"data": [said]}}
        if not self._ended(batch):
            return {"id": batch.id, "status": "in_progress"}
        output, wrong, expired = [], [], False
        for line in batch.lines:
            key, fault = line["custom_id"], self._fault(line["custom_id"])
            row: dict[str, Any] = {"custom_id": key, "response": None, "error": None}
            if fault is None:
                said = answer(line["body"])
                body = chat(said) | {"usage": tokens(400, len(said))}
                output.append(row | {"response": {"status_code": 200, "body": body}})
            elif fault == "expired":
                expired = True
                wrong.append(row | {"error": {"code": "batch_expired", "message": "it could not be run in time"}})
            else:
                status, text = (400, "not allowed: content policy") if fault == "refused" else (500, "server error")
                wrong.append(row | {"response": {"status_code": status, "body": error(text)}})
        made: dict[str, Any] = {"id": batch.id, "status": "expired" if expired else "completed"}
        for name, rows in (("output", output), ("error", wrong)):
            if rows:
                made[f"{name}_file_id"] = f"{name}{batch.id}"
                self.files[f"{name}{batch.id}"] = b"\n".join(map(orjson.dumps, reversed(rows))) + b"\n"
        return made

    # Anthropic

    async def _anthropic(self, request: web.BaseRequest) -> web.StreamResponse:
        assert request.headers["anthropic-version"]
        path = request.path.removeprefix("/v1/messages/batches")
        if request.method == "POST":
            lines = orjson.loads(await request.read())["requests"]
            if len(lines) > self.most:
                return web.json_response({"type": "error", "error": {"type": "request_too_large"}}, status=413)
            batch = self._make("", lines, "custom_id")
            return web.Response() if self._lost(request) else web.json_response(self._anthropic_batch(batch))
        if path == "":
            found = [self._anthropic_batch(batch) for batch in reversed(self.batches)]
            return web.json_response({"data": found, "has_more": False})
        batch = next(batch for batch in self.batches if path.split("/")[1] == batch.id)
        if path.endswith("/results"):
            rows = [{"custom_id": line["custom_id"], "result": self._anthropic_result(line)} for line in batch.lines]
            return web.Response(body=b"\n".join(map(orjson.dumps, rows)))
        self._ended(batch)
        return web.json_response(self._anthropic_batch(batch))

    def _anthropic_batch(self, batch: Batch) -> dict[str, Any]:
        ended = batch.looks > self.looks
        host = self.url.removesuffix("/v1")
        return {
            "id": batch.id,
            "processing_status": "ended" if ended else "in_progress",
            "request_counts": {"processing": 0 if ended else len(batch.lines), "succeeded": ended * len(batch.lines)},
            "results_url": f"{host}/v1/messages/batches/{batch.id}/results" if ended else None,
        }

    def _anthropic_result(self, line: Line) -> dict[str, Any]:
        fault, params = self._fault(line["custom_id"]), line["params"]
        assert params["max_tokens"] > 0
        assert [turn["role"] for turn in params["messages"]][::2] == ["user"] * ((len(params["messages"]) + 1) // 2)
        if fault is None:
            text = answer(params)
            usage = {"input_tokens": 90, "cache_read_input_tokens": 10, "output_tokens": len(text) // 4 + 1}
            content = [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": text}]
            message = {"content": content, "stop_reason": "end_turn", "usage": usage}
            return {"type": "succeeded", "message": message}
        if fault == "expired":
            return {"type": "expired"}
        kind = "invalid_request_error" if fault == "refused" else "api_error"
        return {"type": "errored", "error": {"type": "error", "error": {"type": kind, "message": "not allowed"}}}

    # Gemini

    async def _gemini(self, request: web.BaseRequest) -> web.StreamResponse:
        assert request.headers["x-goog-api-key"] == "sk-secret"
        path = request.path
        if path == "/upload/v1beta/files":
            if request.headers["X-Goog-Upload-Command"] == "start":
                return web.json_response({}, headers={"X-Goog-Upload-URL": f"{self.url}/upload/v1beta/files?id=1"})
            self.files[f"files/{len(self.files)}"] = await request.read()
            return web.json_response({"file": {"name": f"files/{len(self.files) - 1}"}})
        if path.endswith(":batchGenerateContent"):
            made = orjson.loads(await request.read())["batch"]
            lines = [orjson.loads(line) for line in self.files[made["inputConfig"]["fileName"]].splitlines()]
            if len(lines) > self.most:
                return web.json_response({"error": {"code": 413, "message": "too large"}}, status=413)
            batch = self._make(made["displayName"], lines, "key")
            return web.Response() if self._lost(request) else web.json_response({"name": batch.id})
        if path == "/v1beta/batches":
            found = [{"name": batch.id, "metadata": {"displayName": batch.name}} for batch in self.batches]
            return web.json_response({"operations": found})
        if path.startswith("/download/"):
            return web.Response(body=self.files[path.removeprefix("/download/v1beta/").removesuffix(":download")])
        batch = next(batch for batch in self.batches if path.endswith(batch.id))
        return web.json_response(self._gemini_batch(batch))

    def _gemini_batch(self, batch: Batch) -> dict[str, Any]:
        if not self._ended(batch):
            return {"name": batch.id, "metadata": {"state": "BATCH_STATE_RUNNING"}}
        faults = {line["key"]: self._fault(line["key"]) for line in batch.lines}
        if "expired" in faults.values():
            return {"name": batch.id, "done": True, "metadata": {"state": "BATCH_STATE_EXPIRED"}}
        rows = [self._gemini_row(line, faults[line["key"]]) for line in batch.lines]
        self.files[f"files/out{batch.id[8:]}"] = b"\n".join(map(orjson.dumps, rows))
        done = {"responsesFile": f"files/out{batch.id[8:]}"}
        return {"name": batch.id, "metadata": {"state": "BATCH_STATE_SUCCEEDED"}, "done": True, "response": done}

    def _gemini_row(self, line: Line, fault: str | None) -> dict[str, Any]:
        if fault is not None:
            return {"key": line["key"], "error": {"code": 3 if fault == "refused" else 13, "message": "not allowed"}}
        request = line["request"]
        messages = [{"content": turn["parts"][0]["text"]} for turn in request["contents"]]
        text = answer({"messages": messages})
        used = {"promptTokenCount": 100, "candidatesTokenCount": len(text) // 4, "thoughtsTokenCount": 1}
        parts = [{"text": "hm", "thought": True}, {"text": text}]
        candidate = {"content": {"parts": parts, "role": "model"}, "finishReason": "STOP"}
        return {"key": line["key"], "response": {"candidates": [candidate], "usageMetadata": used}}
