"""Subtitles (SRT, WebVTT): what is said, as paragraphs; times and styles go."""

import re
from collections.abc import Iterator
from html import unescape

from openbook.codes import Code
from openbook.corpus.clean import clean, one_line
from openbook.corpus.formats.fenced import text_of
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.text.late import late

TIMES = late(
    r"^[ \t]*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->"
    r"[ \t]*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[^\n]*$",
    re.MULTILINE,
)
SPEAKER = late(r"<v(?:\.[\w.-]+)?\s+([^<>]+)>")
TAG = late(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
PAUSE = 2.0
"""Seconds without words after which a paragraph ends."""
NOTES = ("NOTE", "STYLE", "REGION")
SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and where there are no times in it."""
    text, notices = text_of(file)
    marks = list(TIMES.finditer(text))
    if not marks:
        raise Unreadable(Code.BROKEN_FILE, "no subtitles: no line of times (00:00:01,000 --> 00:00:02,000)")
    paragraphs: list[list[str]] = []
    last_end = 0.0
    last = speaker = below = ""
    for number, mark in enumerate(marks):
        following = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        lines, who = _said(text[mark.end() : following], last=number + 1 == len(marks))
        words = " ".join(lines)
        begin, end = _seconds(mark.groups()[:4]), _seconds(mark.groups()[4:])
        if not words or words == last:
            continue
        # Rolling captions say the last line, or all of the last lines, once more.
        rolls = last and begin - last_end < PAUSE
        if rolls and words.startswith(last):
            new = words.removeprefix(last).strip()
        else:
            new = " ".join(lines[1:]) if rolls and len(lines) > 1 and lines[0] == below else words
        pause = begin - last_end > PAUSE and (not paragraphs or paragraphs[-1][-1].endswith(SENTENCE_END))
        if not paragraphs or pause or (who and who != speaker):
            paragraphs.append([f"{who}: {new}" if who else new])
            speaker = who or speaker
        else:
            paragraphs[-1].append(new)
        last, last_end, below = words, end, lines[-1]
    yield Parsed("\n\n".join(map(" ".join, paragraphs)), notices=notices)


def _said(block: str, *, last: bool) -> tuple[list[str], str]:
    """Return the lines of one cue, and who says them where that is marked."""
    body = block.strip("\n")
    blank = body.find("\n\n")
    if blank >= 0:
        body = body[:blank]
    elif not last:
        above, _, number = body.rpartition("\n")
        body = above if number.strip().isdigit() else body
    if body.startswith(NOTES) and body.partition("\n")[0].strip() in NOTES:
        return [], ""
    who = None
    if "<" in body or "{" in body or "&" in body:
        who = SPEAKER.search(body.replace("\n", " ")) if "<v" in body else None
        body = clean(unescape(TAG.sub("", body)))
    return [shown for line in body.split("\n") if (shown := " ".join(line.split()))], one_line(who[1]) if who else ""


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, part = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{part or 0}")
