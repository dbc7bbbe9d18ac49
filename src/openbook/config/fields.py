"""What single values must be, beyond their type: each function returns the value, or says what was wanted instead."""

import re
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from openbook.config.wording import shown

NAME_IN_BRACES = re.compile(r"\{([A-Za-z_]\w*)\}")
"""`{name}`, as a field of a final prompt is written; other braces are text."""

RESERVED = frozenset(
    {"model", "messages", "prompt", "stop", "stream", "stream_options", "n", "tools", "tool_choice", "response_format"}
)
"""Parts of a request that are not sampling."""

SAMPLING = (
    "temperature", "top_p", "top_k", "min_p", "max_tokens", "max_completion_tokens", "frequency_penalty",
    "presence_penalty", "repetition_penalty", "seed", "reasoning_effort",
)  # fmt: skip
"""Known names, so that a slip of the pen is not sent to a server that ignores it."""


def wrong(found: str, wanted: str) -> PydanticCustomError:
    """Return the error of a value that was found where something else is wanted; neither may hold a secret."""
    return PydanticCustomError("wanted", "found {found}, wanted {wanted}", {"found": found, "wanted": wanted})


def unambiguous(value: Any, field: FieldInfo) -> Any:
    """Undo surprises of YAML: `on` is a boolean to it, and a boolean passes for a number. Capitals don't matter."""
    options = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    if isinstance(value, bool) and "on" in options:
        return "on" if value else "off"
    if isinstance(value, str) and value.strip().lower() in options:
        return value.strip().lower()
    if isinstance(value, bool) and bool not in (field.annotation, *get_args(field.annotation)):
        raise PydanticCustomError("boolean", "found a boolean")
    return value


def secret(value: Any) -> Any:
    """Return an API key without the white space around it. The error never shows it."""
    if not isinstance(value, str):
        return value
    key = value.strip()
    if not key:
        return None
    if not key.isascii() or not key.isprintable() or " " in key:
        raise wrong("characters that can't be in a key", "a key of one line, without spaces")
    return key


def expressions(value: Any) -> Any:
    """Return names and regular expressions as they are, if each of the latter can be used."""
    for pattern in value if isinstance(value, tuple) else ():
        try:
            empty = re.compile(pattern).fullmatch("") is not None
        except (re.error, OverflowError) as error:
            raise wrong(f"{shown(pattern)} ({error})", "a regular expression, or one of the known names") from None
        if empty:
            raise wrong(shown(pattern), "a regular expression that finds more than nothing")
    return value


def base_url(value: str | None) -> str | None:
    """Return the URL that the paths of the API are appended to, without its last slash."""
    if value is None:
        return None
    url = re.sub(r"(/chat)?/completions$", "", value.strip().rstrip("/"))
    if "@" in url:
        raise wrong("a URL with a password in it", "the URL alone, and the key as the api_key beside it")
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", url, re.IGNORECASE):
        raise wrong(shown(value), "a URL such as http://127.0.0.1:8000/v1")
    return url


def sampling_names(given: Any) -> Any:
    """Return the sampling parameters unless one has a name that belongs elsewhere or looks misspelt."""
    for name in given if isinstance(given, dict) else ():
        if name in RESERVED:
            raise wrong(name, "sampling parameters only, such as temperature, top_p or max_tokens")
        near = get_close_matches(name, SAMPLING, n=1, cutoff=0.8)
        if near and name not in SAMPLING:
            raise wrong(name, near[0])
    return given


def hardness(value: Any) -> Any:
    """Return a named hardness, or the first and the last rank of the hits that count as hard, as a pair."""
    if value in ("easy", "medium", "hard"):
        return value
    if isinstance(value, str) and (ranks := re.fullmatch(r"\[?\s*(\d+)\s*,\s*(\d+)\s*\]?", value)):
        value = [int(rank) for rank in ranks.groups()]
    is_pair = isinstance(value, (list, tuple)) and [type(rank) for rank in value] == [int, int]
    if not is_pair or not 1 <= value[0] <= value[1] <= 1000:
        raise wrong(shown(value), "easy, medium, hard, or a range of ranks such as [1, 6], up to 1000")
    return tuple(value)


def final_prompt(prompt: str) -> str:
    """Return the prompt; it must hold `{data}`, and no other `{name}`."""
    others = [f"{{{name}}}" for name in dict.fromkeys(NAME_IN_BRACES.findall(prompt)) if name != "data"]
    if others:
        raise wrong(" and ".join(others), "no name in braces but {data}: write your own words instead")
    if "{data}" not in prompt:
        raise wrong(f"no {{data}} in {shown(prompt)}", "{data} where the retrieved context goes")
    if "{{data}}" in prompt:
        raise wrong("{{data}}", "{data}, with single braces")
    return prompt
