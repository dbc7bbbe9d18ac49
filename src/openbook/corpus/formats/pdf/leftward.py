"""Lines of scripts that are written from right to left."""

from openbook.corpus.formats.pdf.glyphs import RTL, STRAY_STOP, plain
from openbook.corpus.formats.pdf.positions import Positions


def reordered(places: Positions, start: int, raw: str) -> str:
    """Return a line of a right-to-left script with the letters of each glyph in their order."""
    kept: list[str] = []
    last: tuple[float, ...] | None = None
    run: list[str] = []
    for offset, char in enumerate(raw):
        box: tuple[float, ...] | None = None
        if RTL.match(char):
            place = start + offset
            box = places.tight(place)
        if box is None or box != last:
            kept += reversed(run)
            run = []
        last = box
        if box is None:
            kept.append(char)
        else:
            # Letters of one glyph share its box; pdfium gives them from left to right.
            run.append(char)
    kept += reversed(run)
    return STRAY_STOP.sub(r"\2\1", plain("".join(kept)).strip())
