"""Conversations in JSON: lists of who says what, read as one text with both sides."""

from collections.abc import Mapping
from typing import Any

from openbook.corpus.formats.json_pieces import put_together

SPEAKERS = ("role", "from", "speaker", "author", "sender", "user", "name")
SAID = ("content", "value", "text", "message", "body", "utterance")


def conversation(value: Mapping[Any, Any], key: str) -> str:
    """Return the one conversation that an object holds; empty where it holds none, or several.

    Where each of its parts has the text under `key`, they are records of their own.
    """
    found = [lines for other in value.values() if isinstance(other, list) and other and (lines := _lines(other, key))]
    return "\n\n".join(found[0]) if len(found) == 1 else ""


def _lines(parts: list[Any], key: str) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if not isinstance(part, dict) or isinstance(part.get(key), str):
            return []
        speaker = next((part[name] for name in SPEAKERS if isinstance(part.get(name), str)), "")
        said = next((text for name in SAID if (text := _text(part.get(name)))), "")
        if not speaker or (not said and not part.keys() & set(SAID)):
            return []
        if said:
            lines.append(f"{speaker[:1].upper()}{speaker[1:]}: {said}")
    return lines


def _text(said: Any) -> str:
    """Return what is said, also where that is a list of typed parts."""
    if isinstance(said, list):
        return put_together(said)[0]
    return said if isinstance(said, str) else ""
