"""Marks in Markdown that its readers see as something else: written anew wherever they do not stand in code."""

import re
from collections.abc import Callable, Sequence

from openbook.corpus.markup import FURTHEST, CodePlaces, fences

Ranges = list[tuple[int, int]]
Edit = tuple[int, int, str]
"""The stretch that is written anew, and how."""
Shown = Callable[[str, "re.Match[str]"], Edit | None]
"""A text and a match in it → what is written anew; None where the match means something else."""
Row = tuple[str, re.Pattern[str], Shown]
"""What has to be in a text, what is looked for, and how it is shown."""
FENCES = ("```", "~~~")
LONG = 20_000
"""Characters of a text from which it is worth to ask which character is rare."""
SOME = 20
"""Times that a character stands at the beginning of a text, which tell how rare it is."""
SPARSE = 300
"""Characters of a text to each of a rare one, at least."""


def has(text: str, sign: str) -> bool:
    """Whether a sign is in a text: in a long one its rarest character tells that ten times as fast as all of it."""
    if len(text) < LONG:
        return sign in text
    rarest = max((char for char in sign if not char.islower()), key=lambda char: _reach(text, char))
    before, place = sign.index(rarest), text.find(rarest)
    for _ in range(len(text) // SPARSE):
        if place < 0:
            return False
        if text.startswith(sign, place - before):
            return True
        place = text.find(rarest, place + 1)
    return place >= 0 and text.find(sign, max(0, place - before)) >= 0


def _reach(text: str, char: str) -> int:
    """Return where in a text the first so many of a character end, its length where there are not so many."""
    place = -1
    for _ in range(SOME):
        place = text.find(char, place + 1)
        if place < 0:
            return len(text)
    return place


def each(text: str, pattern: re.Pattern[str], shown: Shown, code: Ranges | None) -> tuple[str, int, Ranges | None]:
    """Return the text with all matches outside of code as they are shown, how many there were, and where code is.

    `code`: where that is, if it is known; after a change that may have moved a fence it is no longer.
    """
    places: CodePlaces | None = None
    edits: list[Edit] = []
    next_ = 0
    while match := pattern.search(text, next_):
        next_ = match.start() + 2
        found = shown(text, match)
        if found is None:
            continue
        if places is None:
            code = fences(text) if code is None else code
            places = CodePlaces(text, code)
        if not places.holds(match.start()):
            edits.append(found)
            next_ = found[1]
    if not edits or code is None:
        return text, 0, code
    written, code = written_anew(text, edits, code)
    return written, len(edits), code


def written_anew(text: str, edits: Sequence[Edit], code: Ranges) -> tuple[str, Ranges | None]:
    """Return the text with stretches of it, in order, as they are written anew, and where fenced code is then; None
    where that may have made or ended some.
    """
    parts: list[str] = []
    place = 0
    for start, end, words in edits:
        parts += (text[place:start], words)
        place = end
    written = "".join(parts) + text[place:]
    return written, _moved(text, written, edits, code)


def _moved(text: str, written: str, edits: Sequence[Edit], code: Ranges) -> Ranges | None:
    found: Ranges = []
    gone = number = 0
    for start, end, words in edits:
        while number < len(code) and code[number][0] < start:
            found.append((code[number][0] - gone, code[number][1] - gone))
            number += 1
        is_in_code = number > 0 and code[number - 1][1] > start
        place = start - gone
        if is_in_code or _has_fence(text, start, end) or _is_at_fence(written, place, place + len(words)):
            return None
        gone += end - start - len(words)
    return found + [(first - gone, last - gone) for first, last in code[number:]]


def _has_fence(text: str, start: int, end: int) -> bool:
    return any(text.find(fence, start, end) >= 0 for fence in FENCES)


def _is_at_fence(written: str, start: int, end: int) -> bool:
    """Whether marks of a fence are in what was written anew, or where that touches what is on its line."""
    line = written.find("\n", end, end + FURTHEST)
    return _has_fence(written, max(0, start - 2), end + FURTHEST if line < 0 else line)
