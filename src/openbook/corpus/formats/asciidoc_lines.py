"""How the lines of AsciiDoc begin that are more than text, and what stands in brackets above a block."""

import re
from collections.abc import Collection, Iterable, Sequence

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
CAPTIONS = {"table": "Table", "figure": "Figure", "example": "Example"}
"""What is numbered where it has a title, and the words before the numbers where the file names no others."""
BLOCK_MACRO = late(r"(include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::([^\[]*)\[(.*?)\][ \t]*\Z")
RULE = late(r"'{3,}[ \t]*\Z")


def with_callouts(code: str) -> str:
    """Return code in which the marks of remarks below it stand as the page shows them: `(1)`."""
    counted = 0

    def shown(found: re.Match[str]) -> str:
        nonlocal counted
        counted += found[1] == "."
        return f"({counted if found[1] == '.' else found[1]})"

    return CALLOUTS.sub(lambda row: CALLOUT.sub(shown, row[0]), code) if ">" in code else code


def captioned(lines: Iterable[str]) -> str:
    """Return what stands below a title, by the lines below it: `table`, `figure`, `example`; empty for the rest."""
    for line in lines:
        style = STYLE.match(line)
        if style is not None and said_above(style[1])[0].isupper():
            return ""
        if style is None and ID.match(line) is None:
            macro = BLOCK_MACRO.match(line)
            is_table, is_example = TABLE.match(line), line.startswith("====") and DELIMITER.match(line)
            return (
                "table" if is_table else "figure" if macro and macro[1] == "image" else "example" if is_example else ""
            )
    return ""


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


def is_said(condition: str, attributes: Collection[str]) -> bool:
    """Whether a condition's names are known: all of those with `+` between, one of those with commas."""
    known = {*attributes, *BUILT_IN}
    names = re.split(r"[,+]", condition)
    return all(name in known for name in names) if "+" in condition else any(name in known for name in names)


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
