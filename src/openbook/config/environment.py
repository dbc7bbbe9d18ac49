"""What has to be filled in before values mean anything: left placeholders, and `${NAME}` from the environment."""

import re
from collections.abc import Mapping

from openbook.config.source import PLACEHOLDER, Key, Source
from openbook.errors import Problem

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
BARE_VARIABLE = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
FILLED_SECTIONS = frozenset({"api", "path"})
"""Where `${NAME}` is taken from the environment; elsewhere it is text."""


def fill_in(source: Source, environment: Mapping[str, str]) -> tuple[list[Problem], set[Key]]:
    """Replace `${NAME}` in the source. Return what could not be filled in, and the keys that have no value for that."""
    problems: list[Problem] = []
    missing: set[Key] = set()
    for key, text in list(source.strings()):
        if PLACEHOLDER in text:
            problems.append(source.problem(key, f"found the placeholder {PLACEHOLDER}!!, wanted {_instead(key)}"))
            if not any(isinstance(part, int) for part in key):
                missing.add(key)
        elif key[0] in FILLED_SECTIONS:
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
    if name.endswith("_api_key"):
        return "your key, or ${NAME} to take it from the environment; nothing where the server wants none"
    if name.startswith("final_assistant_prompts"):
        return "your topic"
    return "a folder" if name.endswith("_dir") else "a value of your own"
