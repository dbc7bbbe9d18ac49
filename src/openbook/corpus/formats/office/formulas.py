"""Formulas of Office files (OMML) → TeX on one line."""

from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.office.ooxml import attribute, local, switched, value
from openbook.corpus.formats.office.symbols import translated

DEEPEST = 60
"""Nested parts of a formula beyond which it is read as flat text."""
SIGNS = {"{": "\\{", "}": "\\}", "%": "\\%", "#": "\\#", "$": "\\$", "&": "\\&", "_": "\\_", "~": "\\sim "}
SIGNS |= {"\u2061": "", "\u2062": " ", "\u2063": "", "\u2064": "", "\u200b": "", "\n": " "}
FUNCTIONS = frozenset(
    """arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max
    min Pr sec sin sinh sup tan tanh""".split()  # noqa: SIM905 - reads better than a column of names
)
ACCENTS = {"\u0302": "hat", "^": "hat", "ˆ": "hat", "\u0303": "tilde", "~": "tilde", "˜": "tilde", "\u0307": "dot"}
ACCENTS |= {"˙": "dot", "\u0308": "ddot", "¨": "ddot", "\u20db": "dddot", "\u030c": "check", "ˇ": "check"}
ACCENTS |= {"\u0301": "acute", "´": "acute", "\u0300": "grave", "`": "grave", "\u0306": "breve", "˘": "breve"}
ACCENTS |= {"\u0304": "bar", "\u0305": "overline", "¯": "bar", "‾": "overline", "\u033f": "overline"}
ACCENTS |= {
    "\u20d7": "vec",
    "→": "vec",
    "\u20d1": "overrightarrow",
    "\u20d6": "overleftarrow",
    "\u20e1": "overleftrightarrow",
}
GROUPS = {"⏞": "overbrace", "⏟": "underbrace", "⏜": "overparen", "⏝": "underparen", "→": "xrightarrow"}
GROUPS |= {"←": "xleftarrow", "⇒": "xRightarrow", "⇐": "xLeftarrow", "↔": "xleftrightarrow", "⇔": "xLeftrightarrow"}
MATRICES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("{", "}"): "Bmatrix", ("|", "|"): "vmatrix"}
MATRICES |= {("‖", "‖"): "Vmatrix", ("", ""): "matrix"}
OPENING = {"|": "\\lvert ", "‖": "\\lVert ", "{": "\\{", "": ""}
CLOSING = {"|": "\\rvert", "‖": "\\rVert", "}": "\\}", "": ""}
"""Bars have names: in a row of a table they would part cells."""


def formula(element: Any) -> str:
    """Return a formula (`m:oMath`, or a part of one) as TeX, without the dollars around it."""
    return " ".join(_tex(element, 0).split())


def between(element: Any, *, display: bool = False) -> str:
    """Return a formula between dollars; empty where it holds nothing."""
    text = formula(element)
    if not text:
        return ""
    return f"$${text}$$" if display else f"${text}$"


def _tex(element: Any, depth: int) -> str:
    name = local(element)
    if not name or name.endswith("Pr") or name in ("del", "moveFrom", "instrText"):
        return ""
    if depth > DEEPEST:
        return _signs("".join(text.text or "" for text in element.iter("{*}t")))
    write = PARTS.get(name)
    return write(element, depth + 1) if write is not None else _joined(element, depth + 1)


def _joined(element: Any, depth: int) -> str:
    text = ""
    for child in element:
        part = _tex(child, depth)
        apart = part[:1].isalpha() and _ends_in_command(text)
        text += f" {part}" if apart else part
    return text


def _ends_in_command(text: str) -> bool:
    start, _, end = text.rpartition("\\")
    return bool(end) and end.isalpha() and end.isascii() and not start.endswith("\\")


def _signs(text: str) -> str:
    return "".join(SIGNS.get(char, char) for char in text)


def _child(element: Any, name: str, depth: int) -> str:
    found = element.find(f"{{*}}{name}")
    return _tex(found, depth).strip() if found is not None else ""


def _property(element: Any, name: str, otherwise: str) -> str:
    """Return a sign that a part names in its properties: what is said to be empty is none."""
    path = f"{{*}}{local(element)}Pr/{{*}}{name}"
    found = element.find(path)
    return otherwise if found is None else attribute(found, "val")


def _run(element: Any, depth: int) -> str:
    text = ""
    for child in element:
        name = local(child)
        if name == "t":
            text += child.text or ""
        elif name in ("tab", "br"):
            text += " "
        elif name == "sym":
            code = attribute(child, "char")
            font = attribute(child, "font")
            text += translated(chr(int(code, 16)), font)[0] if len(code) == 4 and _is_hex(code) else ""
    if not text.strip():
        return text
    if switched(element, "{*}rPr/{*}nor") and any(map(str.isalpha, text)):
        return rf"\text{{{_signs(text)}}}"
    return f"\\{text}" if text in FUNCTIONS else _signs(text)


def _is_hex(text: str) -> bool:
    return all(char in "0123456789abcdefABCDEF" for char in text)


def _base(text: str) -> str:
    """Return what a power or an index stands at, so that it is seen what belongs to it."""
    whole = len(text) <= 1 or text.replace(".", "").isalnum() or (text.startswith("\\") and text[1:].isalpha())
    return text if whole else f"{{{text}}}"


def _fraction(element: Any, depth: int) -> str:
    above, below = _child(element, "num", depth), _child(element, "den", depth)
    kind = value(element, "{*}fPr/{*}type")
    if kind == "noBar":
        return rf"{{{above} \atop {below}}}"
    if kind in ("lin", "skw"):
        return f"{_base(above)}/{_base(below)}"
    return rf"\frac{{{above}}}{{{below}}}"


