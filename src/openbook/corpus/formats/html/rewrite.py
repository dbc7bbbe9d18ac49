"""What a page says by other means than text, put as text where it stands, before anything is taken out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openbook.corpus.formats.html.formulas import write_formulas
from openbook.corpus.formats.html.inline import KEPT, STRUCK
from openbook.corpus.formats.html.markup import parse
from openbook.corpus.formats.html.nodes import BLOCKS, above, children, classes, collapsed, outermost
from openbook.corpus.formats.html.symbols import FONTS, as_signs

FAMILY = re.compile(
    r"font(?:-family\s*:|\s*:[^;]*\d(?:pt|px|em|%))\s*[\"']?\b(symbol|wingdings)\b[\"']?\s*(?:[;,]|\Z)", re.IGNORECASE
)
NOTE_CLASSES = frozenset({"noteref", "footnote-ref", "footnote-reference", "fnref", "footnote-anchor", "footnoteref"})
NOTE_MARK = re.compile(r"[\[(]?(\d{1,3}|[*†‡]{1,3}|[a-z]|[ivxl]{1,5})[\])]?")
PERMALINKS = frozenset({"¶", "#", "§", "🔗", "⚓", "⚓︎"})
"""What a link to the heading that it stands in looks like."""
TICKED = frozenset({"checkbox-on", "checked", "checkbox-checked", "task-done"})
OPEN = frozenset({"checkbox-off", "unchecked", "checkbox-unchecked", "task-open"})
LINKS = "a[href*='#'], span:is(.mw-editsection, .backrefs)"
MACHINERY = frozenset({"headerlink", "hash-link", "anchor-link", "skip-link", "footnote-backref", "footnote-back"})
MACHINERY |= {"backrefs", "mw-editsection"}
"""Classes of links that belong to a page's machinery, and are never text."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What is known of a page once all that it says is text."""

    lost: int
    """Formulas that are only drawn, so that nothing can be read of them."""
    notes: frozenset[str]
    """The ids of the notes that marks in the text lead to."""


def rewrite(body: Any) -> Rewritten:
    """Write formulas, marks of notes, names of tabs, ticks, signs of symbol fonts and inner pages as text."""
    there = _names(body)
    if there & INNER.keys():
        for selector, write in INNER.values():
            for node in outermost(body, selector):
                write(node)
        there = _names(body)
    lost = write_formulas(body) if there & DRAWING else 0
    notes = _read_links(body)
    for name, selector, write in REWRITES:
        if not name or name in there:
            for node in outermost(body, selector):
                write(node)
    return Rewritten(lost, frozenset(notes))


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


def _name_panel(node: Any) -> None:
    """Write the name of a tab above its panel: what the panels say is true under their names only."""
    name = _tab_name(node)
    first = next((child for child in children(node) if child.tag != "-text" or child.text_content.strip()), None)
    if not name or first is None or collapsed(first.text()).startswith(name):
        return
    first.insert_before(parse(f"<p>{name.replace('&', '&amp;').replace('<', '&lt;')}</p>").css_first("p"))


def _tab_name(panel: Any) -> str:
    group = next((holder for holder in above(panel) if holder.css_first("[role=tab]") is not None), None)
    if group is None:
        return ""
    tabs, panels = group.css("[role=tab]"), group.css("[role=tabpanel]")
    labelled, own = panel.attributes.get("aria-labelledby"), panel.attributes.get("id")
    for tab in tabs:
        attributes = tab.attributes
        if (labelled and attributes.get("id") == labelled) or (own and attributes.get("aria-controls") == own):
            return collapsed(tab.text())
    if len(tabs) != len(panels):
        return ""
    return next(
        (collapsed(tab.text()) for tab, one in zip(tabs, panels, strict=True) if one.mem_id == panel.mem_id), ""
    )


def _take_tabs(node: Any) -> None:
    """Take out the names of tabs where they stand together: each stands above its panel."""
    group = next(islice(above(node), 1), None)
    if group is not None and len(group.css("[role=tabpanel]")) >= len(node.css("[role=tab]")):
        node.decompose()


def _read_links(body: Any) -> set[str]:
    """Write the marks of notes, and take out the links that only serve to get about; return the ids of the notes."""
    notes: set[str] = set()
    gone: dict[int, Any] = {}
    for node in body.css(LINKS):
        if classes(node) & MACHINERY or node.attributes.get("role") == "doc-backlink" or node.text() in PERMALINKS:
            gone[node.mem_id] = node
        elif node.parent is not None and node.parent.mem_id not in gone:
            notes.add(_mark_note(node))
    for node in reversed(gone.values()):
        node.decompose()
    return notes - {""}


