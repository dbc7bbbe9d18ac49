"""What the styles of a Word file say of its paragraphs and runs, inheritance resolved."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from openbook.corpus.formats.office.ooxml import OFF, attribute, local, number, value
from openbook.dataclass import dataclass, field, replace
from openbook.text.late import late

DEEPEST = 20
"""Styles that are based on one another."""
CONTENTS = late(r"toc ?\d|toc ?heading|table of figures|table of authorities|toa heading")
CODE_NAMES = frozenset({"html preformatted", "source code", "code", "macro", "macro text", "preformatted text"})
"""Names of styles for code that Word, LibreOffice and Pandoc give in every language of their menus."""
MONOSPACED = frozenset(
    """courier couriernew couriernewps couriernewpsmt courierstd consolas menlo monaco lucidaconsole
    lucidasanstypewriter andalemono dejavusansmono liberationmono bitstreamverasansmono droidsansmono ubuntumono
    freemono nimbusmonol nimbusmonops inconsolata sourcecodepro firacode firamono firamonomedium robotomono
    jetbrainsmono cascadiacode cascadiamono sfmono notomono notosansmono ibmplexmono hack letterGothic terminal
    fixedsys ocra ocrb anonymouspro pragmatapro""".lower().split()
)
LOOKS = frozenset({"vanish", "strike", "dstrike", "vertAlign", "position", "rFonts"})
"""Properties of a run that change what it says."""
RAISED = 3
"""Half points by which a mark is raised or lowered, at least; less is done to please the eye."""
SMALL = 18
"""Half points that the letters of such a mark are high at most: large ones are initials."""
EAST_ASIAN = ("80", "81", "82", "86", "88")
"""Character sets whose fonts are of one width because their scripts are."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as that changes what it says."""

    hidden: bool = False
    struck: bool = False
    raised: str = ""
    """`superscript` or `subscript`; empty for the line itself."""
    font: str = ""
    """The font of its Latin letters; empty where nothing says it."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style says."""

    level: int = 0
    """1..6 for a heading, 0 for text."""
    contents: bool = False
    """A line of a table of contents, or what is written above it."""
    code: bool = False
    """By its name; fonts are looked at apart."""
    number: str = ""
    depth: str = ""
    indent: int = 0
    """From the left, in twentieths of a point."""
    look: Look = Look()
    flips: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """`vanish`, `strike`: switches that a style turns over rather than sets."""


class Fonts:
    """Which fonts have letters of one width: code is set in them."""

    def __init__(self, root: Any) -> None:
        """`root`: the part that lists the fonts, None where there is none."""
        self._fixed: dict[str, bool] = {}
        for font in root.iter("{*}font") if root is not None else ():
            pitch = value(font, "{*}pitch")
            if pitch in ("fixed", "variable"):
                wide = value(font, "{*}charset").upper() in EAST_ASIAN
                self._fixed[attribute(font, "name").lower()] = pitch == "fixed" and not wide

    def is_fixed(self, font: str) -> bool:
        """Whether a font is one for code."""
        if re.sub(r"[\s-]", "", font.lower()) in MONOSPACED:
            return True
        return self._fixed.get(font.lower(), False)


