"""The one layout of retrieved passages, in prompts, in training records and at inference."""

from collections.abc import Iterable, Mapping
from typing import Protocol


class HasSourceAndText(Protocol):
    """Anything that can be shown as a passage."""

    @property
    def source(self) -> str: ...
    @property
    def text(self) -> str: ...


Showable = HasSourceAndText | Mapping[str, object] | str
"""A passage as an object or a mapping with `source` and `text`, or a text without a source."""
_SOURCE_KEYS = ("source", "metadata")
"""What a mapping may call its source: `metadata` is the name in rag_prepared_data.jsonl."""


def format_context(passages: Iterable[Showable], *, first: int = 1) -> str:
    """Return the passages as a model sees them, numbered from `first` in the order given; empty for none.

    Raises KeyError where a mapping has no `text`.
    """
    return "".join(
        f"Chunk {n}\nSource: {source}\n---\n{text}\n---\n\n"
        for n, (source, text) in enumerate(map(_parts, passages), first)
    )


def _parts(passage: Showable) -> tuple[str, str]:
    if isinstance(passage, str):
        return "", passage
    if isinstance(passage, Mapping):
        return str(next((passage[key] for key in _SOURCE_KEYS if key in passage), "")), str(passage["text"])
    return passage.source, passage.text
