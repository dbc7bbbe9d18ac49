"""Where in a text no fact is stated: code, links, identifiers, headings, heads of tables."""

import re

from openbook.text.late import late

_FENCE = late(r"^(```|~~~).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)
_INLINE = late(r"`[^`\n]+`|\]\([^()\n]*\)|\w+://\S+|<[^<>\n]{1,200}>|\$[^$\n]{1,200}\$")
_RULE = late(r"\|?[ :]*-{2,}[-| :]*(?:\n|\Z)")
"""The line below a table's head, or below a heading."""
_GLUE = "_/=#@\\"
"""Signs that tie a word to an identifier, a path or an address."""


def is_no_statement(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text lies in code, a link, a heading, a table's head, or within an identifier."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    if line.startswith(("#", "    ", "\t")) or line.endswith("{"):
        return True
    if last >= 0 and _RULE.match(text, last + 1):
        return True
    if any(found.start() < end and start < found.end() for found in _FENCE.finditer(text)):
        return True
    if any(found.start() + first < end and start < found.end() + first for found in _INLINE.finditer(line)):
        return True
    return _is_glued(text, start, end)


def _is_glued(text: str, start: int, end: int) -> bool:
    before, after, words = text[max(0, start - 2) : start], text[end : end + 2], text[start:end]
    if before[-1:] in tuple(_GLUE) or after[:1] in tuple(_GLUE):
        return True
    if before[-1:] in ("-", ".") and before[:1].isalnum() and words[:1].isdigit():
        return True
    return any(re.search(r"[^\W\d_]", word) and re.search(r"\d", word) for word in re.findall(r"[A-Za-z0-9]+", words))