class Styles:
    """The styles of a file by id."""

    def __init__(self, root: Any, theme: Any = None) -> None:
        """`root`: the styles; `theme`: the part with the fonts that the styles may name by their use."""
        self._styles: dict[str, Style] = {}
        self._elements: dict[str, Any] = {}
        self._theme = _theme_fonts(theme)
        self.language = "en"
        self.default = Style()
        normal = ""
        if root is None:
            return
        defaults = root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
        self._base = Style(look=self._direct(_by_name(defaults), Look()))
        self.default = self._base
        self.language = value(defaults, "{*}lang").lower()[:2] or "en"
        for style in root.iter("{*}style"):
            self._elements[attribute(style, "styleId")] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                normal = attribute(style, "styleId")
        self.default = self.style(normal) if normal else self._base

    _base = Style()

    def of(self, paragraph: Any) -> Style:
        """Return a paragraph's style; an outline level of its own makes it a heading."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return self.default
        identifier = value(properties, "{*}pStyle")
        style = self.style(identifier) if identifier else self.default
        outline = value(properties, "{*}outlineLvl")
        if not style.level and outline.isdigit() and int(outline) < 6:
            style = replace(style, level=int(outline) + 1)
        indent = _indent(properties)
        return style if indent is None else replace(style, indent=indent)

    def numbering_of(self, paragraph: Any, style: Style) -> tuple[str, str]:
        """Return (numbering id, depth) of a numbered paragraph; an empty id for others, an empty depth if not said."""
        found = paragraph.find("{*}pPr/{*}numPr")
        if found is None and not style.number:
            return "", ""
        own = value(found, "{*}numId")
        depth = value(found, "{*}ilvl") or ("0" if own and own != style.number else style.depth)
        listed = own or style.number
        return ("" if listed == "0" else listed), (depth if depth.isdigit() and len(depth) == 1 else "")

    def style_of(self, paragraph: Any) -> str:
        """Return the id of a paragraph's style, empty where it has none of its own."""
        return value(paragraph, "{*}pPr/{*}pStyle")

    def number_of(self, identifier: str) -> str:
        """Return the numbering that a style of lists stands for."""
        return value(self._elements.get(identifier), "{*}pPr/{*}numPr/{*}numId")

    def look(self, properties: Any, style: Style) -> Look:
        """Return how a run with these properties (None: it has none) looks in a paragraph of this style."""
        if properties is None:
            return style.look
        found = _by_name(properties)
        above = style.look
        if "rStyle" in found:
            character = self.style(_said(found, "rStyle"))
            vanish, strike = (
                character.flips.get(name, False) != style.flips.get(name, False) for name in ("vanish", "strike")
            )
            above = Look(
                hidden=vanish,
                struck=strike or character.look.struck,
                raised=character.look.raised or above.raised,
                font=character.look.font or above.font,
            )
        return self._direct(found, above)

    def style(self, identifier: str, seen: frozenset[str] = frozenset()) -> Style:
        """Return a style by its id; one that is not there is known by its name alone."""
        if identifier in self._styles:
            return self._styles[identifier]
        element = self._elements.get(identifier)
        if identifier in seen or len(seen) > DEEPEST:
            return self._base
        if element is None:
            style = replace(self._base, level=_level(identifier), contents=_is_contents(identifier))
        else:
            above = value(element, "{*}basedOn")
            paragraph = attribute(element, "type") in ("paragraph", "")
            inherited = self.style(above, seen | {identifier}) if above else (self._base if paragraph else Style())
            style = self._styled(element, inherited)
        self._styles[identifier] = style
        return style

    def _styled(self, element: Any, inherited: Style) -> Style:
        name = value(element, "{*}name")
        outline = value(element, "{*}pPr/{*}outlineLvl")
        level = _level(name)
        if not level:
            level = inherited.level if not outline.isdigit() else (int(outline) + 1 if int(outline) < 6 else 0)
        own = value(element, "{*}pPr/{*}numPr/{*}numId")
        properties = element.find("{*}rPr")
        flips = dict(inherited.flips)
        for switch in ("vanish", "strike"):
            state = _switch(_by_name(properties), switch)
            if state is not None:
                flips[switch] = state
        look = self._direct(_by_name(properties), inherited.look)
        indent = _indent(element.find("{*}pPr"))
        return Style(
            level=level,
            contents=inherited.contents or _is_contents(name),
            code=inherited.code or name.lower() in CODE_NAMES,
            number=own or inherited.number,
            depth=value(element, "{*}pPr/{*}numPr/{*}ilvl") or ("" if own else inherited.depth),
            indent=inherited.indent if indent is None else indent,
            look=look,
            flips=MappingProxyType(flips),
        )

    def _direct(self, found: dict[str, Any], above: Look) -> Look:
        """Return a look with what is said of it in one place."""
        if LOOKS.isdisjoint(found):
            return above
        hidden, struck = _switch(found, "vanish"), _switch(found, "strike")
        raised = _said(found, "vertAlign") or _moved(found) or above.raised
        return Look(
            hidden=above.hidden if hidden is None else hidden,
            struck=(above.struck if struck is None else struck) or bool(_switch(found, "dstrike")),
            raised=raised if raised in ("superscript", "subscript") else "",
            font=self._font(found.get("rFonts")) or above.font,
        )

    def _font(self, fonts: Any) -> str:
        if fonts is None:
            return ""
        use = attribute(fonts, "asciiTheme") or attribute(fonts, "hAnsiTheme")
        named = self._theme.get(use[:5], "") if use else ""
        return named or attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _by_name(properties: Any) -> dict[str, Any]:
    return {local(element): element for element in properties} if properties is not None else {}


def _said(found: dict[str, Any], name: str) -> str:
    return attribute(found[name], "val") if name in found else ""


def _moved(found: dict[str, Any]) -> str:
    """Return whether letters are set higher or lower by so many points, and smaller than others: a mark."""
    up = number(_said(found, "position")) if 0 < number(_said(found, "sz")) <= SMALL else 0
    return "superscript" if up >= RAISED else "subscript" if up <= -RAISED else ""


def _switch(found: dict[str, Any], name: str) -> bool | None:
    return attribute(found[name], "val") not in OFF if name in found else None


def _theme_fonts(root: Any) -> dict[str, str]:
    if root is None:
        return {}
    return {use: value(root, f".//{{*}}{use}Font/{{*}}latin", "typeface") for use in ("major", "minor")}


def _indent(properties: Any) -> int | None:
    found = properties.find("{*}ind") if properties is not None else None
    if found is None:
        return None
    text = attribute(found, "left") or attribute(found, "start")
    return number(text) if text else None


def _is_contents(name: str) -> bool:
    return CONTENTS.fullmatch(name.lower()) is not None


def _level(name: str) -> int:
    """Return the heading level that a style's name says: `heading 2`, `Heading2`, `Title`; 0 for another."""
    folded = name.lower().replace(" ", "")
    if folded == "title":
        return 1
    match = re.fullmatch(r"heading([1-9])", folded)
    return min(int(match[1]), 6) if match else 0