def _scripts(element: Any, depth: int) -> str:
    base = _child(element, "e", depth)
    return _base(base) + _marks(element, depth)


def _marks(element: Any, depth: int) -> str:
    below, above = _child(element, "sub", depth), _child(element, "sup", depth)
    return (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")


def _before(element: Any, depth: int) -> str:
    return "{}" + _marks(element, depth) + _base(_child(element, "e", depth))


def _root(element: Any, depth: int) -> str:
    hidden = switched(element, "{*}radPr/{*}degHide")
    degree = "" if hidden else _child(element, "deg", depth)
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_child(element, 'e', depth)}}}"


def _sum(element: Any, depth: int) -> str:
    sign = _property(element, "chr", "∫")
    hidden = [switched(element, f"{{*}}naryPr/{{*}}{name}") for name in ("subHide", "supHide")]
    below = "" if hidden[0] else _child(element, "sub", depth)
    above = "" if hidden[1] else _child(element, "sup", depth)
    marks = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{sign}{marks} {_child(element, 'e', depth)}"


def _delimited(element: Any, depth: int) -> str:
    start, end = _property(element, "begChr", "("), _property(element, "endChr", ")")
    parts = [child for child in element if local(child) == "e"]
    only = _only(parts[0]) if len(parts) == 1 else None
    if only is not None and local(only) == "m" and (start, end) in MATRICES:
        return _matrix(only, depth, MATRICES[start, end])
    if only is not None and local(only) == "eqArr" and (start, end) == ("{", ""):
        return _rows(only, depth, "cases")
    if only is not None and local(only) == "f" and value(only, "{*}fPr/{*}type") == "noBar" and start == "(":
        return rf"\binom{{{_child(only, 'num', depth)}}}{{{_child(only, 'den', depth)}}}"
    between = _property(element, "sepChr", "|")
    apart = f"{_signs(between)} " if between in (",", ";") else _signs(between)
    inside = apart.join(_tex(part, depth).strip() for part in parts)
    return f"{OPENING.get(start, start)}{inside}{CLOSING.get(end, end)}"


def _only(element: Any) -> Any:
    """Return the one part that another holds, None where it holds several."""
    found = [child for child in element if local(child) and not local(child).endswith("Pr")]
    return found[0] if len(found) == 1 else None


def _matrix(element: Any, depth: int, kind: str = "matrix") -> str:
    rows = [
        " & ".join(_tex(cell, depth).strip() for cell in row if local(cell) == "e")
        for row in element
        if local(row) == "mr"
    ]
    return rf"\begin{{{kind}}} " + r" \\ ".join(rows) + rf" \end{{{kind}}}"


def _rows(element: Any, depth: int, kind: str = "aligned") -> str:
    # In rows that are set below each other, `&` only says where; `#` comes before the number of an equation.
    rows = [_tex(row, depth).replace(r"\&", "").strip() for row in element if local(row) == "e"]
    if kind == "aligned" and len(rows) == 1:
        start, mark, label = rows[0].partition(r"\#")
        return rf"{start} \tag{{{label.strip('()')}}}" if mark and label else start
    return rf"\begin{{{kind}}} " + r" \\ ".join(rows) + rf" \end{{{kind}}}"


def _limit(mark: str) -> Callable[[Any, int], str]:
    def write(element: Any, depth: int) -> str:
        base, limit = _child(element, "e", depth), _child(element, "lim", depth)
        if local(_only(element.find("{*}e")) if element.find("{*}e") is not None else None) == "groupChr":
            return f"{base}{mark}{{{limit}}}"
        return f"{_base(base)}{mark}{{{limit}}}"

    return write


def _function(element: Any, depth: int) -> str:
    name, of = _child(element, "fName", depth), _child(element, "e", depth)
    return f"{name} {of}" if of[:1] not in ("(", "[") else name + of


def _accent(element: Any, depth: int) -> str:
    mark = ACCENTS.get(_property(element, "chr", "\u0302"), "")
    inside = _child(element, "e", depth)
    if mark:
        return rf"\{mark}{{{inside}}}"
    return rf"\overset{{{_property(element, 'chr', '')}}}{{{inside}}}"


def _bar(element: Any, depth: int) -> str:
    where = "overline" if _property(element, "pos", "bot") == "top" else "underline"
    return rf"\{where}{{{_child(element, 'e', depth)}}}"


def _group(element: Any, depth: int) -> str:
    sign = _property(element, "chr", "⏟")
    top = _property(element, "pos", "bot") == "top"
    inside = _child(element, "e", depth)
    if sign in GROUPS:
        return rf"\{GROUPS[sign]}{{{inside}}}"
    return rf"\{'overset' if top else 'underset'}{{{_signs(sign)}}}{{{inside}}}"


def _boxed(element: Any, depth: int) -> str:
    inside = _child(element, "e", depth)
    strikes = ("strikeH", "strikeV", "strikeBLTR", "strikeTLBR")
    if any(switched(element, f"{{*}}borderBoxPr/{{*}}{name}") for name in strikes):
        return rf"\cancel{{{inside}}}"
    return rf"\boxed{{{inside}}}"


def _phantom(element: Any, depth: int) -> str:
    return _child(element, "e", depth) if switched(element, "{*}phantPr/{*}show") else ""


PARTS: dict[str, Callable[[Any, int], str]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "nary": _sum,
    "d": _delimited,
    "m": _matrix,
    "eqArr": _rows,
    "limLow": _limit("_"),
    "limUpp": _limit("^"),
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _group,
    "borderBox": _boxed,
    "phant": _phantom,
}
"""What a part of a formula means, in TeX; the others are only the sum of what is in them."""
