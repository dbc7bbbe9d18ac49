"""PDF: the text layer in reading order, page by page, without running headers and page numbers."""

from collections.abc import Iterator
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.pdf.furniture import without_furniture
from openbook.corpus.formats.pdf.lines import Line, PageLines, PageReader
from openbook.corpus.formats.pdf.order import blocks
from openbook.corpus.formats.pdf.paragraphs import CAPTION, Words, continues, ended, paragraphs, space_between
from openbook.corpus.parsed import Parsed, RawFile, Unreadable

FEWEST = 20
"""Letters a page, on average, below which a file with pictures counts as scanned."""
NO_TEXT = "no text layer (a scan?): read.ocr reads it with tesseract"


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `encrypted`, `broken_file`, `no_text_layer`, `empty`."""
    document = _open(file)
    try:
        count = len(document)
        if not count:
            raise Unreadable(Code.EMPTY, "a PDF file without pages")
        pages, notices = _pages(document, count, file.limits.ocr)
        text, starts = _text(pages)
        if not file.limits.ocr and len(text) < 4 * FEWEST * count and _is_scan(text, count, document):
            raise Unreadable(Code.NO_TEXT_LAYER, NO_TEXT)
        if is_blank(text):
            found = " and nothing that tesseract can read" if file.limits.ocr and _has_pictures(document) else ""
            raise Unreadable(Code.EMPTY, f"a PDF file with blank pages{found}")
        title = _title(document)
    finally:
        document.close()
    yield Parsed(text, title=title, pages=starts, notices=notices)


def _open(file: RawFile) -> Any:
    import pypdfium2

    blob = file.blob()
    if not blob:
        raise Unreadable(Code.EMPTY, "an empty file")
    try:
        return pypdfium2.PdfDocument(blob)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Unreadable(Code.ENCRYPTED, "needs a password: save a copy without one") from None
        if b"/Count 0" in blob and b"/Kids" in blob and len(blob) < 4096:
            raise Unreadable(Code.EMPTY, "a PDF file without pages") from None
        what = "not a PDF file" if b"%PDF-" not in blob[:1024] else "damaged beyond repair, or cut off"
        raise Unreadable(Code.BROKEN_FILE, what) from None


def _pages(document: Any, count: int, ocr: bool) -> tuple[list[PageLines], tuple[str, ...]]:
    """Return the lines of each page, and what a person should know of pages that gave none."""
    import pypdfium2

    reader = PageReader()
    scans = _Scans() if ocr else None
    pages: list[PageLines] = []
    lost: list[int] = []
    pictures: list[int] = []
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            lost.append(index + 1)
            if len(lost) > 20 and len(lost) == index + 1:
                break
            pages.append(PageLines([], False, 0, 0))
            continue
        try:
            lines = reader.read(page)
            if scans is not None:
                lines = scans.read(page, lines, index + 1)
            pages.append(lines)
            if not lines.lines and _shows_picture(page):
                pictures.append(index + 1)
        finally:
            page.close()
    if len(lost) == len(pages) or (len(lost) > 20 and not pages):
        raise Unreadable(Code.BROKEN_FILE, "its pages are damaged")
    notices = _said(lost, "damaged and left out")
    if scans is not None:
        notices += scans.notices(any(page.lines for page in pages))
    elif len(pictures) < len(pages):
        notices += _said(pictures, "without a text layer (read.ocr reads them)")
    return pages, notices


class _Scans:
    """Pages that say nothing, or less than a stamp on a picture does, as tesseract reads them."""

    def __init__(self) -> None:
        from openbook.corpus.formats.pdf.ocr import PageRecogniser

        self._make = PageRecogniser
        self._recogniser: PageRecogniser | None = None
        self._failed: dict[int, Unreadable] = {}

    def read(self, page: Any, lines: PageLines, number: int) -> PageLines:
        """Return the lines that say more: those of the text layer, or those that are seen."""
        letters = _letters(lines)
        if letters >= FEWEST or (letters and not _shows_picture(page)):
            return lines
        try:
            self._recogniser = self._recogniser or self._make()
            seen = self._recogniser.read(page)
        except Unreadable as problem:
            self._failed[number] = problem
            return lines
        return seen if _letters(seen) > letters else lines

    def notices(self, some: bool) -> tuple[str, ...]:
        """Return what went wrong. Raises Unreadable where no page gave `some` text."""
        if not self._failed:
            return ()
        problem = next(iter(self._failed.values()))
        if not some:
            raise problem
        return _said(list(self._failed), f"left out: {problem.detail}")


def _letters(page: PageLines) -> int:
    return sum(char.isalnum() for line in page.lines for char in line.text)


def _said(numbers: list[int], problem: str) -> tuple[str, ...]:
    if not numbers:
        return ()
    shown = ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")
    return (f"pages {shown} are {problem}" if len(numbers) > 1 else f"page {shown} is {problem}",)


def _text(pages: list[PageLines]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages and the place where each begins."""
    cleared = without_furniture(pages)
    words = Words(lambda: (line for page in cleared for line in page.lines))
    assembly = _Assembly(words)
    for page in cleared:
        assembly.begin_page()
        texts, notes = blocks(page)
        for block in texts:
            assembly.add(paragraphs(block, words), block[-1])
        assembly.notes += [paragraph for block in notes for paragraph in paragraphs(block, words)]
    assembly.end()
    return "".join(assembly.parts), tuple(assembly.starts)


