"""Subtitles (SRT, WebVTT): what is said, as paragraphs; times and styles go."""

from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from openbook.codes import Code
from openbook.corpus.clean import clean, one_line
from openbook.corpus.formats.fenced import text_of
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.text.late import late

TIMES = late(
    r"\n[ \t]*(?=\d)((?:\d{1,9}:)?\d\d?:\d\d[.,]\d{1,3})[ \t]*-->[ \t]*((?:\d{1,9}:)?\d\d?:\d\d[.,]\d{1,3})[^\n]*"
)
SPEAKER = late(r"<v(?:\.[\w.-]+)?\s+([^<>]+)>")
VOICED = late(r"<v(?:\.[\w.-]+)?\s+([^<>\n]+)>([^<>{}&\n]*)(?:</v>)?")
"""Most of what has a voice: that of a line, and the line."""
TAG = late(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
PAUSE = 2.0
"""Seconds without words after which a paragraph ends."""
STILL = 0.5
"""Seconds after which what is shown once more is said once more."""
UNSPACED = "\u2e80"
"""From here on, scripts write words without spaces between them."""
PARTS = (1, 10, 100, 1000)
"""Of a second, by how many figures tell them."""
Cue = tuple[str, str, str, str, str]
"""What is shown: from when to when, as the file says it; the lines; these on one; who says it, empty where unmarked.

All are strings: what holds nothing else, the collector of garbage looks through once.
"""
NOTES = ("NOTE", "STYLE", "REGION")
SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and where there are no times in it."""
    text, notices = text_of(file)
    ends = text.lstrip().startswith("WEBVTT")
    text = f"\n{text}"
    parts = TIMES.split(text)
    if len(parts) == 1:
        raise Unreadable(Code.BROKEN_FILE, "no subtitles: no line of times (00:00:01,000 --> 00:00:02,000)")
    yield Parsed("\n\n".join(_paragraphs(_cues(parts, ends_blank=ends))), notices=notices)


def _cues(parts: list[str], *, ends_blank: bool) -> list[Cue]:
    """Return what is shown, without what shows no words. `ends_blank`: an empty line ends it, as in WebVTT.

    `parts`: what stands above all, then two times and what stands below them, over and over.
    """
    # Below the last one no number of a following one stands.
    parts[-1] += "\n"
    cues: list[Cue] = []
    names: dict[str, str] = {}
    for begin, end, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if ends_blank and "\n\n" in body and "\n\n" in body.strip("\n"):
            body = _first_block(body)
        above, _, number = body.rpartition("\n")
        if number.isdigit() or number.strip().isdigit():
            body = above
        who = ""
        if "<" in body or "{" in body or "&" in body:
            body, named = _said(body.strip("\n"))
            if named and not (who := names.get(named, "")):
                who = names[named] = one_line(named)
        shown = words = body.strip()
        if "  " in words or not words.isprintable():
            shown = "\n".join([line for spaced in shown.split("\n") if (line := " ".join(spaced.split()))])
            words = shown.replace("\n", " ")
        if words:
            cues.append((begin, end, shown, words, who))
    return cues


def _paragraphs(cues: list[Cue]) -> list[str]:
    """Return what is said, parted where somebody else speaks or a sentence has ended and nobody speaks for a while.

    What nobody is named for, where others are, goes on with a sentence that has not ended, and is nobody's else.
    """
    paragraphs: list[list[str]] = []
    said: list[str] = []
    speaker = ""
    rolling = _roll(cues)
    last: Cue = ("0:0.0", "0:0.0", "", "", "")
    for cue in cues:
        _, _, _, words, who = cue
        if words == last[3] and _gap(last, cue) < (PAUSE if rolling else STILL):
            continue
        new = _new(cue, last) if rolling and _gap(last, cue) < PAUSE else f" {words}"
        if not rolling or new.strip():
            changes = who != speaker
            if (
                not said
                or (changes and who)
                or (said[-1].endswith(SENTENCE_END) and (changes or _gap(last, cue) > PAUSE))
            ):
                said = [f"{who}:{new}" if who else new.lstrip()]
                paragraphs.append(said)
                speaker = who
            else:
                said.append(new)
        last = cue
    return list(map("".join, paragraphs))


def _new(cue: Cue, last: Cue) -> str:
    """Return what a cue that rolls says beyond the one before it, with what parts it from that."""
    if _grows(cue[3], last[3]):
        return cue[3].removeprefix(last[3])
    lines = cue[2].split("\n")
    return " ".join(["", *lines[_shown_again(lines, last[2].split("\n")) :]])


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


def _roll(cues: list[Cue]) -> bool:
    """Whether captions roll up: a third of them, at least, begin with what was shown just before, and one goes on."""
    begun = [
        (last, cue)
        for last, cue in pairwise(cues)
        if (cue[3].startswith(last[3]) or _first_is_in(cue[2], last[2])) and _gap(last, cue) < PAUSE
    ]
    again = [
        (last, cue)
        for last, cue in begun
        if _grows(cue[3], last[3]) or _shown_again(cue[2].split("\n"), last[2].split("\n"))
    ]
    return len(again) * 3 >= len(cues) and any(_new(cue, last).strip() for last, cue in again)


def _first_is_in(lines: str, last: str) -> bool:
    first = lines.partition("\n")[0]
    return first in last and first in last.split("\n")


def _first_block(text: str) -> str:
    """Return what stands above the first empty line, with that; nothing where that is a remark or a style."""
    body = text.strip("\n")
    return "" if body.startswith(NOTES) and body.split(None, 1)[0] in NOTES else body.partition("\n\n")[0] + "\n"


def _said(body: str) -> tuple[str, str]:
    """Return what is said in one cue with marks in it, and who says them where that is marked."""
    if (voiced := VOICED.fullmatch(body)) is not None:
        return voiced[2] if voiced[2].isascii() else clean(voiced[2]), voiced[1]
    who = SPEAKER.search(body.replace("\n", " ")) if "<v" in body else None
    body = TAG.sub("", body) if "<" in body or "{" in body else body
    if "&" in body or not body.isascii():
        body = clean(unescape(body))
    return body, who[1] if who else ""


def _gap(last: Cue, cue: Cue) -> float:
    """Return the seconds between two cues."""
    return _seconds(cue[0]) - _seconds(last[1])


def _seconds(time: str) -> float:
    *hours, minutes, rest = time.split(":")
    seconds, part = rest.replace(",", ".").split(".")
    return (int(hours[0]) * 3600 if hours else 0) + int(minutes) * 60 + int(seconds) + int(part) / PARTS[len(part)]
