"""Notes, warnings and tabs, as tools for documentation mark them in Markdown: `!!! note`, `=== "Linux"`, `::: tip`."""

import re
from collections.abc import Iterator

from openbook.corpus.formats.block_ends import FENCE, BlockEnds
from openbook.text.late import late

INDENTED = late(
    r"(?P<indent> *)(?:(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[A-Za-z][\w -]*?)?|===[!+]?)(?:[ ]+\"(?P<title>[^\"]*)\")?[ \t]*"
)
COLONS = late(r"(?P<indent> *)(?P<colons>:{3,})[ ]*(?P<rest>[^\s:].*)")
DIRECTIVE = late(
    r"\{?[.:#]?(?:callout-)?(?P<kind>[A-Za-z][\w-]*)(?P<more>[^}\[\n]*)\}?(?:\[(?P<bracketed>[^\]\n]*)\])?(?P<title>.*)"
)
TITLE = late(r"title=(?:\"([^\"]*)\"|'([^']*)')")
OPTION = late(r"\s*:[\w-]+:(?:\s.*)?")
KINDS = frozenset(
    {"note", "tip", "info", "warning", "danger", "caution", "important", "hint", "error", "seealso", "success"}
    | {"question", "example", "quote", "abstract", "summary", "bug", "failure", "attention", "admonition", "details"}
    | {
        "todo",
        "check",
        "help",
        "faq",
        "tldr",
        "cite",
        "missing",
        "fail",
        "versionadded",
        "versionchanged",
        "deprecated",
    }
    | {"dropdown", "tab-set", "tab-item", "card", "grid", "grid-item", "grid-item-card", "margin", "sidebar", "topic"}
    | {"epigraph", "container", "div", "glossary"}
)
"""What a block is called that its readers see as a note, a warning or the like."""
SILENT = frozenset({"admonition", "details", "dropdown", "tab-set", "tab-item", "card", "grid", "grid-item", "topic"})
SILENT |= {"grid-item-card", "margin", "sidebar", "epigraph", "container", "div", "glossary"}
"""Those that say nothing beyond their title."""
VERSIONS = {
    "versionadded": "New in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
}
STRUCTURE = late(r"\s*(?:[#>|`~]|[-*+][ ]|\d+[.)][ ]|$)")
INDENT = 4
FIRST = late(r" *(?:!!!|\?\?\?|:::|===|```|~~~)")
MARKED = late(r"\n *(?:!!!|\?\?\?|:::|===|```|~~~)")
BEGUN = late(r"\n *(?:!!!|\?\?\?|:::|===[!+]? \"|```+ ?\{|~~~+ ?\{)")
"""How a line begins that may begin a block: what begins with a line end is found fastest."""
STARTS = frozenset({"!!!", "???", "===", ":::", "```", "~~~"})
FIRSTS = frozenset(" !?=:`~")
DEEPEST = 20
"""Blocks in blocks."""


def without_admonitions(text: str) -> str:
    """Return Markdown with blocks of these kinds as plain text below what they are called; code stays as it is."""
    if (FIRST.match(text) or BEGUN.search(text)) is None:
        return text
    return "\n".join(_shown(text.split("\n"), 0, _marked_in(text)))


def _marked_in(text: str) -> Iterator[int]:
    """Yield the numbers of the lines that begin with a mark."""
    if FIRST.match(text):
        yield 0
    number = place = 0
    for match in MARKED.finditer(text):
        start = match.start() + 1
        number += text.count("\n", place, start)
        place = start
        yield number


def _marked(lines: list[str]) -> Iterator[int]:
    """Yield the same of lines."""
    for number, line in enumerate(lines):
        if line[:1] in FIRSTS and line.lstrip(" ")[:3] in STARTS:
            yield number


def _shown(lines: list[str], depth: int, marked: Iterator[int]) -> list[str]:
    """Return lines as their readers see them; `marked` are the numbers of those that begin with a mark."""
    shown: list[str] = []
    ends = BlockEnds(lines)
    place = 0
    for number in marked:
        if number < place:
            continue
        shown += lines[place:number]
        place = number
        found = None if depth > DEEPEST else _block(lines, place, depth, ends)
        if found is not None:
            written, place = found
            if shown and shown[-1].strip():
                shown.append("")
            shown += written
            if not written and place < len(lines) and not lines[place].strip():
                place += 1
            if shown and shown[-1].strip() and place < len(lines) and lines[place].strip():
                shown.append("")
            continue
        end = ends.of_fence(place)
        shown += lines[place:end]
        place = end
    return shown + lines[place:]


