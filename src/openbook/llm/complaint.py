"""What a server says instead of a reply, whatever form it says it in."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import orjson

from openbook.dataclass import dataclass
from openbook.llm.headers import seconds_until
from openbook.llm.wire import parsed
from openbook.text.late import late

LONGEST = 400
"""Characters of a server's words that are shown."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """The parts of an answer that is no reply."""

    detail: str
    """The server's own words, in one line."""
    names: str = ""
    """What its fields call it (`code`, `type`, `status`, `reason`, …), in snake case, with blanks between."""
    parameter: str = ""
    """The parameter that it blames."""
    status: int = 0
    """A status that the body gives, for errors that come with status 200."""
    wait: float | None = None
    """Seconds that the body asks to wait."""
    page: bool = False
    """True for an HTML page."""
    plain: bool = False
    """True for words where JSON should be; false for JSON that breaks off."""
    tokens: tuple[int, int] | None = None
    """Tokens of the prompt and of the context, where fields of their own give both."""
    foreign: bool = False
    """True for whole JSON that is neither a reply nor an error: something else lives at this address."""


def read_complaint(raw: bytes) -> Complaint:
    """Return what an answer's body says."""
    try:
        body = parsed(raw)
    except ValueError:
        text = raw[:20_000].decode("utf-8", "replace")
        if re.search(r"<(!doctype|html|head|body|title|h1)\b", text, re.IGNORECASE):
            return Complaint(_page_says(text), page=True)
        plain = text.strip() != "" and not text.lstrip().startswith(("{", "[", "data:"))
        return Complaint(line(text), wait=_asked_in_words(text), plain=plain)
    if isinstance(body, list):
        body = body[0] if body else {}
    if not isinstance(body, Mapping):
        return Complaint(line(str(body)), foreign=True)
    choices = body.get("choices")
    if not body.get("error") and isinstance(choices, list) and choices and isinstance(choices[0], Mapping):
        body = choices[0]
    return _from_object(body)


def _from_object(body: Mapping[str, Any]) -> Complaint:
    """Return what an object says: its `error`, the first of its `errors`, or the object itself."""
    levels = [body]
    while (inner := _inner(levels[-1])) is not None and len(levels) < 4:
        levels.append(inner)
    deepest = levels[-1]
    said, parameter = _words(deepest)
    if not said:
        said = next((words for level in reversed(levels) if (words := _words(level)[0])), "")
    metadata = deepest.get("metadata")
    if isinstance(metadata, Mapping) and isinstance(metadata.get("raw"), str):  # a router: the provider's own words
        said = f"{said}: {metadata['raw']}"
    foreign = not said and "choices" not in body and len(levels) == 1
    barred = "" if said or "choices" not in body else _why_none(body)
    if barred:
        said = f"an answer without choices: {barred}"
    if not said:
        said = "an answer without choices" if "choices" in body else f"an answer that is no reply: {_shown(body)}"
    fields = [str(level[key]) for level in levels for key in level if key.lower() in _NAMES and _is_name(level[key])]
    fields += _reasons(deepest.get("details"))
    numbers = [int(field) for field in reversed(fields) if field.isdecimal() and 300 <= int(field) < 600]
    names = " ".join(dict.fromkeys(map(_snake, fields)))
    return Complaint(
        detail=line(said),
        names=names,
        parameter=re.split(r"[.\[]", str(parameter or deepest.get("param") or deepest.get("parameter") or ""))[0],
        status=numbers[0] if numbers else 400 if barred else _status_of(names),
        wait=_asked_in_fields(deepest) or _asked_in_words(said),
        tokens=_tokens(deepest),
        foreign=foreign,
    )


def _why_none(body: Mapping[str, Any]) -> str:
    """Return the reason that an answer without choices gives beside them, as Gemini's `promptFeedback` does."""
    for key, value in body.items():
        if isinstance(value, str) and "reason" in key.lower():
            return value
        if isinstance(value, Mapping) and (inner := _why_none(value)):
            return inner
    return ""


_NAMES = frozenset({"code", "type", "status", "reason", "error_code", "errorcode", "__type", "error_type"})
_WORDS = (
    "message",
    "detail",
    "msg",
    "error_msg",
    "error_message",
    "error_description",
    "title",
    "description",
    "status_msg",
    "originalmessage",
)


