"""HTML inside of Markdown and plain text → what it shows: tags become structure or go, code stays as it is."""

import re
from collections.abc import Iterator
from functools import cache

from openbook.codes import Kind
from openbook.corpus.clean import clean, one_line
from openbook.corpus.formats.fenced import GAP
from openbook.corpus.formats.html_marks import (
    BARE,
    BLOCKS,
    GONE,
    HEADINGS,
    INLINE,
    READ,
    SPANS,
    STRUCK,
    WHOLE,
    hides,
    marks,
    shown_inline,
)
from openbook.corpus.markup import CodePlaces
from openbook.records import Notice
from openbook.text.late import late

EMBEDDED = late(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=%_-]*")
PICTURE = late(r"!\[([^\]\n]{0,300})\]\(\s*data:[^)\s]*(?:\s+\"[^\"\n]*\")?\s*\)")
TELLING = 8
"""Words of a comment from which it is more than a mark for a program."""
CLOSING = late(r"</([A-Za-z][\w.:-]*)")
MARKDOWN_INSIDE = late(r"^[ \t]*(?:```|~~~)|\n[ \t]*\n[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|\|)", re.M)
MARGIN = late(r"[ \t>]*(?:[-*+][ \t]+|\d{1,4}[.)][ \t]+)?\Z")
LOOK_BACK = 2000
STOPS = frozenset(".,;:!?…。，；：！？、)(-–—/")
"""Signs that part what is before them from what follows."""


def without_html(text: str, code: list[tuple[int, int]] | None = None) -> str:
    """Return Markdown without tags, comments, embedded pictures and entities: what a reader of the page sees.

    `code` is where its fenced code is, if that is known.
    """
    return shown_of(text, code)[0]


def shown_of(text: str, code: list[tuple[int, int]] | None = None) -> tuple[str, tuple[Notice, ...]]:
    """Return the same, and what was left out of it that a reader of the source could miss."""
    if ";base64," in text:
        code = None
        text = EMBEDDED.sub("data:", PICTURE.sub(lambda match: match[1] if len(match[1]) > 2 else "", text))
    if "<" not in text and "&" not in text:
        return text, ()
    page = _Page(text, code)
    written, hidden = page.read(), page.hidden
    said = f"{'a comment' if hidden == 1 else f'{hidden} comments'} (<!-- … -->) left out"
    return written, (Notice(Kind.LEFT_OUT, said),) if hidden else ()


def as_markdown(text: str) -> str:
    """Return the Markdown of a text that holds HTML."""
    return GAP.sub("\n\n", without_html(text)).strip("\n")


