"""How a text speaks of the passages by number: `Chunk 2`, `chunks 1 and 3`."""

import re
from dataclasses import dataclass
from functools import lru_cache

SHOWN = 80
"""Characters of a quotation that a detail shows."""

_CHUNK = re.compile(r"chunks?\s{1,2}#?(\d{1,3})\b")
_OTHERS = {
    "passage": r"passages?\s{1,2}#?(\d{1,3})\b",
    "ragment": r"fragment[oes]{0,2}\s{1,2}#?(\d{1,3})\b",
    "bschnitt": r"abschnitte?n?s?\s{1,2}#?(\d{1,3})\b",
    "xtrait": r"extraits?\s{1,2}#?(\d{1,3})\b",
    "анк": r"чанк\w?\s{1,2}#?(\d{1,3})\b",
    "рагмент": r"фрагмент\w{0,3}\s{1,2}#?(\d{1,3})\b",
    "трыв": r"отрыв\w{1,4}\s{1,2}#?(\d{1,3})\b",
    "مقطع": r"مقطع\s{1,2}#?(\d{1,3})\b",
    "खंड": r"खंड\s{1,2}#?(\d{1,3})\b",
    "चंक": r"चंक\s{1,2}#?(\d{1,3})\b",
    "チャンク": r"チャンク\s?(\d{1,3})",
    "片段": r"片段\s?(\d{1,3})",
    "文段": r"文段\s?(\d{1,3})",
    "청크": r"청크\s?(\d{1,3})",
}
"""Other words for a chunk, by what stands in a text that may have them."""
_AND_MORE = re.compile(r"(?:\s?(?:,|and|or|und|oder|et|ou|y|o|e|en|of|i|и|или|to|-|–|&)\s?\d{1,3}\b){1,12}")
_AMOUNT = re.compile(r"\s?,\s?\d{1,3}(?:[.,]\d+)?\s?(?![^\W\d_]{0,4}\s?\d)(?:[^\W\d_]|[%°€$£¥])")
"""`chunk 2, 22 minutes`: after one chunk and a comma a number that counts something is none of a chunk."""
_SEVERAL = re.compile(r"[^\W\d_]+(?:s|n|en|ы|и|е|ах|ами)\s{1,2}#?\d|(?:片段|文段|チャンク|청크)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text speaks of a chunk by its number."""

    rank: int
    start: int
    end: int
    words: str
    """As they stand in the text."""


@lru_cache(maxsize=1)
def _others() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sign, re.compile(pattern, re.IGNORECASE)) for sign, pattern in _OTHERS.items())


@lru_cache(maxsize=256)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return every mention of a chunk's number, in order; `chunks 1, 3 and 4` are three."""
    patterns = [_CHUNK] if "hunk" in text else []
    patterns += [pattern for sign, pattern in _others() if sign in text]
    found: list[Mention] = []
    for pattern in patterns:
        for match in pattern.finditer(text.replace("Chunk", "chunk") if pattern is _CHUNK else text):
            found.append(Mention(int(match[1]), match.start(), match.end(), text[match.start() : match.end()]))
            more = _AND_MORE.match(text, match.end())
            if more and (_SEVERAL.match(match.group()) or not _AMOUNT.match(text, match.end())):
                words = text[match.start() : more.end()]
                found += [Mention(int(rank), more.start(), more.end(), words) for rank in _DIGITS.findall(more[0])]
    return tuple(sorted(found, key=lambda mention: mention.start))


def last_mention(text: str, before: int, reach: int) -> Mention | None:
    """Return the last mention that ends before a position and begins at most `reach` characters before it."""
    near = (one for one in mentions(text) if before - reach <= one.start and one.end <= before)
    return max(near, key=lambda one: one.end, default=None)


def speaks_of_chunk(text: str) -> bool:
    """Whether a text mentions a chunk by its number."""
    return bool(mentions(text))


def short(text: str) -> str:
    """Return words for a detail: on one line, shortened."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
