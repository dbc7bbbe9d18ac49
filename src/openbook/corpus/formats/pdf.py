"""PDF: the text layer, page by page."""

from collections.abc import Iterator
from typing import Any

from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Code


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `encrypted`, `broken_file`, `no_text_layer`, `empty`."""
    import pypdfium2

    blob = file.blob()
    if not blob:
        raise Unreadable(Code.EMPTY, "an empty file")
    try:
        document = pypdfium2.PdfDocument(blob)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable(Code.ENCRYPTED, "needs a password: save a copy without one") from None
        raise Unreadable(Code.BROKEN_FILE, "not a PDF file, or damaged beyond repair") from None
    pages: list[int] = []
    texts: list[str] = []
    length = 0
    for page in document:
        text = clean(page.get_textpage().get_text_range().replace("\ufffe", "")).strip()
        pages.append(length)
        if text:
            texts.append(text)
            length += len(text) + 2
    whole = "\n\n".join(texts)
    if not pages:
        raise Unreadable(Code.EMPTY, "a PDF file without pages")
    if is_blank(whole):
        raise Unreadable(Code.NO_TEXT_LAYER, "no text layer (a scan?): read.ocr reads it with tesseract")
    yield Parsed(whole, title=one_line(document.get_metadata_dict().get("Title", "")), pages=tuple(pages))


__all__ = ["Any", "read"]
