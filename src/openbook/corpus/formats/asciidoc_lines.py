"""How the lines of AsciiDoc begin that are more than text, and what stands in brackets above a block."""

import re
from collections.abc import Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne

from openbook.text.late import late

HEADING = late(r"(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?[ \t]*\Z")
ATTRIBUTE = late(r":!?([\w-]+)!?:(?:[ \t]+(.*))?\Z")
START = late(r"\bstart\s*=\s*\"?(\d{1,6})")
STYLE = late(r"\[([^\[\]]*)\][ \t]*\Z")
DELIMITER = late(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|`{3}\S*)[ \t]*\Z")
TABLE = late(r"[|,:!]={3,}[ \t]*\Z")
ITEM = late(r"[ \t]*(\*{1,5}|-|\.{1,5}|<(?:\d+|\.)>)[ \t]+(\S.*)\Z")
LISTED = late(r"[ \t]*(?:(?:\*{1,5}|-|\.{1,5}|<(?:\d+|\.)>)[ \t]+\S|\S.*?(?:::+|;;)(?:[ \t]|\Z)|//)")
TERM = late(r"[ \t]*(\S.*?)(?:::+|;;)(?:[ \t]+(.*))?\Z")
CELL = late(r"((?<!\S)(?:\d*(?:\.\d+)?[+*]|\.?[<^>]|[adehlms])*|)(?<!\\)\|")
LABELLED = late(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(.*)\Z")
CALLOUTS = late(r"(?:[ \t]*<(?:\d+|\.)>)+(?=[ \t]*(?:\n|\Z))|(?:[ \t]*<!--(?:\d+|\.)-->)+(?=[ \t]*(?:\n|\Z))")
CALLOUT = late(r"<(?:!--)?(\d+|\.)(?:--)?>")
ID = late(r"\[\[[^\[\]]*\]\][ \t]*\Z")
BUILT_IN = frozenset({"asciidoctor", "backend-html5", "basebackend-html", "backend", "doctype-article"})
"""What a program for such files says without being told."""
QUOTED = ("quote", "verse")
SECTION_STYLES = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
BLOCK_MACRO = late(r"(include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::([^\[]*)\[(.*?)\][ \t]*\Z")
VALUES = {"backend": "html5", "basebackend": "html", "doctype": "article", "filetype": "html"}
"""Of attributes that a program for such files sets for a page."""
NAME = late(r"\{([\w-]+)\}")
PROGRAM = late(r"asciidoctor|doc|local|out|user")
"""How others begin of which only the program knows the values."""
COMPARED = late(
    r"\s*(\"[^\"]*\"|'[^']*'|-?\d+(?:\.\d+)?)\s*(==|!=|<=|>=|<|>)\s*(\"[^\"]*\"|'[^']*'|-?\d+(?:\.\d+)?)\s*"
)
SIGNS = {"==": eq, "!=": ne, "<=": le, ">=": ge, "<": lt, ">": gt}
RULE = late(r"'{3,}[ \t]*\Z")


def with_callouts(code: str) -> str:
    """Return code in which the marks of remarks below it stand as the page shows them: `(1)`."""
    counted = 0

    def shown(found: re.Match[str]) -> str:
        nonlocal counted
        counted += found[1] == "."
        return f"({counted if found[1] == '.' else found[1]})"

    return CALLOUTS.sub(lambda row: CALLOUT.sub(shown, row[0]), code) if ">" in code else code


def said_above(style: str) -> tuple[str, str, str]:
    """Return what brackets above a block say: its kind, who says it, the language of its code."""
    parts = [part.strip() for part in style.split(",")]
    kind = parts[0].split("#")[0].split("%")[0].split(".")[0]
    said_by = language = ""
    if kind in ("quote", "verse"):
        said_by = ", ".join(part.strip("\"'") for part in parts[1:] if part and "=" not in part)
    elif kind in ("source", "listing", "") and len(parts) > 1 and "=" not in parts[1]:
        language = parts[1]
    return kind, said_by, language


def holds(kind: str, names: str, compared: str, attributes: Mapping[str, str]) -> bool:
    """Whether a condition holds (`ifdef`, `ifndef`, `ifeval`); one that compares what only a program knows does.

    `names`: of attributes, all of which have to be known with `+` between, and one of them with commas; `compared`: two
    values with a sign between.
    """
    if kind == "ifeval":
        values = {**VALUES, **attributes}
        compared = NAME.sub(lambda found: values.get(found[1], found[0] if PROGRAM.match(found[1]) else ""), compared)
        terms = COMPARED.fullmatch(compared)
        return terms is None or "{" in compared or SIGNS[terms[2]](*map(_value, (terms[1], terms[3])))
    known = {*attributes, *BUILT_IN}
    found = [name in known for name in re.split(r"[,+]", names)]
    return (all(found) if "+" in names else any(found)) == (kind == "ifdef")


def _value(term: str) -> tuple[bool, float | str]:
    """Return what can be compared: a number, or a text, which is after all numbers."""
    bare = term.strip("\"'")
    try:
        return (False, float(term))
    except ValueError:
        return (True, bare)


def labelled(style: str, text: str, said_by: str, *, quoted: bool) -> str:
    """Return a block or paragraph with its label, or quoted with who said it."""
    if style.upper() in SECTION_STYLES:
        return f"{style.capitalize()}: {text}"
    if not quoted:
        return text
    text += f"\n\n— {said_by}" if said_by else ""
    return "\n".join(f"> {row}".rstrip() for row in text.split("\n"))


def closing(lines: Sequence[str], place: int, mark: str) -> int:
    """Return which line ends a block, from a place on; one that nothing ends goes on to the last."""
    return next((at for at in range(place, len(lines)) if lines[at].rstrip() == mark), len(lines))
