"""What the styles and numberings of a DOCX file mean: which paragraphs are headings, list items, tables of contents."""

import re
from dataclasses import dataclass
from typing import Any


def _value(element: Any, path: str) -> str:
    found = element.find(path) if element is not None else None
    if found is None:
        return ""
    return next((str(value) for key, value in found.items() if key.rpartition("}")[2] == "val"), "")


def _identifier(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style says."""

    level: int = 0
    """1..6 for a heading, 0 for text."""
    contents: bool = False
    """A line of a table of contents."""
    number: str = ""
    depth: str = "0"


class Styles:
    """The styles of a file by id, inheritance resolved."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._elements: dict[str, Any] = {}
        if root is not None:
            self._elements = {_identifier(style, "styleId"): style for style in root.iter("{*}style")}

    def of(self, paragraph: Any) -> Style:
        """Return a paragraph's style; an outline level of its own makes it a heading."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return Style()
        style = self._style(_value(properties, "{*}pStyle"))
        outline = _value(properties, "{*}outlineLvl")
        if not style.level and outline.isdigit() and int(outline) < 6:
            return Style(int(outline) + 1, style.contents, style.number, style.depth)
        return style

    def numbering_of(self, paragraph: Any) -> tuple[str, str]:
        """Return (numbering id, depth) of a list item; an empty id for other paragraphs."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return "", "0"
        number = _value(properties, "{*}numPr/{*}numId")
        style = self._style(_value(properties, "{*}pStyle"))
        depth = _value(properties, "{*}numPr/{*}ilvl") or style.depth
        number = number or style.number
        return ("" if number == "0" else number), (depth if depth.isdigit() and len(depth) == 1 else "0")

    def _style(self, identifier: str, seen: frozenset[str] = frozenset()) -> Style:
        if identifier in self._styles:
            return self._styles[identifier]
        element = self._elements.get(identifier)
        if element is None:
            style = Style(_level(identifier), bool(re.fullmatch(r"toc ?\d", identifier.lower())))
        elif identifier in seen or len(seen) > 20:
            return Style()
        else:
            name = _value(element, "{*}name")
            above = _value(element, "{*}basedOn")
            inherited = self._style(above, seen | {identifier}) if above else Style()
            outline = _value(element, "{*}pPr/{*}outlineLvl")
            level = _level(name) or (int(outline) + 1 if outline.isdigit() and int(outline) < 6 else inherited.level)
            contents = inherited.contents or bool(re.fullmatch(r"toc ?\d", name.lower()))
            number = _value(element, "{*}pPr/{*}numPr/{*}numId") or inherited.number
            depth = _value(element, "{*}pPr/{*}numPr/{*}ilvl") or inherited.depth
            style = Style(level, contents, number, depth)
        self._styles[identifier] = style
        return style


def _level(name: str) -> int:
    """Return the heading level that a style's name says: `heading 2`, `Heading2`, `Title`; 0 for another."""
    folded = name.lower().replace(" ", "")
    if folded == "title":
        return 1
    match = re.fullmatch(r"heading([1-9])", folded)
    return min(int(match[1]), 6) if match else 0


class Numbering:
    """Which numberings are bullets, and where numbers start."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[tuple[str, str], tuple[str, int]] = {}
        if root is None:
            return
        kinds = {_identifier(kind, "abstractNumId"): kind for kind in root.iter("{*}abstractNum")}
        for number in root.iter("{*}num"):
            kind = kinds.get(_value(number, "{*}abstractNumId"))
            for level in kind.iter("{*}lvl") if kind is not None else ():
                start = _value(level, "{*}start")
                self._levels[_identifier(number, "numId"), _identifier(level, "ilvl")] = (
                    _value(level, "{*}numFmt"),
                    int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1,
                )

    def is_bullet(self, number: str, depth: str) -> bool:
        """Whether items have no number; unknown numberings have none."""
        return self._levels.get((number, depth), ("bullet", 1))[0] in ("bullet", "none", "")

    def start(self, number: str, depth: str) -> int:
        """Return the first number."""
        return self._levels.get((number, depth), ("", 1))[1]
