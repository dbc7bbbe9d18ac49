"""Pages that are pictures of text, read with tesseract where `read.ocr` asks for it."""

import os
from math import sqrt
from typing import Any

from openbook.codes import Code
from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.parsed import Unreadable

DOTS = 300
"""An inch: what tesseract is trained for."""
MOST_DOTS = 40_000_000
"""Of a page: those of A2 at 300 an inch. A larger page is read at a lower resolution."""
LONGEST = 32_000
"""Dots of a side; tesseract refuses more than 32,767."""
LANGUAGES = 4
"""Up to so many that are installed are looked for together; among more, the choice would cost time and letters."""
LEADING = 12.0
"""Points between the lines that are made up for it."""


class PageRecogniser:
    """Asks tesseract for the text of pages; one a document, so that it is asked only once what it can read."""

    def __init__(self) -> None:
        """Raises Unreadable where there is no tesseract."""
        # Files are read at the same time, a process for each core: the threads of one page would only wait for those
        # of others, which takes six times as long.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        self._languages = languages()

    def read(self, page: Any) -> PageLines:
        """Return the lines of a page as tesseract reads them; its paragraphs stand apart. Raises Unreadable."""
        import pypdfium2
        import pytesseract

        width, height = page.get_size()
        side = max(width, height, 1.0)
        scale = min(DOTS / 72, sqrt(MOST_DOTS / max(width * height, 1.0)), LONGEST / side)
        try:
            picture = page.render(scale=scale, grayscale=True).to_pil()
            text = pytesseract.image_to_string(
                picture, lang=self._languages, config=f"--dpi {max(70, round(scale * 72))}"
            )
        except pytesseract.TesseractNotFoundError:
            raise _missing() from None
        except (pytesseract.TesseractError, pypdfium2.PdfiumError, RuntimeError) as error:
            said = " ".join(str(error).split())
            raise Unreadable(Code.NO_TEXT_LAYER, f"no text layer, and tesseract failed: {said}"[:300]) from None
        return PageLines(_lines(text, width, height), False, width, height, recognised=True)


def languages() -> str:
    """Return the languages that pages are read in, as tesseract's option `-l`: those installed, or English of many.

    Raises Unreadable where there is no tesseract.
    """
    import pytesseract

    try:
        found = [name for name in pytesseract.get_languages() if name not in ("osd", "equ") and "/" not in name]
    except pytesseract.TesseractNotFoundError:
        raise _missing() from None
    return "+".join(found) if 0 < len(found) <= LANGUAGES else "eng"


def _missing() -> Unreadable:
    return Unreadable(Code.NO_TEXT_LAYER, "no text layer, and read.ocr finds no tesseract: install the program")


def _lines(text: str, width: float, height: float) -> list[Line]:
    lines = []
    base = height
    for row in text.replace("\x0c", "").split("\n"):
        base -= LEADING
        if row.strip():
            hyphen = row.rstrip().endswith("-") and len(row.strip()) > 2
            shown = row.strip().removesuffix("-") if hyphen else row.strip()
            lines.append(Line(shown, 0, base, width, base + LEADING * 0.8, base, LEADING, hyphen=hyphen))
    return lines
