"""Streams of a PDF file that can't be unpacked: pdfium shows what comes before the damage, and says nothing of it."""

import zlib

from openbook.text.late import late

STREAM = late(rb"stream\r?\n")
HEAD = 400
"""Bytes before a stream that its dictionary has, in nearly all files."""
PACKED = b"/FlateDecode"
NO_TEXT = (
    b"/Width", b"/Length1", b"Type1C", b"CIDFontType0C", b"/OpenType", b"/XRef", b"/XML", b"/Alternate",
    b"/EmbeddedFile", b"/ASCII85Decode", b"/A85", b"/ASCIIHexDecode", b"/AHx", b"/LZWDecode", b"/DCTDecode",
    b"/RunLengthDecode",
)  # fmt: skip
"""What is in the dictionaries of pictures, fonts, tables and colours, and of streams that are packed twice."""
LARGEST = 8_000_000
"""Bytes that are unpacked of one stream."""


def damaged_streams(blob: bytes) -> int:
    """Return how many streams that may hold text can't be unpacked to their ends."""
    if b"/Encrypt" in blob:
        return 0
    rest = memoryview(blob)
    begun = (match for match in STREAM.finditer(blob) if not blob.endswith(b"end", 0, match.start()))
    return sum(_is_damaged(rest[match.end() :]) for match in begun if _may_hold_text(blob, match.start()))


def _may_hold_text(blob: bytes, start: int) -> bool:
    head = blob[max(0, start - HEAD) : start]
    head = head[head.rfind(b" obj") + 1 :]
    return PACKED in head and not any(map(head.__contains__, NO_TEXT))


def _is_damaged(packed: memoryview) -> bool:
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(packed, LARGEST)
    except zlib.error:
        return True
    return not unpacking.eof and len(unpacked) < LARGEST
