"""How the lines of AsciiDoc begin that are more than text, and what stands in brackets above a block."""

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
CALLOUT = late(r"[ \t]*(?:(?://|#|--|;;)[ \t]*)?(?:<(?:\d+|\.)>[ \t]*)+(?=\n|\Z)|[ \t]*<!--\d+-->(?=\n|\Z)")
BLOCK_MACRO = late(r"(include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::([^\[]*)\[(.*?)\][ \t]*\Z")
RULE = late(r"'{3,}[ \t]*\Z")


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
