"""Fenced code in Markdown that a model wrote."""

import re

from openbook.text.late import late

FENCE = late(r"^[ \t]{0,3}(`{3,}|~{3,})[^`\n]{0,40}$", re.MULTILINE)
"""A line that opens or closes a block: its fence is group 1."""


def fenced(text: str) -> list[tuple[int, int]]:
    """Return the spans of closed code blocks: labels inside of them are text."""
    if "```" not in text and "~~~" not in text:
        return []
    spans: list[tuple[int, int]] = []
    opening: re.Match[str] | None = None
    for fence in FENCE.finditer(text):
        if opening is None:
            opening = fence
        elif fence[1].startswith(opening[1]):
            spans.append((opening.start(), fence.end()))
            opening = None
    return spans
