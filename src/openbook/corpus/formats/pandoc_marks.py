"""What Pandoc, MyST, R Markdown and Hugo add to Markdown: attributes, roles, targets, numbered examples, tables."""

import re
from collections.abc import Callable, Iterator
from itertools import count

from openbook.corpus.clean import one_line
from openbook.corpus.formats.counted_items import counted
from openbook.corpus.formats.outside_code import LONG, Edit, Ranges, Row, each, has, written_anew
from openbook.corpus.markup import CodePlaces, fences
from openbook.corpus.tables import Cell, table_lines
from openbook.text.late import late

GIVEN = r"(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)|-)"
ATTRIBUTES = late(rf"\{{:?[ \t]*{GIVEN}(?:[ \t]+{GIVEN})*[ \t]*\}}")
ROLE = late(r"\{([A-Za-z][\w:.+-]*)\}(`+)(?!`)([^`\n]+?(?:\n[^`\n]+?)?)\2(?!`)")
EXPLICIT = late(r"(.*\S)\s*<[^<>]+>\Z", re.DOTALL)
RAISED = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup"}
MATHS = frozenset({"math", "eq"})
TARGET = late(r"\([\w:. -]+\)=[ \t]*(?:\n|\Z)")
COMMENT = late(r"%(?!%)[^\n]*(?:\n|\Z)")
BREAK = late(r"\+\+\+(?:[ \t][^\n]*)?(?:\n|\Z)")
"""The last three count at the beginning of a line, and the last two in files that have a role or a target."""
SHORTCODE = late(r"\{\{[<%]\s*(/?)\s*([\w./-]+)((?:[^{}\"`]|\"[^\"]*\"|`[^`]*`)*?)/?\s*[>%]\}\}[ \t]*")
SAID = late(r"\b(?:text|title|caption|alt|name|summary)=\"([^\"]*)\"")
TITLED = frozenset("tab tabitem tab-item codetab details expand collapse accordion accordion-item step panel".split())  # noqa: SIM905
"""Short codes around a part of a page that give its title without a name."""
FIRST = late(r"(?<![=\w])\"([^\"]*)\"")
LIQUID = late(r"\{%-?\s*(\w[\w-]*)((?:[^%{}]|%(?!\})|\{(?!%))*?)-?%\}[ \t]*")
BLOCKS = frozenset(
    """tabs tab hint content-ref embed code stepper step columns column raw comment admonition file updates update
    swagger openapi alert callout note warning tip""".split()  # noqa: SIM905
)
"""Marks of programs for sites, around a part of a page: a title that they give is shown, and what is between them."""
SNIPPET = late(r"-+8<-+[ \t]*(?:[\"'][^\"'\n]+[\"'][ \t]*|\n(?:(?!-+8<)[^\n]+\n)+-+8<-+[ \t]*)(?:\n|\Z)")
"""Other files of which MkDocs puts the text in the place."""
INCLUDED = late(r"\{![^!{}\n]+!\}[ \t]*(?:\n|\Z)")
CONTENTS = late(r"\[{1,2}_?(?:TOC|toc)_?\]{1,2}[ \t]*(?:\n|\Z)")
"""Where a list of contents is put."""
KRAMDOWN = late(r"\{:([^{}\n]*)\}[ \t]*(?=\n|\Z)")
HOLDER = late(r"(?<![^\n])(?:[*+-]|1\.)[ \t][^\n]*\n\Z")
REMARK = late(
    r"\[(?<![^\n]\[)(?://|comment|_)[^\]\n]*\]:[ \t]*(?:#|<>)[ \t]*(?:\([^\n]*\)|\"[^\n]*\"|'[^\n]*')[ \t]*(?:\n|\Z)"
)
"""A target that nothing leads to, made to hide a remark."""
EXAMPLE = late(r"\(@([\w-]*)\)(?=[ \t])")
GRID = late(r"\n[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*(?:\n[ \t]*[|+][^\n]*)+")
COLUMNS = late(r"\n *-{2,}(?: +-{2,})+ *(?=\n|\Z)")


