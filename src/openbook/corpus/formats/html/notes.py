"""Notes: their marks stand in brackets apart from words, and before the notes; links of a page's machinery go."""

from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, children, classes, collapsed
from openbook.text.late import late

NOTE_CLASSES = frozenset({"noteref", "footnote-ref", "footnote-reference", "fnref", "footnote-anchor", "footnoteref"})
NOTE_MARK = late(r"[\[(]?(\d{1,3}|[*†‡]{1,3}|[a-z]|[ivxl]{1,5})[\])]?")
PERMALINKS = frozenset({"¶", "#", "§", "🔗", "⚓", "⚓︎", "↩", "↩︎", "↩️", "⤴", "⏎"})
"""What a link to the heading that it stands in looks like, or one from a note back to its mark."""
LINKS = "a[href*='#'], span:is(.mw-editsection, .backrefs, .viewcode-link)"
MACHINERY = frozenset({"headerlink", "hash-link", "anchor-link", "skip-link", "footnote-backref", "footnote-back"})
MACHINERY |= {"backrefs", "mw-editsection", "data-footnote-backref", "viewcode-link", "viewcode-back", "mw-jump-link"}
MACHINERY |= {"skip-to-content", "skip-to-main", "skip-nav", "skipnav", "skiplink", "screen-reader-shortcut"}
"""Classes of links that belong to a page's machinery, and are never text."""


def read_links(body: Any) -> set[str]:
    """Write the marks of notes, and take out the links that only serve to get about; return the ids of the notes."""
    notes: set[str] = set()
    gone: dict[int, Any] = {}
    targets = _Targets(body)
    for node in body.css(LINKS):
        if _is_machinery(node):
            gone[node.mem_id] = node
        elif node.parent is not None and node.parent.mem_id not in gone:
            notes.add(_mark_note(node, targets))
    for node in reversed(gone.values()):
        node.decompose()
    notes.discard("")
    if notes:
        _show(body, notes)
    return notes


def _show(body: Any, notes: set[str]) -> None:
    """Show the notes that a page hides until their mark is touched."""
    for node in body.css("[id][hidden], [id][style*=display]"):
        if node.attributes.get("id") in notes:
            for name in ("hidden", "style"):
                if name in node.attributes:
                    del node.attrs[name]


def _is_machinery(node: Any) -> bool:
    """Whether a link only serves to get about; one from a note back may be the number that the note begins with."""
    text = node.text(strip=True)
    if node.attributes.get("role") == "doc-backlink":
        return not text.isdigit()
    return bool(classes(node) & MACHINERY) or text in PERMALINKS


class _Targets:
    """Finds what links of a page lead to; the page is looked through once, and only if there is such a link."""

    __slots__ = ("_body", "_found")

    def __init__(self, body: Any) -> None:
        self._body = body
        self._found: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        """Return the first node with an id; None without."""
        if self._found is None:
            self._found = {node.attributes["id"] or "": node for node in reversed(self._body.css("[id]"))}
        return self._found.get(name) if name else None


def _mark_note(node: Any, targets: _Targets) -> str:
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
    target = targets[name] if said else None
    if target is not None:
        _label(target, match[1])
    node.replace_with(f"[{match[1]}]")
    return name


def _stands_raised(node: Any, mark: str) -> bool:
    """Whether a link that is only a number is raised, or directly behind a word."""
    if not mark[0].isalpha() and node.css_first("sup") is not None:
        return True
    while node.prev is None and node.next is None and node.parent is not None and node.parent.tag == "span":
        node = node.parent
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
