"""Lines that a page puts into a sentence: its number and its running heads, with blank lines around them or without."""

import re

from openbook.text.late import late

MOST = 4
"""Lines of a page's foot and of the next one's head, blank ones not counted."""
LONGEST = 70
"""Characters of such a line, the gaps between its parts not counted."""
WIDEST = 250
"""The same with the gaps."""
WORDS = 8
"""Words of a head without a number."""

PAGE = (
    r"[-–—|*·~\[(<]{0,3}[ \t]*"
    r"(?:(?:page|seite|página|pagina|страница|стр\.|p\.|s\.|صفحة|पृष्ठ|페이지|第)[ \t]*)?\d{1,4}"
    r"(?:[ \t]*(?:/|of|von|de|sur|из|من)[ \t]*\d{1,4})?[ \t]*(?:페이지|쪽|[页頁]|ページ)?"
    r"[ \t]*[-–—|*·~\])>]{0,3}"
)
"""The number of a page, as it stands alone on a line; a pattern in which case doesn't count."""
_PAGE = late(PAGE, re.IGNORECASE)
_NUMBERED = late(r"(?:\d{1,4}|[ivxl]{1,6})(?P<first>\s+)\D.*|\D.*?(?P<last>\s+(?:\d{1,4}|[ivxl]{1,6}))", re.IGNORECASE)
_ENDS = ".!?…:।؟。！？：|"
_GOES_ON = "-\u2010\u00ad,;"
_GAP = late(r"[ \u00a0\u3000]{2,}|\t")


def without_page_breaks(text: str) -> str:
    """Return a text without the lines of a page's foot and head that stand within a sentence of it."""
    if "\n" not in text:
        return text
    lines = text.replace("\f", "\n").split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        kept.append(lines[place])
        place = _behind_break(lines, place) if _is_open(lines[place]) else place + 1
    return "\n".join(kept)


def _behind_break(lines: list[str], place: int) -> int:
    """Return where a sentence goes on that a line leaves open: behind what a page puts there, else on the next line."""
    found: list[int] = []
    for at in range(place + 1, len(lines)):
        line = lines[at].strip()
        if not line:
            continue
        if _goes_on(line) and not _has_number(line):
            return at if found and _is_break(lines, place, found, at) else place + 1
        if len(found) == MOST or not _may_be_head(line):
            break
        found.append(at)
    return place + 1


def _is_break(lines: list[str], place: int, found: list[int], at: int) -> bool:
    """Whether lines between two parts of a sentence are a page's: one has its number, or they stand by themselves."""
    is_apart = found[0] > place + 1 and at > found[-1] + 1
    is_cut = lines[place].rstrip()[-1] in _GOES_ON[:3]
    for line in (lines[one].strip() for one in found):
        if _has_number(line) or ((is_apart or is_cut) and len(line) <= WIDEST and _NUMBERED.fullmatch(line)):
            return True
    return is_apart and all(len(lines[one].split()) <= WORDS and lines[one].strip()[0].isupper() for one in found)


def _has_number(line: str) -> bool:
    """Whether a line is a page's number, or has it far from the words beside it."""
    if len(line) > WIDEST:
        return False
    if _PAGE.fullmatch(line):
        return True
    numbered = _NUMBERED.fullmatch(line) if _GAP.search(line) else None
    return numbered is not None and _GAP.search(numbered["first"] or numbered["last"]) is not None


def _is_open(line: str) -> bool:
    """Whether a line ends within a sentence: in a letter, a hyphen or a comma."""
    last = line.rstrip()[-1:]
    return last.isalpha() or (last != "" and last in _GOES_ON)


def _goes_on(line: str) -> bool:
    """Whether a line may go on with a sentence: it begins in no capital."""
    first = next((char for char in line if char.isalnum()), "")
    return first.isalpha() and not first.isupper() and line[0] not in "-*+•◦▪·#"


def _may_be_head(line: str) -> bool:
    if _has_number(line):
        return True
    return (
        line[-1] not in _ENDS and len(" ".join(line.split())) <= LONGEST and not line.startswith(("-", "*", "|", ">"))
    )
