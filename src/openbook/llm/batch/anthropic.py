"""Anthropic's message batches: the requests go in one body, results come as lines.

https://docs.anthropic.com/en/api/creating-message-batches: 100,000 requests or 256 MB; a batch has no name of its own,
so one that may have arrived is known by when it was made and by its results.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import orjson

from openbook.calls import Message, Request, Usage
from openbook.dataclass import dataclass
from openbook.errors import ServerError
from openbook.llm.batch.provider import BatchResult, Standing
from openbook.llm.batch.wires import Wires
from openbook.llm.failures import Cause, Failure, Sent, read_failure
from openbook.llm.wire import body_of, most_tokens

VERSION = "2023-06-01"
MOST_TOKENS = 4096
"""Of a reply where the request says nothing: Anthropic wants a number."""
_STATUS = {"invalid_request_error": 400, "not_found_error": 404, "request_too_large": 413, "permission_error": 403}
"""Types of error by the status that they have outside of a batch; others may pass."""


@dataclass(slots=True)
class Anthropic:
    """Batches at Anthropic."""

    wires: Wires
    url: str
    server: str
    most_requests: int = 100_000
    most_bytes: int = 240_000_000

    def line(self, key: str, request: Request, adaptations: tuple[str, ...], room: int | None) -> bytes:
        """Return a request with its parameters by Anthropic's names."""
        if request.prompt is not None:
            raise ServerError("Anthropic has no completion endpoint. Set system.completion_mode: false.")
        system = "\n\n".join(message.content for message in request.messages if message.role in ("system", "developer"))
        most = most_tokens(request) or MOST_TOKENS
        params: dict[str, Any] = {
            "model": request.model,
            "max_tokens": most if room is None else min(most, room),
            "messages": list(turns(request)),
        }
        if system:
            params["system"] = system
        for name in ("temperature", "top_p", "top_k"):
            if name in request.sampling and f"no_{name}" not in adaptations:
                params[name] = request.sampling[name]
        if isinstance(params.get("temperature"), int | float):
            params["temperature"] = min(1.0, params["temperature"])
        if request.stop:
            params["stop_sequences"] = list(request.stop)
        return orjson.dumps({"custom_id": key, "params": params})

    async def submit(self, name: str, path: Path) -> str:
        """Send all requests in one body."""
        whole = path.with_suffix(".body")
        try:
            with path.open("rb") as lines, whole.open("wb") as body:
                body.write(b'{"requests":[')
                for number, line in enumerate(lines):
                    body.write(b"," * bool(number) + line.strip())
                body.write(b"]}")
            headers = {"Content-Type": "application/json"}
            _, batch = await self.wires.ask("POST", self._batches, again=False, path=whole, headers=headers)
        finally:
            whole.unlink(missing_ok=True)
        return str(batch["id"])

    async def newest(self) -> str:
        """Return the id of the batch that was made last."""
        _, page = await self.wires.ask("GET", f"{self._batches}?limit=1")
        return str(page["data"][0]["id"]) if page["data"] else ""

    async def find(self, name: str, keys: frozenset[str], newest: str) -> str | None:
        """Look among the batches since then for one of as many requests, whose results are to these."""
        after = ""
        while True:
            _, page = await self.wires.ask("GET", f"{self._batches}?limit=100{after}")
            for batch in page["data"]:
                if batch["id"] == newest:
                    return None
                counts = batch.get("request_counts") or {}
                if sum(counts.values()) == len(keys) and await self._is_ours(batch, keys):
                    return str(batch["id"])
            if not page.get("has_more") or not page["data"]:
                return None
            after = f"&after_id={page['data'][-1]['id']}"

    async def _is_ours(self, batch: dict[str, Any], keys: frozenset[str]) -> bool:
        """Whether a batch's first result is to one of our requests; one at work of the same size is waited for."""
        while not batch.get("results_url"):
            if batch.get("processing_status") == "ended":
                return False
            await self.wires.stop.rest(self.wires.timing.wait(6), self.wires.timing.sleep)
            _, batch = await self.wires.ask("GET", f"{self._batches}/{batch['id']}")
        async for row in self.wires.results(str(batch["results_url"])):
            return row.get("custom_id") in keys
        return False

    async def standing(self, id_: str) -> Standing:
        """Return how far a batch has come."""
        _, batch = await self.wires.ask("GET", f"{self._batches}/{id_}")
        if batch["processing_status"] != "ended":
            return Standing("at_work")
        return Standing("ended", files=(str(batch["results_url"]),) if batch.get("results_url") else ())

    async def results(self, standing: Standing) -> AsyncIterator[BatchResult]:
        """Yield what the results say: succeeded, errored, canceled or expired."""
        for url in standing.files:
            async for row in self.wires.results(url):
                yield _result(row["custom_id"], row.get("result") or {})

    @property
    def _batches(self) -> str:
        return f"{self.url}/v1/messages/batches"


def turns(request: Request) -> Iterator[dict[str, Any]]:
    """Yield the messages by turns of the two roles, what shows the form of a reply before the last one."""
    messages = [message for message in request.messages if message.role not in ("system", "developer")]
    if request.example:
        messages = [*messages[:-1], *request.example, messages[-1]]
    before: Message | None = None
    for message in messages:
        if before is not None and before.role == message.role:
            before = Message(before.role, f"{before.content}\n\n{message.content}")
            continue
        if before is not None:
            yield {"role": before.role, "content": before.content}
        before = message
    if before is not None:
        yield {"role": before.role, "content": before.content}


def _result(key: str, result: dict[str, Any]) -> BatchResult:
    if result.get("type") == "succeeded":
        message = result["message"]
        parts = [part for part in message.get("content") or () if isinstance(part, dict)]
        text = "".join(str(part.get("text", "")) for part in parts if part.get("type") == "text")
        thoughts = "".join(str(part.get("thinking", "")) for part in parts if part.get("type") == "thinking")
        used = message.get("usage") or {}
        cached = (used.get("cache_creation_input_tokens") or 0) + (used.get("cache_read_input_tokens") or 0)
        usage = Usage((used.get("input_tokens") or 0) + cached, used.get("output_tokens") or 0)
        return BatchResult(key, body_of(text, str(message.get("stop_reason") or ""), usage, thoughts))
    if result.get("type") == "errored":
        error = (result.get("error") or {}).get("error") or result.get("error") or {}
        status = _STATUS.get(str(error.get("type")), 500)
        return BatchResult(key, failure=read_failure(status, orjson.dumps({"error": error}), Sent(), {}))
    return BatchResult(key, failure=Failure(Cause.BUSY, f"the batch ended without it ({result.get('type')})"))
