"""OpenAI's batches, which others serve too: a file is uploaded, a batch made of it, and its output downloaded.

https://platform.openai.com/docs/guides/batch: 50,000 requests and 200 MB a file; results in an output and an
error file, also of a batch that expired or was cancelled.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson

from openbook.calls import Request
from openbook.dataclass import dataclass
from openbook.llm.batch.provider import BatchResult, Standing
from openbook.llm.batch.wires import QUEUE_IS_FULL, Wires
from openbook.llm.failures import Cause, Failure, Sent, read_failure
from openbook.llm.wire import decode, encode

NAME = "openbook"
"""Key of a batch's metadata that holds our name for it."""
_AT_WORK = frozenset({"validating", "in_progress", "finalizing", "cancelling"})


def openai_line(key: str, request: Request, adaptations: tuple[str, ...], room: int | None) -> bytes:
    """Return a request as a line that OpenAI and vLLM's `run-batch` take."""
    url = "/v1/chat/completions" if request.prompt is None else "/v1/completions"
    body = orjson.Fragment(encode(request, adaptations, "api", room))
    return orjson.dumps({"custom_id": key, "method": "POST", "url": url, "body": body})


def openai_result(row: Any) -> BatchResult | None:
    """Return what a line of an output or error file says; None where it names no request."""
    if not isinstance(row, dict) or not isinstance(row.get("custom_id"), str):
        return None
    response, error, key = row.get("response") or {}, row.get("error"), row["custom_id"]
    status, body = response.get("status_code", 200 if response else 0), response.get("body")
    raw = orjson.dumps(body) if isinstance(body, dict) else str(body or "").encode()
    if isinstance(body, dict) and 200 <= status < 300 and decode(raw) is not None:
        return BatchResult(key, raw)
    if status >= 400:
        return BatchResult(key, failure=read_failure(status, raw, Sent(), {}))
    detail = error.get("message") or error.get("code") if isinstance(error, dict) else error
    return BatchResult(key, failure=Failure(Cause.BUSY, str(detail or "the batch has no reply to this request")))


@dataclass(frozen=True, slots=True)
class OpenAILines:
    """Only writes lines, for what answers files of them."""

    server: str

    def line(self, key: str, request: Request, adaptations: tuple[str, ...], room: int | None) -> bytes:
        """Return a request as a line."""
        return openai_line(key, request, adaptations, room)


@dataclass(slots=True)
class OpenAI:
    """Batches at OpenAI, or at a server with its interface."""

    wires: Wires
    url: str
    """Up to what comes before `/batches`."""
    server: str
    most_requests: int = 50_000
    most_bytes: int = 190_000_000

    def line(self, key: str, request: Request, adaptations: tuple[str, ...], room: int | None) -> bytes:
        """Return a request as a line."""
        return openai_line(key, request, adaptations, room)

    async def submit(self, name: str, path: Path) -> str:
        """Upload the file and make a batch of it."""
        with path.open("rb") as file:
            endpoint = orjson.loads(file.readline())["url"]
        _, uploaded = await self.wires.ask("POST", f"{self.url}/files", path=path, form={"purpose": "batch"})
        made = {
            "input_file_id": uploaded["id"],
            "endpoint": endpoint,
            "completion_window": "24h",
            "metadata": {NAME: name},
        }
        _, batch = await self.wires.ask("POST", f"{self.url}/batches", again=False, json=made)
        return str(batch["id"])

    async def newest(self) -> str:
        """Return nothing: a batch is known by its name."""
        return ""

    async def find(self, name: str, keys: frozenset[str], newest: str) -> str | None:
        """Look through the batches for one with our name in its metadata."""
        after = ""
        while True:
            _, page = await self.wires.ask("GET", f"{self.url}/batches?limit=100{after}")
            for batch in page["data"]:
                if (batch.get("metadata") or {}).get(NAME) == name:
                    return str(batch["id"])
            if not page.get("has_more") or not page["data"]:
                return None
            after = f"&after={page['data'][-1]['id']}"

    async def standing(self, id_: str) -> Standing:
        """Return how far a batch has come; one that expired or was cancelled has ended with what it did until then."""
        _, batch = await self.wires.ask("GET", f"{self.url}/batches/{id_}")
        if batch["status"] in _AT_WORK:
            return Standing("at_work")
        errors = ((batch.get("errors") or {}).get("data")) or []
        detail = "; ".join(str(error.get("message") or error.get("code")) for error in errors[:3])
        if batch["status"] == "failed":
            full = any(error.get("code") in QUEUE_IS_FULL for error in errors)
            return Standing("too_large" if full else "failed", detail)
        files = (batch.get("output_file_id"), batch.get("error_file_id"))
        return Standing("ended", detail, tuple(str(file) for file in files if file))

    async def results(self, standing: Standing) -> AsyncIterator[BatchResult]:
        """Yield what both files say."""
        for file in standing.files:
            async for row in self.wires.results(f"{self.url}/files/{file}/content"):
                result = openai_result(row)
                if result is not None:
                    yield result
