"""The text of a shape that is drawn on a slide or a sheet → its paragraphs, with numbers and bullets."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from openbook.corpus.formats.office.blocks import Block
from openbook.corpus.formats.office.formulas import between
from openbook.corpus.formats.office.inline import Piece, line
from openbook.corpus.formats.office.number_formats import numeral
from openbook.corpus.formats.office.ooxml import attribute, local, number, value
from openbook.corpus.formats.office.symbols import is_symbolic, signs, translated


def paragraphs_of(body: Any, lost: Counter[str]) -> Iterator[Block]:
    """Yield the paragraphs of a text body; those with a number or a bullet of their own are items."""
    counts: dict[int, int] = {}
    for paragraph in body.iterfind("{*}p"):
        text = _text(paragraph, lost)
        if not text:
            continue
        properties_ = paragraph.find("{*}pPr")
        depth = number(attribute(properties_, "lvl")) if properties_ is not None else 0
        numbered = properties_.find("{*}buAutoNum") if properties_ is not None else None
        bullet = properties_ is not None and properties_.find("{*}buChar") is not None
        counts = {level: count for level, count in counts.items() if level <= depth}
        if numbered is not None:
            start = number(attribute(numbered, "startAt"), 1)
            counts[depth] = counts.get(depth, start - 1) + 1
            yield Block(f"{_label(counts[depth], attribute(numbered, 'type'))} {text}", "item", depth)
            continue
        counts.pop(depth, None)
        yield Block(f"- {text}", "item", depth) if bullet or depth else Block(text)


def _shown(text: str, look: Any) -> tuple[str, int]:
    """Return a run's text as it looks, and how many of its signs are not known.

    A font that is named for signs alone (`sym`) draws those of the private area; letters keep the font of letters.
    """
    letters, own = value(look, "{*}latin", "typeface"), value(look, "{*}sym", "typeface")
    return translated(text, letters) if is_symbolic(letters) else signs(text, own or letters)


def _label(count: int, kind: str) -> str:
    forms = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
    form = next((name for start, name in forms.items() if kind.startswith(start)), "decimal")
    text = numeral(count, form)
    if kind.endswith("ParenBoth"):
        return f"({text})"
    return f"{text})" if kind.endswith("ParenR") else f"{text}."


def _text(paragraph: Any, lost: Counter[str]) -> str:
    pieces: list[Piece] = []
    for child in paragraph:
        name = local(child)
        if name in ("r", "fld"):
            look = child.find("{*}rPr")
            found = child.find("{*}t")
            text, unknown = _shown(found.text or "" if found is not None else "", look)
            lost["sign"] += unknown
            shift = number(attribute(look, "baseline")) if look is not None else 0
            raised = "superscript" if shift > 0 else "subscript" if shift < 0 else ""
            struck = look is not None and attribute(look, "strike") in ("sngStrike", "dblStrike")
            pieces.append(Piece(text, struck, raised))
        elif name == "br":
            pieces.append(Piece("\n"))
        else:
            # Formulas stand in alternatives, the first of which is the formula itself.
            math = next(child.iter("{*}oMath"), None)
            pieces.append(Piece(between(math) if math is not None else ""))
    return "\n".join(part.strip() for part in line(pieces).split("\n")).strip()