class _Page:
    """A text on its way; what was read lies in `parts`."""

    __slots__ = ("_code", "_ends", "_fresh", "_parts", "_place", "_text", "_unclean", "_unclosed", "hidden")

    def __init__(self, text: str, code: list[tuple[int, int]] | None = None) -> None:
        self._text = text
        self._parts: list[str] = []
        self._place = 0
        self._code = CodePlaces(text, code)
        self.hidden = 0  # comments that say something
        self._ends: frozenset[str] | None = None  # names of elements that are closed somewhere
        self._unclosed: set[str] = set()  # those that are opened more often
        self._fresh = False  # whether a block has ended, and what follows begins another
        self._unclean = False

    def read(self) -> str:
        text, holds = self._text, self._code.holds
        for match in self._marks():
            start, end = match.span()
            if start < self._place or (start and text[start - 1] in "\\<"):
                continue
            name, linked = match["name"], match["linked"]
            if linked is not None:
                # Most tags in Markdown are links and their targets.
                if not holds(start):
                    self._inline(start, end, linked)
            elif name is None and match["comment"] is None:
                self._entity(match)
            elif (name is None or self._is_tag(match)) and not holds(start):
                self._mark(match)
        if not self._parts and not self._place:
            return text
        self._keep(len(text))
        written = "".join(self._parts)
        return clean(written) if self._unclean else written

    def _marks(self) -> Iterator[re.Match[str]]:
        """Yield what may be a mark of HTML, outside of fenced code."""
        place = 0
        for start, end in self._code.fenced:
            yield from marks(self._text, place, start)
            place = end
        yield from marks(self._text, place, len(self._text))

    def _as_markdown(self, start: int, end: int) -> str:
        from openbook.corpus.formats.html import fragment

        return fragment(self._text[start:end])

    def _is_tag(self, match: re.Match[str]) -> bool:
        name = match["name"].lower()
        if name == "p" or (name in INLINE and name not in BARE):
            return bool(match["rest"].strip(" /")) or self._is_closed(name)
        if name in BLOCKS or name in INLINE or name in GONE or name in WHOLE:
            return True
        own = "-" in name or (match["name"][0].isupper() and not match["name"].isupper())
        return own and (match["rest"].endswith("/") or self._is_closed(match["name"]))

    def _is_closed(self, name: str) -> bool:
        if self._ends is None:
            found = CLOSING.findall(self._text)
            self._ends = frozenset((*found, *map(str.lower, found)))
        return name in self._ends

    def _entity(self, match: re.Match[str]) -> None:
        from html import unescape

        char = unescape(match[0])
        if char == match[0] or self._code.holds(match.start()):
            return
        self._keep(match.start())
        self._place = match.end()
        self._unclean = self._unclean or not char.isascii()
        char = " " if char in "\xa0\r\n\t" else char
        self._parts.append("\\|" if char == "|" and self._in_row(match.start()) else char)

    def _mark(self, match: re.Match[str]) -> None:
        start, end = match.span()
        name, rest = "!--" if match["comment"] else match["name"].lower(), match["rest"]
        opens = not match["close"]
        if name == "br":
            self._inline(start, end, self._line_break(start, end))
        elif name == "!--" or (opens and (name in GONE or hides(rest))):
            whole = self._end(name, match)
            if whole or name != "!--":
                self.hidden += name == "!--" and len(self._text[end : whole - 3].split()) >= TELLING
                self._drop(start, whole or end)
        elif name in STRUCK:
            self._struck(match, name)
        elif not ((opens and name in READ and self._whole(match, name)) or name in INLINE):
            self._border(match, name)
        elif self._place < end:
            self._inline(start, end, shown_inline(match, name, opens=opens))

    def _whole(self, match: re.Match[str], name: str) -> bool:
        """Write an element from its beginning to its end, where that can be told."""
        start, end = match.span()
        if match["rest"].endswith("/") or not (whole := self._end(name, match)):
            return False
        inside = self._text[end:whole]
        if name in SPANS:
            if "\n\n" in inside:
                return False
            self._inline(start, whole, self._as_markdown(start, whole).replace("\n", " "))
        elif self._in_row(start):
            return False
        elif name in HEADINGS:
            if len(inside) > LOOK_BACK:
                return False
            title = one_line(_Page(inside[: inside.rfind("</")]).read())
            self._block(start, whole, f"{'#' * int(name[1])} {title}" if title else "")
        elif MARKDOWN_INSIDE.search(inside):
            return False
        else:
            self._block(start, whole, self._as_markdown(start, whole))
        return True

    def _struck(self, match: re.Match[str], name: str) -> None:
        start, end = match.span()
        whole = self._end(name, match) if not match["close"] else 0
        inside = self._text[end : max(end, whole - len(f"</{name}>"))]
        if inside and inside == inside.strip() and "\n\n" not in inside:
            self._inline(start, whole, f"~~{_Page(inside).read()}~~")

    def _border(self, match: re.Match[str], name: str) -> None:
        """Leave out the tag of a block, and keep what is before and behind it apart."""
        text, (start, end), opens = self._text, match.span(), not match["close"]
        if self._in_row(start):
            item = opens and name == "li" and text[max(0, start - 9) : start].rstrip().endswith("</li>")
            apart = text[max(0, start - 1) : start] in ("", *" |>") or text[end : end + 1] in ("", *" |<")
            self._inline(start, end, ", " if item else "" if apart else " ")
        elif opens and name == "li":
            self._block(start, end, "")
            self._parts.append("- ")
            self._fresh = False
        elif self._fills_line(start, end):
            self._drop(start, end)
        elif not MARGIN.fullmatch(text[self._line(start) : start]) if opens else text[end : end + 1] not in ("", "\n"):
            self._block(start, end, "")
        else:
            self._inline(start, end, "")
            if not opens and not text.startswith("\n\n", end) and end < len(text):
                self._fresh = True
                self._parts.append("\n\n")

    def _keep(self, until: int) -> None:
        """Take over the text up to a place."""
        text = self._text[self._place : until]
        if self._fresh and text:
            text = text.lstrip("\n") if text.lstrip("\n").startswith("    ") else text.lstrip("\n ")
            if not text:
                return
            self._fresh = False
        if text:
            self._parts.append(text)

    def _inline(self, start: int, end: int, shown: str) -> None:
        self._keep(start)
        if shown:
            self._parts.append(shown)
            self._fresh = False
        self._place = end

    def _block(self, start: int, end: int, block: str) -> None:
        """Write a block of its own."""
        self._keep(start)
        self._apart()
        if block:
            self._parts += (block, "\n\n")
        self._fresh = True
        self._place = end

    def _apart(self) -> None:
        """Leave a blank line behind what was written."""
        while self._parts and not self._parts[-1].strip(" \n"):
            self._parts.pop()
        if self._parts:
            self._parts[-1] = self._parts[-1].rstrip(" \n")
            self._parts.append("\n\n")

    def _drop(self, start: int, end: int) -> None:
        """Leave out a stretch, and the line that it fills."""
        self._keep(start)
        if self._fills_line(start, end):
            # The line is gone with what stood on it: no gap of blank lines is left.
            before = self._parts[-1] if self._parts else ""
            while self._text.startswith("\n", end) and (before.endswith("\n") or not before):
                end += 1
        self._place = end

    def _end(self, name: str, match: re.Match[str]) -> int:
        """Return where the element ends that a tag opens; 0 where it is not closed."""
        if name in self._unclosed:
            return 0
        if name == "!--":
            found = self._text.find("-->", match.end())
            if found < 0:
                self._unclosed.add(name)
            return found + 3 if found >= 0 else 0
        depth = 1
        for other in _tags(name).finditer(self._text, match.end()):
            depth += -1 if other[1] else 1
            if not depth:
                return other.end()
        self._unclosed.add(name)
        return 0

    def _line(self, place: int) -> int:
        """Return where the line begins, or a place so far back that looking further would cost too much."""
        bound = max(0, place - LOOK_BACK)
        return max(self._text.rfind("\n", bound, place) + 1, bound)

    def _in_row(self, place: int) -> bool:
        line = self._line(place)
        return self._text[line : line + 40].lstrip(" \t>").startswith("|")

    def _fills_line(self, start: int, end: int) -> bool:
        text = self._text
        return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")

    def _line_break(self, start: int, end: int) -> str:
        if self._in_row(start):
            before = self._text[self._line(start) : start].rstrip(" *_`")[-1:]
            after = self._text[end : end + LOOK_BACK].lstrip(" ")[:1]
            if before == "|" or after in ("|", "\n", ""):
                return ""
            # A row of Markdown has no other line break, and without it two values are one. A sentence is over anyway.
            return " " if before in STOPS else "<br>"
        return "" if self._text.startswith("\n", end) else "\n"


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^<>]*>", re.IGNORECASE)
