"""What a server's error means: which of the kinds of failure it is, and what a person would have to mend.

Servers disagree on status, code and wording (OpenAI, vLLM, SGLang, llama.cpp, Ollama, OpenRouter, Cohere, Google, and
what stands in front of them), so all three are read.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openbook.llm.wire import DROP, MAX_COMPLETION_TOKENS, NO_SYSTEM, TEXT_FORM, parsed


class Kind(StrEnum):
    """What to do about a failure."""

    RATE = "rate"
    """Too fast: wait and send the same again; spends nothing."""
    BUSY = "busy"
    """It may work next time: wait and send the same again, for as long as the call has patience."""
    AWAY = "away"
    """Nobody answers at this address."""
    ADAPT = "adapt"
    """The server wants the request in another form; `Failure.adaptation` says which."""
    TOO_LONG = "too_long"
    """This request does not fit into the model's context."""
    REFUSED = "refused"
    """This request will never work."""
    KEY = "key"
    """The key is wrong or may not do this."""
    QUOTA = "quota"
    """The account has no money left."""
    MODEL = "model"
    """The server does not know the model."""
    ADDRESS = "address"
    """There is no such API at this address."""


PERMANENT = frozenset({Kind.TOO_LONG, Kind.REFUSED, Kind.KEY, Kind.QUOTA, Kind.MODEL, Kind.ADDRESS})
EVERY_CALL = frozenset({Kind.KEY, Kind.QUOTA, Kind.MODEL, Kind.ADDRESS})
"""Kinds that say nothing of the request, so that no other request would fare better."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request got no reply."""

    kind: Kind
    detail: str
    """What the server said, in one line."""
    adaptation: str = ""
    """For ADAPT: the name of what to change."""
    tokens: tuple[int, int] | None = None
    """For TOO_LONG: tokens asked for and tokens that fit, where the server says so."""


def read_failure(status: int, raw: bytes, sent: Collection[str] = ()) -> Failure:
    """Return what an answer without a reply means; `sent` are the names of the parameters in the request's body."""
    error = _error(raw)
    said = error.detail or f"status {status}"
    detail = said if status in {200, 0} or str(status) in said else f"{said} (status {status})"
    low = f"{error.code} {error.type} {said}".lower()
    if status == 200:
        status = error.status or (_page_status(raw) if error.page else 502)
    if _QUOTA.search(low) or status == 402:
        return Failure(Kind.QUOTA, detail)
    if _TOO_LONG.search(low) or status == 413:
        return Failure(Kind.TOO_LONG, detail, tokens=_numbers(raw, low))
    if status in {429, 529} or (status == 503 and "rate" in error.code.lower()):
        return Failure(Kind.RATE, detail)
    if status == 401 or (status == 403 and not _MODERATED.search(low)):
        return Failure(Kind.KEY, detail)
    if _MODEL.search(low) and status in {400, 404, 410, 422}:
        return Failure(Kind.MODEL, detail)
    if adaptation := _adaptation(error, low, sent):
        return Failure(Kind.ADAPT, detail, adaptation=adaptation)
    if status in {404, 405, 410} or 300 <= status < 400:
        return Failure(Kind.ADDRESS, detail)
    if status >= 500 or status in {408, 409, 425}:
        return Failure(Kind.BUSY, detail)
    return Failure(Kind.REFUSED, detail)


_QUOTA = re.compile(
    r"insufficient_quota|billing_hard_limit|billing_not_active|exceeded your current quota"
    r"|insufficient[ _](credits|balance|funds)"
    r"|credit balance is too low|requires more credits|payment required|out of credits"
)
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|maximum context length|context (length|window|size) (exceeded|of \d+)"
    r"|exceeds? (the )?(model'?s? )?(available |maximum )?(context|input) ?(length|window|size|token)"
    r"|longer than the model's context|(prompt|input) is too long|too many (input |prompt )?tokens|string too long"
    r"|tokens? (exceeds?|limit exceeded)|reduce the length of the (messages|prompt|input)|larger than the (max|context)"
)
_MODEL = re.compile(
    r"model_not_found|model[^.]{0,120}(not found|does not exist|doesn't exist|is not available|not exist)"
    r"|(unknown|invalid|no such|unsupported) model\b|not a valid model|no endpoints found"
)
_MODERATED = re.compile(r"moderat|flagged|content[ _]policy|safety|guardrail")
_UNSUPPORTED = re.compile(
    r"unsupported|n[o']t support|unrecognized|unknown|unexpected|extra (inputs|fields)|extra_forbidden|not permitted"
    r"|not allowed|only the default|deprecated|not compatible|no longer|not accept|not available|unavailable"
    r"|use 'max_completion_tokens'|not implemented|cannot be used|can't be used|must be omitted"
)
_SCHEMA = re.compile(
    r"response_format|json[ _]?schema|structured[ _]output|grammar|guided|xgrammar|outlines|constrained|schema"
)
_ROLES = re.compile(
    r"system role|system message|role.{0,20}system|roles? must alternate|only (support )?user.{0,20}assistant"
)


