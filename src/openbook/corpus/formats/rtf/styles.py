"""The styles of an RTF file: which paragraphs are headings, and which are lines of a table of contents."""

import re

from openbook.text.late import late

HEAD = 1 << 19
"""Bytes in which the styles are named."""
STYLE = late(rb"\{\\s(\d{1,6})\b((?:\{[^{}]{0,200}\}|[^{};]){0,400});\}")
CONTENTS = late(r"(?:toc|contents|contents heading|toc heading|table of figures|toa heading) ?\d*")
HEADING = late(r"heading ([1-9])")


class Styles:
    """The styles of paragraphs by number."""

    def __init__(self, blob: bytes) -> None:
        self.levels: dict[int, int] = {}
        """Of headings, 1..6."""
        self.contents: set[int] = set()
        start = blob.find(b"{\\stylesheet", 0, HEAD)
        for style in STYLE.finditer(blob[start:HEAD]) if start >= 0 else ():
            name = _name(style[2])
            heading = HEADING.fullmatch(name)
            if heading is not None:
                self.levels[int(style[1])] = min(int(heading[1]), 6)
            elif CONTENTS.fullmatch(name):
                self.contents.add(int(style[1]))


def _name(content: bytes) -> str:
    """Return what stands behind the last word of the format: the name of the style."""
    bare = re.sub(rb"\{[^{}]*\}", b"", content)
    return re.sub(rb"\\[a-z]+-?\d*", b"", bare).decode("latin-1").strip().lower()
