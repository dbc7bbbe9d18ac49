"""Bytes → text, whatever the encoding, or a reason why not.

Byte order mark, strict UTF-8, UTF-16 by its zero bytes, UTF-8 with foreign lines or letters in between, then chardet on
the lines that are not ASCII. What can't be told is refused: mojibake in training data is worse than a missing file.
"""

import codecs

from openbook.codes import Code, Kind
from openbook.corpus.ciphers import refuse_ciphers
from openbook.corpus.mixed_bytes import read_mixed
from openbook.corpus.old_encodings import SAMPLE, SUPERSETS
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
WIDE = ("utf", "gb", "big5", "shift", "euc", "cp93", "cp94", "cp95", "johab", "hz", "iso2022")
"""Encodings with several bytes a character, by how their names begin."""
FEWEST = 4
"""Characters that read as UTF-8 in a text of such an encoding, from which it is UTF-8."""
C1 = late("[\x80-\x84\x86-\x9f]")
C0 = late(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")


def decode(blob: bytes, declared: str = "") -> tuple[str, tuple[Notice, ...]]:
    """Return the text and notices about it. `declared` is what the file itself says (an HTML charset), tried second.

    Raises Unreadable: `binary`, `encrypted`, `unknown_encoding`.
    """
    for mark, encoding in MARKS:
        if blob.startswith(mark):
            return _with_mark(blob[len(mark) :], encoding)
    if declared and (text := _utf8_in_truth(blob, declared)) is not None:
        return text, _said(f"it says {declared[:20].upper()} but is UTF-8: read as UTF-8")
    if declared and (text := _declared(blob, declared)) is not None:
        return _once(blob, text) if declared == "utf-8" else (text, ())
    for name in (name for magic, name in MAGIC.items() if blob.startswith(magic)):
        raise Unreadable(Code.BINARY, f"not text but {name}")
    refuse_ciphers(blob)
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
        return read_mixed(blob)


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
            return read_mixed(blob)
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


def _said(sentence: str) -> tuple[Notice, ...]:
    return (Notice(Kind.ENCODING, sentence),)
