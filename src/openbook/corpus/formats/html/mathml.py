"""MathML → TeX: what a fraction, a root, a power or a matrix means is kept, and nothing said twice."""

from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.html.nodes import children, collapsed
from openbook.text.late import late

DEEPEST = 60
"""Nested elements of a formula beyond which it is read as flat text."""
COMMAND = late(r"\\[A-Za-z]+\Z")
FUNCTIONS = frozenset(
    """arccos arcsin arctan arg cos cosh cot csc deg det dim exp gcd inf ker lim ln log max min mod Pr sec sin sinh sup
    tan tanh""".split()  # noqa: SIM905 - reads better than a column of names
)
LIMITS = late(r"[∑∏∐∫-∳⋀-⋃⨀-⨿]|\\(?:lim|max|min|sup|inf|det|gcd|Pr)")
OVER = {"¯": "overline", "‾": "overline", "ˉ": "overline", "_": "overline", "→": "vec", "⃗": "vec", "^": "hat"}
OVER |= {"ˆ": "hat", "~": "tilde", "˜": "tilde", "˙": "dot", ".": "dot", "¨": "ddot", "⏞": "overbrace"}
UNDER = {"_": "underline", "¯": "underline", "‾": "underline", "⏟": "underbrace"}
SIGNS = {"{": "\\{", "}": "\\}", "%": "\\%", "&": "\\&", "#": "\\#", "$": "\\$", "\u2062": " ", "\u2061": " "}
SIGNS |= {"\u2063": "", "\u2064": "", "\u200b": ""}


def structure(node: Any) -> str:
    """Return the TeX of what is in a MathML element, without dollars."""
    return _joined(node, 0)


def _tex(node: Any, depth: int) -> str:
    """Return the TeX of one element of a formula."""
    if node.tag == "-text":
        return _signs(collapsed(node.text_content or ""))
    if depth > DEEPEST:
        return _signs(collapsed(node.text()))
    write = ELEMENTS.get(node.tag)
    return write(node, depth + 1) if write is not None else _joined(node, depth + 1)


def _joined(node: Any, depth: int) -> str:
    text = ""
    for child in children(node):
        part = _tex(child, depth)
        text += f" {part}" if part[:1].isalnum() and COMMAND.search(text) else part
    return text


def _signs(text: str) -> str:
    return "".join(SIGNS.get(char, char) for char in text)


def _parts(node: Any, depth: int) -> list[str]:
    return [_tex(child, depth) for child in children(node) if child.tag != "-text"]


def _two(node: Any, depth: int) -> tuple[str, str]:
    first, second, *_ = [*_parts(node, depth), "", ""]
    return first, second


def _three(node: Any, depth: int) -> tuple[str, str, str]:
    first, second, third, *_ = [*_parts(node, depth), "", "", ""]
    return first, second, third


def _base(text: str) -> str:
    """Return what a power or an index stands at, so that it is seen what belongs to it."""
    whole = len(text) == 1 or text.isalnum() or COMMAND.fullmatch(text) or (text[:1] in "([|" and text[-1:] in ")]|")
    return text if whole or not text else f"{{{text}}}"


def _fraction(node: Any, depth: int) -> str:
    above, below = _two(node, depth)
    if node.attributes.get("linethickness") in ("0", "0pt", "0px", "0em"):
        return rf"\binom{{{above}}}{{{below}}}"
    return rf"\frac{{{above}}}{{{below}}}"


def _root(node: Any, depth: int) -> str:
    inside, degree = _two(node, depth)
    return rf"\sqrt[{degree}]{{{inside}}}"


def _power(node: Any, depth: int) -> str:
    base, above = _two(node, depth)
    return above if above in ("'", "′", "″") and not base else f"{_base(base)}^{{{above}}}"


def _index(node: Any, depth: int) -> str:
    base, below = _two(node, depth)
    return f"{_base(base)}_{{{below}}}"


def _both(node: Any, depth: int) -> str:
    base, below, above = _three(node, depth)
    return f"{_base(base)}_{{{below}}}^{{{above}}}"


