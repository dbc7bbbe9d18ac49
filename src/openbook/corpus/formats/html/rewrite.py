"""What a page says by other means than text, put as text where it stands, before anything is taken out."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from openbook.corpus.formats.html import class_styles
from openbook.corpus.formats.html.apart import set_apart
from openbook.corpus.formats.html.comments import take_comments
from openbook.corpus.formats.html.filled_forms import write_fields
from openbook.corpus.formats.html.formulas import write_formulas
from openbook.corpus.formats.html.generated import GENERATED, as_shown
from openbook.corpus.formats.html.nodes import BLOCKS, above, children, classes, collapsed, outermost
from openbook.corpus.formats.html.notes import read_links
from openbook.corpus.formats.html.page_marks import take_marks
from openbook.corpus.formats.html.page_tree import parse
from openbook.corpus.formats.html.style_sheets import declarations, effect_of, sheet_of
from openbook.corpus.formats.html.symbols import FONTS, as_signs
from openbook.corpus.formats.html.tabs import name_choices, name_controlled, name_panel, take_tabs
from openbook.dataclass import dataclass
from openbook.text.late import late

FAMILY = late(
    r"font(?:-family\s*:|\s*:[^;]*\d(?:pt|px|em|%))\s*[\"']?\b(symbol|wingdings)\b[\"']?\s*(?:[;,]|\Z)", re.IGNORECASE
)
ICON = late(r"\w+-(?:(check|check-lg|check-circle|ok|tick|yes)|times|xmark|x-lg|close|remove|cross|no)")
"""Classes of icons that say yes or no, as sets of icons name them."""
BOX = late(r"\w+-(?:(check-square(?:-[of])?|square-check|check-?box-checked|check2?-square)|square(?:-o)?|check-?box)")
"""Classes of icons that draw the box of a task, ticked or not."""
TICKED = frozenset({"checkbox-on", "checked", "checkbox-checked", "task-done"})
OPEN = frozenset({"checkbox-off", "unchecked", "checkbox-unchecked", "task-open"})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What is known of a page once all that it says is text."""

    lost: int
    """Formulas that are only drawn, so that nothing can be read of them."""
    notes: frozenset[str]
    """The ids of the notes that marks in the text lead to."""
    comments: int
    """What readers remarked, which is left out."""


def rewrite(body: Any, styles: str = "") -> Rewritten:
    """Write formulas, marks of notes, names of tabs, ticks, signs of symbol fonts and inner pages as text.

    `styles`: the style sheets of the page, as far as they are at hand.
    """
    sheet = sheet_of(styles)
    class_styles.apply(body, sheet)
    set_apart(body, sheet)
    comments = take_comments(body) if take_marks(body) else 0
    there = _names(body)
    if there & INNER.keys():
        for selector, write in INNER.values():
            for node in outermost(body, selector):
                write(node)
        there = _names(body)
    lost = write_formulas(body) if there & DRAWING else 0
    notes = read_links(body)
    for name, selector, write in REWRITES:
        if not name or name in there:
            for node in outermost(body, selector):
                write(node)
    return Rewritten(lost, frozenset(notes), comments)


def _take_line_number(node: Any) -> None:
    """Take out the number of a line that is counted in the margin."""
    if node.text(strip=True).isdigit() and not any(holder.tag in ("pre", "code") for holder in above(node)):
        node.decompose()


def _names(body: Any) -> set[str]:
    """Return the tags and roles of what may have to be rewritten: most pages have little of it."""
    found = body.css(CENSUS)
    return {node.tag for node in found} | {node.attributes.get("role") or "" for node in found}


def _open_frame(node: Any) -> None:
    _put(node, parse(node.attributes["srcdoc"] or "").body)


def _open_template(node: Any) -> None:
    html = node.html or ""
    _put(node, parse(html[html.find(">") + 1 : html.rfind("</template")]).body)


def _put(node: Any, body: Any) -> None:
    inner = parse(f"<div>{body.inner_html if body is not None else ''}</div>").css_first("div")
    if inner is not None:
        node.replace_with(inner)


def _as_table(node: Any) -> None:
    """Put a table in the place of what is only said to be one."""
    if node.tag == "table" or node.css_first("table") is not None:
        return
    rows = []
    for row in node.css("[role=row]"):
        cells = row.css("[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]")
        marks = ["th" if "header" in (cell.attributes.get("role") or "") else "td" for cell in cells]
        inner = [f"<{mark}>{cell.inner_html}</{mark}>" for mark, cell in zip(marks, cells, strict=True)]
        rows.append(f"<tr>{''.join(inner)}</tr>")
    if rows:
        node.replace_with(parse(f"<table>{''.join(rows)}</table>").css_first("table"))


def _read_icon(node: Any) -> None:
    """Write the box of a task that an icon draws, and the sign of one that is all there is in a cell: yes or no."""
    holder = node.parent
    boxes = [match for name in classes(node) if (match := BOX.fullmatch(name))]
    if boxes and not node.text(strip=True):
        node.replace_with("[x] " if any(match[1] for match in boxes) else "[ ] ")
        return
    if holder is None or holder.tag != "td" or holder.text(strip=True):
        return
    for name in classes(node):
        match = ICON.fullmatch(name)
        if match:
            node.replace_with("✓" if match[1] else "✗")
            return


