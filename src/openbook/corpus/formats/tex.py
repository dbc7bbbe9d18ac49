"""LaTeX → Markdown: sections, lists, tables and code of a document; formulas stay as they are written."""

import re
from collections.abc import Callable, Iterator

from openbook.codes import Kind
from openbook.corpus.clean import one_line
from openbook.corpus.formats.fenced import BLANK_LINES, fenced, text_of
from openbook.corpus.formats.tex_algorithms import ALGORITHMS, steps
from openbook.corpus.formats.tex_aside import BLOCKS, PutAside, without_signs
from openbook.corpus.formats.tex_lists import INDENT, LISTS, NUMBERED, items_of, labels_kept, labels_of
from openbook.corpus.formats.tex_macros import closing, without_groups, written_out
from openbook.corpus.formats.tex_marks import ADDRESS, IN_ADDRESS, LINE_END, SHOWN, VERB, plain_marks, uncoloured
from openbook.corpus.formats.tex_names import HEADED, referred, theorems_of
from openbook.corpus.formats.tex_parts import parts_of, without_comments, without_inputs, without_overlays
from openbook.corpus.formats.tex_tables import TABULARS, on_a_line, rows_of, tabbed
from openbook.corpus.formats.tex_terms import with_terms
from openbook.corpus.formats.tex_units import with_units
from openbook.corpus.parsed import Parsed, RawFile
from openbook.records import Notice
from openbook.text.late import late

