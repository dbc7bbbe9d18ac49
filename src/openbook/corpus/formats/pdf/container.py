"""What a PDF file is besides its pages: locked, damaged, a shell around other documents, packed in a way of its own."""

import re
import zlib
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import one_line
from openbook.corpus.parsed import Unreadable
from openbook.text.late import late

COVER = 2000
"""Characters that the page of a shell (a portfolio, a dynamic form) has at most."""
KNOWN_FILTERS = frozenset(
    b"ASCIIHexDecode AHx ASCII85Decode A85 LZWDecode LZW FlateDecode Fl RunLengthDecode RL CCITTFaxDecode CCF "
    b"JBIG2Decode DCTDecode DCT JPXDecode Crypt Standard".split()
)
FILTER = late(rb"/Filter\s*(\[[^\]]{0,200}\]|/[^\s/<>\[\]()]+)")
NAME = late(rb"/([^\s/<>\[\]()]+)")
PACKED = late(rb"/Type\s*/ObjStm\b.{0,400}?\bstream\r?\n", re.DOTALL)
MADE_BY = late(r"\AMicrosoft (?:Word|PowerPoint|Excel) - ")
NO_TITLES = frozenset(
    ["untitled", "anonymous", "unspecified", "title", "document", "slide 1", "powerpoint presentation"]
)
"""What programs write where nobody gave a title."""
LARGEST = 8_000_000
"""Bytes that are unpacked of one stream of objects."""


def opened(blob: bytes) -> Any:
    """Return the document. Raises Unreadable: `empty`, `encrypted`, `broken_file`."""
    import pypdfium2

    if not blob:
        raise Unreadable(Code.EMPTY, "an empty file")
    try:
        return pypdfium2.PdfDocument(blob)
    except pypdfium2.PdfiumError:
        if _is_locked(blob):
            raise Unreadable(Code.ENCRYPTED, "needs a password: save a copy without one") from None
        if b"/Count 0" in blob and b"/Kids" in blob and len(blob) < 4096:
            raise Unreadable(Code.EMPTY, "a PDF file without pages") from None
        what = "not a PDF file" if b"%PDF-" not in blob[:1024] else "damaged beyond repair, or cut off"
        raise Unreadable(Code.BROKEN_FILE, what) from None


def _is_locked(blob: bytes) -> bool:
    """Whether a file that can't be opened needs a password.

    pdfium says of some files what was wrong with the one before: first it is shown one that has no pages at all.
    """
    import pypdfium2

    said = ""
    for content in (b"%PDF-", blob):
        try:
            pypdfium2.PdfDocument(content).close()
        except pypdfium2.PdfiumError as error:
            said = str(error)
    return "assword" in said or "ecurity" in said


def mentions(blob: bytes, key: bytes) -> bool:
    """Whether a key stands in one of the file's objects, those that are packed in streams of objects included."""
    if key in blob:
        return True
    for match in PACKED.finditer(blob):
        try:
            if key in zlib.decompressobj().decompress(blob[match.end() :], LARGEST):
                return True
        except zlib.error:
            continue
    return False


def is_dynamic_form(document: Any) -> bool:
    """Whether the file's pages are made by the program that shows them, from an XFA form."""
    import pypdfium2.raw as pdfium

    kind = document.get_formtype()
    if kind == pdfium.FORMTYPE_XFA_FULL:
        return True
    return bool(kind == pdfium.FORMTYPE_XFA_FOREGROUND and len(document) == 1 and not _has_fields(document[0]))


def _has_fields(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_GetAnnotCount(page.raw))


def refuse_shell(blob: bytes, document: Any, text: str) -> None:
    """Raise Unreadable where the text is only that of a page which stands for something else."""
    if len(text) > COVER:
        return
    if is_dynamic_form(document):
        raise Unreadable(
            Code.UNSUPPORTED_FORMAT,
            "a dynamic form (XFA): its page is a placeholder; open it in a program that shows it, print that to a PDF",
        )
    names = attachments(document)
    if names and len(document) == 1 and mentions(blob, b"/Collection"):
        raise Unreadable(
            Code.UNSUPPORTED_FORMAT,
            f"a portfolio: its page is a cover, its documents are attachments ({listed(names)}); save them as files",
        )


def attachments(document: Any) -> list[str]:
    """Return the names of the files that are attached."""
    import pypdfium2

    names = []
    for index in range(min(document.count_attachments(), 1000)):
        try:
            names.append(one_line(document.get_attachment(index).get_name()))
        except pypdfium2.PdfiumError:
            names.append("?")
    return names


def listed(names: list[str]) -> str:
    """Return the first names, and how many more there are."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def unknown_filters(blob: bytes) -> list[str]:
    """Return the names of the ways in which something in the file is packed that the format's usual ones are not."""
    found = {name for match in FILTER.finditer(blob) for name in NAME.findall(match[1]) if name not in KNOWN_FILTERS}
    return sorted(one_line(name.decode("latin-1")) for name in found if len(name) < 40 and name.isalnum())


def title_of(document: Any) -> str:
    """Return the title that the file gives itself, empty where a program made it up."""
    title = MADE_BY.sub("", one_line(document.get_metadata_value("Title")))
    return "" if title.strip("()").casefold() in NO_TITLES else title
