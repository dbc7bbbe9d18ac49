"""What Markdown passes through raw for one format (Pandoc, Quarto): HTML is read, what only others show is left out."""

import re

from openbook.codes import Kind
from openbook.records import Notice
from openbook.text.late import late

BLOCK = late(r"^([ \t]*)(`{3,}|~{3,})[ \t]*\{=([\w-]+)\}[ \t]*\n((?:(?!\1\2).*\n)*?)\1\2[ \t]*$\n?", re.MULTILINE)
INLINE = late(r"(?<!`)(`+)(?!`)([^`\n]+)\1\{=([\w-]+)\}")
SHOWN = frozenset({"html", "html4", "html5", "markdown"})


def raw_read(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Return Markdown with its raw parts as a page shows them, and the notice of those that it doesn't."""
    if "{=" not in text:
        return text, ()
    lost: dict[str, int] = {}

    def shown(form: str, inside: str) -> str:
        if form.lower() in SHOWN:
            return inside
        lost[form] = lost.get(form, 0) + 1
        return ""

    text = BLOCK.sub(lambda match: shown(match[3], match[4]), text)
    text = INLINE.sub(lambda match: shown(match[3], match[2]), text)
    if not lost:
        return text, ()
    return text, (Notice(Kind.LEFT_OUT, f"what is only shown in another format is left out: {', '.join(lost)}"),)