def _over(node: Any, depth: int) -> str:
    base, above = _two(node, depth)
    if above in OVER:
        return rf"\{OVER[above]}{{{base}}}"
    return f"{base}^{{{above}}}" if LIMITS.match(base) else rf"\overset{{{above}}}{{{base}}}"


def _under(node: Any, depth: int) -> str:
    base, below = _two(node, depth)
    if below in UNDER:
        return rf"\{UNDER[below]}{{{base}}}"
    return f"{base}_{{{below}}}" if LIMITS.match(base) else rf"\underset{{{below}}}{{{base}}}"


def _under_over(node: Any, depth: int) -> str:
    base, below, above = _three(node, depth)
    return f"{base}_{{{below}}}^{{{above}}}"


def _before_and_after(node: Any, depth: int) -> str:
    """Write indices on all four sides: those behind the base come first, those before it after `mprescripts`."""
    base, *rest = [child for child in children(node) if child.tag != "-text"] or [node]
    if base is node:
        return ""
    behind: list[str] = []
    before: list[str] = []
    found = False
    for child in rest:
        if child.tag == "mprescripts":
            found = True
        else:
            (before if found else behind).append(_tex(child, depth))
    return f"{_pairs(before, '{}')}{_base(_tex(base, depth))}{_pairs(behind, '')}"


def _pairs(parts: list[str], start: str) -> str:
    below, above = "".join(parts[::2]), "".join(parts[1::2])
    text = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return start + text if text else ""


def _fenced(node: Any, depth: int) -> str:
    attributes = node.attributes
    start, end = attributes.get("open", "("), attributes.get("close", ")")
    marks = "".join((attributes.get("separators", ",") or "").split())
    parts = _parts(node, depth)
    text = parts[0] if parts else ""
    for number, part in enumerate(parts[1:]):
        text += (marks[min(number, len(marks) - 1)] if marks else "") + part
    return f"{_signs(start or '')}{text}{_signs(end or '')}"


def _matrix(node: Any, depth: int) -> str:
    rows = [_row(row, depth) for row in children(node) if row.tag in ("mtr", "mlabeledtr")]
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _row(row: Any, depth: int) -> str:
    cells = _parts(row, depth)
    return " & ".join(cells[1:] if row.tag == "mlabeledtr" else cells)


def _identifier(node: Any, _: int) -> str:
    name = collapsed(node.text())
    if name in FUNCTIONS:
        return f"\\{name}"
    return rf"\mathrm{{{name}}}" if len(name) > 1 and name.isascii() and name.isalpha() else _signs(name)


def _words(node: Any, _: int) -> str:
    text = " ".join((node.text() or "").split())
    return rf"\text{{{_signs(text)}}}" if text else " "


def _first(node: Any, depth: int) -> str:
    return next((_tex(child, depth) for child in children(node) if child.tag != "-text"), "")


def _enclosed(node: Any, depth: int) -> str:
    notation = node.attributes.get("notation") or "longdiv"
    inside = _joined(node, depth)
    if "strike" in notation:
        return rf"\cancel{{{inside}}}"
    if "radical" in notation:
        return rf"\sqrt{{{inside}}}"
    return rf"\boxed{{{inside}}}" if notation in ("box", "roundedbox", "circle") else inside


ELEMENTS: dict[str, Callable[[Any, int], str]] = {
    "mfrac": _fraction,
    "msqrt": lambda node, depth: rf"\sqrt{{{_joined(node, depth)}}}",
    "mroot": _root,
    "msup": _power,
    "msub": _index,
    "msubsup": _both,
    "mover": _over,
    "munder": _under,
    "munderover": _under_over,
    "mmultiscripts": _before_and_after,
    "mfenced": _fenced,
    "mtable": _matrix,
    "mi": _identifier,
    "mtext": _words,
    "ms": _words,
    "semantics": _first,
    "maction": _first,
    "menclose": _enclosed,
    "mspace": lambda _, __: " ",
    "none": lambda _, __: "",
    "mphantom": lambda _, __: "",
    "annotation": lambda _, __: "",
    "annotation-xml": lambda _, __: "",
}
"""What an element of a formula means, in TeX; the others are only the sum of what is in them."""
