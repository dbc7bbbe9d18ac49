"""Quotations that are no evidence: the names of a table's columns tell nothing of what stands below them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from openbook.records import Passage
from openbook.text.content import Content, is_number
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.normalise import bare, holds

_NAMES = late(r"^[ \t>]*+([^\n]*\|[^\n]*)\n[ \t>]*+\|?[ \t]*+:?-{2}[-:| \t]*$", re.MULTILINE)
"""A row above the line of dashes, which needs a column mark itself or in that line."""


def names_columns(quote: str, answer: str, question: str, passages: Sequence[Passage]) -> bool:
    """Whether quoted words stand in the passages as names of a table's columns and nowhere else.

    A first row that is none of names has a figure, or something of the answer that the question has not.
    """
    span = bare(quote)
    held = [passage.text for passage in passages if holds(bare(passage.text), span)]
    if not held or not all(_among_names(text, span) for text in held):
        return False
    said = Content.of(quote).vocabulary
    return not any(map(is_number, said)) and said.isdisjoint(
        word for word in content(answer) if word not in Content.of(question).vocabulary
    )


def without_column_names(text: str) -> str:
    """Return a text without the rows of its tables that name columns."""
    return _NAMES.sub("", text) if "|" in text else text


def _among_names(text: str, span: str) -> bool:
    rows, rest = _parted(text)
    return any(holds(row, span) for row in rows) and not holds(rest, span)


@lru_cache(maxsize=256)
def _parted(text: str) -> tuple[tuple[str, ...], str]:
    """Return the rows of column names in a text and all the rest, as bare words."""
    if "|" not in text:
        return (), bare(text)
    return tuple(bare(row) for row in _NAMES.findall(text)), bare(_NAMES.sub("\n.\n", text))
