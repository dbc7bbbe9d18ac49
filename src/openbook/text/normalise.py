"""Texts made alike, so that what differs in spelling only can be compared: as a reader sees them, and as bare words."""

import unicodedata
from functools import lru_cache
from itertools import accumulate

from openbook.text.late import late
from openbook.text.words import ASCII_GAPS, MARKS, is_within

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛′`´＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("*\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
_ASCII_MARKS = str.maketrans({"*": None, "`": "'"})
_LINK = late(r"\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_USUAL_MARKS = "’‘“”–—…•→\u00a0"
"""What keeps most English texts from being ASCII."""
_GAPS = late(rf"(?:(?![{MARKS}])[\W_])+")
_POINTS = late("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+")
"""Vowel signs of Arabic and Hebrew, which most writers leave out, and the stroke that stretches a word."""
SPACELESS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff]"
"""A character of a script without spaces, as a pattern."""
_SPACELESS = late(SPACELESS)
NO_WORDS = "  "
"""The bare words of a text that has none."""
REMEMBERED = 512
"""Folded texts that are kept: passages come up in several contexts."""


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """Return a text as a reader sees it: NFKC, case folded, one quote mark, hyphen and space, no link targets."""
    if "](" in text:
        text = _unlinked(text)
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_MARKS).split())
    return " ".join(_POINTS.sub("", unicodedata.normalize("NFKC", text)).translate(_MARKS).casefold().split())


def _unlinked(text: str) -> str:
    """Return a text without the targets of its links, and without the sign before those to pictures."""
    pieces, last = [], 0
    for link in _LINK.finditer(text):
        start = link.start()
        pieces += [text[last : start - (text[start - 1 : start] == "!")], link[1]]
        last = link.end()
    return "".join([*pieces, text[last:]])


@lru_cache(maxsize=2 * REMEMBERED)
def bare(text: str) -> str:
    """Return the words of a text, case folded, with one space around each; `1,000` is two."""
    if "](" in text:
        text = _unlinked(text)
    if text.isascii():
        return f" {' '.join(text.lower().translate(ASCII_GAPS).split())} "
    for mark in _USUAL_MARKS:
        if mark in text:
            text = text.replace(mark, " ")
    if text.isascii():
        return f" {' '.join(text.lower().translate(ASCII_GAPS).split())} "
    folded = _POINTS.sub("", unicodedata.normalize("NFKC", text)).replace("\u00ad", "").casefold()
    return f" {_GAPS.sub(' ', folded).strip()} "


def unpointed(text: str) -> str:
    """Return a text without the vowel signs that most writers leave out."""
    return text if text.isascii() else _POINTS.sub("", text)


def is_spaceless(word: str) -> bool:
    """Whether a word begins in a script that has no spaces, so that it is a run of words."""
    return not word.isascii() and is_within(SPACELESS[1:-1], word[0])


def needle(span: str) -> str:
    """Return what to search bare words for: whole words, or in scripts without spaces the characters alone."""
    if span.isascii():
        return span
    inner = span.strip()
    return inner if is_spaceless(inner) or is_spaceless(inner[-1:]) else span


def holds(words: str, span: str) -> bool:
    """Whether bare words hold another text's bare words."""
    return span != NO_WORDS and (span if span.isascii() else needle(span)) in words


def holds_words(text: str, span: str) -> bool:
    """Whether a text holds another one's bare words. One in ASCII is looked through as it is for the longest of them:
    to make a passage bare takes ten times as long.
    """
    if text.isascii() and "](" not in text and max(span.split(), key=len, default="") not in text.lower():
        return False
    return holds(bare(text), span)


@lru_cache(maxsize=REMEMBERED)
def length(text: str) -> int:
    """Return how many words a text has; in scripts without spaces, two characters count as one."""
    words = bare(text).split()
    if text.isascii():
        return len(words)
    return sum(max(1, len(_SPACELESS.findall(word)) // 2) for word in words)


@lru_cache(maxsize=REMEMBERED)
def run_together(text: str) -> tuple[str, frozenset[int]]:
    """Return the letters and figures of a text without any space, and where in them words begin or end."""
    words = bare(text).split()
    edges = {0, *accumulate(map(len, words))}
    return "".join(words), frozenset(edges)


def holds_run_together(text: str, span: str) -> bool:
    """Whether a text has another one's letters in a row, whatever spaces and hyphens stand between them.

    They begin and end with words of it, but in scripts without spaces.
    """
    row, edges = run_together(text)
    wanted = run_together(span)[0]
    free = bool(wanted) and is_spaceless(wanted)
    place = row.find(wanted) if wanted else -1
    while place >= 0:
        if free or (place in edges and place + len(wanted) in edges):
            return True
        place = row.find(wanted, place + 1)
    return False
