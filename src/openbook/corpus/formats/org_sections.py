"""Sections of Org whose text is indented below their headings → the same at the margin, where it is no code."""

import re

from openbook.text.late import late

INDENTED = late(r"\*(?<![^\n]\*)\** .*\n\s*?^[ \t]+\S", re.MULTILINE)
OF_MARGIN = ("#+", "|")
"""What may stand at the margin in a section that is indented."""


def at_margin(text: str) -> str:
    """Return a document, the text of each section as far to the left as its heading."""
    if INDENTED.search(text) is None:
        return text
    written: list[str] = []
    section: list[str] = []
    for line in text.split("\n"):
        if line[:1] == "*" and line.lstrip("*")[:1] == " ":
            written += [*_moved(section), line]
            section = []
        else:
            section.append(line)
    return "\n".join([*written, *_moved(section)])


def _moved(section: list[str]) -> list[str]:
    indents = [len(line) - len(line.lstrip()) for line in section if line.strip() and not line.startswith(OF_MARGIN)]
    least = min(indents, default=0)
    return [line[least:] if line[:least].isspace() else line for line in section] if least else section