def _inner(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the object inside of one that holds the error; a text there is taken as its message, or as its JSON."""
    for key in ("error", "errors", "Error", "base_resp"):
        error = body.get(key)
        if isinstance(error, list):
            error = error[0] if error else None
        if isinstance(error, Mapping) and error:
            return error
        if isinstance(error, str) and error:
            with suppress(orjson.JSONDecodeError):
                if isinstance(inside := orjson.loads(error), dict):
                    return inside
            said = next((value for key in _WORDS if isinstance(value := body.get(key), str) and value), "")
            return {"message": f"{error}: {said}" if said else error}
    message = body.get("message")
    if isinstance(message, str) and message.startswith("{"):
        with suppress(orjson.JSONDecodeError):
            if isinstance(inside := orjson.loads(message), dict) and (_words(inside)[0] or "error" in inside):
                return inside
    return None


def _words(body: Mapping[str, Any]) -> tuple[str, str]:
    """Return an object's message, and the parameter that it blames where it is a list of such."""
    lowered = {key.lower(): value for key, value in body.items() if isinstance(key, str)}
    for key in _WORDS:
        value = lowered.get(key)
        if isinstance(value, str) and value:
            return value, ""
        if isinstance(value, list) and value and isinstance(value[0], Mapping):  # FastAPI: [{"type", "loc", "msg"}]
            first = value[0]
            place = [part for part in first.get("loc", ()) if isinstance(part, str) and part != "body"]
            said = f"{'.'.join(place)}: {first.get('msg', '')} {first.get('type', '')}".strip(": ")
            return said or str(value), place[0] if place else ""
        if isinstance(value, Mapping):
            return _words(value)
    return "", ""


def _tokens(error: Mapping[str, Any]) -> tuple[int, int] | None:
    prompt, context = (next((error[key] for key in keys if isinstance(error.get(key), int)), 0) for keys in _SIZES)
    return (prompt, context) if prompt and context else None


_SIZES = (
    ("n_prompt_tokens", "prompt_tokens", "input_tokens", "num_prompt_tokens"),
    ("n_ctx", "context_length", "max_context_length", "context_window", "max_model_len", "num_ctx"),
)


def _is_name(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and len(str(value)) < 80


def _reasons(details: object) -> list[str]:
    """Return the reasons and quota names of Google's details."""
    found: list[str] = []
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, Mapping):
            found += [str(detail[key]) for key in ("reason", "quotaId") if detail.get(key)]
            found += _reasons(detail.get("violations"))
    return found


def _asked_in_fields(error: Mapping[str, Any]) -> float | None:
    for key in ("retryDelay", "retry_after", "retryAfter"):
        value = error.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return seconds_until(str(value), 0.0)
    for key in ("details", "metadata"):
        inner = error.get(key)
        for each in inner if isinstance(inner, list) else [inner]:
            if isinstance(each, Mapping) and (wait := _asked_in_fields(each)) is not None:
                return wait
    return None


_AGAIN = late(
    r"(?:again|retry|wait|resets?)\b[^.\d]{0,40}?\b(?:in|after|for|wait)?\s{0,3}(?P<time>\d[\d.hms ]{0,20}?[hms]{1,2}\b"
    r"|(?P<number>\d+(?:\.\d+)?) ?(?P<unit>milliseconds?|seconds?|secs?|minutes?|mins?|hours?))",
    re.IGNORECASE,
)
_UNITS = {"mil": 0.001, "sec": 1.0, "min": 60.0, "hou": 3600.0}


def _asked_in_words(text: str) -> float | None:
    """Return the seconds of `try again in 6m0s`, `retry after 12 seconds`, …; None where nothing is said."""
    match = _AGAIN.search(text)
    if match is None:
        return None
    if match["number"]:
        return float(match["number"]) * _UNITS[match["unit"][:3].lower()]
    return seconds_until(match["time"].lower(), 0.0)


def _status_of(names: str) -> int:
    """Return the status that an error's name stands for, 0 where it says nothing."""
    if re.search(r"rate_?limit|throttl|too_many_requests|resource_exhausted", names):
        return 429
    if re.search(r"auth|api_key|permission|forbidden", names):
        return 401
    if re.search(r"overload|unavailable|internal|server_error|timeout", names):
        return 503
    return 404 if "not_found" in names else 400 if re.search(r"invalid|bad_request|validation", names) else 0


def _snake(name: str) -> str:
    """Return DeploymentNotFound, RESOURCE_EXHAUSTED or `Throttling.RateQuota` in snake case."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[^\w]+", "_", parted).strip("_").lower()


def _page_says(text: str) -> str:
    """Return a page's title or first heading."""
    found = re.search(r"<(title|h1)[^>]*>(.*?)</\1>", text, re.IGNORECASE | re.DOTALL)
    says = line(re.sub(r"<[^>]+>", " ", found.group(2))) if found else ""
    return f"a web page that says “{says}”" if says else "a web page"


def _shown(body: Mapping[str, Any]) -> str:
    return line(orjson.dumps(dict(body), default=str).decode("utf-8", "replace"))[:120]


def line(text: str) -> str:
    """Return a text as one line, shortened."""
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST else f"{joined[: LONGEST - 1]}…"
