"""Texts that stand in pieces in JSON: strings beside objects that hold one each, as programs write what is bold."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

PLACES = ("text", "plain_text", "insert")
"""Under what a piece has its text, where that is not under the key of the record."""

PAIRS = {"question": "answer", "term": "definition", "word": "definition", "q": "a"}
"""Under what two fields are a text together."""


def pair(value: Mapping[Any, Any]) -> tuple[str, tuple[str, ...]]:
    """Return the text of two fields that are one together, and their names; empty where other fields say more."""
    for names in PAIRS.items():
        first, second = map(value.get, names)
        if isinstance(first, str) and isinstance(second, str) and first.strip() and second.strip():
            others = sum(len(one) for name, one in value.items() if isinstance(one, str) and name not in names)
            if others <= len(first) + len(second):
                return f"{first.strip()}\n\n{second.strip()}", names
    return "", ()


def put_together(parts: Sequence[Any], key: str = "text") -> tuple[str, int]:
    """Return the text of strings and objects, and how many of them have none; empty where no object has any.

    Pieces of a line follow each other as they are; between those that are whole each stands a blank line.
    """
    texts = [one if isinstance(one, str) else _said(one, key) for one in parts]
    if not any(text and isinstance(one, dict) for one, text in zip(parts, texts, strict=True)):
        return "", 0
    told = [text for text in texts if text]
    mixed = any(isinstance(one, str) for one in parts)
    joined = mixed or any(before[-1].isspace() or behind[0].isspace() for before, behind in pairwise(told))
    return ("" if joined else "\n\n").join(told), texts.count(None)


def _said(piece: Any, key: str) -> str | None:
    if not isinstance(piece, dict):
        return None
    return next((piece[name] for name in (key, *PLACES) if isinstance(piece.get(name), str)), None)
