"""What a text is called: its first line and its headings, which name its matter and tell nothing of it."""

from openbook.text.late import late

_HEADING = late(r"(?m)^#{1,6}\s[^\n]*$|^={3,}$|^-{3,}$")
_TITLE = late(r"\A\s*[^\n]*[^\n.!?:;,。！？：；，।؟|]\s*\n(?=\s*\n)")
"""A first line that is a paragraph of its own, and no sentence, list or row of a table."""


def untitled(text: str) -> str:
    """Return a text without its headings and without the line that names it."""
    return _TITLE.sub("", _HEADING.sub("", text.strip()), count=1)


def title_of(text: str) -> str:
    """Return the line that names a text, without which it tells as much; empty where there is none."""
    found = _TITLE.match(text.lstrip("#= "))
    return found.group().strip() if found else ""
