"""Pages of lines → the text of the document, and where in it each page begins."""

from itertools import chain

from openbook.corpus.clean import clean
from openbook.corpus.formats.pdf.furniture import without_furniture
from openbook.corpus.formats.pdf.grids import with_grids
from openbook.corpus.formats.pdf.initials import with_initials
from openbook.corpus.formats.pdf.insets import parts_of_block
from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.listing_numbers import without_listing_numbers
from openbook.corpus.formats.pdf.margins import without_line_numbers
from openbook.corpus.formats.pdf.order import TITLE, blocks
from openbook.corpus.formats.pdf.paragraphs import continues, ended, paragraphs, space_between
from openbook.corpus.formats.pdf.side_notes import with_side_notes
from openbook.corpus.formats.pdf.tables import CAPTION, with_tables
from openbook.corpus.formats.pdf.tables_over_pages import further_rows
from openbook.corpus.formats.pdf.words import Words
from openbook.dataclass import replace

HYPHENS = ("-", "\u2010")


def text_of(pages: list[PageLines]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages and the place where each begins."""
    cleared = without_furniture([without_listing_numbers(without_line_numbers(page)) for page in pages])
    cleared = [with_side_notes(page) for page in cleared]
    words = Words(lambda: (line for page in cleared for line in page.lines))
    assembly = _Assembly(words)
    for page in cleared:
        assembly.begin_page()
        for frame in (page, *page.turned):
            texts, notes = blocks(_with(frame, with_grids(_with(frame, with_initials(frame.lines)))))
            for block, is_inset in chain.from_iterable(map(parts_of_block, texts)):
                if is_inset:
                    assembly.notes += paragraphs(block, words)
                else:
                    assembly.add(paragraphs(with_tables(block, frame.rules), words), block[0], block[-1])
            assembly.notes += [paragraph for block in notes for paragraph in paragraphs(block, words)]
        for line in page.slanted:
            assembly.add([line.text], line, line)
    assembly.end()
    return "".join(assembly.parts), tuple(assembly.starts)


def _with(page: PageLines, lines: list[Line]) -> PageLines:
    return page if lines is page.lines else replace(page, lines=lines)


class _Assembly:
    """Puts paragraphs together, over the ends of columns and pages; footnotes wait until a paragraph has ended."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._last: Line | None = None
        self._length = 0
        self._fresh = False
        self._table = ""
        """The last paragraph, which may be a table; without the rows that stand on further pages."""
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.notes: list[str] = []

    def begin_page(self) -> None:
        """Note where a page begins."""
        self.starts.append(self._length)
        self._fresh = True

    def add(self, found: list[str], top: Line, last: Line) -> None:
        """Add the paragraphs of a block between two lines."""
        first = self._last if self._last is None or _are_alike(self._last, top) else None
        texts = [text for paragraph in found if (text := clean(paragraph).strip("\n").rstrip()).strip()]
        for place, text in enumerate(texts):
            if _is_float(text) and self._goes_on_below(texts[place + 1 :], at_head=first is not None):
                # A picture or table in the middle of a paragraph, which goes on below it.
                self.notes.append(text)
                first = first or last
                continue
            self._paragraph(text, first)
            first = None
        self._last = last

    def _goes_on_below(self, below: list[str], *, at_head: bool) -> bool:
        """Whether the last paragraph goes on below something; at the head of a column that may be in the next block."""
        if not self.parts or ended(self.parts[-1]) or _is_float(self.parts[-1]):
            return False
        following = next((text for text in below if not _is_float(text)), "")
        return continues(self.parts[-1], following, hyphen=False) if following else at_head

    def end(self) -> None:
        """Add what still waits."""
        notes, self.notes = self.notes, []
        for note in notes:
            text = clean(note).strip()
            if text:
                self._write("\n\n" if self.parts else "", text)

    def _paragraph(self, text: str, last: Line | None) -> None:
        before = self.parts[-1] if self.parts else ""
        at_table = self._fresh and not self.notes and before.startswith("| ")
        rows = further_rows(self._table, text) if at_table else ""
        if not rows:
            self._table = text
        if rows:
            self._write("\n", rows)
        elif last is not None and _breaks_word(before, text):
            self.parts[-1] = before[:-1]
            self._length -= 1
            self._write(self._words.joined(before[:-1], text), text)
        elif last is not None and before and continues(before, text, last.hyphen):
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


def _breaks_word(before: str, after: str) -> bool:
    """Whether a word goes on behind a hyphen: pdfium takes none off at the end of a page, where nothing follows."""
    return before[-1:] in HYPHENS and before[-2:-1].isalpha() and after[:1].islower()


def _are_alike(above: Line, below: Line) -> bool:
    """Whether two lines may be of one paragraph by the size of their letters: one of a title is of none."""
    return max(above.size, below.size) <= TITLE * min(above.size, below.size) or not (above.size and below.size)


def _is_float(text: str) -> bool:
    """Whether it is a table or the words below a picture, which stand where there is room for them."""
    return text.startswith("| ") or CAPTION.match(text) is not None