class _Assembly:
    """Puts paragraphs together, over the ends of columns and pages; footnotes wait until a paragraph has ended."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._last: Line | None = None
        self._length = 0
        self._fresh = False
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.notes: list[str] = []

    def begin_page(self) -> None:
        """Note where a page begins."""
        self.starts.append(self._length)
        self._fresh = True

    def add(self, found: list[str], last: Line) -> None:
        """Add the paragraphs of a block; `last` is its last line."""
        first = self._last
        for paragraph in found:
            text = clean(paragraph).strip()
            if not text:
                continue
            if first is not None and CAPTION.match(text) and self.parts and not ended(self.parts[-1]):
                # A picture at the head of a column: the paragraph before goes on below its caption.
                self.notes.append(text)
                continue
            self._paragraph(text, first)
            first = None
        self._last = last

    def end(self) -> None:
        """Add what still waits."""
        notes, self.notes = self.notes, []
        for note in notes:
            text = clean(note).strip()
            if text:
                self._write("\n\n" if self.parts else "", text)

    def _paragraph(self, text: str, last: Line | None) -> None:
        before = self.parts[-1] if self.parts else ""
        if last is not None and before and continues(before, text, last.hyphen):
            joint = self._words.joined(before, text) if last.hyphen else space_between(before, text)
            self._write(joint, text)
        else:
            self.end()
            self._write("\n\n" if self.parts else "", text)

    def _write(self, joint: str, text: str) -> None:
        self.parts += [joint, text]
        self._length += len(joint)
        if self._fresh:
            self.starts[-1] = self._length
            self._fresh = False
        self._length += len(text)


def _title(document: Any) -> str:
    """Return the title that the file gives itself, empty where a program made it up."""
    title = one_line(document.get_metadata_value("Title")).removeprefix("Microsoft Word - ")
    return "" if title.casefold() in ("untitled", "anonymous", "title", "document", "slide 1") else title


def _is_scan(text: str, count: int, document: Any) -> bool:
    """Whether there are pictures and hardly any letters."""
    return sum(char.isalnum() for char in text) < FEWEST * count and _has_pictures(document)


def _has_pictures(document: Any) -> bool:
    import pypdfium2

    for index in range(min(len(document), 3)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue
        try:
            if _shows_picture(page):
                return True
        finally:
            page.close()
    return False


def _shows_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
