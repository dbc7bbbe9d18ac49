"""Links of Markdown whose targets stand elsewhere in the file: each is written where it is used."""

import re

from openbook.corpus.formats.outside_code import Edit, Ranges, each
from openbook.text.late import late

DEFINED = late(
    r"^ {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]*<?([^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*(?=\n|\Z)",
    re.MULTILINE,
)
USED = late(r"\]\[([^\[\]\n]{0,200})\](?![(:\[])")
LONGEST = 300
"""Characters of the words of a link, at most."""


def with_targets(text: str, code: Ranges | None) -> tuple[str, Ranges | None]:
    """Return Markdown with `[words][name]` as `[words](target)`, and where its fenced code is, if that is known."""
    if "][" not in text or "]:" not in text:
        return text, code
    targets: dict[str, str] = {}
    for name, target in DEFINED.findall(text):
        targets.setdefault(_same(name), target)
    if not targets:
        return text, code

    def shown(text: str, match: re.Match[str]) -> Edit | None:
        opened = text.rfind("[", max(0, match.start() - LONGEST), match.start())
        name = match[1] or text[opened + 1 : match.start()]
        target = targets.get(_same(name)) if opened >= 0 else None
        return None if target is None else (match.start() + 1, match.end(), f"({target})")

    text, _, code = each(text, USED, shown, code)
    return text, code


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
