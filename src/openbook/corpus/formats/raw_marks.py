"""What Markdown passes through raw for one format (Pandoc, Quarto): HTML is read, what only others show is left out."""

import re
from collections.abc import Callable

from openbook.codes import Kind
from openbook.corpus.formats.outside_code import has
from openbook.records import Notice
from openbook.text.late import late

OPEN = late(r"^([ \t]*(`{3,}|~{3,}))[ \t]*\{=([\w-]+)\}[ \t]*\n", re.MULTILINE)
CLOSED = late(r"[ \t]*(?:\n|\Z)")
INLINE = late(r"(?<!`)(`+)(?!`)([^`\n]+)\1\{=([\w-]+)\}")
SHOWN = frozenset({"html", "html4", "html5", "markdown"})


def raw_read(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Return Markdown with its raw parts as a page shows them, and the notice of those that it doesn't."""
    if not has(text, "{="):
        return text, ()
    lost: dict[str, int] = {}

    def shown(form: str, inside: str) -> str:
        if form.lower() in SHOWN:
            return inside
        lost[form] = lost.get(form, 0) + 1
        return ""

    text = _blocks_read(text, shown)
    text = INLINE.sub(lambda match: shown(match[3], match[2]), text)
    if not lost:
        return text, ()
    return text, (Notice(Kind.LEFT_OUT, f"what is only shown in another format is left out: {', '.join(lost)}"),)


def _blocks_read(text: str, shown: Callable[[str, str], str]) -> str:
    """Return the text with its raw blocks as they are shown; one ends with the next line that begins as it does."""
    parts: list[str] = []
    place = 0
    endless: set[str] = set()
    for match in OPEN.finditer(text):
        if match.start() < place or match[1] in endless:
            continue
        end = text.find(f"\n{match[1]}", match.end() - 1)
        if end < 0:
            endless.add(match[1])
            continue
        closed = CLOSED.match(text, end + 1 + len(match[1]))
        if closed is not None:
            parts += (text[place : match.start()], shown(match[3], text[match.end() : end + 1]))
            place = closed.end()
    return "".join(parts) + text[place:]
