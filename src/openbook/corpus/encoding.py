"""Bytes → text, whatever the encoding, or a reason why not.

Byte order mark, strict UTF-8, UTF-16 by its zero bytes, UTF-8 with foreign lines in between, then chardet on the lines
that are not ASCII. What can't be told is refused: mojibake in training data is worse than a missing file.
"""

import codecs
import unicodedata
from operator import itemgetter

from openbook.codes import Code, Kind
from openbook.corpus.alphabets import strangeness
from openbook.corpus.parsed import Unreadable
from openbook.corpus.twice_encoded import once
from openbook.records import Notice
from openbook.text.late import late

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstandard archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format": "a database",
    b"{\\rtf": "an RTF document",
}
"""First bytes of what is often renamed to a text format."""
SUPERSETS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
SUPERSETS |= {"iso-8859-9": "cp1254", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-1": "cp1252"}
SUPERSETS |= {"shift_jis": "cp932", "shift-jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
"""Windows and national supersets: what such files really hold."""
WIDE = ("utf", "gb", "big5", "shift", "euc", "cp93", "cp94", "cp95", "johab", "hz", "iso2022")
"""Encodings with several bytes a character, by how their names begin."""
FEWEST = 4
"""Characters that read as UTF-8 in a text of such an encoding, from which it is UTF-8."""
SAMPLE = 64 * 1024
INSIDE = "’·‧・、，。：；！？（）「」『』〔〕《》—–…"
"""Punctuation that may stand between two letters without a space."""
NATURAL = 0.03
"""Oddness below which a reading can be right."""
RARER = 0.003
"""What counts against encodings that are no longer in use."""
C1 = late("[\x80-\x84\x86-\x9f]")
C0 = late(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")


def decode(blob: bytes, declared: str = "") -> tuple[str, tuple[Notice, ...]]:
    """Return the text and notices about it. `declared` is what the file itself says (an HTML charset), tried second.

    Raises Unreadable: `binary`, `unknown_encoding`.
    """
    for mark, encoding in MARKS:
        if blob.startswith(mark):
            return _with_mark(blob[len(mark) :], encoding)
    if declared and (text := _utf8_in_truth(blob, declared)) is not None:
        return text, _said(f"it says {declared[:20].upper()} but is UTF-8: read as UTF-8")
    if declared and (text := _declared(blob, declared)) is not None:
        return _once(blob, text) if declared == "utf-8" else (text, ())
    kind = next((name for magic, name in MAGIC.items() if blob.startswith(magic)), None)
    if kind is not None:
        raise Unreadable(Code.BINARY, f"not text but {kind}")
    wide = _wide(blob)
    if wide is not None:
        return wide, ()
    if len(C0.findall(blob[:SAMPLE])) > max(16, len(blob[:SAMPLE]) // 50):
        raise Unreadable(Code.BINARY, "binary data, not text")
    if b"\x1b" in blob and b"\x1b$" in blob and (text := _declared(blob, "iso2022_jp_2")) is not None:
        return text, ()
    try:
        return _once(blob, blob.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(blob)


def _once(blob: bytes, text: str) -> tuple[str, tuple[Notice, ...]]:
    """Return what is UTF-8 as it was before it was encoded a second time, where it was."""
    mended = once(blob, text)
    return (text, ()) if mended is None else (mended, _said("it was encoded as UTF-8 twice: read as it was meant"))


def _utf8_in_truth(blob: bytes, declared: str) -> str | None:
    """Return the text of what says another encoding but is UTF-8: bytes of a text in another one are so by no chance.

    Encodings with several bytes a character need a few more characters for that.
    """
    if declared == "utf-8" or blob.isascii():
        return None
    try:
        text = blob.decode("utf-8")
        wide = codecs.lookup(declared).name.startswith(WIDE)
    except (UnicodeDecodeError, LookupError):
        return None
    return text if not wide or sum(char > "\x7f" for char in text[:SAMPLE]) >= FEWEST else None


def _declared(blob: bytes, declared: str) -> str | None:
    encoding = SUPERSETS.get(declared.lower(), declared)
    try:
        text = blob.decode(encoding)
    except (LookupError, ValueError):
        return None
    return None if declared != "utf-8" and C1.search(text) else text


def _with_mark(blob: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]]:
    try:
        return blob.decode(encoding), ()
    except UnicodeDecodeError:
        if encoding == "utf-8":
            return _legacy(blob)
        text = blob.decode(encoding, "replace")
        lost = text.count("\ufffd")
        if lost > len(text) // 20:
            raise Unreadable(Code.UNKNOWN_ENCODING, f"says {encoding.upper()} but is not") from None
        return text, _said(f"{lost} bytes are not {encoding.upper()} and were replaced")


def _wide(blob: bytes) -> str | None:
    """Return the text where it is UTF-16 without a mark: every second byte is mostly zero."""
    sample = blob[: SAMPLE - SAMPLE % 2]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < half * 0.4 or min(even, odd) > half * 0.05:
        return None
    try:
        return blob.decode("utf-16-be" if even > odd else "utf-16-le")
    except UnicodeDecodeError:
        return None


def _legacy(blob: bytes) -> tuple[str, tuple[Notice, ...]]:
    try:
        # Pairs of surrogates, each encoded on its own (CESU-8), are put together again.
        text = blob.decode("utf-8", "surrogatepass")
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text, _said("surrogates were written as UTF-8; read as the characters they stand for")
    except UnicodeDecodeError:
        pass
    lines = blob.split(b"\n")
    foreign = [line for line in lines if not _is_utf8(line)]
    genuine = sum(not line.isascii() for line in lines) - len(foreign)
    if genuine:
        return _mixed(lines, foreign)
    try:
        return _detected(blob), ()
    except Unreadable:
        if sum(map(len, foreign)) * 4 > len(blob):
            raise
        return _mixed(lines, foreign)


def _mixed(lines: list[bytes], foreign: list[bytes]) -> tuple[str, tuple[Notice, ...]]:
    """Read each line that is not UTF-8 on its own: it costs at most itself."""
    one = len(foreign) == 1
    count = "one line is" if one else f"{len(foreign)} lines are"
    try:
        encoding = _detect(b"\n".join(foreign))
    except Unreadable:
        kept = [line.decode("utf-8") for line in lines if _is_utf8(line)]
        return "\n".join(kept), _said(f"{count} in no known encoding and left out")
    text = "\n".join(line.decode("utf-8") if _is_utf8(line) else line.decode(encoding, "replace") for line in lines)
    return text, _said(f"{count} not UTF-8 and read as {encoding.upper()}")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detected(blob: bytes) -> str:
    encoding = _detect(blob)
    try:
        return blob.decode(encoding)
    except UnicodeDecodeError:
        text = blob.decode(encoding, "replace")
        if text.count("\ufffd") > max(1, len(text) // 1000):
            raise _unknown() from None
        return text


def _detect(blob: bytes) -> str:
    """Return the most natural reading of the lines that are not ASCII. Raises Unreadable."""
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
                readings.append((_oddness(reading) + strangeness(reading) / 2 + RARER * number, encoding))
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
        symbol = (category[0] in "SP" or category in ("No", "Lm")) and char not in INSIDE
        strange += bool(within and (symbol or (category == "Lu" and text[place - 1].islower())))
    return strange / max(seen, 1)


def _unknown() -> Unreadable:
    return Unreadable(Code.UNKNOWN_ENCODING, "the encoding can't be told; save the file as UTF-8")


def _said(sentence: str) -> tuple[Notice, ...]:
    return (Notice(Kind.ENCODING, sentence),)
