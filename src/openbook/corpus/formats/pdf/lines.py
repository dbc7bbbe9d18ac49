"""What a page of a PDF file is made of: lines with their places."""

from openbook.dataclass import dataclass

Box = tuple[float, float, float, float]
"""left, bottom, right, top: points from the page's lower left corner."""


@dataclass(slots=True)
class Line:
    """One line as printed."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    """Points from the page's lower left corner."""
    base: float
    """Below the letters; of a vertical line, its x."""
    size: float = 0.0
    """Height of the font's letters, whichever of them there are; 0 where the font does not say."""
    cells: tuple["Line", ...] = ()
    """The stretches of a line that has wide gaps, left to right."""
    hyphen: bool = False
    """Whether a hyphen at its end was taken off."""
    rtl: bool = False
    """Whether it holds letters that are written from right to left."""
    font: int = 0
    """Which font of the file its letters are drawn in, by a number that means nothing else; 0 where it is not asked."""
    lost: int = 0
    """Glyphs in it that the font gives no meaning."""
    first: int = 0
    """Where it begins in the page's text layer."""
    unseen: bool = False
    """Whether nothing is drawn for it: the text behind the picture of a page, or something hidden."""
    pale: bool = False
    """Whether it is drawn in the colour of paper."""
    clipped: bool = False
    """Whether it is drawn where the page lets nothing through."""
    lead: tuple[float, float, float] | None = None
    """Where a number that it begins with ends and what follows begins, and its size, if they stand apart."""
    initial: Box | None = None
    """The place of a large letter that it begins with."""
    alone: bool = False
    """Whether it is a line of a form, which no other line goes on."""
    fixed: bool = False
    """Whether all letters of its font are of one width, as those of code are."""
    is_table: bool = False
    """Whether it stands for a whole table, written as Markdown."""
    inset: bool = False
    """Whether it stands in a box that is drawn around it, beside lines that don't."""
    asides: tuple["Line", ...] = ()
    """Its stretches where the first or the last is set in smaller letters: it may be a note in the margin."""

    @property
    def height(self) -> float:
        """Points from the lowest to the highest mark."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in the order of the file."""

    lines: list[Line]
    vertical: bool
    """Whether the page is written in columns from right to left."""
    width: float
    height: float
    recognised: bool = False
    """Whether the lines come from a picture, with places made up."""
    turned: tuple["PageLines", ...] = ()
    """What is set sideways or upside down on the page, turned upright."""
    slanted: tuple[Line, ...] = ()
    """What runs across the page at an angle."""
    rules: tuple[Box, ...] = ()
    """Straight lines that are drawn, of pages that may hold a table."""


def around(boxes: list[Box]) -> Box:
    """Return the box that holds them all."""
    if len(boxes) == 1:
        return boxes[0]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)
