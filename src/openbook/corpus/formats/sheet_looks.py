"""What strings of an XLSX workbook look like, where that is a part of what they say: raised, lowered, struck out."""

import re
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.office.inline import Piece, line
from openbook.corpus.formats.office.ooxml import value
from openbook.corpus.formats.package import parse_xml
from openbook.text.late import late

LOOKS = late(rb"<(?:\w+:)?(?:vertAlign|strike)\b|<(?:\w+:)?t>(?:\s|[^<]*\s<)")
"""What tells that something is raised or struck out, or that words of several runs may lose the space between them."""
ESCAPED = late(r"_x([0-9A-Fa-f]{4})_")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RAISED = ("superscript", "subscript")


def marked_strings(blob: bytes | None) -> dict[int, str]:
    """Return the shared strings that have marks or words that are struck out, by their numbers, as they are meant."""
    if blob is None or LOOKS.search(blob) is None:
        return {}
    found = {}
    for place, item in enumerate(parse_xml(blob, "the strings").iterfind("{*}si")):
        if text := marked_string(item):
            found[place] = text
    return found


def marked_string(item: Any) -> str:
    """Return what a string says as it is meant; empty where a plain reading says the same."""
    pieces = [_piece(run) for run in item.iterfind("{*}r")]
    marked = any(piece.struck or piece.raised for piece in pieces) or (len(pieces) > 1 and _may_lose_spaces(item))
    return one_line(line(pieces)) if marked else ""


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
    words = ESCAPED.sub(_unescaped, (text.text or "") if text is not None else "")
    if look is None:
        return Piece(words)
    shift = value(look, "{*}vertAlign", "val")
    return Piece(words, is_struck(look), shift if shift in RAISED else "")


def _may_lose_spaces(item: Any) -> bool:
    """Whether a run begins or ends with a space that it does not say to keep; programs keep it."""
    texts = [text for text in item.iterfind("{*}r/{*}t") if text.text and text.get(SPACE) != "preserve"]
    return any(text.text != text.text.strip() for text in texts)


def _unescaped(found: re.Match[str]) -> str:
    """Return the character that a string has by its number."""
    char = chr(int(found[1], 16))
    return " " if "\ud800" <= char <= "\udfff" or not char.isprintable() else char
