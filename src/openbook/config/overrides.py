"""Values that come from elsewhere than the file: `--set system.chunk_size=2000`, and `${NAME}` from the environment."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import SecretStr

from openbook.config.source import COMMAND_LINE, PLACEHOLDER, Key, Source, dotted, parse
from openbook.config.validate import field_at
from openbook.errors import Problem
from openbook.text.late import late

VARIABLE = late(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
BARE_VARIABLE = late(r"\$([A-Za-z_][A-Za-z0-9_]*)")
FILLED_SECTIONS = frozenset({"api", "path", "verify"})
"""Where `${NAME}` is taken from the environment, and for keys anywhere; elsewhere it is text."""


def override(source: Source, overrides: Sequence[str]) -> None:
    """Put each `SECTION.KEY=VALUE` into the source, whose values are a mapping; the last one of a key stands."""
    for text in overrides:
        name, equals, raw = text.partition("=")
        key: Key = tuple(part.strip() for part in name.split("."))
        if not equals or not all(key):
            # What follows may be a key that slipped in, so only the shape is named.
            message = "found no SECTION.KEY=VALUE, wanted one such as system.chunk_size=2000"
            source.problems.append(Problem(COMMAND_LINE, None, name if equals else "", message))
        else:
            _put(source, key, _typed(raw, key))


def _put(source: Source, key: Key, value: Any) -> None:
    at = source.values
    for depth, part in enumerate(key[:-1], start=1):
        if at.get(part) is None:
            at[part] = {}
            source.from_command_line.update([key[:depth]] if depth > 1 else [])
        elif part == "scenarios" and isinstance(at[part], str):
            at[part] = {"preset": at[part]}
        at = at[part]
        if not isinstance(at, dict):
            return  # an error of the file, which is reported as one
    at[key[-1]] = value
    source.from_command_line.add(key)
    source.problems = [problem for problem in source.problems if problem.key != dotted(key)]


def _typed(raw: str, key: Key) -> Any:
    """Return the value as YAML types it; for a key that wants text, as it is written unless it is in quotes."""
    field = field_at(key)
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    parsed = parse(raw, Source(COMMAND_LINE))
    wants_text = any(kind in kinds for kind in (str, Path, SecretStr))
    if raw and (parsed.problems or (wants_text and not _is_quoted(raw, parsed.values))):
        return raw
    return parsed.values


def _is_quoted(raw: str, value: Any) -> bool:
    return isinstance(value, str) and raw.lstrip()[:1] in ("'", '"')


def fill_in(source: Source, environment: Mapping[str, str]) -> tuple[list[Problem], set[Key]]:
    """Replace `${NAME}` in the source. Return what could not be filled in, and the keys that have no value for that."""
    problems: list[Problem] = []
    missing: set[Key] = set()
    for key, text in list(source.strings()):
        if PLACEHOLDER in text:
            problems.append(source.problem(key, f"found the placeholder {PLACEHOLDER}!!, wanted {_instead(key)}"))
            if not any(isinstance(part, int) for part in key):
                missing.add(key)
        elif key[0] in FILLED_SECTIONS or str(key[-1]).endswith("api_key"):
            filled, complaint = _filled(text, environment)
            if complaint:
                problems.append(source.problem(key, complaint))
                missing.add(key)
            _replace(source, key, filled)
    for key in missing:
        _replace(source, key, None)
    return problems, missing


def _filled(text: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the text with its variables filled in, and what is wrong with them."""
    bare = BARE_VARIABLE.fullmatch(text.strip())
    if bare:
        return text, f"found ${bare[1]}, wanted ${{{bare[1]}}} to take it from the environment"
    for name in VARIABLE.findall(text):
        if not environment.get(name, "").strip():
            state = "empty" if name in environment else "not set"
            return text, f"found ${{{name}}}, which is {state} in the environment, wanted a value: export {name}=…"
    return VARIABLE.sub(lambda match: environment[match[1]], text), ""


def _replace(source: Source, key: Key, value: str | None) -> None:
    holder = source.values
    for part in key[:-1]:
        holder = holder[part]
    holder[key[-1]] = value


def _instead(key: Key) -> str:
    name = str(key[1]) if len(key) > 1 else ""
    if str(key[-1]).endswith("api_key"):
        return "your key, or ${NAME} to take it from the environment; nothing where the server wants none"
    if name.startswith("final_assistant_prompts"):
        return "your topic"
    return "a folder" if name.endswith("_dir") else "a value of your own"
