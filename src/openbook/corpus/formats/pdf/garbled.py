"""What fonts draw that don't tell their letters, or tell wrong ones: each font is judged by itself."""

from collections.abc import Callable, Iterator

from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.readable import is_readable
from openbook.dataclass import dataclass, replace

FEWEST = 20
"""Glyphs without a meaning, from which a font is judged by their share."""
MOST_LOST = 0.3
"""Share of a font's glyphs without a meaning, from which what it draws is no text."""
MAPLESS = "its fonts don't say which letters they draw, so its text can't be told: read.ocr reads it with tesseract"
CIPHER = "its text layer is no language, its letters are mapped wrongly: read.ocr reads the pages with tesseract"


@dataclass(frozen=True, slots=True)
class Legible:
    """Pages without what can't be told."""

    pages: list[PageLines]
    numbers: list[int]
    """Of the pages that lost something."""
    letters: int
    """How many were taken out."""
    marked: int
    """Glyphs without a meaning in what stays."""
    why: str
    """What is wrong, where most of the document's letters can't be told."""


def without_garbled(pages: list[PageLines]) -> Legible:
    """Take out the lines in fonts whose letters can't be told, and those that say nothing else."""
    fonts: dict[int, list[Line]] = {}
    for page in pages:
        for line in all_lines(page):
            fonts.setdefault(line.font, []).append(line)
    mapless = {font for font, lines in fonts.items() if _is_mapless(lines)}
    ciphers = {font for font in fonts.keys() - mapless if not _is_language(fonts[font])}
    if not ciphers and not any(line.lost for lines in fonts.values() for line in lines):
        return Legible(pages, [], 0, 0, "")
    counts = {"": 0, MAPLESS: 0, CIPHER: 0}
    marked = 0

    def why(line: Line) -> str:
        if line.font in mapless or (line.lost and not any(map(str.isalnum, line.text))):
            return MAPLESS
        return CIPHER if line.font in ciphers else ""

    for lines in fonts.values():
        for line in lines:
            reason = why(line)
            counts[reason] += _size(line)
            marked += 0 if reason else line.lost
    gone = counts[MAPLESS] + counts[CIPHER]
    if not gone:
        return Legible(pages, [], 0, marked, "")
    numbers = [index for index, page in enumerate(pages, start=1) if any(map(why, all_lines(page)))]
    most = max((MAPLESS, CIPHER), key=lambda reason: counts[reason])
    kept = [_without(page, why) for page in pages]
    return Legible(kept, numbers, gone, marked, most if gone > counts[""] else "")


def all_lines(page: PageLines) -> Iterator[Line]:
    """Yield the lines of a page, those that are set sideways too."""
    yield from page.lines
    for other in page.turned:
        yield from other.lines


def _is_mapless(lines: list[Line]) -> bool:
    """Whether too many of a font's glyphs have no meaning."""
    lost = sum([line.lost for line in lines])
    return lost >= FEWEST and lost > MOST_LOST * sum(_size(line) for line in lines)


def _is_language(lines: list[Line]) -> bool:
    fixed = sum([line.fixed for line in lines])
    return is_readable("\n".join([line.text for line in lines]), code=2 * fixed > len(lines))


def _size(line: Line) -> int:
    return max(len(line.text) - line.text.count(" "), line.lost)


def _without(page: PageLines, why: Callable[[Line], str]) -> PageLines:
    lines = [line for line in page.lines if not why(line)]
    return replace(page, lines=lines, turned=tuple(_without(other, why) for other in page.turned))
