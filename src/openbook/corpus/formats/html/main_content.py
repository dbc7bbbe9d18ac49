"""The main content of a page: what surrounds it is taken out, weighed first, and counted by what it is."""

import re
from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from openbook.corpus.formats.html.hidden import FEW, FIELDS, take_hidden
from openbook.corpus.formats.html.menus import take_bars, take_menus
from openbook.corpus.formats.html.nodes import BLOCKS, above, classes, inside, not_inside, of_links, outermost, size
from openbook.corpus.formats.html.openers import following_element, preceding_element
from openbook.dataclass import dataclass
from openbook.text.late import late

UNSEEN = "script, style, noscript, template, svg"
"""Elements whose text nobody sees as text."""
DIALOGS = "dialog, [role]:is([role=dialog], [role=alertdialog])"
SIDE = "nav, aside, #toc, #respond, #coordinates, "
SIDE += "[role]:is([role=navigation], [role=search], [role=menu], [role=banner]), "
SIDE += ":is(div, section, table, ul, ol, p, span, sup)[class]:is(.sidebar, .breadcrumb, .breadcrumbs, .pagination, "
SIDE += ".navbox, .noprint, .catlinks, .toc, .table-of-contents, .theme-doc-toc-mobile, .theme-edit-this-page, "
SIDE += ".cookie-banner, .cookie-consent, .share-buttons, .social-share, .related-posts, .newsletter, .navheader, "
SIDE += ".navfooter, .printfooter, .hatnote, .wb-langlinks-edit), summary.hideme, label.view-source-button, "
SIDE += "div[class]:is(.jp-InputPrompt, .jp-OutputPrompt, .input_prompt, .output_prompt)"
PROMOTION = "[class*=share], [class*=sharing], [class*=social], [class*=related]"
"""What leads elsewhere, where it is nothing but links."""
FRAME = ":is(div, section, ul, ol, table):is([id*=header], [id*=footer], [id*=nav], [id*=menu], [id*=topbar], "
FRAME += "[class*=header], [class*=footer], [class*=nav], [class*=menu], [class*=topbar])"
NAMED = late(r"(?:.*[-_])?(?:header|(footer)|nav|navbar|navigation|menu|topbar)(?:[-_].*)?")
"""How pages call what leads about a site, where they have no element for it; what stands at the foot of each page."""
LAST_LINE = 300
"""Characters of such a foot, at most."""
FOOT = "footer, [role=contentinfo], :is(div, ol, ul, section):is(.reflist, .references)"
SENTENCE = late(r"\A(?!.*(?:©|\([cC]\))).{30,}[.!?…][\"'”’»)]*\Z|\A(?!.*©).{12,}[。！？।]\Z", re.DOTALL)
"""What the foot of an article says in a sentence, without whose rights it is."""
MAIN = ("main", "[role=main]", "#mw-content-text", "article", "#content", "#main", ".post-content", ".entry-content")
SHARE = 0.25
"""A candidate for the main content holds at least this share of the page's text."""
SEVERAL = 3
"""Frames of one class on a page, at least, for them to be in its text rather than beside it."""
PARAGRAPH = 100
"""Characters from which a block that is hardly links is a part of a text."""
NOTE = late(
    r".*(?:admonition|note|warning|caution|callout|alert|hint|danger|important|attention|topic\b|tip\b|info\b).*"
)
"""Classes of asides that are a part of the text, as tools of documentation name them."""
FLOW = frozenset({"p", "pre", "table", "dl", "blockquote", "figure", "h2", "h3", "h4", "h5", "h6"})
"""What a text consists of: an aside beside one of these stands in the text."""


@dataclass(frozen=True, slots=True)
class MainContent:
    """The part of a page that is read."""

    node: Any
    """What holds it, all else taken out."""
    seen: int
    """Characters of text that the page shows, or opens when it is asked to."""
    left: Counter[str]
    """How many of them are left out, by what they are."""
    hidden: int
    """Characters of hidden text that nothing opens."""


def main_content(body: Any, notes: frozenset[str]) -> MainContent:
    """Return the part of a page that holds its own text, with what is hidden or surrounds it taken out.

    `notes`: the ids of what the marks of notes in the text lead to, which stays with them.
    """
    hidden, seen = take_unseen(body)
    left: Counter[str] = Counter()
    shown = _take(body, seen, DIALOGS, "dialogs", left, _is_text_in_dialog)
    chosen, held = _main(body, shown)
    if chosen.mem_id != body.mem_id:
        held += _bring_notes(body, chosen, notes)
    left["outside of the main part"] += max(0, shown - held)
    held = _take(chosen, held, SIDE, "navigation and sidebars", left, _is_text)
    held = _take(
        chosen, held, FRAME, "navigation and sidebars", left, lambda node, _: not _is_frame(node, chosen, notes)
    )
    held = _take(chosen, held, PROMOTION, "links to share and to read on", left, _is_no_promotion)
    held = _take(
        chosen, held, FOOT, "footers and references", left, lambda node, length: _is_own_foot(node, length, notes)
    )
    take_menus(chosen, take_bars(chosen, held, left), left)
    return MainContent(chosen, seen, left, hidden)


