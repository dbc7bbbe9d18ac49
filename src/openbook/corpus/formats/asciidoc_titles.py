"""Titles of AsciiDoc: those that are underlined, and what a reference to one shows."""

from collections.abc import Sequence

from openbook.text.late import late

UNDERLINES = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
"""By what underlines a title: its level."""
TITLE = late(r"[^\s.=|\[/:*+-].*[^\W_]|[^\W_]")
ABOVE = late(r"\s*(?:\[.*\]\s*|//.*|:[\w-]+:.*)?\Z")
"""What may stand directly above a title."""
ANCHOR = late(r"\[\[([^\],]+)(?:,\s*([^\]]*))?\]\]\s*\Z|\[#([\w-]+)[^\]]*\]\s*\Z")
HEADING = late(r"={1,6}[ \t]+(?:\[\[([\w-]+)\]\])?(\S.*?)[ \t]*\Z")
CAPTION = late(r"\.([^\s.].*)")
NO_WORD = late(r"\W+")


def underlined(lines: Sequence[str], place: int) -> int:
    """Return the level of a title that is underlined, about as long as it is; 0 where a line is none."""
    below = lines[place + 1] if place + 1 < len(lines) else ""
    if below[:1] not in UNDERLINES:
        return 0
    line, below = lines[place], below.rstrip()
    if below.strip(below[0]) or abs(len(below) - len(line.rstrip())) > 2:
        return 0
    above = lines[place - 1] if place else ""
    told = len(below) > 2 and TITLE.match(line) is not None and ABOVE.match(above) is not None
    return UNDERLINES[below[0]] if told else 0


def titles(lines: Sequence[str]) -> dict[str, str]:
    """Return what a reference shows that says nothing itself: the title at its target, by the name of that."""
    found: dict[str, str] = {}
    names: list[str] = []
    for place, line in enumerate(lines):
        first = line[:1]
        anchor = ANCHOR.match(line) if first == "[" else None
        if anchor is not None:
            names.append(anchor[1] or anchor[3])
            if anchor[2]:
                found[names[-1]] = anchor[2]
            continue
        heading = HEADING.match(line) if first == "=" else None
        title = heading[2] if heading else line.strip() if underlined(lines, place) else ""
        if title:
            own = f"_{NO_WORD.sub('_', title.lower()).strip('_')}"
            names += [own, *([heading[1]] if heading and heading[1] else [])]
        caption = CAPTION.match(line) if first == "." and names else None
        if title or caption:
            for name in names:
                found.setdefault(name, title or (caption[1] if caption else ""))
        if first != "[" and line.strip():
            names = []
    return found