def without_pandoc_marks(text: str, code: Ranges | None = None) -> tuple[str, Ranges | None]:
    """Return Markdown without them, as its readers see it; code stays as it is. Also where that is, if it is known."""
    myst = False
    for sign, pattern, shown in ROWS:
        if (sign in text if len(text) < LONG else has(text, sign)) and (myst or pattern not in (COMMENT, BREAK)):
            text, count, code = each(text, pattern, shown, code)
            myst = myst or (count > 0 and pattern in (ROLE, TARGET))
    if has(text, "(@"):
        text, code = _numbered(text, code)
    if "1. " in text or "1) " in text or "0. " in text:
        text, code = counted(text, code)
    if "---" in text or "===" in text:
        text, code = _with_tables(text, code)
    return text, code


def _line(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """Leave out what begins a line."""
    return (*match.span(), "") if _begins_line(text, match) else None


def _begins_line(text: str, match: re.Match[str]) -> bool:
    return match.start() == 0 or text[match.start() - 1] == "\n"


def _attributes(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """Leave out attributes behind a span, a link, code, or a heading; of a span its words stay."""
    start, end = match.span()
    before = text[start - 1 : start]
    if before == "]":
        opened = text.rfind("[", max(0, start - LONGEST), start)
        words = text[opened + 1 : start - 1]
        return (opened, end, words) if opened >= 0 and "\n" not in words and "]" not in words and words else None
    if before in (")", "`"):
        return start, end, ""
    if before not in (" ", "\t") or text[end : end + 1] not in ("", "\n"):
        return None
    line = text.rfind("\n", 0, start) + 1
    below = text[end + 1 : end + 4]
    if text[line] != "#" and below not in ("===", "---"):
        return None
    return start - (len(text[line:start]) - len(text[line:start].rstrip())), end, ""


def _role(_: str, match: re.Match[str]) -> tuple[int, int, str]:
    name, words = match[1].casefold(), one_line(match[3])
    explicit = EXPLICIT.match(words)
    if explicit:
        shown = explicit[1]
    elif name in RAISED:
        shown = f"<{RAISED[name]}>{words}</{RAISED[name]}>"
    elif name in MATHS:
        shown = f"${words}$" if name == "math" else f"({words})"
    elif ":" in name or name in ("code", "command", "file", "program", "option", "envvar", "samp"):
        shown = f"`{words.lstrip('~!')}`"
    else:
        shown = words
    return (*match.span(), shown)


def _shortcode(text: str, match: re.Match[str]) -> tuple[int, int, str]:
    """Write what a short code of Hugo or Quarto says itself; what stands between two of them stays."""
    start, end = match.span()
    said = " ".join(dict.fromkeys(SAID.findall(match[3])))
    if match[2] in TITLED and not match[1]:
        first = FIRST.search(match[3])
        title = said or (first[1] if first else "")
        return start, end, f"\n\n{title}\n\n" if title else ""
    alone = (not start or text[start - 1] == "\n") and text[end : end + 1] in ("\n", "")
    if not alone:
        kept = len(match[0]) - len(match[0].rstrip(" \t"))
        return start, end - kept, said
    return start, end + (not said), said


def _liquid(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """Write code that is marked for colours as fenced, and leave out the marks of blocks; their titles stay."""
    start, end = match.span()
    name = match[1].removeprefix("end")
    closes = name != match[1]
    alone = _begins_line(text, match) and text[end : end + 1] in ("\n", "")
    if not alone or not (name in BLOCKS or name == "highlight" or name.startswith("include")):
        return None
    if name == "highlight":
        return start, end, "```" + ("" if closes else match[2].split()[0] if match[2].split() else "")
    said = " ".join(dict.fromkeys(SAID.findall(match[2])))
    return (start, end, said) if said and not closes else (start, min(end + 1, len(text)), "")


def _kramdown(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """Leave out what kramdown is told of a block, with the line that only holds the place of a list of contents."""
    start, end = match.span()
    if not _begins_line(text, match):
        if ATTRIBUTES.fullmatch(match[0].rstrip()) is None:
            return None
        line = text.rfind("\n", 0, start) + 1
        return line + len(text[line:start].rstrip()), end, ""
    if match[1].strip() == "toc" and (holder := HOLDER.search(text, max(0, start - LONGEST), start)):
        start = holder.start()
    return start, min(end + 1, len(text)), ""


ROWS: tuple[Row, ...] = (
    ("{:", KRAMDOWN, _kramdown),
    ("{{", SHORTCODE, _shortcode),
    ("{%", LIQUID, _liquid),
    ("-8<-", SNIPPET, _line),
    ("{!", INCLUDED, _line),
    ("]:", REMARK, _line),
    ("TOC]", CONTENTS, _line),
    ("TOC_]", CONTENTS, _line),
    ("toc]", CONTENTS, _line),
    (")=", TARGET, _line),
    ("}`", ROLE, _role),
    ("%", COMMENT, _line),
    ("+++", BREAK, _line),
    ("{", ATTRIBUTES, _attributes),
)
LONGEST = 500
"""Characters of a span with attributes."""


def _numbered(text: str, code: Ranges | None) -> tuple[str, Ranges | None]:
    """Give the examples of a text their numbers, and those that are named theirs wherever they are referred to."""
    numbers: dict[str, str] = {}
    counted = count(1)

    def number(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
        if not _begins_line(text, match):
            return None
        shown = f"({next(counted)})"
        if match[1]:
            shown = numbers.setdefault(match[1], shown)
        return (*match.span(), shown)

    text, _, code = each(text, EXAMPLE, number, code)
    if not numbers:
        return text, code
    named = late(rf"\(?@({'|'.join(map(re.escape, numbers))})\b\)?")
    text, _, code = each(text, named, lambda _, match: (*match.span(), numbers[match[1]]), code)
    return text, code


def _with_tables(text: str, code: Ranges | None) -> tuple[str, Ranges | None]:
    """Write tables that are drawn with signs, or lined up below the names of their columns, as rows."""
    if has(text, "+-") or has(text, "+="):
        text, code = _outside_of_code(text, list(_drawn(text)), code)
    if "-- " in text and COLUMNS.search(text):
        text, code = _outside_of_code(text, list(_lined_up(text)), code)
    return text, code


def _outside_of_code(text: str, found: list[Edit], code: Ranges | None) -> tuple[str, Ranges | None]:
    """Write tables as rows that neither stand in code nor reach into the one before."""
    if not found:
        return text, code
    code = fences(text) if code is None else code
    places = CodePlaces(text, code)
    edits: list[Edit] = []
    for edit in found:
        if (not edits or edit[0] >= edits[-1][1]) and not places.holds(edit[0]):
            edits.append(edit)
    return written_anew(text, edits, code)


def _drawn(text: str) -> Iterator[Edit]:
    """Yield where a table stands that is drawn with signs, and its rows."""
    from openbook.corpus.formats.rst_tables import BORDER, grid_table

    for match in GRID.finditer(f"\n{text}"):
        lines = [line.strip() for line in match[0][1:].split("\n")]
        if BORDER.match(lines[-1]) and len({len(line) for line in lines}) == 1 and (written := grid_table(lines, str)):
            yield match.start(), match.end() - 1, written


def _lined_up(text: str) -> Iterator[Edit]:
    """Yield where a table stands whose columns are lined up below dashes, and its rows."""
    done = 0
    for match in COLUMNS.finditer(text):
        rule = match.start() + 1
        if rule < done:
            continue
        starts = [found.start() for found in re.finditer(r"-+", match[0][1:])]
        begin = text.rfind("\n", 0, rule - 1) + 1
        head = text[begin : rule - 1]
        end = text.find("\n\n", match.end())
        end = len(text) if end < 0 else end
        rows = [line for line in text[match.end() + 1 : end].split("\n") if line.strip("- ")]
        named = bool(head.strip()) and begin >= done and not head.startswith(("#", ">", "- ", "* "))
        table = [*([head] if named else []), *rows]
        if not rows or not all(map(_is_row(starts), table)):
            continue
        done = end
        cells = [[Cell(one_line(cell)) for cell in _cells(line, starts)] for line in table]
        lines = table_lines(cells, headed=named)
        if lines:
            yield begin if named else rule, end, "\n".join(lines)


def _is_row(starts: list[int]) -> Callable[[str], bool]:
    """Return what tells whether a line has its words in columns: none stands across the gap between two."""
    return lambda line: all(line[start - 1 : start].strip() == "" for start in starts[1:])


def _cells(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], max(len(line), starts[-1])]
    return [line[0 if not at else start : end] for at, (start, end) in enumerate(zip(starts, ends, strict=True))]
