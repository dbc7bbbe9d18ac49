"""Subtitles (SRT, WebVTT): what is said, as paragraphs; times and styles go."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from openbook.codes import Code
from openbook.corpus.clean import clean, one_line
from openbook.corpus.formats.fenced import text_of
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.text.late import late

TIMES = late(
    r"\n[ \t]*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->"
    r"[ \t]*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[^\n]*"
)
SPEAKER = late(r"<v(?:\.[\w.-]+)?\s+([^<>]+)>")
TAG = late(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
PAUSE = 2.0
"""Seconds without words after which a paragraph ends."""
STILL = 0.5
"""Seconds after which what is shown once more is said once more."""
UNSPACED = "\u2e80"
"""From here on, scripts write words without spaces between them."""
PARTS = (1, 10, 100, 1000)
"""Of a second, by how many figures tell them."""
NOTES = ("NOTE", "STYLE", "REGION")
SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and where there are no times in it."""
    text, notices = text_of(file)
    ends = text.lstrip().startswith("WEBVTT")
    text = f"\n{text}"
    marks = list(TIMES.finditer(text))
    if not marks:
        raise Unreadable(Code.BROKEN_FILE, "no subtitles: no line of times (00:00:01,000 --> 00:00:02,000)")
    yield Parsed("\n\n".join(_paragraphs(list(_cues(text, marks, ends_blank=ends)))), notices=notices)


class _Cue(NamedTuple):
    """What is shown at a time."""

    begin: float
    """Seconds."""
    end: float
    lines: list[str]
    words: str
    """The lines on one."""
    who: str
    """Who says it; empty where that is not marked."""


def _cues(text: str, marks: list[re.Match[str]], *, ends_blank: bool) -> Iterator[_Cue]:
    """Yield what is shown, without what shows no words. `ends_blank`: an empty line ends it, as in WebVTT."""
    for number, mark in enumerate(marks):
        following = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        body = text[mark.end() : following]
        body = _first_block(body) if ends_blank and "\n\n" in body.strip("\n") else body
        lines, who = _said(body if number + 1 == len(marks) else _without_number(body))
        if lines:
            words = lines[0] if len(lines) == 1 else " ".join(lines)
            begin, end = _seconds(*mark.group(1, 2, 3, 4)), _seconds(*mark.group(5, 6, 7, 8))
            yield _Cue(begin, end, lines, words, who)


def _paragraphs(cues: list[_Cue]) -> list[str]:
    """Return what is said, parted where somebody else speaks or a sentence has ended and nobody speaks for a while.

    What nobody is named for, where others are, goes on with a sentence that has not ended, and is nobody's else.
    """
    paragraphs: list[list[str]] = []
    speaker = ""
    rolling = _roll(cues)
    last = _Cue(0.0, 0.0, [], "", "")
    for cue in cues:
        gap = cue.begin - last.end
        if cue.words == last.words and gap < (PAUSE if rolling else STILL):
            continue
        new = _new(cue, last) if rolling and gap < PAUSE else f" {cue.words}"
        if new.strip():
            ended = not paragraphs or paragraphs[-1][-1].endswith(SENTENCE_END)
            if not paragraphs or (ended and (gap > PAUSE or cue.who != speaker)) or (cue.who and cue.who != speaker):
                paragraphs.append([f"{cue.who}:{new}" if cue.who else new.lstrip()])
                speaker = cue.who
            else:
                paragraphs[-1].append(new)
        last = cue
    return list(map("".join, paragraphs))


def _new(cue: _Cue, last: _Cue) -> str:
    """Return what a cue that rolls says beyond the one before it, with what parts it from that."""
    if _grows(cue.words, last.words):
        return cue.words.removeprefix(last.words)
    return " ".join(["", *cue.lines[_shown_again(cue.lines, last.lines) :]])


def _grows(words: str, before: str) -> bool:
    """Whether a cue goes on where the one before it ended; in scripts without spaces, no word ends between letters."""
    if not before or not words.startswith(before):
        return False
    seam = words[len(before) - 1 : len(before) + 1]
    return not seam.isalnum() or min(seam) >= UNSPACED


def _shown_again(lines: list[str], last: list[str]) -> int:
    """Return how many lines at the beginning of a cue are those that the one before it ended with."""
    most = min(len(lines), len(last))
    return next((count for count in range(most, 0, -1) if last[-count:] == lines[:count]), 0)


def _roll(cues: list[_Cue]) -> bool:
    """Whether captions roll up: a third of them, at least, begin with what was shown just before, and one goes on."""
    begun = [
        (last, cue)
        for last, cue in pairwise(cues)
        if cue.begin - last.end < PAUSE and (cue.lines[0] in last.lines or cue.words.startswith(last.words))
    ]
    again = [(last, cue) for last, cue in begun if _grows(cue.words, last.words) or _shown_again(cue.lines, last.lines)]
    return len(again) * 3 >= len(cues) and any(_new(cue, last).strip() for last, cue in again)


def _first_block(text: str) -> str:
    """Return what stands above the first empty line, with that; nothing where that is a remark or a style."""
    body = text.strip("\n")
    return "" if body.startswith(NOTES) and body.split(None, 1)[0] in NOTES else body.partition("\n\n")[0] + "\n"


def _without_number(text: str) -> str:
    """Return a text without the number that stands directly above the times of what follows."""
    above, _, number = text.rpartition("\n")
    return above if number.strip().isdigit() else text


def _said(body: str) -> tuple[list[str], str]:
    """Return the lines of one cue, and who says them where that is marked."""
    body = body.strip("\n")
    who = None
    if "<" in body or "{" in body or "&" in body:
        who = SPEAKER.search(body.replace("\n", " ")) if "<v" in body else None
        body = TAG.sub("", body) if "<" in body or "{" in body else body
        if "&" in body or not body.isascii():
            body = clean(unescape(body))
    if body.isprintable() and "  " not in body and (alone := body.strip()):
        # Most cues: one line, and no white space but single spaces.
        return [alone], one_line(who[1]) if who else ""
    return [shown for line in body.split("\n") if (shown := " ".join(line.split()))], one_line(who[1]) if who else ""


def _seconds(hours: str | None, minutes: str, seconds: str, part: str) -> float:
    return (int(hours) * 3600 if hours else 0) + int(minutes) * 60 + int(seconds) + int(part) / PARTS[len(part)]
