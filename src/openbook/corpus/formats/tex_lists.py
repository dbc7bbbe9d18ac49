"""Lists of LaTeX: each item behind the sign that the page shows, by its level, its list's label and its counter."""

import re

from openbook.corpus.formats.item_numbers import counted
from openbook.corpus.formats.tex_macros import closing
from openbook.text.late import late

NUMBERED = frozenset({"enumerate", "compactenum", "asparaenum", "inparaenum"})
LISTS = NUMBERED | frozenset({"itemize", "description", "compactitem", "compactdesc", "asparaitem", "inparaitem"})
INDENT = "\x03"
"""Stands for a space that puts a line below its item: what the file itself is indented by means nothing."""
KINDS = {"arabic": "1", "alph": "a", "Alph": "A", "roman": "i", "Roman": "I"}
LEVELS = (r"\arabic*.", r"(\alph*)", r"\roman*.", r"\Alph*.")
"""How the items of lists in lists are numbered where nothing else is said."""
DEFINED = late(r"\\(?:def\s*|renewcommand\s*\*?\s*\{?\s*)\\labelenum(i{1,3}|iv)\s*\}?\s*(?=\{)")
OWN = late(r"\\enumlabel\{(i{1,3}|iv)\}\s*(?=\{)")
"""What stands for such a definition while the document's own commands are written out."""
ITEM = late(r"\\item(?![a-zA-Z])")
LONGEST = 200
"""Characters of a label, at most."""
OPTIONS = late(r"\s*\[((?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\]")
LABEL = late(r"\blabel\s*=\s*(\{(?:[^{}]|\{[^{}]*\})*\}|[^,]*)")
START = late(r"\bstart\s*=\s*(\d{1,4})")
SET = late(r"\\setcounter\{enumi{0,3}v?\}\{(\d{1,4})\}")
COUNTER = late(r"\\(arabic|alph|Alph|roman|Roman)\s*(\*|\{[^{}]*\})")
SHORT = late(r"(?<![A-Za-z\\])([AaIi1])(?![A-Za-z=])")
"""What stands for a counter in `[(a)]`."""
TASKS = {"boxtimes": "[x]", "square": "[ ]", "CheckedBox": "[x]", "XBox": "[x]", "Square": "[ ]", "Box": "[ ]"}
SIGN = late(r"\$?\s*\\([A-Za-z]+)\s*\$?")


def labels_kept(text: str) -> str:
    """Return LaTeX in which the labels of numbered lists are no definitions of commands, to be found in their lists."""
    return DEFINED.sub(r"\\enumlabel{\1}", text) if "\\labelenum" in text else text


def labels_of(head: str) -> dict[int, str]:
    """Return the labels that a document sets for all its numbered lists, by their level from 0."""
    return {("i", "ii", "iii", "iv").index(match[1]): _label(head, match) for match in OWN.finditer(head)}


def _label(text: str, match: re.Match[str]) -> str:
    """Return the label that a definition gives, which stands in braces directly behind it."""
    near = text[match.end() : match.end() + LONGEST]
    return near[1 : closing(near, 0)]


def items_of(name: str, inside: str, level: int, labels: dict[int, str], *, indented: bool) -> str:
    """Return the items of a list; `level`: how many numbered lists it stands in, `labels`: by level, of all lists.

    `indented`: whether what stands in an item is further in than the item.
    """
    first, *items = ITEM.split(inside)
    form, count = _form(first, level, labels) if name in NUMBERED else ("", 0)
    lines = []
    for item in items:
        label = OPTIONS.match(item)
        words = item[label.end() if label else 0 :].strip()
        if label is not None:
            sign = _labelled(label[1].strip(), name)
        elif form:
            count += 1
            sign = _numbered(form, count)
        else:
            sign = "-"
        indent = INDENT * (2 if sign.startswith("- ") else len(sign) + 1) * indented
        lines.append(f"{sign} " + re.sub(r"\n[ \t]*(?=\S)", "\n" + indent, words))
    return "\n\n" + "\n".join(lines) + "\n\n"


def _form(first: str, level: int, labels: dict[int, str]) -> tuple[str, int]:
    """Return the label of a numbered list and the number before its first one, by what stands above its items."""
    form = labels.get(level) or LEVELS[min(level, 3)]
    options = OPTIONS.match(first)
    said = options[1] if options else ""
    own = OWN.search(first)
    if own is not None:
        form = _label(first, own)
    elif label := LABEL.search(said):
        form = label[1].strip()
        form = form[1:-1] if form.startswith("{") else form
    elif "=" not in said and (short := SHORT.search(said)):
        kind = {"1": "arabic", "a": "alph", "A": "Alph", "i": "roman", "I": "Roman"}[short[1]]
        form = f"{said[: short.start()]}\\{kind}*{said[short.end() :]}"
    if len(COUNTER.findall(form)) != 1 or "\\the" in form:
        form = LEVELS[min(level, 3)]
    start, before = START.search(said), SET.search(first)
    return form, int(start[1]) - 1 if start else int(before[1]) if before else 0


def _numbered(form: str, count: int) -> str:
    label = COUNTER.sub(lambda match: counted(count, KINDS[match[1]]), form)
    return re.sub(r"\\[A-Za-z]+\s*|[{}]", "", label).strip() or f"{count}."


def _labelled(label: str, name: str) -> str:
    """Return how an item begins that has a label of its own: a term, the box of a task, a number, or another bullet."""
    sign = SIGN.fullmatch(label)
    if sign is not None and sign[1] in TASKS:
        return f"- {TASKS[sign[1]]}"
    if name in NUMBERED:
        return label or "-"
    return (
        f"- {label.removesuffix(':')}:"
        if any(map(str.isalnum, label)) and not (sign and label.startswith("$"))
        else "-"
    )
