"""`--set system.chunk_size=2000`: one key from the command line, in place of the file's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import SecretStr

from openbook.config.schema import field_at
from openbook.config.source import COMMAND_LINE, Key, Source, dotted, parse
from openbook.errors import Problem


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
