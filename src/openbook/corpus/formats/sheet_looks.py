"""What strings of an XLSX workbook look like, where that is a part of what they say: raised, lowered, struck out."""

from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.office.inline import Piece, line
from openbook.corpus.formats.office.ooxml import value
from openbook.corpus.formats.package import parse_xml
from openbook.text.late import late

LOOKS = late(rb"<(?:\w+:)?(?:vertAlign|strike)\b")
RAISED = ("superscript", "subscript")


def marked_strings(blob: bytes | None) -> dict[int, str]:
    """Return the shared strings that have marks or words that are struck out, by their numbers, as they are meant."""
    if blob is None or LOOKS.search(blob) is None:
        return {}
    found = {}
    for place, item in enumerate(parse_xml(blob, "the strings").iterfind("{*}si")):
        pieces = [_piece(run) for run in item.iterfind("{*}r")]
        if any(piece.struck or piece.raised for piece in pieces):
            found[place] = one_line(line(pieces))
    return found


def struck_styles(root: Any) -> set[int]:
    """Return the numbers of the cell styles whose font strikes out what is in a cell."""
    fonts = root.find("{*}fonts")
    struck = {str(at) for at, font in enumerate(() if fonts is None else fonts) if is_struck(font)}
    styles = root.find("{*}cellXfs")
    return {at for at, style in enumerate(() if styles is None else styles) if style.get("fontId") in struck}


def is_struck(font: Any) -> bool:
    """Whether a font strikes out."""
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _piece(run: Any) -> Piece:
    text, look = run.find("{*}t"), run.find("{*}rPr")
    words = (text.text or "") if text is not None else ""
    if look is None:
        return Piece(words)
    shift = value(look, "{*}vertAlign", "val")
    return Piece(words, is_struck(look), shift if shift in RAISED else "")
