"""What is HTML in a text: the marks, the names of the elements, and whether a text holds any that is meant so."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal

from openbook.corpus.clean import one_line
from openbook.text.late import late

MARK = late(
    r"<(?:a\s[^<>]*>(?P<linked>[^<>&]*)</a>|(?P<comment>!--)|(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)"
    r"(?P<rest>(?:[\s/](?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}')*+)?)>)"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});"
)
GONE = frozenset("script style svg iframe video audio object embed canvas template map select datalist rt rp".split())  # noqa: SIM905
"""Elements that go with all that is in them."""
WHOLE = frozenset("ul ol dl table blockquote pre".split())  # noqa: SIM905
"""Elements that are read as HTML from their beginning to their end."""
BLOCKS = frozenset(
    """address article aside body caption center details dialog div dd dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 head header hgroup hr html legend li main menu nav p section summary tbody td tfoot th thead title tr
    dl ul ol table blockquote pre""".split()  # noqa: SIM905
)
INLINE = frozenset(
    """a abbr acronym b bdi bdo big br button cite code col colgroup data del dfn em font i img input ins kbd label link
    mark meta nobr noscript optgroup option output picture q rb ruby s samp small source span strike strong sub sup
    textarea time tt u var wbr""".split()  # noqa: SIM905
)
BARE = frozenset("br hr wbr".split())  # noqa: SIM905
"""Elements without an end or attributes. Of the other inline ones, a tag without attributes counts only where it is
closed somewhere: `list<b>`, `<meta>` and `<data>` may be a writer's own words."""
STRUCK = frozenset("del s strike".split())  # noqa: SIM905
"""Text that no longer holds; without text in it `<s>` is something else, such as the control token of a model."""
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
SPANS = frozenset("code tt samp sup sub math".split())  # noqa: SIM905
READ = WHOLE | HEADINGS | SPANS
HIDING = late(r"\shidden(?=[\s/=]|\Z)|display\s*:\s*none|aria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
ATTRIBUTE = r"\s%s\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))"
ALT = late(ATTRIBUTE % "alt", re.IGNORECASE)
TICKED = late(r"type\s*=\s*[\"']?checkbox", re.IGNORECASE)
FEWEST = 3
"""Words of a picture's alternative text from which it says something."""
HEAD = 20_000
"""Characters of a text that tell whether it is HTML."""
PAGE = late(
    r"\s*(?:<!--.{0,5000}?-->\s*)*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html|head|body)(?=[\s>])", re.I | re.S
)
ENTITY = late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
MARKUP_NAMED = late(r"\b(?:X?HTML|XML|SGML)\b")
"""Who names it may well show it."""
UNCLOSED = BARE | frozenset("p li dt dd td tr th img input link meta source".split())  # noqa: SIM905


def holds_html(text: str) -> Literal["", "page", "pieces"]:
    """Say whether a text that should hold none is a page of HTML, or has HTML in it that is meant as markup."""
    if "<" not in text and "&" not in text:
        return ""
    head = text[:HEAD]
    if PAGE.match(head):
        return "page"
    found = [match for match in MARK.finditer(head) if match["name"] is not None or match["linked"] is not None]
    known = [match for match in found if match["linked"] is not None or is_known(match["name"].lower())]
    if not known:
        entities = ENTITY.findall(head)
        escaped = entities and len(entities) == head.count("&") and MARKUP_NAMED.search(head) is None
        return "pieces" if escaped and any(unescape(entity) != entity for entity in entities) else ""
    links = sum(match["linked"] is not None for match in known)
    closed = sum(bool(match["close"]) for match in known) + links
    opened = len(known) - closed + links
    empty = sum(match["linked"] is None and match["name"].lower() in UNCLOSED for match in known)
    return "pieces" if closed and closed >= (opened - empty) * 0.6 and len(known) * 3 >= len(found) * 2 else ""


def marks(text: str, place: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what may be a mark in a stretch of text. To look for one character is ten times as fast as for either."""
    tag, entity = text.find("<", place, end), text.find("&", place, end)
    while tag >= 0 or entity >= 0:
        at = min(tag, entity) if tag >= 0 <= entity else max(tag, entity)
        match = MARK.match(text, at, end)
        if match is not None:
            yield match
        place = at + 1 if match is None else match.end()
        tag = text.find("<", place, end) if 0 <= tag < place else tag
        entity = text.find("&", place, end) if 0 <= entity < place else entity


def is_known(name: str) -> bool:
    """Whether HTML has an element of this name, in lower case."""
    return name in BLOCKS or name in INLINE or name in GONE


def hides(rest: str) -> bool:
    """Whether the attributes of a tag hide its element."""
    return ("hidden" in rest or "none" in rest) and HIDING.search(rest) is not None


def shown_inline(match: re.Match[str], name: str, *, opens: bool) -> str:
    """Return what stands for the tag of an inline element."""
    if name == "q":
        return "“" if opens else "”"
    if name == "img":
        alt = ALT.search(match["rest"])
        said = one_line(unescape(next(filter(None, alt.groups()), ""))) if alt else ""
        return said if len(said.split()) >= FEWEST else ""
    if name == "input" and TICKED.search(match["rest"]):
        return "[x]" if re.search(r"\schecked", match["rest"]) else "[ ]"
    return ""
