"""A document of pdfium's → the lines of its pages, read once more by tesseract where their letters can't be told."""

from collections import Counter
from typing import Any

from openbook.codes import Code, Kind
from openbook.corpus.formats.office.lost import notices
from openbook.corpus.formats.pdf.bitmap_fonts import BitmapFonts
from openbook.corpus.formats.pdf.form_fields import attached_to, has_fields, together, with_fields
from openbook.corpus.formats.pdf.garbled import all_lines, without_garbled
from openbook.corpus.formats.pdf.ligatures import resolve_ligatures
from openbook.corpus.formats.pdf.lines import PageLines
from openbook.corpus.formats.pdf.overlays import without_overlays
from openbook.corpus.formats.pdf.pictures import shows_picture
from openbook.corpus.formats.pdf.textlayer import PageReader, text_in
from openbook.corpus.parsed import Unreadable
from openbook.records import Notice

FEWEST = 20
"""Letters a page, on average, below which a file with pictures counts as scanned."""
BLANK = PageLines([], False, 0, 0)


class Pages:
    """The pages of a document, as far as they are read, and what a person should know of them."""

    def __init__(self, document: Any, blob: bytes) -> None:
        self._document = document
        self._fonts = BitmapFonts(blob)
        self._is_form = has_fields(document)
        self.pages: list[PageLines] = []
        self.notices: list[Notice] = []
        self.lost: list[int] = []
        """Numbers of the pages that are damaged."""
        self.pictures: list[int] = []
        """Numbers of the pages that show a picture and say nothing."""
        self.blank: list[int] = []
        """Numbers of the pages that show nothing at all."""
        self.garbled: list[int] = []
        """Numbers of the pages with text whose letters can't be told."""
        self.pinned: list[str] = []
        """Names of the files that are pinned to pages."""
        self.why = ""
        """What is wrong with the letters, where most of the document's can't be told."""

    def read(self) -> None:
        """Read the text layers. Raises Unreadable where no page can be opened."""
        reader = PageReader(self._fonts)
        remarks = 0
        for index in range(len(self._document)):
            page = self._open(index)
            if page is None:
                if len(self.lost) > 20 and len(self.lost) == index + 1:
                    break
                self.pages.append(BLANK)
                continue
            try:
                lines, fields = reader.read(page), reader.boxes
                if self._is_form or _has_notes(page):
                    attached = attached_to(self._document, page)
                    fields = together(attached.fields, reader.boxes)
                    self.pinned += attached.files
                    remarks += attached.remarks
                lines = with_fields(lines, fields, text_in(page)) if fields else lines
                self.pages.append(lines)
                if next(all_lines(lines), None) is None:
                    (self.pictures if shows_picture(page) else self.blank).append(index + 1)
            finally:
                page.close()
        if len(self.lost) == len(self.pages) or (len(self.lost) > 20 and not self.pages):
            raise Unreadable(Code.BROKEN_FILE, "its pages are damaged")
        self.notices += said(self.lost, Kind.DAMAGED, "damaged and left out")
        self.notices += notices(Counter(comment=remarks))
        if reader.struck:
            self.notices.append(Notice(Kind.LEFT_OUT, f"{reader.struck:,} letters that are struck out are left out"))
        if reader.covered:
            text = f"{reader.covered:,} letters that something is drawn over are left out"
            self.notices.append(Notice(Kind.LEFT_OUT, text))
        if reader.silent:
            what = "glyphs without a letter are" if reader.silent > 1 else "a glyph without a letter is"
            text = f"{reader.silent * (reader.silent > 1) or ''} {what} left out, of which the file tells a text"
            self.notices.append(Notice(Kind.LEFT_OUT, text.strip()))

    def _open(self, index: int) -> Any:
        import pypdfium2

        try:
            return self._document[index]
        except pypdfium2.PdfiumError:
            self.lost.append(index + 1)
            return None

    def leave_out_garbled(self) -> None:
        """Take out what fonts draw that don't tell their letters, or tell wrong ones."""
        resolve_ligatures((line for page in self.pages for line in all_lines(page)), self._fonts.ligatures)
        judged = without_garbled(self.pages)
        self.pages, self.garbled, self.why = judged.pages, judged.numbers, judged.why
        if judged.marked:
            what = f"{judged.marked} glyphs have" if judged.marked > 1 else "1 glyph has"
            self.notices.append(Notice(Kind.NOT_RENDERED, f"{what} no Unicode value: \ufffd stands for it in words"))
        if judged.letters:
            where = counted(judged.numbers)
            text = f"{judged.letters:,} letters on {where} are left out: their fonts don't tell which"
            self.notices.append(Notice(Kind.LEFT_OUT, text))

    def leave_out_overlays(self) -> None:
        """Take out watermarks, and what is drawn twice or not at all."""
        self.pages, notices = without_overlays(self.pages, self._document)
        self.notices += notices

    def recognise(self) -> None:
        """Read with tesseract the pages that say nothing, or less than a stamp on a picture, or nothing legible."""
        from openbook.corpus.formats.pdf.ocr import PageRecogniser

        recogniser: PageRecogniser | None = None
        failed: dict[int, Unreadable] = {}
        garbled = set(self.garbled)
        for index, lines in enumerate(self.pages):
            letters = sum(char.isalnum() for line in all_lines(lines) for char in line.text)
            number = index + 1
            if number in self.lost or (letters >= FEWEST and number not in garbled):
                continue
            page = self._document[index]
            try:
                if letters and number not in garbled and not shows_picture(page):
                    continue
                recogniser = recogniser or PageRecogniser()
                seen = recogniser.read(page)
            except Unreadable as error:
                failed[number] = error
                continue
            finally:
                page.close()
            if sum(char.isalnum() for line in seen.lines for char in line.text) > letters:
                self.pages[index] = seen
                garbled.discard(number)
        self.garbled = sorted(garbled)
        if failed:
            problem = next(iter(failed.values()))
            if not any(page.lines for page in self.pages):
                raise problem
            self.notices += said(list(failed), Kind.NOT_RENDERED, f"left out: {problem.detail}")


def _has_notes(page: Any) -> bool:
    """Whether anything is attached to a page that may be typed onto it."""
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_GetAnnotCount(page.raw))


def said(numbers: list[int], kind: Kind, problem: str) -> list[Notice]:
    """Return a notice about pages; none where there are no such pages."""
    if not numbers:
        return []
    return [Notice(kind, f"{counted(numbers)} {'are' if len(numbers) > 1 else 'is'} {problem}")]


def counted(numbers: list[int]) -> str:
    """Return pages in words: the first of them, and how many more there are."""
    shown = ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")
    return f"pages {shown}" if len(numbers) > 1 else f"page {shown}"
