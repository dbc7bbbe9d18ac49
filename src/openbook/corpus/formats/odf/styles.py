"""The styles of an OpenDocument file: what is hidden, struck out, raised or code, and how lists are labelled."""

from typing import Any

from openbook.corpus.formats.office.number_formats import numeral
from openbook.corpus.formats.office.ooxml import attribute, local, number
from openbook.dataclass import dataclass, replace

DEEPEST = 30
"""Styles that are based on one another."""
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
FORMS |= {"一, 二, 三, ...": "japaneseCounting", "①, ②, ③, ...": "decimalEnclosedCircle"}
FORMS |= {"А, Б, .., Аа, Аб, ... (ru)": "russianUpper", "а, б, .., аа, аб, ... (ru)": "russianLower"}
FORMS |= {"1st": "ordinal", "One": "cardinalText", "First": "ordinalText", "01, 02, 03, ...": "decimalZero"}
FORMS |= {
    "*, †, ‡, §, **, ††, ...": "chicago",
    "א, י, ק, ...": "hebrew1",
    "א, ב, ...": "hebrew2",
    "א, ב, ג, ...": "hebrew2",
}
FORMS |= {
    "ｱ, ｲ, ｳ, ...": "aiueo",
    "ア, イ, ウ, ...": "aiueo",
    "イ, ロ, ハ, ...": "iroha",
    "甲, 乙, 丙, ...": "ideographTraditional",
}
FORMS |= {"가, 나, 다, ...": "ganada", "ㄱ, ㄴ, ㄷ, ...": "chosung", "일, 이, 삼, ... (ko-x-digital)": "koreanDigital"}
FORMS |= {"أ, ب, ت, ...": "arabicAlpha", "أ, ب, ج, ...": "arabicAbjad", "๑, ๒, ๓, ...": "thaiNumbers"}
MONOSPACED = ("courier", "consolas", "mono", "typewriter", "menlo", "fixed")
"""What names of fonts for code hold, where a file does not say that they are of one width."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks, as far as that changes what it says."""

    hidden: bool = False
    struck: bool = False
    raised: str = ""
    font: str = ""
    list_style: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one depth of a list are labelled."""

    form: str = ""
    """Empty for a bullet."""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """Levels whose numbers are shown."""
    start: int = 1
    numbered: bool = False


class Styles:
    """The styles of a file by name."""

    def __init__(self, roots: list[Any]) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self._fixed: dict[str, bool] = {}
        self.outline: dict[int, Level] = {}
        for root in reversed(roots):
            for element in root.iter("{*}style", "{*}list-style", "{*}outline-style", "{*}font-face"):
                self._take(element)
        self.default = self.look("Standard", "paragraph")

    def _take(self, element: Any) -> None:
        name = local(element)
        if name == "style":
            self._elements[attribute(element, "family"), attribute(element, "name")] = element
        elif name == "font-face":
            family = attribute(element, "font-family").strip("'").lower()
            known = any(part in family for part in MONOSPACED)
            self._fixed[attribute(element, "name")] = attribute(element, "font-pitch") == "fixed" or known
        else:
            levels = {number(attribute(level, "level"), 1): _level(level) for level in element if local(level)}
            if name == "outline-style":
                self.outline = levels
            else:
                self._lists[attribute(element, "name")] = levels

    def look(self, name: str, family: str, depth: int = 0) -> Look:
        """Return what a style says, with what those say that it is based on."""
        key = family, name
        if key in self._looks:
            return self._looks[key]
        element = self._elements.get(key)
        if element is None or depth > DEEPEST:
            return Look()
        above = attribute(element, "parent-style-name")
        look = self.look(above, family, depth + 1) if above else Look()
        self._looks[key] = look = _changed(look, element)
        return look

    def over(self, look: Look, name: str) -> Look:
        """Return a look with what the style of a span changes."""
        own = self.look(name, "text")
        return Look(
            hidden=look.hidden or own.hidden,
            struck=look.struck or own.struck,
            raised=own.raised or look.raised,
            font=own.font or look.font,
        )

    def is_fixed(self, font: str) -> bool:
        """Whether a font is one for code."""
        return self._fixed.get(font, any(part in font.lower() for part in MONOSPACED))

    def is_named(self, name: str, names: tuple[str, ...]) -> bool:
        """Whether a paragraph's style, or the one that it is based on, has one of these names."""
        element = self._elements.get(("paragraph", name))
        return name in names or (element is not None and attribute(element, "parent-style-name") in names)

    def is_hidden_page(self, name: str) -> bool:
        """Whether a slide is left out of the show."""
        element = self._elements.get(("drawing-page", name))
        properties = element.find("{*}drawing-page-properties") if element is not None else None
        return properties is not None and attribute(properties, "visibility") == "hidden"

    def levels(self, name: str) -> dict[int, Level]:
        """Return the levels of a style of lists."""
        return self._lists.get(name, {})


def _changed(look: Look, element: Any) -> Look:
    listed = attribute(element, "list-style-name")
    look = replace(look, list_style=listed or look.list_style)
    text = element.find("{*}text-properties")
    if text is None:
        return look
    display, line = attribute(text, "display"), attribute(text, "text-line-through-style")
    kind = attribute(text, "text-line-through-type")
    place = attribute(text, "text-position").split(" ")[0]
    raised = {"super": "superscript", "sub": "subscript"}.get(place, "")
    shift = place.removesuffix("%")
    if not raised and shift.lstrip("-").isdigit() and int(shift):
        raised = "superscript" if int(shift) > 0 else "subscript"
    return replace(
        look,
        hidden=display == "none" if display else look.hidden,
        struck=(line or kind) != "none" if line or kind else look.struck,
        raised=raised or ("" if place else look.raised),
        font=attribute(text, "font-name") or attribute(text, "font-family").strip("'") or look.font,
    )


def _level(element: Any) -> Level:
    form = attribute(element, "num-format")
    numbered = local(element) in ("list-level-style-number", "outline-level-style")
    return Level(
        form=FORMS.get(form, "decimal") if form else "",
        prefix=attribute(element, "num-prefix"),
        suffix=attribute(element, "num-suffix"),
        shown=number(attribute(element, "display-levels"), 1),
        start=number(attribute(element, "start-value"), 1),
        numbered=numbered,
    )


def label(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    """Return the label of an item or heading; empty where its level has none. `depth`: from 1."""
    level = levels.get(depth)
    if level is None or not level.form:
        return "" if level is None else (level.prefix + level.suffix).strip() if level.numbered else ""
    first = max(1, depth - level.shown + 1)
    parts = []
    for place in range(first, depth + 1):
        other = levels.get(place, level)
        if other.form:
            parts.append(numeral(counts.get(place, other.start), other.form))
    return f"{level.prefix}{'.'.join(parts)}{level.suffix}".strip()
