"""Pages that place each word or line by itself (books with a fixed layout): read as they are seen, row by row."""

import re
from itertools import pairwise
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.html.nodes import above
from openbook.dataclass import dataclass
from openbook.text.late import late

RULE = late(r"([^{}]+)\{([^{}]*)\}")
DECLARED = late(r"(?:^|;)\s*(position|top|left|bottom|transform|font-size)\s*:\s*([^;]+)", re.IGNORECASE)
NAMED = late(r"([.#][\w-]+)\s*\Z")
LENGTH = late(r"\s*(-?[\d.]+)\s*(px|pt|em|rem|%|vw|vh|mm|cm|in)?\s*\Z")
MOVED = late(r"translate(?:3d)?\(\s*(-?[\d.]+)(?:px)?\s*,\s*(-?[\d.]+)(?:px)?", re.IGNORECASE)
FEWEST = 2
"""Pieces of text that are placed by themselves, from which a page is read by their places."""
MOST = 0.6
"""Share of a page's text that is placed, at least."""
ROW = 0.5
"""Part of a letter's height that pieces of one row differ in height, at most."""
HEIGHT = 12.0
"""Pixels of a letter, where the page doesn't say."""
GAP = 1.8
"""Rows apart, above which a paragraph ends."""
Rules = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    left: float
    top: float
    height: float


def placed_text(body: Any, styles: str) -> str:
    """Return the text of a page in the order of its places; empty where it doesn't place its text.

    `styles`: the style sheets of the page.
    """
    rules = _rules(styles)
    if "position" not in styles and body.css_first("[style*=position]") is None:
        return ""
    placed = [node for node in body.css("[style], [id], [class]") if _is_placed(_style(node, rules))]
    known = {node.mem_id for node in placed}
    # Of those in one another the innermost have the text.
    outer = {holder.mem_id for node in placed for holder in above(node) if holder.mem_id in known}
    pieces = [
        piece for node in placed if node.mem_id not in outer and (piece := _piece(node, rules, known)) is not None
    ]
    whole = len("".join(body.text().split()))
    if len(pieces) < FEWEST or sum(len("".join(piece.text.split())) for piece in pieces) < MOST * whole:
        return ""
    return _written(pieces)


def _written(pieces: list[_Piece]) -> str:
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if rows and piece.top - rows[-1][0].top < ROW * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    steps = sorted(below[0].top - row[0].top for row, below in pairwise(rows))
    usual = steps[len(steps) // 4] if steps else 0.0
    lines: list[str] = []
    last = rows[0][0].top
    for row in rows:
        if lines and row[0].top - last > GAP * usual:
            lines.append("")
        lines.append(" ".join(piece.text for piece in sorted(row, key=lambda piece: piece.left)))
        last = row[0].top
    return "\n".join(lines)


def _rules(styles: str) -> Rules:
    """Return what style sheets say of places, by id (`#a`) and class (`.b`)."""
    found: Rules = {}
    for match in RULE.finditer(re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)):
        said = _declared(match[2])
        if said:
            for selector in match[1].split(","):
                named = NAMED.search(selector)
                if named:
                    found[named[1]] = found.get(named[1], {}) | said
    return found


def _declared(text: str) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in DECLARED.findall(text)}


def _style(node: Any, rules: Rules) -> dict[str, str]:
    attributes = node.attributes
    style: dict[str, str] = {}
    for name in (attributes.get("class") or "").split():
        style |= rules.get(f".{name}", {})
    style |= rules.get(f"#{attributes.get('id')}", {})
    return style | _declared(attributes.get("style") or "")


def _is_placed(style: dict[str, str]) -> bool:
    return style.get("position", "").startswith(("absolute", "fixed")) and bool({"top", "transform"} & style.keys())


def _piece(node: Any, rules: Rules, known: set[int]) -> _Piece | None:
    text = one_line(node.text())
    left, top = _place(_style(node, rules))
    for holder in above(node):
        if holder.mem_id in known:
            further, lower = _place(_style(holder, rules))
            left, top = left + further, top + lower
    size = LENGTH.match(_style(node, rules).get("font-size", ""))
    height = float(size[1]) if size and size[2] in (None, "px", "pt") else HEIGHT
    return _Piece(text, left, top, height) if text else None


def _place(style: dict[str, str]) -> tuple[float, float]:
    found = [LENGTH.match(style.get(name, "")) for name in ("left", "top")]
    left, top = (float(match[1]) if match else 0.0 for match in found)
    moved = MOVED.search(style.get("transform", ""))
    return (left + float(moved[1]), top + float(moved[2])) if moved else (left, top)
