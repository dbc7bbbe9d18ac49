"""What programs for notes write into Markdown: comments, links between notes, callouts, names of blocks."""

import re

from openbook.codes import Kind
from openbook.corpus.formats.outside_code import LONG, Ranges, Row, each, has
from openbook.records import Notice
from openbook.text.late import late

SAID = r"(?:[^\n%]|%(?!%))"
COMMENT = late(rf"%%(?:{SAID}++%%(?=[\s.,;:!?)\]]|\Z)|{SAID}*+\n(?:[^\n]*\n){{0,500}}?[^\n]*?%%(?=[ \t]*(?:\n|\Z)))")
LINK = late(r"\[\[(?P<target>[^\[\]\n|]{1,300}?)(?:\\?\|(?P<alias>[^\[\]\n]{0,300}))?\]\]")
CALLOUT = late(r"\[!(?P<kind>\w[\w-]*)(?:\|[^\]\n]*)?\][+-]?[ \t]*(?P<title>[^\n]*)")
BLOCK_NAME = late(r"\^(?=[\w-]*[a-z])[A-Za-z0-9-]{4,40}(?=\n|\Z)")
MARKED = late(r"==(?=[^\s=])([^=\n]{1,300}?)(?<=[^\s=])==(?![=\w])")
FILE = late(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?|mp[34]|m4a|wav|ogg|webm|mov|pdf)\Z", re.IGNORECASE)
NO_LINK = late(r"[\s\d.,;:^+-]*\Z|:\w+:\Z")
"""Numbers and classes of characters (`[[1, 2]]`, `[[:alpha:]]`) link to nothing."""
DAY = late(r"\d{4}-(?:\d\d(?:-\d\d)?|W\d\d|Q\d)\Z|\d{8,14}\Z")
"""What notes of days, weeks and slips of paper are called."""
SIZE = late(r"\d+(?:x\d+)?\Z")
QUOTED = late(r"[ \t]*>[ \t>]*\Z")


def without_note_marks(text: str, code: Ranges | None = None) -> tuple[str, tuple[Notice, ...], Ranges | None]:
    """Return the text as the program for notes shows it, and what was left out.

    Also where its fenced code is, if that is known (`code`) or had to be found.
    """
    comments = 0
    for sign, pattern, shown in ROWS:
        if sign in text if len(text) < LONG else has(text, sign):
            text, count, code = each(text, pattern, shown, code)
            comments += count * (pattern is COMMENT)
    said = f"{'a comment' if comments == 1 else f'{comments} comments'} (%% … %%) left out"
    return text, (Notice(Kind.LEFT_OUT, said),) if comments else (), code


def _comment(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    start, end = match.span()
    first = not start or text[start - 1] == "\n"
    if "\n" in match[0] and (not first or (len(match[0].split("\n", 1)[0].strip()) > 2 and match[0].count("%%") < 2)):
        return None
    if not first and not text[start - 1].isspace():
        return None
    if first:
        behind = end
        while text.startswith("\n", end):
            end += 1
        # Text right above stays apart from what an empty line kept away from it.
        end -= end > behind + 1 and start > 1 and text[start - 2] != "\n"
    return start, end, ""


def _link(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    start, end = match.span()
    before = text[start - 1] if start else ""
    numbered = NO_LINK.match(match["target"]) and not match["alias"] and not DAY.match(match["target"])
    if numbered or before.isalnum() or before in ("_", "[", "\\"):
        return None
    target, alias = match["target"].strip(), (match["alias"] or "").strip()
    file, _, heading = target.partition("#")
    if before == "!":
        start -= 1
        alias = "" if SIZE.match(alias) else alias
        if FILE.search(file):
            return start, end, alias
    name = file.rpartition("/")[2].removesuffix(".md")
    below = [part for part in heading.split("#") if part and not part.startswith("^")]
    return start, end, alias or " > ".join(filter(None, (name, *below)))


def _callout(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    line = text.rfind("\n", max(0, match.start() - 100), match.start()) + 1
    if not QUOTED.match(text[line : match.start()]):
        return None
    title = match["title"].strip()
    label = f"{match['kind'].replace('-', ' ').capitalize()}:"
    return match.start(), match.end(), f"{label} {title}" if title else label


def _block_name(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    start = match.start()
    if start and text[start - 1] not in " \t\n":
        return None
    while start and text[start - 1] in " \t":
        start -= 1
    return start, match.end(), ""


def _marked(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    before = text[match.start() - 1] if match.start() else ""
    return None if before.isalnum() or before in ("=", "_") else (*match.span(), match[1])


ROWS: tuple[Row, ...] = (
    ("%%", COMMENT, _comment),
    ("[[", LINK, _link),
    ("[!", CALLOUT, _callout),
    ("^", BLOCK_NAME, _block_name),
    ("==", MARKED, _marked),
)
