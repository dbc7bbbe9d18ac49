"""Pages that are pictures of text, read with tesseract where `read.ocr` asks for it."""

from typing import Any

from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.parsed import Unreadable
from openbook.records import Code

DOTS = 300
"""An inch: what tesseract is trained for."""
LEADING = 12.0
"""Points between the lines that are made up for it."""


def recognised(page: Any) -> PageLines:
    """Return the lines of a page as tesseract reads them; its paragraphs stand apart. Raises Unreadable."""
    import pytesseract

    width, height = page.get_size()
    picture = page.render(scale=DOTS / 72, grayscale=True).to_pil()
    try:
        text = pytesseract.image_to_string(picture)
    except pytesseract.TesseractNotFoundError:
        raise Unreadable(
            Code.NO_TEXT_LAYER, "no text layer, and read.ocr finds no tesseract: install the program"
        ) from None
    except (pytesseract.TesseractError, RuntimeError) as error:
        raise Unreadable(Code.NO_TEXT_LAYER, f"no text layer, and tesseract failed: {error}"[:300]) from None
    lines = []
    base = height
    for row in text.replace("\x0c", "").split("\n"):
        base -= LEADING
        if row.strip():
            hyphen = row.rstrip().endswith("-") and len(row.strip()) > 2
            shown = row.strip().removesuffix("-") if hyphen else row.strip()
            lines.append(Line(shown, 0, base, width, base + LEADING * 0.8, base, LEADING, hyphen=hyphen))
    return PageLines(lines, False, width, height, recognised=True)
