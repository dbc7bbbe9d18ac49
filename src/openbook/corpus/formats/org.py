"""Org mode → Markdown, line by line: headings, blocks of code, tables, links; drawers and settings go."""

import re
from collections.abc import Iterator
from html import unescape

from openbook.codes import Kind
from openbook.corpus.clean import one_line
from openbook.corpus.formats.fenced import GAP, dedented, fenced, text_of
from openbook.corpus.formats.html_inside import as_markdown
from openbook.corpus.formats.org_sections import at_margin
from openbook.corpus.formats.scripts import lowered, raised
from openbook.corpus.parsed import Parsed, RawFile
from openbook.corpus.pipe_tables import unpadded
from openbook.dataclass import dataclass, field
from openbook.records import Notice
from openbook.text.late import late

HEADING = late(r"(\*+) +(?:(TODO|DONE|NEXT|WAITING|CANCELLED) +)?(?:\[#\w\] +)?(.*?)(?:[ \t]+(:[\w@:]+:))?[ \t]*\Z")
SETTING = late(r"[ \t]*#\+(\w+):[ \t]*(.*)\Z")
BEGIN = late(r"[ \t]*#\+begin_(\w+)(?:[ \t]+(\S+))?.*\Z", re.IGNORECASE)
DRAWER = late(r"[ \t]*:(?:PROPERTIES|LOGBOOK|CLOCK|RESULTS):[ \t]*\Z", re.IGNORECASE)
PLANNING = late(r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[\[<][^\]>]*[\]>][^\n]*)\Z")
PLANNED = frozenset("SDC")
"""What begins a line that says so."""
REMARK = late(r"[ \t]*#(?: |\Z)")
COOKIES = late(r"[ \t]*+\|(?:[ \t]*+(?:<[lrc]?\d*>[ \t]*+)?\|)*+[ \t]*+(?:<[lrc]?\d*>[ \t]*+)?\Z")
"""A row that only says how columns are lined up."""
RULE = late(r"([ \t]*)\|[-+:]+\|?[ \t]*\Z")
COUNTER = late(r"([ \t]*)\w+([.)][ \t]+)\[@(\w+)\][ \t]*")
"""An item that says which number it has."""
LINK = late(r"\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]")
INLINE_NOTE = late(r"\s*\[fn:[\w-]*:\s*((?:[^\[\]]|\[[^\[\]]*\])*)\]")
MARK = late(r"\[fn:([\w-]+)\]")
TERM = late(r"([ \t]*[-+*][ \t]+\S.*?)[ \t]+::(?=[ \t]|\Z)")
SCRIPT = late(r"(?<=[\w)\]])([_^])\{([^{}\n]{1,24})\}")
UNDERLINED = late(r"_(?<![\w_/.-]_)(?=\S)([^_\n]+?)(?<=\S)_(?![\w_/-])")
TARGET = late(r"<{2,3}[^<>\n]+>{2,3}[ \t]?")
SNIPPET = late(r"@@([\w-]+):([^\n]*?)@@")
FORMULA = late(r"(\\\((?:[^\n\\]|\\[^()\n])*+\\\)|\$[^$\n]+\$)")
TAG = late(r"</?[A-Za-z][^<>]*>")
ENTITY = late(r"(?<![:\\])\\([A-Za-z]+\d*)(?:\{\}|(?![A-Za-z{]))")
FOREIGN = frozenset({"html", "latex", "beamer", "odt", "ascii", "md", "markdown", "texinfo", "man"})
"""Formats for which something is written that all others leave out."""
HTML, PLAIN = frozenset({"html", "md", "markdown"}), frozenset({"ascii"})
"""Those of which what is written is read."""
PICTURE = late(r"\A(?:file:|\./|[\w./-])[^\n]*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)\Z", re.IGNORECASE)
CODE = late(r"([=~])(?<![\w=~].)(?=\S)([^\n]{0,1000}?\S)\1(?![\w=~])")
ITALIC = late(r"/(?<![\w/:]/)(?=\S)([^/\n]+?)(?<=\S)/(?![\w/])")
STRUCK = late(r"\+(?<!\w\+)(?=\w)([^+\n]+?\w)\+(?!\w)")
BOLD = late(r"\*(?<![\w*]\*)(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
SPECIAL = late(r"[\[=~/+*_{\\<@:](?:(?<=[^<@:])|(?<=<)<|(?<=@)@|(?<=:):)")
"""What marks inside of a line begin with: many lines have none."""
KEPT = late("\x00(\\d+)\x00")
PROTECTED = late(r"\A([ \t]*),(?=[*#])")
"""A line of code that would be something else without its comma."""
CODE_ENDS = frozenset({"#+end_src", "#+end_example"})
"""Ends of blocks in which nothing else begins."""
DEEPEST = 8
"""Blocks in blocks that are read as such."""
NOTES = frozenset({"note", "tip", "warning", "important", "caution", "danger", "hint"})
SAID = ("title", "author", "date", "description", "keywords", "subtitle")


@dataclass(slots=True)
class _About:
    """What is found out about a document while its lines are read."""

    said: dict[str, str] = field(default_factory=dict)
    """Its title, author and the like."""
    included: list[str] = field(default_factory=list)
    """Other files that it takes in."""
    foreign: dict[str, None] = field(default_factory=dict)
    """Formats for which it holds what is not read."""
    kept: int = 0
    """Sections that are kept back."""

    def notices(self) -> Iterator[Notice]:
        """Yield what a person should know."""
        if self.kept:
            count = "a section that is" if self.kept == 1 else f"{self.kept:,} sections that are"
            yield Notice(Kind.LEFT_OUT, f"{count} not to be exported (COMMENT, :noexport:) left out")
        if self.included:
            names = ", ".join(self.included[:5])
            yield Notice(Kind.LEFT_OUT, f"what is included from other files is left out: {names}")
        if self.foreign:
            text = f"what is only shown in another format is left out: {', '.join(self.foreign)}"
            yield Notice(Kind.LEFT_OUT, text)

    def shown(self, form: str, inside: str) -> str:
        """Return what is written for one format only, as far as it is read."""
        form = form.lower()
        if form in HTML:
            return as_markdown(inside)
        if form in PLAIN:
            return inside
        if inside.strip():
            self.foreign[form] = None
        return ""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = text_of(file)
    about = _About()
    body, _ = unpadded(GAP.sub("\n\n", "\n".join(_written(at_margin(text).split("\n"), about))).strip("\n"))
    title = about.said.pop("title", "")
    said = (*notices, *about.notices())
    yield Parsed(body, title=title, markup="markdown", metadata=tuple(about.said.items()), notices=said)


def _written(lines: list[str], about: _About, depth: int = 0) -> list[str]:
    """Return the lines of a document, or of a block in it."""
    written: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if line[:1] == "*" and (end := _hidden_end(lines, place)):
            written += _notes_in(lines, place, end)
            place = end
            about.kept += not depth
            continue
        if not line or (line[0].isalnum() and not (line[0] in PLANNED and PLANNING.match(line))):
            # Most lines: nothing that is no text begins so.
            written.append(_inline(line) if line else "")
            place += 1
            continue
        setting = begin = None
        if "#+" in line:
            begin, setting = BEGIN.match(line), SETTING.match(line)
        if begin:
            block, place = _block(lines, place, begin, about, depth)
            written.append(block)
        elif (sign := line.lstrip()[:1]) == ":" and DRAWER.match(line):
            place = _end(lines, place, ":end:") + 1
        else:
            name = setting[1].lower() if setting else ""
            if setting and name in SAID and setting[2]:
                about.said.setdefault(name, one_line(setting[2]))
            elif setting and name == "caption":
                written.append(_inline(setting[2]))
            elif setting and name == "include":
                about.included.append(setting[2].strip('" '))
            elif setting and name in FOREIGN:
                written.append(about.shown(name, setting[2]))
            elif not (setting or _is_no_text(line, sign)):
                written.append(_line(line, sign, lines[place - 1] if place else ""))
            place += 1
    return written


def _hidden_end(lines: list[str], place: int) -> int:
    """Return the line behind a section that its writer keeps back; 0 where the heading begins no such section."""
    heading = HEADING.match(lines[place])
    if heading is None or not (
        heading[3].startswith("COMMENT ") or heading[3] == "COMMENT" or ":noexport:" in (heading[4] or "")
    ):
        return 0
    depth = len(heading[1])
    for number in range(place + 1, len(lines)):
        below = HEADING.match(lines[number]) if lines[number][:1] == "*" else None
        if below is not None and len(below[1]) <= depth:
            return number
    return len(lines)


def _notes_in(lines: list[str], place: int, end: int) -> Iterator[str]:
    """Yield the notes in a section that is kept back whose marks stand above it: they are shown all the same."""
    above = ""
    for number in range(place, end):
        match = MARK.match(lines[number])
        above = above or ("\n".join(lines[:place]) if match else "")
        if match is None or match[0] not in above:
            continue
        behind = next((at for at in range(number + 1, end) if not lines[at].strip() or MARK.match(lines[at])), end)
        yield from ("", *map(_inline, lines[number:behind]))


def _is_no_text(line: str, sign: str) -> bool:
    """Whether a line, by its first sign, lines columns up, says when something is due, or is a remark."""
    if sign == "|":
        return COOKIES.match(line) is not None
    return (sign == "#" and REMARK.match(line) is not None) or (sign in PLANNED and PLANNING.match(line) is not None)


def _line(line: str, sign: str, above: str) -> str:
    heading = HEADING.match(line) if line[:1] == "*" else None
    if heading:
        state = f"{heading[2]} " if heading[2] else ""
        return f"{'#' * min(6, len(heading[1]))} {state}{_inline(heading[3])}"
    rule = RULE.match(line) if sign == "|" else None
    if rule:
        # Only the first rule parts names from rows.
        return f"{rule[1]}|{' --- |' * (line.count('+') + 1)}" if above.lstrip().startswith("|") else ""
    if sign == ":" and line.lstrip().startswith(": "):
        return "    " + line.lstrip()[2:]
    return _inline(line)


def _block(lines: list[str], place: int, begin: re.Match[str], about: _About, depth: int) -> tuple[str, int]:
    """Return what a block shows, and where the next line is."""
    kind = begin[1].lower()
    end = _end(lines, place, f"#+end_{kind}")
    inside = dedented([PROTECTED.sub(r"\1", line) if "," in line else line for line in lines[place + 1 : end]])
    if kind in ("src", "example"):
        language = (begin[2] or "").lower() if kind == "src" else ""
        shown = fenced("\n".join(inside), {"emacs-lisp": "elisp", "shell": "sh"}.get(language, language))
    elif kind == "export" or kind in FOREIGN:
        shown = about.shown(kind if kind != "export" else begin[2] or "", "\n".join(inside))
    elif kind == "comment":
        shown = ""
    elif kind == "verse" or depth >= DEEPEST:
        shown = "\n".join(map(_inline, inside))
    else:
        shown = GAP.sub("\n\n", "\n".join(_written(inside, about, depth + 1))).strip("\n")
        if kind == "quote":
            shown = "\n".join(f"> {line}".rstrip() for line in shown.split("\n"))
        shown = f"{kind.capitalize()}: {shown}" if kind in NOTES else shown
    return f"\n{shown}\n", end + 1


def _end(lines: list[str], place: int, mark: str) -> int:
    """Return the line that ends a block, those of the like in it aside; the last one where none does."""
    again = mark.replace("end", "begin", 1)
    depth = 0
    for number in range(place + 1, len(lines)):
        line = lines[number]
        if mark[0] not in line:
            continue
        said = line.strip().lower()
        if said == mark:
            if not depth:
                return number
            depth -= 1
        elif mark[0] == "#" and mark not in CODE_ENDS and said.partition(" ")[0] == again:
            depth += 1
    return len(lines)


def _linked(match: re.Match[str]) -> str:
    """Return what a link shows: its words, or where it leads; a picture is no text."""
    if match[2]:
        return "" if PICTURE.search(match[2]) else match[2]
    target = match[1]
    if PICTURE.search(target):
        return ""
    return (target.rpartition("::")[2] or target).lstrip("*#") if "://" not in target else target


def _script(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1]
    return raised(match[2], before) if match[1] == "^" else lowered(match[2], before)


def _signs(text: str) -> str:
    """Return what stands outside of formulas with raised, lowered and named signs as they read."""
    text = SCRIPT.sub(_script, text) if "{" in text else text
    return ENTITY.sub(_entity, text) if "\\" in text else text


def _entity(match: re.Match[str]) -> str:
    """Return the sign that is named; what is no name of one stays."""
    sign = unescape(f"&{match[1]};")
    return match[0] if len(sign) > 2 else sign.replace("\xa0", " ")


def _inline(text: str) -> str:
    if SPECIAL.search(text) is None:
        return text
    if "[@" in text and (counter := COUNTER.match(text)):
        text = f"{counter[1]}{counter[3]}{counter[2]}{text[counter.end() :]}"
    if "[[" in text:
        text = LINK.sub(_linked, text)
    if "[fn:" in text:
        text = MARK.sub(r"[\1]", INLINE_NOTE.sub(r" (\1)", text))
    if text.endswith("\\\\"):
        text = text[:-2].rstrip()
    if " ::" in text and (term := TERM.match(text)):
        text = f"{term[1]}:{text[term.end() :]}"
    if "<<" in text:
        text = TARGET.sub("", text)
    if "@@" in text:
        text = SNIPPET.sub(lambda match: unescape(TAG.sub("", match[2])) if match[1].lower() in HTML else "", text)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(f"`{match[2]}`")
        return f"\x00{len(kept) - 1}\x00"

    text = CODE.sub(keep, text) if "=" in text or "~" in text else text
    if "{" in text or "\\" in text:
        text = "".join(part if number % 2 else _signs(part) for number, part in enumerate(FORMULA.split(text)))
    # A template of a replacement is looked up each time, which takes longer than to find nothing.
    text = BOLD.sub(lambda match: f"**{match[1]}**", text) if "*" in text else text
    text = ITALIC.sub(lambda match: f"*{match[1]}*", text) if "/" in text else text
    text = STRUCK.sub(lambda match: f"~~{match[1]}~~", text) if "+" in text else text
    text = UNDERLINED.sub(lambda match: str(match[1]), text) if "_" in text else text
    return KEPT.sub(lambda match: kept[int(match[1])], text) if kept else text
