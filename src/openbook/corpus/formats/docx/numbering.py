"""The labels of headings, lists and clauses as Word shows them: formats, level texts, shared counters, restarts."""

import re
from typing import Any

from openbook.corpus.formats.docx.styles import Style, Styles
from openbook.corpus.formats.office.number_formats import numeral, pattern
from openbook.corpus.formats.office.ooxml import attribute, number, switched, value
from openbook.corpus.formats.office.symbols import BOXES, translated
from openbook.dataclass import dataclass, field
from openbook.text.late import late

PLACE = late(r"%([1-9])")
IN_FIGURES = ("decimalZero",)
"""Formats that are digits already, and stay as they are where all numbers are to be."""
FOLLOWED = 20
"""List styles that point to one another."""


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one depth are labelled."""

    form: str = "decimal"
    """Word's name of the format, `decimal` where the file says none."""
    text: str = ""
    """`%1.%2)`: what is shown, with the numbers' places."""
    start: int = 1
    restart: int | None = None
    """The depth, from 1, whose next number begins this one anew; 0: never; None: any that is less deep."""
    legal: bool = False
    """All numbers as digits."""
    font: str = ""
    example: str = ""
    """Of a custom format: `001, 002, …`."""
    style: str = ""
    """The style of paragraphs that has this depth."""


@dataclass(slots=True)
class _List:
    """One definition: lists that share it count on from one another."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListLabel:
    """What stands before a paragraph."""

    text: str
    """Empty for an item that only has a bullet, `1.`, `(a)`, `Article I`."""
    bullet: bool
    depth: int


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """`root`: the part with the lists, None where there is none."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._kinds: dict[str, str] = {}  # numbering → definition
        self._overrides: dict[tuple[str, int], Level | int] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        kinds = {attribute(kind, "abstractNumId"): kind for kind in root.iter("{*}abstractNum")}
        self._lists = {name: _List(_levels(kind)) for name, kind in kinds.items()}
        links = {name: value(kind, "{*}numStyleLink") for name, kind in kinds.items()}
        meant = {value(kind, "{*}styleLink"): name for name, kind in kinds.items()}
        for found in root.iter("{*}num"):
            name = attribute(found, "numId")
            self._kinds[name] = value(found, "{*}abstractNumId")
            for override in found.iter("{*}lvlOverride"):
                self._override(name, override)
        for name in list(self._kinds):
            self._kinds[name] = self._resolved(self._kinds[name], links, meant)

    def label(self, paragraph: Any, style: Style) -> ListLabel | None:
        """Count a paragraph and return its label; None where it has none."""
        name, said = self._styles.numbering_of(paragraph, style)
        if not name:
            return None
        kind = self._lists.get(self._kinds.get(name, ""))
        if kind is None:
            return ListLabel("", True, number(said)) if name else None
        depth = int(said) if said else self._depth_of(kind, self._styles.style_of(paragraph))
        level = self._level(kind, name, depth)
        self._count(kind, name, depth, level)
        if level.form == "bullet":
            return ListLabel(_bullet(level), True, depth)
        text = self._text(kind, name, level, depth)
        return ListLabel(text, False, depth) if text else None

    def _resolved(self, kind: str, links: dict[str, str], meant: dict[str, str]) -> str:
        """Follow a definition that only names a style of lists to the one that has the levels."""
        for _ in range(FOLLOWED):
            link = links.get(kind)
            if not link:
                break
            kind = self._kinds.get(self._styles.number_of(link), "") or meant.get(link, "")
        return kind

    def _override(self, name: str, override: Any) -> None:
        depth = number(attribute(override, "ilvl"))
        own = override.find("{*}lvl")
        if own is not None:
            self._overrides[name, depth] = _level(own)
        start = value(override, "{*}startOverride")
        if start:
            self._overrides[name, -1 - depth] = number(start, 1)

    def _level(self, kind: _List, name: str, depth: int) -> Level:
        own = self._overrides.get((name, depth))
        return own if isinstance(own, Level) else kind.levels.get(depth, Level(text=f"%{depth + 1}."))

    def _depth_of(self, kind: _List, style: str) -> int:
        """Return the depth whose level names the paragraph's style."""
        seen = 0
        for depth, level in kind.levels.items():
            if style and level.style == style:
                return depth
            seen = max(seen, depth)
        return 0

    def _count(self, kind: _List, name: str, depth: int, level: Level) -> None:
        counts = kind.counts
        for above in range(depth):
            # A level that was passed over counts as begun.
            if above not in counts:
                counts[above] = self._start(kind, name, above)
        anew = self._overrides.get((name, -1 - depth))
        if isinstance(anew, int) and (name, depth) not in self._begun:
            counts[depth] = anew
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = self._start(kind, name, depth)
        self._begun.add((name, depth))
        for below in [below for below in counts if below > depth]:
            restart = self._level(kind, name, below).restart
            if restart is None or (restart and depth < restart):
                del counts[below]

    def _start(self, kind: _List, name: str, depth: int) -> int:
        anew = self._overrides.get((name, -1 - depth))
        return anew if isinstance(anew, int) else self._level(kind, name, depth).start

    def _text(self, kind: _List, name: str, level: Level, depth: int) -> str:
        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place > depth:
                return ""
            other = level if place == depth else self._level(kind, name, place)
            count = kind.counts.get(place, other.start)
            if other.form == "none":
                return ""
            if other.example:
                return pattern(count, other.example)
            return (
                str(count)
                if level.legal and other.form not in IN_FIGURES
                else numeral(count, other.form, self._styles.language)
            )

        text = PLACE.sub(shown, level.text)
        return " ".join(translated(text, level.font)[0].split())


def _levels(kind: Any) -> dict[int, Level]:
    return {number(attribute(level, "ilvl")): _level(level) for level in kind.iter("{*}lvl")}


def _level(element: Any) -> Level:
    form = next((found for found in element.iter("{*}numFmt")), None)
    restart = value(element, "{*}lvlRestart")
    text = value(element, "{*}lvlText")
    name = attribute(form, "val") if form is not None else "decimal"
    if element.find("{*}lvlText") is None:
        text = f"%{number(attribute(element, 'ilvl')) + 1}."
    fonts = element.find("{*}rPr/{*}rFonts")
    return Level(
        form=name,
        text=text,
        start=number(value(element, "{*}start"), 1),
        restart=number(restart) if restart else None,
        legal=bool(switched(element, "{*}isLgl")),
        font=(attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else "",
        example=attribute(form, "format") if form is not None and name == "custom" else "",
        style=value(element, "{*}pStyle"),
    )


def _bullet(level: Level) -> str:
    """Return what a bullet says beyond that an item begins: the state of a box, or words."""
    text = translated(level.text, level.font)[0].strip()
    return text if text in BOXES or sum(map(str.isalnum, text)) > 1 else ""
