"""What style sheets say with a class that is meaning: struck out, raised, lowered, hidden; put where it stands."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from openbook.corpus.formats.html.inline import KEPT, STRUCK
from openbook.corpus.formats.html.nodes import BLOCKS, above
from openbook.corpus.formats.html.page_tree import parse
from openbook.text.late import late

SHEET = 1_000_000
"""Characters of style sheets that are looked at."""
MEANS = ("line-through", "vertical-align", "relative", "display", "visibility")
COMMENT = late(r"/\*.*?\*/", re.DOTALL)
BRACE = late(r"[{}]")
ALONE = late(r"\s*(?:[a-z]\w*)?\.([A-Za-z_][\w-]*)\s*\Z")
"""A selector of nothing but a class."""
NAME = late(r"\.([A-Za-z_][\w-]*)")
DECLARED = late(
    r"(?:^|;)\s*(display|visibility|vertical-align|text-decoration(?:-line)?|position|top|bottom|font-size)\s*:\s*([^;!]+)",
    re.I,
)
LENGTH = late(r"([+-]?\d*\.?\d+)(%|em|ex|pt|px|rem)\Z")
LONG = 40
"""Characters of what is raised or lowered by its style, at most: what is longer is laid out so."""


def apply(body: Any, styles: str) -> None:
    """Write what its classes strike out, raise, lower or hide as the elements of HTML that mean so."""
    if not any(word in styles for word in MEANS):
        return
    for name, effect in _effects(styles[:SHEET]).items():
        for node in body.css(f".{name}"):
            mark(node, effect)


def mark(node: Any, effect: str) -> None:
    """Write one effect at a node: `struck`, `hidden`, `sup` or `sub`."""
    if effect == "hidden":
        style = node.attributes.get("style") or ""
        if "display" not in style:
            node.attrs["style"] = f"{style};display:none".lstrip(";")
    elif effect == "struck":
        if node.child is not None:
            node.child.insert_before(STRUCK)
            node.insert_child(KEPT)
    elif node.tag not in BLOCKS and 0 < len(node.text(strip=True)) <= LONG and not _stands_so(node):
        inner = parse(f"<{effect}>{node.html}</{effect}>").css_first(effect)
        if inner is not None:
            node.replace_with(inner)


def effect_of(style: str) -> str:
    """Return what declarations mean for text: `struck`, `sup` or `sub`; `hidden` or `shown`; empty for nothing."""
    given = {name.lower(): value.strip().lower() for name, value in DECLARED.findall(style)}
    if "display" in given:
        return "hidden" if given["display"] == "none" else "shown"
    if given.get("visibility") == "hidden":
        return "hidden"
    if "line-through" in given.get("text-decoration", "") + given.get("text-decoration-line", ""):
        return "struck"
    align = given.get("vertical-align", "")
    if align in ("super", "sub"):
        return "sup" if align == "super" else "sub"
    if not _is_small(given.get("font-size", "")):
        return ""
    raised = _length(align)
    if not raised and given.get("position") == "relative":
        raised = _length(given.get("bottom", "")) - _length(given.get("top", ""))
    return "sup" if raised > 0 else "sub" if raised < 0 else ""


@lru_cache(maxsize=1)
def _effects(styles: str) -> dict[str, str]:
    """Return what each class means where it stands alone; what other rules show again is not hidden.

    All chapters of a book have the same sheets.
    """
    found: dict[str, str] = {}
    shown: set[str] = set()
    for selectors, declared in rules(styles):
        effect = effect_of(declared)
        if effect == "shown":
            shown.update(NAME.findall(selectors))
        if effect in ("", "shown"):
            continue
        for selector in selectors.split(","):
            named = ALONE.match(selector)
            if named:
                found[named[1]] = effect
    return {name: effect for name, effect in found.items() if effect != "hidden" or name not in shown}


def rules(styles: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations that hold everywhere: what only holds for other media is left out."""
    styles = COMMENT.sub("", styles)
    depth = place = 0
    selectors = ""
    for match in BRACE.finditer(styles):
        part = styles[place : match.start()]
        place = match.end()
        if match[0] == "{":
            depth += 1
            selectors = part.rpartition(";")[2] if depth == 1 else selectors
        elif depth:
            depth -= 1
            if not depth and "@" not in selectors:
                yield selectors, part


def _stands_so(node: Any) -> bool:
    return node.css_first("sup, sub") is not None or any(holder.tag in ("sup", "sub") for holder in above(node))


def _is_small(size: str) -> bool:
    """Whether letters are smaller than those beside them, as far as the sheet says so."""
    match = LENGTH.match(size)
    return size in ("smaller", "x-small", "xx-small") or bool(
        match and ((match[2] == "%" and float(match[1]) < 100) or (match[2] in ("em", "rem") and float(match[1]) < 1))
    )


def _length(text: str) -> float:
    match = LENGTH.match(text)
    return float(match[1]) if match else 0.0