def _mark_note(node: Any) -> str:
    """Write the mark of a note in brackets, and before the note itself where it does not begin with it.

    Return the id of the note; empty where the link is none to a note.
    """
    text = node.text(strip=True)
    match = NOTE_MARK.fullmatch(text) if len(text) < 8 else None
    if match is None:
        return ""
    attributes = node.attributes
    name = (attributes.get("href") or "").partition("#")[2]
    if node.parent is not None and node.parent.tag == "sup":
        return "" if "reference" in classes(node.parent) else name
    said = attributes.get("role") == "doc-noteref" or "noteref" in (attributes.get("epub:type") or "")
    said = said or bool(classes(node) & NOTE_CLASSES)
    if not said and not _stands_raised(node, match[1]):
        return ""
    target = _target(node, name) if said else None
    if target is not None:
        _label(target, match[1])
    node.replace_with(f"[{match[1]}]")
    return name


def _stands_raised(node: Any, mark: str) -> bool:
    """Whether a link that is only a number is raised, or directly behind a word."""
    if not mark[0].isalpha() and node.css_first("sup") is not None:
        return True
    before = node.prev
    if before is None or before.tag != "-text" or mark[0].isalpha():
        return False
    text = before.text_content or ""
    if not text or text[-1].isspace() or text[-1] in "([{§#-–—/" or (text[-1] in ".:," and text[-2:-1].isdigit()):
        return False
    return not _next_is_word(node)


def _next_is_word(node: Any) -> bool:
    following = node.next
    return following is not None and following.tag == "-text" and (following.text_content or "")[:1].isalnum()


def _target(node: Any, name: str) -> Any:
    if not name or any(char in name for char in "'\"\\\n"):
        return None
    top = node
    for holder in above(node):
        top = holder
    found: Any = top.css_first(f"[id='{name}']")
    return found


def _label(note: Any, mark: str) -> None:
    while note.parent is not None and not note.text(strip=True) and note.tag not in BLOCKS:
        note = note.parent
    text = collapsed(note.text()).lstrip("[(")
    if not text or text.startswith(mark) or (note.tag == "li" and note.parent is not None and note.parent.tag == "ol"):
        return
    first = note
    while True:
        inner = next((child for child in children(first) if child.tag != "-text" or child.text_content.strip()), None)
        if inner is None:
            return
        if inner.tag not in BLOCKS:
            inner.insert_before(f"[{mark}] ")
            return
        first = inner


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
    if "line-through" in (node.attributes.get("style") or ""):
        _strike(node)


def _strike(node: Any) -> None:
    if node.child is not None:
        node.child.insert_before(STRUCK)
        node.insert_child(KEPT)


def _tick(node: Any) -> None:
    attributes = node.attributes
    if node.css_first("input") is not None:
        return
    names = classes(node)
    states = {attributes.get(name) for name in ("data-checked", "data-list", "aria-checked") if name in attributes}
    ticked = bool(names & TICKED) or bool(states & {"true", "checked", "1"})
    if not ticked and not names & OPEN and not states & {"false", "unchecked", "0"}:
        return
    mark = "[x] " if ticked else "[ ] "
    if node.tag != "li" and not node.text(strip=True):
        node.replace_with(mark)
    elif node.child is not None:
        node.child.insert_before(mark)


CENSUS = "template, iframe, math, mjx-container, script[type^='math/'], font, [role]"
DRAWING = frozenset({"math", "mjx-container", "script"})
INNER: dict[str, tuple[str, Callable[[Any], None]]] = {
    "template": ("template[shadowrootmode]", _open_template),
    "iframe": ("iframe[srcdoc]", _open_frame),
}
"""Pages in the page."""
STYLES = "[style]:is([style*=line-through], [style*=ymbol], [style*=YMBOL], [style*=ingdings], [style*=INGDINGS])"
REWRITES: tuple[tuple[str, str, Callable[[Any], None]], ...] = (
    ("tabpanel", "[role=tabpanel]", _name_panel),
    ("tabpanel", "[role=tablist]", _take_tabs),
    ("font", "font[face]", _read_signs),
    ("", STYLES, _read_style),
    ("", "[class*=check], li:is([data-checked], [data-list])", _tick),
    ("checkbox", "[role=checkbox]", _tick),
)
"""The tag or role that has to be there, what is looked for, and what is done with it."""