SECTIONS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
SWITCHED_OFF = late(r"\\iffalse(?![A-Za-z])(?:(?!\\fi(?![A-Za-z])).)*(?:\\fi(?![A-Za-z])[ \t]*|\Z)", re.DOTALL)
INSTITUTE = late(r"\\(?:inst|affref|IEEEauthorrefmark)\s*\{[^{}]*\}|\\footnotemark(?:\[[^\]]{0,1000}\])?")
THANKS = late(r"\\thanks\s*(?=\{)")
ENVIRONMENT = late(r"\\(begin|end)\s*\{([A-Za-z][\w@-]*\*?)\}")
VERBATIM = late(r"\\begin\{(verbatim\*?|lstlisting|minted|[A-Za-z]*Verbatim\*?|alltt)\}")
VERBATIM_OPTIONS = late(r"[ \t]*\[(?:[^\[\]\\]|\\.)*\]")
HIGHLIGHTED = late(
    r"(?:\\begin\{Shaded\}\s*)?\\begin\{Highlighting\}\[[^\]]{0,1000}\]\n?(.*?)\\end\{Highlighting\}(?:\s*\\end\{Shaded\})?",
    re.DOTALL,
)
"""Code with its colours, as pandoc writes it."""
LONGEST = 100
"""Characters of the end of such code, at most."""
TOKEN = late(r"\\[A-Za-z]+Tok\{((?:[^{}\\]|\\[{}_#%&$]|\\text[a-z]+\{\})*)\}")
NAMED = {"textbackslash": "\\", "textless": "<", "textgreater": ">", "textasciitilde": "~", "textasciicircum": "^"}
NAMED |= {"textquotesingle": "'", "textasciigrave": "`", "textbar": "|"}
LANGUAGE = late(r"language\s*=\s*\{?(?:\[[^\]]{0,1000}\])?(\w+)")
CODE_TITLE = late(r"\b(?:caption|title)\s*=\s*(?:\{([^{}]*)\}|([^,\]]+))")
MATHS = frozenset("equation align gather multline displaymath eqnarray math flalign alignat".split())  # noqa: SIM905
DRAWN = frozenset("tikzpicture pspicture picture pgfpicture".split())  # noqa: SIM905
TITLED_FRAME = late(r"\s*(?:<[^<>]*>)?(?:\[[^\]]{0,1000}\])*\{([^{}]+)\}")
DEEPEST = 16
"""Environments around a list that are looked at: half as many lists in lists are further in than what holds them."""
FURTHEST = 40
"""Environments within each other that are told apart: with more, most were never ended."""
PLACES = frozenset(
    "figure table center flushleft flushright minipage document titlepage frame columns wrapfigure".split()  # noqa: SIM905
)
BEAMER = frozenset({"block", "alertblock", "exampleblock"})
BIBITEM = late(r"\\bibitem(?:\[[^\]]{0,1000}\])?\s*\{([^{}]*)\}")
OPTIONS = late(r"\A\s*(?:\[[^\]]{0,1000}\])?(?:\s*\{[^{}\s]*\})*")
"""What an environment is given, rather than says."""
PLACED = late(r"\A\s*\[[htbpH!\d]*\]")
"""Where on a page something may stand, or which of its lines are counted."""
BOX_TITLE = late(r"\btitle\s*=\s*(?:\{([^{}]*)\}|([^,\]]+))")
ARGUMENT = late(r"#\d")
"""What a definition puts its argument for."""
MARGIN = 200
"""Characters at the beginning of a line, at most, by which what is put aside stands further in."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = text_of(file)
    text = without_signs(text)
    kept = PutAside(BLOCKS, _indented)

    def keep(block: str) -> str:
        return f"\n\n{kept(block)}\n\n"

    if "{Highlighting}" in text:
        end = text.rfind("\\end{Highlighting}") + LONGEST
        text = HIGHLIGHTED.sub(lambda match: keep(fenced(_unhighlighted(match[1]))), text[:end]) + text[end:]
    text = _code_kept(text, keep)
    text = _inline_kept(text, kept)
    text = without_comments(text)
    text = labels_kept(SWITCHED_OFF.sub("", text) if "\\iffalse" in text else text)
    head, body = parts_of(text)
    theorems = theorems_of(head + body)
    body = with_terms(head, written_out(head, without_overlays(head, body)))
    said: list[Notice] = []
    body, included = without_inputs(body)
    if included:
        said.append(Notice(Kind.LEFT_OUT, f"what is read in from other files is left out: {', '.join(included[:5])}"))
    drawn = [0]
    body = _environments(body, keep, drawn, theorems, labels_of(head))
    if drawn[0]:
        pictures = "a drawing is" if drawn[0] == 1 else f"{drawn[0]} drawings are"
        said.append(Notice(Kind.NOT_RENDERED, f"{pictures} left out"))
    body = plain_marks(_headings(with_units(referred(body))))
    body = kept.back(body)
    body = body.replace(INDENT, " ")
    body = BLANK_LINES.sub("\n\n", body).strip()
    whole = head + body
    title, author = (one_line(kept.back(_said(_command(whole, name)))) for name in ("title", "author"))
    metadata = (("author", author),) if author else ()
    yield Parsed(body, title=title, markup="markdown", metadata=metadata, notices=(*notices, *said))


def _inline_kept(text: str, keep: Callable[[str], str]) -> str:
    """Return the text with code and addresses within lines put aside; those of links with words of their own go."""

    def code(match: re.Match[str]) -> str:
        inside = match[2] if match[1] else match[3]
        return match[0] if not match[1] and ARGUMENT.search(inside) else keep(f"`{inside}`")

    def address(match: re.Match[str]) -> str:
        shown = IN_ADDRESS.sub(r"\1", match[2])
        return "\\href{}" if match[1] == "href" else keep(SHOWN[match[1]].format(shown))

    if any(name in text for name in ("\\verb", "\\Verb", "\\lstinline", "\\mintinline")):
        text = VERB.sub(code, text)
    return ADDRESS.sub(address, text)


def _code_kept(text: str, keep: Callable[[str], str]) -> str:
    """Return the text with its code put aside."""
    parts: list[str] = []
    place = 0
    endless: set[str] = set()
    at = text.find("\\begin{")
    while at >= 0:
        match = VERBATIM.match(text, at)
        if match is not None and match[1] not in endless:
            end = text.find(f"\\end{{{match[1]}}}", match.end())
            if end < 0:
                endless.add(match[1])
            else:
                parts += (text[place:at], keep(_code(match[1], text[match.end() : end])))
                place = end + len(f"\\end{{{match[1]}}}")
        at = text.find("\\begin{", max(place, at + 1))
    return "".join(parts) + text[place:]


def _indented(block: str, place: re.Match[str]) -> str:
    """Return a block for its place: in the item of a list its lines are as far in as the item."""
    text, start = place.string, place.start()
    line = text.rfind("\n", max(0, start - MARGIN), start) + 1
    indent = text[line:start] if line else ""
    return block.replace("\n", "\n" + indent) if indent and not indent.strip(f" \t>{INDENT}") else block


def _code(name: str, inside: str) -> str:
    language = ""
    if name == "minted":
        options = re.match(r"\s*(?:\[[^\]]{0,1000}\])?\s*\{(\w+)\}", inside)
        language, inside = (options[1], inside[options.end() :]) if options else ("", inside)
    elif name == "lstlisting":
        options = re.match(r"\s*\[([^\]]*)\]", inside)
        if options:
            named, title = LANGUAGE.search(options[1]), CODE_TITLE.search(options[1])
            language, inside = (named[1].lower() if named else ""), inside[options.end() :]
            code = fenced(inside, language)
            return f"{plain_marks(title[1] or title[2])}\n\n{code}" if title else code
    elif name.rstrip("*").endswith("Verbatim"):
        options = VERBATIM_OPTIONS.match(inside)
        inside = inside[options.end() :] if options else inside
        if options and "commandchars" in options[0]:
            inside = uncoloured(inside)
    return fenced(inside, language)


def _unhighlighted(code: str) -> str:
    """Return code without its colours."""
    for _ in range(3):
        code = TOKEN.sub(r"\1", code)
    code = re.sub(r"\\(text[a-z]+)\{\}", lambda match: NAMED.get(match[1], ""), code)
    return re.sub(r"\\([{}_#%&$])", r"\1", code)


def _command(text: str, name: str) -> str:
    """Return the argument of a command; empty where it is not there."""
    first = text.find(f"\\{name}")
    pattern = rf"\\{name}\s*(?:\[[^\]]{{0,1000}}\])?\s*(?=\{{)"
    found = re.compile(pattern).search(text, first) if first >= 0 else None
    return text[found.end() + 1 : closing(text, found.end())] if found else ""


def _said(argument: str) -> str:
    """Return a title, or names, without the notes at them and the marks of where somebody works."""
    argument = without_groups(INSTITUTE.sub("", argument), THANKS)
    return one_line(plain_marks(re.sub(r"\s*\\and(?![A-Za-z])\s*", ", ", argument)))


def _headings(text: str) -> str:
    parts: list[str] = []
    place = 0
    for match in HEADED.finditer(text):
        if match.start() < place:
            continue
        end = closing(text, match.end())
        title = one_line(text[match.end() + 1 : end])
        parts += (text[place : match.start()], f"\n\n{'#' * SECTIONS[match[1]]} {title}\n\n")
        place = end + 1
    return "".join(parts) + text[place:]


def _environments(
    text: str, keep: Callable[[str], str], drawn: list[int], theorems: dict[str, str], labels: dict[int, str]
) -> str:
    """Return the text with its environments written as blocks, the innermost first."""
    open_: list[tuple[str, list[str]]] = [("", [])]
    place = 0

    def written(name: str, inside: str) -> str:
        if name.rstrip("*") in TABULARS and any(outer.rstrip("*") in TABULARS for outer, _ in open_):
            return on_a_line(name, inside)
        if (listed := name.rstrip("*")) in LISTS:
            above = [outer.rstrip("*") for outer, _ in open_[-DEEPEST:]]
            apart = sum(outer in LISTS for outer in above) < DEEPEST // 2
            return items_of(listed, inside, sum(outer in NUMBERED for outer in above), labels, indented=apart)
        return _written(name, inside, keep, drawn, theorems)

    for match in ENVIRONMENT.finditer(text):
        open_[-1][1].append(text[place : match.start()])
        place = match.end()
        name = match[2]
        if match[1] == "begin" and len(open_) <= FURTHEST:
            open_.append((name, []))
        elif match[1] == "begin":
            continue
        elif len(open_) > 1 and any(name == begun for begun, _ in open_):
            while len(open_) > 1:
                begun, parts = open_.pop()
                open_[-1][1].append(written(begun, "".join(parts)))
                if begun == name:
                    break
    open_[-1][1].append(text[place:])
    while len(open_) > 1:
        begun, parts = open_.pop()
        open_[-1][1].append(written(begun, "".join(parts)))
    return "".join(open_[0][1])


def _written(name: str, inside: str, keep: Callable[[str], str], drawn: list[int], theorems: dict[str, str]) -> str:
    bare = name.rstrip("*")
    if bare in ALGORITHMS:
        inside = keep(plain_marks(with_units(PLACED.sub("", steps(inside)))).strip())
    if bare in MATHS or name in ("alignat", "alignat*"):
        inside = re.sub(r"\\label\s*\{[^{}]*\}", "", inside).strip()
        unnamed = ("equation", "displaymath", "math")
        shown = inside if bare in unnamed else f"\\begin{{{name}}}\n{inside}\n\\end{{{name}}}"
        return keep(f"$$\n{shown}\n$$")
    if name in MATH_INSIDE:
        return f"\\begin{{{name}}}{inside}\\end{{{name}}}"
    if bare in TABULARS:
        return keep(rows_of(name, inside))
    if name == "tabbing":
        return f"\n\n{tabbed(inside)}\n\n"
    if name in DRAWN:
        drawn[0] += 1
        return "\n\n"
    if name in ("comment", "filecontents"):
        return ""
    if name == "thebibliography":
        return "\n\n" + BIBITEM.sub(r"\n\n[\1] ", re.sub(r"\A\s*\{[^{}]*\}", "", inside))
    if name in ("quote", "quotation", "verse"):
        lines = re.sub(r"\n\s*\n", "\n\n", LINE_END.sub("\n", inside).strip()).split("\n")
        return "\n\n" + "\n".join(f"> {line.strip()}".rstrip() for line in lines) + "\n\n"
    if name == "abstract":
        return f"\n\nAbstract: {inside.strip()}\n\n"
    if bare == "frame" and (headed := TITLED_FRAME.match(inside)):
        return f"\n\n### {headed[1]}\n\n{inside[headed.end() :]}\n\n"
    if bare in BEAMER and (headed := TITLED_FRAME.match(inside)):
        return f"\n\n{headed[1]}: {inside[headed.end() :].strip()}\n\n"
    if bare in PLACES:
        return "\n\n" + re.sub(r"\A\s*(?:\[[^\]]{0,1000}\])?(?:\{[^{}]*\})*", "", inside, count=1) + "\n\n"
    titled = re.match(r"\s*\[([^\]]*)\]", inside)
    if bare in theorems:
        said = f" ({titled[1]})" if titled else ""
        return f"\n\n{theorems[bare]}{said}. {inside[titled.end() if titled else 0 :].strip()}\n\n"
    named = BOX_TITLE.search(titled[1]) if titled else None
    title = f"{named[1] or named[2]}: " if named else ""
    return f"\n\n{title}{OPTIONS.sub('', inside, count=1).strip()}\n\n"


MATH_INSIDE = frozenset(
    "matrix pmatrix bmatrix vmatrix Vmatrix cases split aligned gathered array smallmatrix subequations".split()  # noqa: SIM905
) - {"array"}