def take_unseen(body: Any) -> tuple[int, int]:
    """Take out scripts and what is hidden; return how much hidden text is lost, and how much text there is now."""
    for node in outermost(body, UNSEEN):
        if node.tag != "noscript" or node.css_first("p, li, td, h1, h2") is None or size(node) * 2 <= size(body):
            node.decompose()
    return take_hidden(body)


def _take(
    root: Any, total: int, selector: str, kind: str, left: Counter[str], stays: Callable[[Any, int], bool]
) -> int:
    """Take out what matches, unless it is said to stay or is most of what there is; return how much text is left."""
    gone: dict[int, Any] = {}
    kept: set[int] = set()
    longest = 0
    for node in root.css(selector):
        if node.mem_id == root.mem_id:
            continue
        if node.tag == "aside" and node.parent is not None and node.parent.mem_id in kept:
            # Asides directly in asides share their lot: they may be nested to any depth.
            kept.add(node.mem_id)
            continue
        length = size(node)
        if stays(node, length) or (length >= FEW and length * 2 > total):
            kept.add(node.mem_id)
            continue
        if length < FEW or length > longest or not any(holder.mem_id in gone for holder in inside(node, root)):
            longest = max(longest, length)
            left[kind] += length
            total -= length
        gone[node.mem_id] = node
    for node in reversed(gone.values()):
        node.decompose()
    return total


def _main(body: Any, total: int) -> tuple[Any, int]:
    """Return what holds the main content by the names that pages give it, and how much text it holds."""
    for selector in MAIN:
        found = body.css(selector)
        if not found:
            continue
        chosen, most = _together(found, body)
        if most >= total * SHARE:
            if chosen.mem_id != body.mem_id:
                _bring_title(body, chosen)
                return chosen, most
            break
    for node in body.css("header"):
        if node.css_first("h1") is None:
            length = size(node)
            if length * 2 <= total:
                node.decompose()
                total -= length
    return body, total


def _together(found: list[Any], body: Any) -> tuple[Any, int]:
    """Return the largest candidate, or what holds all of them where several are text: letters, posts, chapters."""
    sizes = [(size(node), node) for node in found]
    most, largest = max(sizes, key=itemgetter(0))
    if len(found) == 1:
        return largest, most
    several = [(size(node), node) for node in not_inside(found)]
    several = [(length, node) for length, node in several if length >= FEW and of_links(node, length) < 0.5]
    if len(several) < 2:
        return largest, most
    return _common(body, [node for _, node in several]), sum(length for length, _ in several)


def _common(body: Any, nodes: list[Any]) -> Any:
    """Return the nearest node that holds all of some."""
    shared = [{holder.mem_id for holder in above(node)} for node in nodes[1:]]
    return next((holder for holder in above(nodes[0]) if all(holder.mem_id in ids for ids in shared)), body)


def _bring_title(body: Any, chosen: Any) -> None:
    """Put the heading that stands above the main content into it, where it has none."""
    if chosen.css_first("h1") is not None or chosen.child is None:
        return
    titles = body.css("h1")
    if len(titles) == 1 and titles[0].text(strip=True):
        holder = next((holder for holder in above(titles[0]) if holder.tag == "header"), None)
        whole = holder is not None and holder.css_first("nav, form, img") is None and size(holder) < 1000
        chosen.child.insert_before(holder if whole else titles[0])


def _bring_notes(body: Any, chosen: Any, notes: frozenset[str]) -> int:
    """Put notes that stand outside of the main content at its end; return how much text that is."""
    if not notes:
        return 0
    brought: set[int] = {chosen.mem_id}
    length = 0
    for note in [node for node in body.css("[id]") if node.attributes.get("id") in notes]:
        holder = note.parent if note.parent is not None and note.parent.tag in ("ol", "ul", "dl") else note
        if not any(other.mem_id in brought for other in (holder, *above(holder))):
            brought.add(holder.mem_id)
            length += size(holder)
            chosen.insert_child(holder)
    return length


