"""PDF: the text layer in reading order, page by page, without running headers and page numbers."""

from collections.abc import Iterator
from typing import Any

from openbook.codes import Code, Kind
from openbook.corpus.clean import is_blank
from openbook.corpus.formats.pdf.assembly import text_of
from openbook.corpus.formats.pdf.container import (
    attachments,
    listed,
    opened,
    refuse_shell,
    title_of,
    unknown_filters,
)
from openbook.corpus.formats.pdf.damage import damaged_streams
from openbook.corpus.formats.pdf.layers import without_hidden_layers
from openbook.corpus.formats.pdf.pages import FEWEST, Pages, said
from openbook.corpus.formats.pdf.pictures import has_pictures
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Notice

NO_TEXT = "no text layer (a scan?): read.ocr reads it with tesseract"


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document.

    Raises Unreadable: `encrypted`, `broken_file`, `no_text_layer`, `garbled_text`, `unsupported_format`, `empty`.
    """
    blob, notices = without_hidden_layers(file.blob())
    document = opened(blob)
    try:
        if not len(document):
            raise Unreadable(Code.EMPTY, "a PDF file without pages")
        parsed = _parsed(blob, document, file.limits.ocr, list(notices))
    finally:
        document.close()
    yield parsed


def _parsed(blob: bytes, document: Any, ocr: bool, notices: list[Notice]) -> Parsed:
    found = Pages(document, blob)
    found.read()
    found.leave_out_overlays()
    found.leave_out_garbled()
    if ocr:
        found.recognise()
    text, starts = text_of(found.pages)
    refuse_shell(blob, document, text)
    _refuse_empty(blob, document, text, found, ocr)
    notices += found.notices
    if not ocr and len(found.pictures) < len(found.pages):
        notices += said(found.pictures, Kind.NOT_RENDERED, "without a text layer (read.ocr reads them)")
    notices += _unpacked(blob, found)
    names = list(dict.fromkeys([*attachments(document), *found.pinned]))
    if names:
        what = f"{len(names)} attached files are" if len(names) > 1 else "an attached file is"
        notices.append(Notice(Kind.LEFT_OUT, f"{what} not read: {listed(names)}"))
    return Parsed(text, title=title_of(document), pages=starts, notices=tuple(notices))


def _unpacked(blob: bytes, found: Pages) -> list[Notice]:
    """Return a notice about what can't be unpacked, with the pages that show nothing."""
    filters = unknown_filters(blob) if found.blank else []
    if filters:
        problem = f"blank as read: the file is packed with {', '.join(filters[:3])}, a filter that is not supported"
        return said(found.blank, Kind.NOT_RENDERED, problem)
    count = damaged_streams(blob)
    if not count:
        return []
    if found.blank:
        return said(found.blank, Kind.DAMAGED, "blank as read: what is drawn there is damaged")
    what = f"{count:,} parts" if count > 1 else "a part"
    return [Notice(Kind.DAMAGED, f"{what} of the file can't be unpacked: text may be missing")]


def _refuse_empty(blob: bytes, document: Any, text: str, found: Pages, ocr: bool) -> None:
    """Raise Unreadable where there is no text, or hardly any, with the reason."""
    if found.why and found.garbled:
        raise Unreadable(Code.GARBLED_TEXT, found.why)
    count = len(document)
    if not ocr and len(text) < 4 * FEWEST * count and _is_scan(text, count, document):
        raise Unreadable(Code.NO_TEXT_LAYER, NO_TEXT)
    if not is_blank(text):
        return
    filters = unknown_filters(blob)
    if filters:
        raise Unreadable(
            Code.UNSUPPORTED_FORMAT,
            f"packed with {', '.join(filters[:3])}, a filter that is not supported: save it again with another program",
        )
    if damaged_streams(blob):
        raise Unreadable(Code.BROKEN_FILE, "what its pages draw is damaged")
    tried = " and nothing that tesseract can read" if ocr and has_pictures(document) else ""
    raise Unreadable(Code.EMPTY, f"a PDF file with blank pages{tried}")


def _is_scan(text: str, count: int, document: Any) -> bool:
    """Whether there are pictures and hardly any letters."""
    return sum(char.isalnum() for char in text) < FEWEST * count and has_pictures(document)
