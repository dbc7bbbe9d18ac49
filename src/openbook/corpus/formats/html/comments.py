"""What readers of a draft remarked: Word and Google Docs write it below a page that they save, and mark the place."""

from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, outermost

COMMENTED = "a[id^=cmnt_ref], a.msocomanchor"
REMARKS = "[style*='mso-element:comment-list'], a[id^=cmnt]:not([id^=cmnt_ref])"


def take_comments(body: Any) -> int:
    """Take out the remarks of readers and their marks; return how many there are."""
    marks = body.css(COMMENTED)
    if not marks:
        return 0
    for node in outermost(body, REMARKS):
        place = node
        while place.tag not in BLOCKS and place.parent is not None:
            place = place.parent
        holder = place.parent
        alone = holder is not None and holder.tag == "div" and _begins_with(holder, place)
        (holder if alone and node.tag == "a" else place).decompose()
    for node in marks:
        holder = node.parent
        (holder if holder is not None and holder.tag == "sup" else node).decompose()
    return len(marks)


def is_mark(link: Any) -> bool:
    """Whether a link leads to a remark."""
    attributes = link.attributes
    return (attributes.get("id") or "").startswith("cmnt_ref") or attributes.get("class") == "msocomanchor"


def _begins_with(holder: Any, place: Any) -> bool:
    """Whether a block is the first in what holds it, which is the remark's own where all of it is below the page."""
    first = holder.child
    while first is not None and first.tag == "-text":
        first = first.next
    return first is not None and first.mem_id == place.mem_id and len(holder.css("a[id^=cmnt]")) == 1