def _is_text_in_dialog(node: Any, _: int) -> bool:
    """Whether a dialog is open inside of the text, and asks nothing."""
    inside = any(holder.tag in ("main", "article") for holder in above(node))
    return inside and "open" in node.attributes and len(node.css("button, input, select")) < 2


def _is_text(node: Any, length: int) -> bool:
    """Whether what usually stands at the side is a part of the text: a note, a warning, a paragraph in a frame."""
    if node.tag not in ("aside", "nav") and "sidebar" not in classes(node):
        return False
    if node.tag == "aside" and _is_note(node):
        return True
    if length < FEW or node.css_first(FIELDS) is not None or of_links(node, length) >= 0.5:
        return False
    if node.tag == "nav":
        return any(size(paragraph) > FEW for paragraph in node.css("p"))
    return _stands_in_text(node)


def _is_frame(node: Any, root: Any, notes: frozenset[str]) -> bool:
    """Whether a part is nothing but links by its name, or a short foot below all else."""
    names = {(node.attributes.get("id") or "").lower(), *classes(node)}
    found = [match for name in names if (match := NAMED.fullmatch(name))]
    if not found or node.css_first("h1, h2, pre") is not None:
        return False
    length = size(node)
    if any(match[1] for match in found) and length <= LAST_LINE and not _holds_notes(node, notes):
        return bool(root.text(strip=True).endswith(node.text(strip=True)))
    return length > 0 and (of_links(node, length) >= 0.8 or _is_of_settings(node, length))


def _is_of_settings(node: Any, length: int) -> bool:
    """Whether what is called a menu holds fields with their labels, and no text: what the page is set to."""
    if node.css_first("input, select") is None or node.css_first("p, td, dd, blockquote") is not None:
        return False
    return sum(map(size, outermost(node, "label, select, legend, h3, h4, h5, h6, summary, button"))) * 2 >= length


def _is_no_promotion(node: Any, length: int) -> bool:
    """Whether a block is more than links below a title of its own."""
    if node.tag not in BLOCKS or node.tag in FLOW or not length:
        return True
    titles = sum(size(title) for title in node.css("h2, h3, h4, h5, h6"))
    return sum(size(link) for link in outermost(node, "a")) < 0.8 * (length - titles) or titles >= length


def _is_note(node: Any) -> bool:
    role = (node.attributes.get("role") or "") + (node.attributes.get("epub:type") or "")
    return "note" in role or any(NOTE.fullmatch(name) for name in classes(node))


def _stands_in_text(node: Any) -> bool:
    """Whether a frame stands between parts of a text rather than beside it."""
    before, behind = (_that_shows(node, beside) for beside in (preceding_element, following_element))
    if any(other is not None and other.tag in FLOW for other in (before, behind)):
        return True
    if any(holder.tag in ("main", "article") for holder in above(node)):
        return True
    if all(other is not None and _is_long(other) for other in (before, behind)):
        return True
    *_, top = above(node)
    return "sidebar" in classes(node) and len(top.css(".sidebar")) >= SEVERAL


def _that_shows(node: Any, beside: Callable[[Any], Any]) -> Any:
    """Return the first of the elements beside a node that shows something: empty ones are places to link to."""
    other = beside(node)
    while other is not None and other.tag in ("a", "span") and not size(other):
        other = beside(other)
    return other


def _is_long(node: Any) -> bool:
    length = size(node)
    return node.tag not in ("nav", "header", "footer") and length > PARAGRAPH and of_links(node, length) < 0.3


def _is_own_foot(node: Any, length: int, notes: frozenset[str]) -> bool:
    """Whether a foot belongs to the text: it holds notes, or ends an article with sentences."""
    if _holds_notes(node, notes):
        return True
    whole = next((holder for holder in above(node) if holder.tag in ("article", "section", "main")), None)
    if node.tag != "footer" or whole is None or whole.tag != "article" or node.css_first(FIELDS) is not None:
        return False
    paragraphs = outermost(node, "p") or [node]
    said = sum(size(one) for one in paragraphs if _is_said(one))
    return said * 2 >= length > 0


def _is_said(paragraph: Any) -> bool:
    """Whether a paragraph is a sentence of its own, and nobody's rights."""
    words = paragraph.text(strip=True)
    return bool(SENTENCE.search(words)) and of_links(paragraph, size(paragraph)) < 0.3


def _holds_notes(node: Any, notes: frozenset[str]) -> bool:
    """Whether a footer says who is quoted, or holds the notes whose marks are in the text."""
    if any(holder.tag in ("blockquote", "figure") for holder in above(node)):
        return True
    return bool(notes) and any(inner.attributes.get("id") in notes for inner in node.css("[id]"))
