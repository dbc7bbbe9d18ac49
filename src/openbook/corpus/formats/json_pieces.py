"""Texts that stand in pieces in JSON: strings beside objects that hold one each, as programs write what is bold."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from openbook.codes import Kind
from openbook.records import Notice

PLACES = ("text", "plain_text", "insert")
"""Under what a piece has its text, where that is not under the key of the record."""
PIECE = 20
"""Characters that the strings of a list have on average, at least, to be the paragraphs of a text."""
SHORTEST = 20
"""Characters of what is more than a name or a word."""
WORDS = 4
"""Of a sentence, at least, in scripts that part them."""
PARAGRAPHS = Notice(Kind.OTHER_FORMAT, "the text is a list of strings: read as paragraphs")
PIECES = "the text stands in pieces: put together"
PAIRS = {"question": "answer", "term": "definition", "word": "definition", "q": "a"}
"""Under what two fields are a text together."""


def is_sentence(said: str) -> bool:
    """Whether a string is a text rather than a name or a word."""
    words = said.split(maxsplit=WORDS)
    return len(said) >= SHORTEST and (len(words) >= WORDS or any("\u2e80" <= char < "\uff00" for char in said))


def pair(value: Mapping[Any, Any]) -> tuple[str, tuple[str, ...]]:
    """Return the text of two fields that are one together, and their names; empty where other fields say more."""
    for names in PAIRS.items():
        first, second = map(value.get, names)
        if isinstance(first, str) and isinstance(second, str) and first.strip() and second.strip():
            others = sum(len(one) for name, one in value.items() if isinstance(one, str) and name not in names)
            if others <= len(first) + len(second):
                return f"{first.strip()}\n\n{second.strip()}", names
    return "", ()


def text_of_list(parts: list[Any], key: str) -> tuple[Any, tuple[Notice, ...]]:
    """Return the text that a list holds, and a notice of that; the list itself where it holds none."""
    if _are_paragraphs(parts):
        return "\n\n".join(parts), (PARAGRAPHS,)
    whole, others = put_together(parts, key)
    more = f"; {others} without text left out" if others else ""
    return (whole, (Notice(Kind.OTHER_FORMAT, f"{PIECES}{more}"),)) if whole else (parts, ())


def _are_paragraphs(parts: list[Any]) -> bool:
    """Whether a list is a text in pieces, rather than its single words or something else."""
    if not parts or not all(isinstance(part, str) for part in parts):
        return False
    return sum(map(len, parts)) >= PIECE * len(parts)


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
