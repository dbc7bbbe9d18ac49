"""Where the shapes of a slide lie: lengths of OpenDocument, and the boxes of groups."""

from typing import Any

from openbook.corpus.formats.office.ooxml import attribute
from openbook.corpus.formats.slide_order import ShapePlace, ordered

UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
"""In centimetres."""


def in_reading_order(page: Any) -> list[Any]:
    """Return the shapes of a slide in the order in which they are read."""
    return ordered(list(page), place)


def place(shape: Any) -> ShapePlace | None:
    """Return where a shape lies, or a group of them; None where nothing says it plainly."""
    held = [found for inner in shape if (found := place(inner)) is not None] if _is_group(shape) else []
    if held:
        lefts, tops, rights, bottoms = zip(*held, strict=True)
        return ShapePlace(min(lefts), min(tops), max(rights), max(bottoms))
    left, top, wide, high = (_length(attribute(shape, name)) for name in ("x", "y", "width", "height"))
    if left is None or top is None or wide is None or high is None:
        return None
    return ShapePlace(left, top, left + wide, top + high)


def _is_group(shape: Any) -> bool:
    return str(shape.tag).endswith("}g")


def _length(text: str) -> float | None:
    try:
        return float(text[:-2]) * UNITS[text[-2:]]
    except (KeyError, ValueError):
        return None
