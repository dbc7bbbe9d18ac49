"""Which of the encodings before Unicode some bytes are in: the most natural of the readings that chardet proposes."""

import unicodedata
from operator import itemgetter

from openbook.codes import Code
from openbook.corpus.alphabets import strangeness
from openbook.corpus.parsed import Unreadable

SUPERSETS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
SUPERSETS |= {"iso-8859-9": "cp1254", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-1": "cp1252"}
SUPERSETS |= {"shift_jis": "cp932", "shift-jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
"""Windows and national supersets: what such files really hold."""
SAMPLE = 64 * 1024
INSIDE = "’·‧・、，。：；！？（）「」『』〔〕《》—–…"
INSIDE += "".join(map(chr, (*range(0x3000, 0x3100), *range(0xFF00, 0xFFF0))))
"""Punctuation that may stand between two letters without a space, and what Japanese writes between letters."""
BOXES = frozenset(map(chr, range(0x2500, 0x2580)))
CORNERS = BOXES - frozenset("─│═║")
"""Signs that boxes are drawn with; those that are no straight line are never alone."""
NATURAL = 0.03
"""Oddness below which a reading can be right."""
RARER = 0.003
"""What counts against encodings that are no longer in use."""


def decoded(blob: bytes) -> str:
    encoding = detect(blob)
    try:
        return blob.decode(encoding)
    except UnicodeDecodeError:
        text = blob.decode(encoding, "replace")
        if text.count("\ufffd") > max(1, len(text) // 1000):
            raise _unknown() from None
        return text


def detect(blob: bytes, beside: str = "") -> str:
    """Return the encoding of the most natural reading of the lines that are not ASCII. Raises Unreadable.

    `beside`: letters that stand in the same text and are known: those of its language, most likely.
    """
    from chardet import EncodingEra, detect_all

    sample = _telling(blob)
    readings: list[tuple[float, str]] = []
    modern, any_ = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO, EncodingEra.ALL ^ EncodingEra.MAINFRAME
    for number, eras in enumerate((modern, any_)):
        for found in detect_all(sample, encoding_era=eras)[:8]:
            name = (found["encoding"] or "").lower()
            encoding = SUPERSETS.get(name, name)
            try:
                reading = sample.decode(encoding, "ignore")
            except LookupError:
                continue
            if _oddness(reading) < NATURAL:
                readings.append((_oddness(reading) + strangeness(beside + reading) / 2 + RARER * number, encoding))
        # Ties go to the detector's order.
        doubt, encoding = min(readings, key=itemgetter(0), default=(1.0, ""))
        if encoding and (number or doubt <= RARER):
            return encoding
    raise _unknown()


def _telling(blob: bytes) -> bytes:
    """Return what the encoding shows in: all of a small file, the first lines beyond ASCII of a large one."""
    if len(blob) <= SAMPLE:
        return blob
    lines: list[bytes] = []
    size = 0
    for line in blob.split(b"\n"):
        if not line.isascii():
            lines.append(line[:SAMPLE])
            size += len(lines[-1])
        if size > SAMPLE:
            break
    return b"\n".join(lines)


def _oddness(text: str) -> float:
    """Return how unnatural the characters beyond ASCII stand: 0 for a right reading, near 1 for a wrong one."""
    strange = seen = 0
    for place, char in enumerate(text):
        if char < "\x80":
            continue
        seen += 1
        if seen > 4000:
            break
        category = unicodedata.category(char)
        if category in ("Cc", "Co", "Cn"):
            strange += 3
            continue
        within = place and text[place - 1].isalpha() and text[place + 1 : place + 2].isalpha()
        if category == "Sk":
            strange += 1
            continue
        if char in CORNERS:
            strange += not (text[place - 1 : place] in BOXES or text[place + 1 : place + 2] in BOXES)
            continue
        symbol = (category[0] in "SP" or category in ("No", "Lm")) and char not in INSIDE
        strange += bool(within and (symbol or (category == "Lu" and text[place - 1].islower())))
    return strange / max(seen, 1)


def _unknown() -> Unreadable:
    return Unreadable(Code.UNKNOWN_ENCODING, "the encoding can't be told; save the file as UTF-8")
