"""How a text speaks of the passages by number: `Chunk 2`, `chunks 1 and 3`."""

import re

CHUNK = re.compile(
    r"\b(?:chunks?|passages?|fragment[oes]?|abschnitt|чанк\w?|фрагмент\w?)\s{1,2}#?(\d{1,3})\b"
    r"|(?:チャンク|片段|文段|청크)\s?(\d{1,3})",
    re.IGNORECASE,
)
SHOWN = 80
"""Characters of a quotation that a detail shows."""

_AND_MORE = re.compile(
    r"\bchunks\s{1,2}\d{1,3}((?:\s?(?:,|and|or|und|oder|et|ou|y|o|e|en|of|i|и|или|to|-|–|&)\s?\d{1,3}){1,12})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def mentions(text: str) -> list[tuple[int, str]]:
    """Return the chunk numbers that a text speaks of, each with the words that do."""
    found = [(int(match[1] or match[2]), match.group()) for match in CHUNK.finditer(text)]
    for match in _AND_MORE.finditer(text):
        found += [(int(digits), match.group()) for digits in _DIGITS.findall(match[1])]
    return found


def last_mention(text: str) -> tuple[int, int] | None:
    """Return the number of the chunk that is named last, and where its mention ends."""
    last = None
    for match in CHUNK.finditer(text):
        last = int(match[1] or match[2]), match.end()
    return last


def short(text: str) -> str:
    """Return words for a detail: on one line, shortened."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
