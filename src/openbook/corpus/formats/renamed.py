"""Files of another format than their names say: told by how they begin, and read as what they are."""

import codecs
import re
import zipfile
from collections.abc import Iterator

from openbook.codes import Code, Kind
from openbook.corpus.formats.package import OLE
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.suffixes import FORMATS, Format
from openbook.dataclass import dataclass, replace
from openbook.records import Notice
from openbook.text.late import late

HEAD = 4096
"""Bytes that tell what a file is."""
PAGE = late(rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)
FIELDS = late(rb"[A-Za-z-]+:[^\n]*\n(?:[^\n]+\n)*")
"""The head of a message."""
VERSION, OF_PAGES = (
    late(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE),
    late(rb"^Content-Type:\s*(?:multipart/related|text/html)\b", re.IGNORECASE | re.MULTILINE),
)
OF_2003 = late(rb"<\?xml[^>]*>\s*<\?mso-application\s+progid=\"(Word|Excel)\b")
PACKED = (("META-INF/container.xml", "epub"), ("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx"))
"""What the name of a member begins with, and the format whose package has it: a book may have folders of any name."""
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
OPEN = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "ods"}
"""By what the first member of such a package holds."""
STREAMS = (("WordDocument", "doc"), ("PowerPoint Document", "ppt"), ("Workbook", "xls"))
"""Names within old Office files; a new one behind a password has none of them."""
ALL = frozenset(["rtf", "html", "mht", "pdf", "zip", "ole"])
PAGES = frozenset(["html", "mht"])
LOADED = ("pdf", "epub")
"""Readers of what is loaded from pages: a page in its place says that it is not there."""
ASKED = {
    **dict.fromkeys((*LOADED, "docx", "pptx", "odf", "rtf", "legacy", "html", "web_archive"), ALL),
    "spreadsheet": ALL | {"tsv"},
    "mail": ALL - {"mht"},
    "delimited": PAGES,
}
"""By reader: what files with such names are looked at for."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a file is in truth."""

    ending: str
    row: Format

    def read(self, file: RawFile) -> Iterator[Parsed | Unreadable]:
        """Yield what the reader of that format finds, with a notice."""
        notice = Notice(Kind.OTHER_FORMAT, f"it is {WHAT[self.ending]}: read as such (better named .{self.ending})")
        for found in self.row.load()(file):
            yield replace(found, notices=(notice, *found.notices)) if isinstance(found, Parsed) else found


WHAT = {
    "rtf": "RTF",
    "html": "a page of HTML",
    "mht": "a web archive (MHTML)",
    "pdf": "a PDF file",
    "tsv": "text with columns",
    "docx": "a Word file",
    "pptx": "a PowerPoint file",
    "xlsx": "an Excel file",
    "epub": "an EPUB file",
    "odt": "an OpenDocument text",
    "odp": "an OpenDocument presentation",
    "ods": "an OpenDocument spreadsheet",
    "doc": "an old Word file",
    "ppt": "an old PowerPoint file",
    "xls": "an old Excel file",
}


def renamed(file: RawFile, row: Format) -> Renamed | None:
    """Return what a file is whose name says `row`; None where it is what it says, or nothing known.

    Raises Unreadable for XML of Office 2003, which nothing reads, and OSError.
    """
    asked = ASKED.get(row.reader)
    if asked is None:
        return None
    with file.open() as stream:
        head = stream.read(HEAD)
    ending = _ending(file, head, asked)
    if not ending:
        return None
    if ending in PAGES and row.reader in LOADED:
        detail = f"{WHAT[ending]}, not {WHAT[row.reader]}: look whether that could be loaded"
        raise Unreadable(Code.BROKEN_FILE, detail)
    other = FORMATS[f".{ending}"]
    return None if other.reader == row.reader else Renamed(ending, other)


def _ending(file: RawFile, head: bytes, asked: frozenset[str]) -> str:
    if head.startswith(WIDE):
        head = head.decode("utf-16", "ignore").encode("utf-8")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if "zip" in asked and (old := OF_2003.match(start)):
        better = "docx" if old[1] == b"Word" else "xlsx"
        raise Unreadable(
            Code.UNSUPPORTED_FORMAT, f"XML of {old[1].decode()} 2003: save it as .{better} in an office program"
        )
    found = ""
    if head.startswith(b"PK\x03\x04"):
        return _packed(file) if "zip" in asked else ""
    if head.startswith(OLE):
        return _of_streams(file) if "ole" in asked else ""
    if start.startswith(b"{\\rtf"):
        found = "rtf"
    elif head.startswith(b"%PDF-"):
        found = "pdf"
    elif PAGE.match(start):
        found = "html"
    elif _is_archive(start.replace(b"\r\n", b"\n")):
        found = "mht"
    elif b"\x00" not in head and b"\t" in start.partition(b"\n")[0]:
        found = "tsv"
    return found if found in asked else ""


def _is_archive(start: bytes) -> bool:
    fields = FIELDS.match(start)
    return fields is not None and all(sign.search(fields[0]) for sign in (VERSION, OF_PAGES))


def _packed(file: RawFile) -> str:
    """Return what a zip archive holds; empty where that is nothing known."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception:
        return ""
    if kind.startswith(OPEN_DOCUMENT):
        return OPEN.get(kind.removeprefix(OPEN_DOCUMENT).partition(b"-")[0].strip(), "")
    return next((form for start, form in PACKED if any(name.startswith(start) for name in names)), "")


def _of_streams(file: RawFile) -> str:
    blob = file.blob()
    forms = [form for name, form in STREAMS if name.encode("utf-16-le") in blob]
    # A workbook may hold a text of Word, and a text a workbook.
    return file.suffix[1:] if file.suffix[1:] in forms else next(iter(forms), "")