def _adaptation(error: "_Error", low: str, sent: Collection[str]) -> str:
    """Return the adaptation that would satisfy this complaint, or nothing where there is none."""
    if "max_completion_tokens" in low and "max_tokens" in sent and _UNSUPPORTED.search(low):
        return MAX_COMPLETION_TOKENS
    if "response_format" in sent and (error.parameter == "response_format" or _SCHEMA.search(low)):
        return TEXT_FORM
    if "messages" in sent and _ROLES.search(low) and error.parameter in {"", "messages"}:
        return NO_SYSTEM
    if not _UNSUPPORTED.search(low):
        return ""
    droppable = [name for name in sent if name not in {"model", "messages", "prompt", "response_format"}]
    if error.parameter in droppable:
        return DROP + error.parameter
    named = [name for name in droppable if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", low)]
    return DROP + max(named, key=len) if named else ""


@dataclass(frozen=True, slots=True)
class _Error:
    """The parts of an error body."""

    detail: str
    code: str = ""
    type: str = ""
    parameter: str = ""
    status: int = 0
    """A status that the body gives, for errors that come with status 200."""
    page: bool = False
    """True for an HTML page."""


def _error(raw: bytes) -> _Error:
    try:
        body = parsed(raw)
    except ValueError:
        text = raw[:20_000].decode("utf-8", "replace")
        page = bool(re.search(r"<(!doctype|html|head|body|title|h1)\b", text, re.IGNORECASE))
        return _Error(_page_says(text) if page else _line(text), page=page)
    if isinstance(body, list):
        body = body[0] if body else {}
    if not isinstance(body, dict):
        return _Error(_line(str(body)))
    choices = body.get("choices")
    if not body.get("error") and isinstance(choices, list) and choices and isinstance(choices[0], dict):
        body = choices[0]
    error = body.get("error") or body.get("errors") or body
    if isinstance(error, list):
        error = error[0] if error else {}
    if isinstance(error, str):
        error = {"message": error, "code": body.get("code"), "type": body.get("type")}
    return _from_object(error if isinstance(error, dict) else {"message": str(error)})


def _from_object(error: Mapping[str, Any]) -> _Error:
    detail = error.get("message") or error.get("detail") or error.get("msg") or ""
    parameter = error.get("param") or error.get("parameter") or ""
    if isinstance(detail, list):  # FastAPI: [{"type", "loc", "msg"}]
        first = detail[0] if detail and isinstance(detail[0], dict) else {}
        place = [part for part in first.get("loc", ()) if isinstance(part, str) and part != "body"]
        parameter = parameter or (place[0] if place else "")
        detail = f"{'.'.join(place)}: {first.get('msg', '')} {first.get('type', '')}".strip(": ") or str(detail)
    metadata = error.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get("raw"), str):  # OpenRouter: the provider's own words
        detail = f"{detail}: {metadata['raw']}"
    code = error.get("code")
    number = int(code) if isinstance(code, int | float | str) and str(code).isdecimal() else 0
    if not number and isinstance(error.get("status"), int):
        number = error["status"]
    if not detail:
        detail = "an answer without choices" if "choices" in error else str(dict(error)) if error else ""
    return _Error(
        detail=_line(str(detail)),
        code=str(code or ""),
        type=str(error.get("type") or error.get("status") or ""),
        parameter=re.split(r"[.\[]", str(parameter))[0],
        status=number if 300 <= number < 600 else _status_of(str(code or error.get("type") or "")),
    )


def _status_of(code: str) -> int:
    """Return the status that an error's name stands for, 0 where it says nothing."""
    low = code.lower()
    if "rate" in low and "limit" in low:
        return 429
    if "auth" in low or "api_key" in low or "permission" in low:
        return 401
    return 400 if "invalid" in low or "bad_request" in low else 0


def _page_status(raw: bytes) -> int:
    """Return what a page with status 200 stands for: 503 for a gateway's excuse, else 404, for it is no API at all."""
    return 503 if re.search(rb"(?i)gateway|unavailable|overloaded|try again|maintenance|timed? ?out", raw) else 404


def _page_says(text: str) -> str:
    """Return a page's title or first heading."""
    found = re.search(r"<(title|h1)[^>]*>(.*?)</\1>", text, re.IGNORECASE | re.DOTALL)
    says = _line(re.sub(r"<[^>]+>", " ", found.group(2))) if found else ""
    return f"a web page that says “{says}”" if says else "a web page"


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 400 else f"{line[:399]}…"


def _numbers(raw: bytes, low: str) -> tuple[int, int] | None:
    """Return tokens asked for and tokens that fit, where the server gives both."""
    wanted = re.search(rb'"n_prompt_tokens"\s*:\s*(\d+)', raw)
    fits = re.search(rb'"n_ctx"\s*:\s*(\d+)', raw)
    if wanted and fits:
        return int(wanted.group(1)), int(fits.group(1))
    limit = _LIMIT.search(low)
    numbers = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", low)]
    if limit is None or max(numbers) <= (most := int(limit.group(1).replace(",", ""))):
        return None
    return max(numbers), most


_LIMIT = re.compile(r"(?:(?:context|input)[ _](?:length|window|size)|maximum|limit)\D{0,30}?(\d[\d,]*)")
