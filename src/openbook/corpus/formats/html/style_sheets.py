"""What style sheets say: one pass over their rules, for what they make of words and for what they set apart.

Each declaration is read here, wherever it stands: in a sheet, or as an element's own style.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from openbook.corpus.formats.html.page_tree import parse
from openbook.dataclass import dataclass
from openbook.text.late import late

SHEET = 1_000_000
"""Characters of style sheets that are looked at."""
MEANS = "line-through vertical-align relative display visibility float absolute fixed white-space list-style".split()  # noqa: SIM905
"""What has to be in a sheet, for anything in it to matter to the text."""
COMMENT = late(r"/\*.*?\*/", re.DOTALL)
BRACE = late(r"[{}]")
ALONE = late(r"\s*(?:[a-z]\w*)?\.([A-Za-z_][\w-]*)\s*\Z")
"""A selector of nothing but a class."""
NAME = late(r"\.([A-Za-z_][\w-]*)")
SIMPLE = late(r"[\w\s.#>+~*-]+\Z")
"""Selectors without states, attributes and generated content."""
MOST = 300
"""Selectors of a page that are looked at, of each kind."""
DECLARED = late(
    r"(?:^|;)\s*(display|visibility|vertical-align|text-decoration(?:-line)?|position|top|bottom|font-size|font-family|font"
    r"|white-space|float|margin[\w-]*|padding[\w-]*|list-style(?:-type)?)\s*:\s*([^;!]+)",
    re.IGNORECASE,
)
SOME = late(r"[1-9]")
LENGTH = late(r"([+-]?\d*\.?\d+)(%|em|ex|pt|px|rem)\Z")
ROWS = frozenset({"flex", "inline-flex", "grid", "inline-grid"})
KEPT = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces"})
CODE_FONTS = ("mono", "courier", "consolas", "menlo")
"""What names of fonts of code have in them."""
LINES = frozenset({"block", "list-item", "table", "table-row", "flow-root"})
COUNTED = late(r"\s*(?:ol)?(\.[\w-]+)\s*>\s*li::?before\s*\Z")
"""A selector of what a sheet writes before the items of a list."""
COUNTER = late(r"counter\([^(),]+,\s*([\w-]+)\s*\)")
NUMBERS = {"decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
NUMBERS |= {"lower-roman": "i", "upper-roman": "I", "none": "none", "disc": "none", "circle": "none", "square": "none"}
"""How the items of a list are numbered by its style, as HTML's own attribute says it; `none`: they are not."""


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """What the sheets of a page mean for its text."""

    effects: dict[str, str]
    """What each class means where it stands alone: `struck`, `hidden`, `sup` or `sub`."""
    apart: tuple[tuple[str, str], ...]
    """(kind, selectors) of what is set apart, as `kind_of` names it."""
    numbers: tuple[tuple[str, str], ...]
    """(how lists are numbered, selector), in the order of the rules."""


@lru_cache(maxsize=1)
def sheet_of(styles: str) -> StyleSheet:
    """Return what style sheets say. All chapters of a book have the same ones."""
    if not any(word in styles for word in MEANS):
        return StyleSheet({}, (), ())
    effects: dict[str, str] = {}
    shown: set[str] = set()
    apart: dict[str, list[str]] = {"spaces": [], "text": [], "row": [], "line": [], "cell": []}
    numbers: list[tuple[str, str]] = []
    counted = "counter(" in styles  # the sheet writes numbers itself, which a parser of HTML doesn't see
    for selectors, text in rules(styles[:SHEET]):
        given = declarations(text)
        effect, kind, numbered = effect_of(given), kind_of(given), numbers_of(given)
        if counted and ":before" in selectors and (way := COUNTER.search(text)) and way[1] in NUMBERS:
            lists = [match[1] for one in selectors.split(",") if (match := COUNTED.match(one))]
            numbers += [(NUMBERS[way[1]], one) for one in lists]
        if effect == "shown":
            shown.update(NAME.findall(selectors))
        elif effect:
            effects |= {alone[1]: effect for one in selectors.split(",") if (alone := ALONE.match(one))}
        if kind:
            apart[kind] += [one.strip() for one in selectors.split(",") if _is_selector(one.strip())]
        if numbered and not (counted and numbered == "none"):
            # What holds for all lists of a site is set back by other sheets, which are not at hand.
            named = [one.strip() for one in selectors.split(",") if ("." in one or "#" in one)]
            numbers += [(numbered, one) for one in named if _is_selector(one)]
    effects = {name: effect for name, effect in effects.items() if effect != "hidden" or name not in shown}
    sets = tuple((kind, ", ".join(some[:MOST])) for kind, some in apart.items() if some)
    return StyleSheet(effects, sets, tuple(numbers[:MOST]))


def declarations(style: str) -> dict[str, str]:
    """Return what is declared of a text, in lower case."""
    return {name.lower(): value.strip().lower() for name, value in DECLARED.findall(style)}


def effect_of(given: dict[str, str]) -> str:
    """Return what declarations mean for text: `struck`, `sup` or `sub`; `hidden` or `shown`; empty for nothing."""
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


def kind_of(given: dict[str, str]) -> str:
    """Return what declarations set apart: parts of a `row`, a `line`, a `cell`, lines or `spaces` of a `text`."""
    display = given.get("display", "")
    if given.get("white-space") in KEPT and display != "none":
        return "spaces" if _keeps_spaces(given) else "text"
    if display in ROWS:
        return "row"
    if display in LINES:
        return "line"
    spaced = any(SOME.search(value) for name, value in given.items() if name.startswith(("margin", "padding")))
    if display == "table-cell" or (display in ("inline-block", "inline-table") and spaced):
        return "cell"
    beside = given.get("float") in ("left", "right") or given.get("position") in ("absolute", "fixed")
    return "cell" if beside and display != "none" else ""


def _keeps_spaces(given: dict[str, str]) -> bool:
    """Whether spaces are kept for what they mean: letters and messages whose lines are wrapped keep theirs too."""
    font = given.get("font-family", "") + given.get("font", "")
    return given["white-space"] == "pre" or (
        given["white-space"] != "pre-line" and any(name in font for name in CODE_FONTS)
    )


def numbers_of(given: dict[str, str]) -> str:
    """Return how declarations have a list numbered, as a value of NUMBERS; empty where they don't say."""
    said = given.get("list-style-type") or given.get("list-style") or ""
    return next((NUMBERS[word] for word in said.split() if word in NUMBERS), "")


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


def _is_selector(text: str) -> bool:
    if SIMPLE.match(text) is None:
        return False
    from selectolax.lexbor import SelectolaxError

    try:
        parse("").css(text)
    except SelectolaxError:
        return False
    return True


def _is_small(size: str) -> bool:
    """Whether letters are smaller than those beside them, as far as the sheet says so."""
    match = LENGTH.match(size)
    return size in ("smaller", "x-small", "xx-small") or bool(
        match and ((match[2] == "%" and float(match[1]) < 100) or (match[2] in ("em", "rem") and float(match[1]) < 1))
    )


def _length(text: str) -> float:
    match = LENGTH.match(text)
    return float(match[1]) if match else 0.0
