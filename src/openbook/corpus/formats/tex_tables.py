"""Tables of LaTeX → rows: what is said of columns and rules goes, heads and feet of their pages are read once."""

import re

from openbook.corpus.clean import one_line
from openbook.corpus.formats.tex_aside import LINES, PutAside
from openbook.corpus.formats.tex_macros import closing
from openbook.corpus.formats.tex_marks import LINE_END, MATH, plain_marks
from openbook.corpus.tables import Cell, table_lines
from openbook.text.late import late

TABULARS = frozenset(
    """tabular tabularx longtable tabulary array tabu longtabu supertabular xtabular xltabular ltablex tblr longtblr
    talltblr NiceTabular NiceTabularX""".split()  # noqa: SIM905
)
WIDE = frozenset({"tabularx", "tabulary", "tabular*", "xltabular", "NiceTabularX", "NiceTabular*"})
"""Tables that say how wide they are before they say what their columns are."""
SPACE = late(r"\s*(?:\[[^\]]{0,1000}\])?\s*(?:(?:to|spread)\s*[^{}]*)?")
PARTS = late(r"\\end(firsthead|head|foot|lastfoot)(?![A-Za-z])")
RULES = late(
    r"\\(?:hline|toprule|midrule|bottomrule|centering|specialrule|addlinespace|Xhline)(?![A-Za-z])(?:\[[^\]]{0,1000}\]|\{[^{}]*\})*"
    r"|\\(?:cline|cmidrule)(?:\([^)]*\))?(?:\[[^\]]{0,1000}\])?\{[^{}]*\}"
)
ROW_END = late(r"\\\\(?:\*?\[[^\]]{0,1000}\])?|\\tabularnewline")
MARK = late(r"\\\\(?:\*?\[[^\]]{0,1000}\])?|\\.|[{}]", re.DOTALL)
"""The end of a line, a sign that is none, or a brace."""
CELL_END = late(r"(?<!\\)&")
MULTICOLUMN = late(r"\s*\\multicolumn\s*\{(\d+)\}\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*\{(.*)\}\s*\Z", re.DOTALL)
MULTIROW = late(
    r"\s*\\multirow\s*(?:\[[^\]]{0,1000}\])?\s*\{(-?\d+)\}\s*(?:\[[^\]]{0,1000}\])?\s*\{[^{}]*\}\s*\{(.*)\}\s*",
    re.DOTALL,
)
MOST_ROWS = 1000


def rows_of(name: str, inside: str) -> str:
    """Return the rows of a table."""
    inside = _on_lines(RULES.sub("", _once(below_columns(name, inside))))
    hanging: dict[int, tuple[int, str]] = {}
    rows: list[list[Cell]] = []
    for row in ROW_END.split(inside):
        cells: list[Cell] = []
        place = 0
        for cell in CELL_END.split(row):
            spans = MULTICOLUMN.match(cell) if "\\multi" in cell else None
            over = MULTIROW.fullmatch(spans[2] if spans else cell) if "\\multi" in cell else None
            words = one_line(plain_marks(over[2] if over else spans[2] if spans else cell))
            left, said = hanging.pop(place, (0, ""))
            if over:
                left, said = min(abs(int(over[1])), MOST_ROWS), words
            elif left:
                # Below a cell over several rows LaTeX has empty ones.
                words = words or said
            if left > 1:
                hanging[place] = left - 1, said
            columns = min(int(spans[1]), 50) if spans else 1
            cells.append(Cell(words, columns=columns))
            place += columns
        if any(cell.text for cell in cells):
            rows.append(cells)
    return "\n".join(table_lines(rows))


def _on_lines(inside: str) -> str:
    """Return the rows of a table with the lines of a cell, which end within braces, on one line."""
    depth = place = 0
    parts: list[str] = []
    for mark in MARK.finditer(inside) if "{" in inside else ():
        if mark[0].startswith("\\\\") and depth > 0:
            parts += (inside[place : mark.start()], " ")
            place = mark.end()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return "".join(parts) + inside[place:]


def on_a_line(name: str, inside: str) -> str:
    """Return a table that lays out the lines of a cell."""
    return CELL_END.sub(", ", LINE_END.sub(" ", below_columns(name, inside)))


def below_columns(name: str, inside: str) -> str:
    """Return what stands in a table below what it says of its width and its columns."""
    place = 0
    for _ in range(1 + (name in WIDE)):
        before = SPACE.match(inside, place)
        start = before.end() if before is not None else place
        if not inside.startswith("{", start):
            break
        place = closing(inside, start) + 1
    return inside[place:]


def _once(inside: str) -> str:
    """Return a table that runs over pages with the head of its first one and the foot of its last one."""
    if "\\end" not in inside:
        return inside
    held: dict[str, str] = {}
    place = 0
    for match in PARTS.finditer(inside):
        held[match[1]] = inside[place : match.start()]
        place = match.end()
    head = held.get("firsthead", held.get("head", ""))
    return head + inside[place:] + held.get("lastfoot", "" if "firsthead" in held else held.get("foot", ""))


TAB_LINE = late(r"(\\\\)\*?(?:\[[^\]]{0,1000}\])?|\\kill(?![A-Za-z])|\Z")
"""Where a line of `tabbing` ends, and whether it is shown."""
TAB = late(r"[ \t]*\\[=>'`][ \t]*")
TAB_STOPS = late(r"\\(?:[-+<]|(?:push|pop)tabs(?![A-Za-z]))")
"""What moves the stops of `tabbing`, and writes nothing."""
TAB_ACCENT = late(r"\\a(?=[=`'])")


def tabbed(inside: str) -> str:
    """Return the lines of `tabbing`, with tabs between what stands at its stops; those that only set the stops go.

    Formulas have lines and spaces of their own.
    """
    kept = PutAside(LINES)
    inside = MATH.sub(lambda match: kept(match[0]), inside)
    lines, place = [], 0
    for end in TAB_LINE.finditer(inside):
        line = TAB.sub("\t", TAB_STOPS.sub("", " ".join(inside[place : end.start()].split())))
        if end[1] or not end[0]:
            lines.append(TAB_ACCENT.sub(r"\\", line).strip())
        place = end.end()
    return kept.back("\n".join(filter(None, lines)))
