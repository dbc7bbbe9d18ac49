"""Text as it came → text that is safe in a prompt: Unicode NFC, line feeds as line ends, no control characters."""

import re
import unicodedata
from io import IncrementalNewlineDecoder

from openbook.text.late import late

PLAIN = bytes([*b"\t\n", *range(0x20, 0x7F)])
"""The characters of ASCII that always stay."""
SAMPLE, BLOCK = 1 << 9, 1 << 16
"""Characters that are looked at first, and then at a time: a script of its own shows at once."""
ODD = late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
UNSTABLE = late("[^\x00-\u02ff\u2002-\u205e\u20a0-\u20bf\u2190-\u2328\u232b-\u2adb\ufe0e\ufe0f]")
"""Characters that NFC may change or join with others: all but Western letters, punctuation and signs."""
ESCAPE = late(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""ANSI: colours and cursor moves, window titles, two-character sequences."""
STATES = late(r"[^\r\n]+(?:\r[^\r\n]+)+")
"""Parts of a line with carriage returns between them: states of it in a terminal, or lines that end as on old Macs."""
MEASURE = late(r"\d\s?[%٪％]|\d\s*/\s*\d|\d of \d")
"""How far something has come."""
FIGURES = late(r"\d+")
OF_BARS = late(r"[\W\d_]+")
STRUCK = late(r"([^\s_])\x08{1,2}\1|_\x08[^\s_]|[^\s_]\x08_|(\w{2,40}+)\x08{2,}\2")
TWICE = late(r"([\u1100-\uffff])\x08\x08(?=\1)")
"""A wide character goes back by two."""
BREAKS = {"\x0b": "\n", "\x0c": "\n", "\x1c": "\n", "\x1d": "\n", "\x1e": "\n", "\x1f": " ", "\x85": "\n"}
BREAKS |= {"\u2028": "\n", "\u2029": "\n\n"}
THIN = late(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\u200b(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])")
WHITE = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
WHITE += "\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
"""White space, with the characters of no width that `str.strip()` leaves behind."""


def clean(text: str) -> str:
    """Return the text in NFC with line feeds as line ends and without control characters.

    Line and page separators become line ends; escape sequences, soft hyphens, bidi overrides, byte order marks, U+FFFE
    and U+FFFF go; a zero-width space stays only as the word boundary of scripts without spaces; half a surrogate
    pair becomes U+FFFD.
    """
    if len(text) <= BLOCK and text.isascii() and not text.encode().translate(None, PLAIN):
        return text
    if "\r" in text:
        text = _last_states(text) if "\n" in text else text
        text = IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)
    if "\x1b" in text:
        text = ESCAPE.sub("", text)
    unusual = rare(text)
    if not unusual:
        return text
    if ODD.search(unusual):
        boundaries = {match.end() - 1 for match in THIN.finditer(text)} if "\u200b" in text else set()
        text = ODD.sub(lambda match: _replacement(match, boundaries), text)
    if not UNSTABLE.search(unusual) or unicodedata.is_normalized("NFC", text):
        return text
    # Normalising is slow, and a few scripts need it; a line end never joins what is before and behind it.
    return "\n".join(
        line if unicodedata.is_normalized("NFC", line) else unicodedata.normalize("NFC", line)
        for line in text.split("\n")
    )


def _last_states(text: str) -> str:
    """Return the text with the last state only of a line that a program writes over itself, as a terminal shows it."""
    return STATES.sub(lambda match: _last_of(ESCAPE.sub("", match[0])), text)


def _last_of(line: str) -> str:
    kept: list[str] = []
    last = -1  # which of them has been written last, and no blanks over it
    for state in line.split("\r"):
        if state.strip():
            if last >= 0 and _is_written_over(kept[last], state):
                del kept[last:]
            last = len(kept)
        kept.append(state)
    return "\r".join(kept)


def _is_written_over(state: str, by: str) -> bool:
    """Whether two states say the same but for how far something has come, or for a sign that turns."""
    words, others = (OF_BARS.sub(" ", one).split() for one in (state, by))
    fewer = min(len(words), len(others))
    if not fewer or words[:fewer] != others[:fewer]:
        return False
    if MEASURE.search(state) and MEASURE.search(by):
        return True
    return state != by and words == others and FIGURES.findall(state) == FIGURES.findall(by)


def struck_once(text: str) -> str:
    """Return the text with what is struck over itself (bold) or over underscores read once, as terminals show it."""
    if "\b" not in text or STRUCK.search(text) is None:
        return text
    return "\n".join(_struck(line) if "\b" in line else line for line in text.split("\n"))


def _struck(line: str) -> str:
    shown: list[str] = []
    place = 0
    for char in TWICE.sub("", line):
        if char == "\b":
            place = max(0, place - 1)
        elif place == len(shown):
            shown.append(char)
            place += 1
        else:
            # Of a letter and a mark over it, the letter stays.
            if char != " " and (char.isalnum() or not shown[place].isalnum()):
                shown[place] = char
            place += 1
    return "".join(shown)


def rare(text: str) -> str:
    """Return the characters that are not plain ASCII: a few of most texts. Of one that holds many, all are returned."""
    if len(text) <= BLOCK and text.isascii():
        return text.encode().translate(None, PLAIN).decode()
    found: list[str] = []
    start, end = 0, SAMPLE
    while start < len(text):
        part = text[start:end]
        try:
            beyond = part.encode().translate(None, PLAIN)
        except UnicodeEncodeError:
            return text
        if len(beyond) > len(part) // 2:
            return text
        if beyond:
            found.append(beyond.decode())
        start, end = end, end + BLOCK
    return "".join(found)


def _replacement(match: re.Match[str], boundaries: set[int]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    if char == "\u200b" and match.start() in boundaries:
        return char
    return BREAKS.get(char, "")


def one_line(text: str) -> str:
    """Return the text on one line, white space collapsed: for titles and table cells."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(clean(text).replace("\u200b", "").split())


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: white space and characters without width only."""
    return not (text[:1].isalnum() or text.strip(WHITE))
