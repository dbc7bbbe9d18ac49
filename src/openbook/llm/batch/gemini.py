"""Gemini's batches: a file is uploaded, a batch made of it under a name, and its responses downloaded.

https://ai.google.dev/gemini-api/docs/batch-api: 2 GB a file; a batch that expired has no results.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import orjson

from openbook.calls import Request, Usage
from openbook.dataclass import dataclass
from openbook.errors import ServerError
from openbook.llm.batch.anthropic import turns
from openbook.llm.batch.provider import BatchResult, Standing
from openbook.llm.batch.wires import Wires
from openbook.llm.failures import Cause, Failure, Sent, read_failure
from openbook.llm.wire import body_of, most_tokens

_NAMES = {
    "temperature": "temperature", "top_p": "topP", "top_k": "topK", "seed": "seed",
    "presence_penalty": "presencePenalty", "frequency_penalty": "frequencyPenalty",
}  # fmt: skip
_STATUS = {3: 400, 5: 404, 7: 403, 8: 429, 9: 400, 11: 400, 16: 401}
"""Codes of gRPC by the HTTP status that they have outside of a batch; others may pass."""


@dataclass(slots=True)
class Gemini:
    """Batches at Google's Gemini interface."""

    wires: Wires
    url: str
    server: str
    model: str
    most_requests: int = 200_000
    most_bytes: int = 1_900_000_000

    def line(self, key: str, request: Request, adaptations: tuple[str, ...], room: int | None) -> bytes:
        """Return a request with its parameters by Gemini's names."""
        if request.prompt is not None:
            raise ServerError("Gemini has no completion endpoint. Set system.completion_mode: false.")
        system = "\n\n".join(message.content for message in request.messages if message.role in ("system", "developer"))
        contents = [
            {"role": "model" if turn["role"] == "assistant" else "user", "parts": [{"text": turn["content"]}]}
            for turn in turns(request)
        ]
        config = {
            theirs: request.sampling[ours]
            for ours, theirs in _NAMES.items()
            if ours in request.sampling and f"no_{ours}" not in adaptations
        }
        most = most_tokens(request)
        if most is not None:
            config["maxOutputTokens"] = most if room is None else min(most, room)
        if request.stop:
            config["stopSequences"] = list(request.stop)
        body: dict[str, Any] = {"contents": contents, "generationConfig": config}
        if system:
            body["systemInstruction"] = {"parts": [{"text": system}]}
        return orjson.dumps({"key": key, "request": body})

    async def submit(self, name: str, path: Path) -> str:
        """Upload the file and make a batch of it."""
        file = await self._upload(name, path)
        made = {"batch": {"displayName": name, "inputConfig": {"fileName": file}}}
        url = f"{self.url}/v1beta/models/{self.model.removeprefix('models/')}:batchGenerateContent"
        _, batch = await self.wires.ask("POST", url, again=False, json=made)
        return str(batch["name"])

    async def _upload(self, name: str, path: Path) -> str:
        start = {
            "X-Goog-Upload-Protocol": "resumable",
            "X-Goog-Upload-Command": "start",
            "X-Goog-Upload-Header-Content-Length": _size(path),
            "X-Goog-Upload-Header-Content-Type": "application/jsonl",
        }
        about = {"file": {"displayName": name}}
        headers, _ = await self.wires.ask("POST", f"{self.url}/upload/v1beta/files", headers=start, json=about)
        address = next((value for key, value in headers.items() if key.lower() == "x-goog-upload-url"), "")
        if not address:
            raise self.wires.gone("the upload of a file was not begun")
        send = {"X-Goog-Upload-Offset": "0", "X-Goog-Upload-Command": "upload, finalize"}
        _, made = await self.wires.ask("POST", address, headers=send, path=path)
        return str(made["file"]["name"])

    async def newest(self) -> str:
        """Return nothing: a batch is known by its name."""
        return ""

    async def find(self, name: str, keys: frozenset[str], newest: str) -> str | None:
        """Look through the batches for one with our name."""
        token = ""
        while True:
            _, page = await self.wires.ask("GET", f"{self.url}/v1beta/batches?pageSize=100{token}")
            for batch in page.get("operations") or page.get("batches") or ():
                if (batch.get("metadata") or batch).get("displayName") == name:
                    return str(batch["name"])
            if not page.get("nextPageToken"):
                return None
            token = f"&pageToken={page['nextPageToken']}"

    async def standing(self, id_: str) -> Standing:
        """Return how far a batch has come."""
        _, batch = await self.wires.ask("GET", f"{self.url}/v1beta/{id_}")
        about = batch.get("metadata") or batch
        state = str(about.get("state") or "").removeprefix("JOB_STATE_").removeprefix("BATCH_STATE_")
        if state in ("PENDING", "RUNNING", "QUEUED", "UNSPECIFIED", ""):
            return Standing("at_work")
        if state == "SUCCEEDED":
            output = batch.get("response") or about.get("output") or about.get("dest") or {}
            file = output.get("responsesFile") or output.get("fileName")
            return Standing("ended", files=(str(file),) if file else ())
        if state in ("EXPIRED", "CANCELLED"):
            return Standing("ended", f"the batch has {state.lower()}")
        error = batch.get("error") or about.get("error") or {}
        full = error.get("code") == 8
        return Standing("too_large" if full else "failed", str(error.get("message") or state.lower()))

    async def results(self, standing: Standing) -> AsyncIterator[BatchResult]:
        """Yield what the responses say."""
        parts = urlsplit(self.url)
        for file in standing.files:
            address = urlunsplit((parts.scheme, parts.netloc, f"/download/v1beta/{file}:download", "alt=media", ""))
            async for row in self.wires.results(address):
                if isinstance(row, dict) and isinstance(row.get("key"), str):
                    yield _result(row["key"], row)


def _result(key: str, row: dict[str, Any]) -> BatchResult:
    response = row.get("response")
    if not isinstance(response, dict):
        error = row.get("error") or row.get("status") or {}
        status = _STATUS.get(error.get("code", 0), 500)
        return BatchResult(key, failure=read_failure(status, orjson.dumps({"error": error}), Sent(), {}))
    used = response.get("usageMetadata") or {}
    wrote = (used.get("candidatesTokenCount") or 0) + (used.get("thoughtsTokenCount") or 0)
    usage = Usage(used.get("promptTokenCount") or 0, wrote)
    candidate = next(iter(response.get("candidates") or ()), None)
    if candidate is None:
        blocked = (response.get("promptFeedback") or {}).get("blockReason") or "no candidate"
        return BatchResult(key, failure=Failure(Cause.REFUSED, f"the prompt was blocked ({blocked})"))
    parts = [part for part in (candidate.get("content") or {}).get("parts") or () if isinstance(part, dict)]
    text = "".join(str(part.get("text", "")) for part in parts if not part.get("thought"))
    thoughts = "".join(str(part.get("text", "")) for part in parts if part.get("thought"))
    return BatchResult(key, body_of(text, str(candidate.get("finishReason") or ""), usage, thoughts))


def _size(path: Path) -> str:
    return str(path.stat().st_size)