def _as_picture(node: Any) -> None:
    """Put a picture in the place of what is one, and is told by a label or title alone."""
    label = _label(node)
    if not label or node.tag == "img" or node.attributes.get("aria-hidden") == "true":
        return
    if len(label) > LABEL and node.attributes.get("role") != "img":
        return
    width = (node.attributes.get("width") or "").removesuffix("px")
    size = f' width="{width}"' if width.isdigit() else ""
    node.replace_with(parse(f'<img alt="{escape(label)}"{size}>').css_first("img"))


def _label(node: Any) -> str:
    """Return what something drawn is said to be; empty for what has words of its own, or marks a link that has."""
    title = node.css_first("svg > title") if node.tag == "svg" else None
    said = collapsed(title.text()) if title is not None else ""
    label = collapsed(node.attributes.get("aria-label") or said or node.attributes.get("title") or "")
    link = next((holder for holder in above(node) if holder.tag == "a" or holder.tag in BLOCKS), None)
    marks = link is not None and link.tag == "a" and collapsed(link.text()) not in ("", said)
    return "" if marks or collapsed(node.text()) != said else label


def _read_signs(node: Any) -> None:
    """Put the signs that a symbol font draws in the place of the letters that stand for them."""
    font = _font(node)
    if not font:
        return
    waiting = [node]
    while waiting:
        for child in list(children(waiting.pop())):
            if child.tag == "-text":
                child.replace_with(as_signs(child.text_content or "", font))
            elif "style" not in child.attributes and "face" not in child.attributes:
                waiting.append(child)


def _font(node: Any) -> str:
    face = (node.attributes.get("face") or "").partition(",")[0].strip().lower()
    match = FAMILY.search(node.attributes.get("style") or "")
    return face if face in FONTS else match[1].lower() if match else ""


def _read_style(node: Any) -> None:
    _read_signs(node)
    effect = effect_of(declarations(node.attributes.get("style") or ""))
    if effect in ("struck", "sup", "sub"):
        class_styles.mark(node, effect)


def _tick(node: Any) -> None:
    attributes = node.attributes
    if node.css_first("input") is not None:
        return
    names = classes(node)
    states = {attributes.get(name) for name in ("data-checked", "data-list", "aria-checked") if name in attributes}
    ticked = bool(names & TICKED) or bool(states & {"true", "checked", "1"})
    is_open = bool(names & OPEN) or bool(states & {"false", "unchecked", "0"}) or _stands_among_tasks(node)
    if not ticked and not is_open:
        return
    mark = "[x] " if ticked else "[ ] "
    if node.tag == "li" and names & TICKED:
        _open_beside(node)
    if node.tag != "li" and not node.text(strip=True):
        node.replace_with(mark)
    elif node.child is not None:
        node.child.insert_before(mark)


def _open_beside(node: Any) -> None:
    """Mark the items beside one that is ticked by its class, and have no class of a task themselves, as open."""
    items = [other for other in children(node.parent) if other.tag == "li"] if node.parent is not None else []
    if (
        _stands_among_tasks(node)
        or next((item for item in items if classes(item) & TICKED), node).mem_id != node.mem_id
    ):
        return
    for item in items:
        if not classes(item) & (TICKED | OPEN) and item.child is not None and item.css_first("input") is None:
            item.child.insert_before("[ ] ")


def _stands_among_tasks(node: Any) -> bool:
    """Whether an item stands in a list that is called one of tasks."""
    return node.tag == "li" and node.parent is not None and any("task-list" in name for name in classes(node.parent))


LINE_NUMBER = "span:is(.lnum, .linenum, .linenumber, .line-number, .lineno, .line-num)"
"""What counts the lines of a poem beside them; in code that is told by more."""
CENSUS = (
    "template, iframe, math, mjx-container, script[type^='math/'], font, form, button, input, i[class], [role], svg, "
    f"span[class*=icon], {LINE_NUMBER}"
)
LABEL = 40
"""Characters of what a drawing says, at most, to be read as a sign."""
DRAWING = frozenset({"math", "mjx-container", "script"})
INNER: dict[str, tuple[str, Callable[[Any], None]]] = {
    "template": ("template:is([shadowrootmode], [shadowmode])", _open_template),
    "iframe": ("iframe[srcdoc]", _open_frame),
}
"""Pages in the page."""
STYLES = "[style]:is([style*=line-through], [style*=vertical-align], [style*=ymbol], [style*=YMBOL], "
STYLES += "[style*=ingdings], [style*=INGDINGS])"
REWRITES: tuple[tuple[str, str, Callable[[Any], None]], ...] = (
    ("tabpanel", "[role=tabpanel]", name_panel),
    ("tabpanel", "[role=tablist]", take_tabs),
    ("table", "[role=table]", _as_table),
    ("grid", "[role=grid]", _as_table),
    ("button", "button[aria-controls]", name_controlled),
    ("input", "input[type=radio]:first-child", name_choices),
    ("i", "td > i[class], i[class*=square], i[class*=checkbox]", _read_icon),
    ("svg", "svg", _as_picture),
    ("i", "i[class]:is([title], [aria-label])", _as_picture),
    ("span", "span[class*=icon]:is([title], [aria-label])", _as_picture),
    ("span", LINE_NUMBER, _take_line_number),
    ("img", "[role=img]", _as_picture),
    ("font", "font[face]", _read_signs),
    ("", STYLES, _read_style),
    ("", GENERATED, as_shown),
    ("", "[class*=check], li:is([data-checked], [data-list]), [class*=task-list] > li:not([class*=check])", _tick),
    ("checkbox", "[role=checkbox]", _tick),
    ("form", "form", write_fields),
)
"""The tag or role that has to be there, what is looked for, and what is done with it."""