def _block(lines: list[str], place: int, depth: int, ends: BlockEnds) -> tuple[list[str], int] | None:
    """Return the block that begins on a line, as its readers see it, and where it ends; None where none begins."""
    line = lines[place]
    start = line.lstrip(" ")[:3]
    if start in ("!!!", "???", "==="):
        return _indented(lines, place, depth)
    if start == ":::":
        return _between_colons(lines, place, depth, ends)
    if start in ("```", "~~~") and "{" in line:
        return _fenced(lines, place, depth, ends)
    return None


def _indented(lines: list[str], place: int, depth: int) -> tuple[list[str], int] | None:
    match = INDENTED.fullmatch(lines[place].replace("\t", " "))
    if match is None or not (match["kind"] or match["title"]):
        return None
    inner = len(match["indent"]) + INDENT
    margin = " " * inner
    end = place + 1
    for number in range(place + 1, len(lines)):
        line = lines[number]
        if not line or line.isspace():
            continue
        if not line.startswith(margin) and ("\t" not in line or _indent(line) < inner):
            break
        end = number + 1
    block = lines[place + 1 : end]
    if not block:
        return None
    body = [(line.expandtabs(INDENT) if "\t" in line else line)[inner:] for line in block]
    kind = (match["kind"] or "").split(" ")[0]
    return _written(kind, match["title"], body, match["indent"], depth), place + 1 + len(block)


def _between_colons(lines: list[str], place: int, depth: int, ends: BlockEnds) -> tuple[list[str], int] | None:
    match = COLONS.fullmatch(lines[place])
    named = DIRECTIVE.match(match["rest"]) if match else None
    if match is None or named is None:
        return None
    end = ends.of_colons(place)
    if end is None:
        return None
    indent = len(match["indent"])
    body = [line[min(indent, _indent(line)) :] for line in lines[place + 1 : end]]
    from openbook.corpus.formats.directives import DIRECTIVES, directive

    shown = directive(match["rest"], body, "```") if named["kind"] in DIRECTIVES else None
    if shown is not None:
        return [match["indent"] + line if line.strip() else "" for line in shown], end + 1
    return _written(*_named(named), _without_options(body), match["indent"], depth), end + 1


def _fenced(lines: list[str], place: int, depth: int, ends: BlockEnds) -> tuple[list[str], int] | None:
    match = FENCE.fullmatch(lines[place])
    end = ends.of_fence(place)
    if match is None or not match["rest"].startswith("{") or end == place + 1:
        return None
    indent = len(match["indent"])
    body = [line[min(indent, _indent(line)) :] for line in lines[place + 1 : end - 1]]
    named = DIRECTIVE.match(match["rest"])
    if named is not None and named["kind"].casefold() in KINDS and match["rest"][1:2].isalpha():
        return _written(*_named(named), _without_options(body), match["indent"], depth), end
    from openbook.corpus.formats.directives import directive

    shown = directive(match["rest"], body, match["fence"])
    return None if shown is None else ([match["indent"] + line if line.strip() else "" for line in shown], end)


def _named(match: re.Match[str]) -> tuple[str, str]:
    """Return what a block is called, and its title."""
    kind = match["kind"]
    quoted = TITLE.search(match["more"]) or TITLE.search(match["title"])
    title = quoted[1] or quoted[2] or "" if quoted else match["bracketed"] or match["title"].strip()
    if not quoted and not match["bracketed"] and not match["title"] and match["more"][:1] == " ":
        title = match["more"].strip()
    unnamed = title.startswith(("{", ".", "#", ":")) or not any(map(str.isalpha, title))
    title = "" if unnamed and kind not in VERSIONS else title
    return (kind if kind.casefold() in KINDS else ""), title


def _written(kind: str, title: str | None, body: list[str], indent: str, depth: int) -> list[str]:
    inner = _shown(body, depth + 1, _marked(body))
    while inner and not inner[0].strip():
        inner.pop(0)
    while inner and not inner[-1].strip():
        inner.pop()
    if kind in VERSIONS:
        kind, title = f"{VERSIONS[kind]} {title or ''}".strip(), ""
    label = kind.replace("-", " ").capitalize() if kind and kind.casefold() not in SILENT else ""
    title = (title or "").strip()
    if title and label and label.casefold() != title.casefold():
        label = f"{label}: {title}"
    elif title:
        label = title
    elif label and inner and not STRUCTURE.match(inner[0]):
        inner[0], label = f"{label}: {inner[0]}", ""
    elif label:
        label += ":"
    lines = [label, "", *inner] if label else inner
    return [indent + line if line.strip() else "" for line in lines]


def _without_options(body: list[str]) -> list[str]:
    """Leave out the options that a directive begins with: `:class: dropdown`."""
    while body and OPTION.fullmatch(body[0]):
        body = body[1:]
    return body


def _indent(line: str) -> int:
    line = line.expandtabs(INDENT) if "\t" in line else line
    return len(line) - len(line.lstrip(" "))
