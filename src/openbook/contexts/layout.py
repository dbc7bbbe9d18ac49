"""The one layout of retrieved passages, in prompts, in training records and at inference."""

from collections.abc import Iterable
from typing import Protocol


class HasSourceAndText(Protocol):
    """Anything that can be shown as a passage."""

    @property
    def source(self) -> str: ...
    @property
    def text(self) -> str: ...


def format_context(passages: Iterable[HasSourceAndText]) -> str:
    """Return the passages as a model sees them, numbered from 1 in the order given; empty for no passage.

    Use it at inference too, so that a model is served what it was trained on.
    """
    return "".join(
        f"Chunk {n}\nSource: {passage.source}\n---\n{passage.text}\n---\n\n"
        for n, passage in enumerate(passages, start=1)
    )
