"""The nodes of a parsed page: which of them are blocks, which hold no text, and a walk that needs no recursion."""

from collections.abc import Callable
from typing import Any

BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    header hgroup html legend main menu nav ol p section summary table tbody tfoot thead tr ul caption h1 h2 h3 h4 h5
    h6 hr li pre td th""".split()  # noqa: SIM905 - reads better than a column of names
)
SKIPPED = frozenset(
    """script style noscript template svg iframe object embed canvas video audio map area head meta link title button
    select option datalist textarea input rp rt dialog applet picture img base param source track colgroup col
    -comment !doctype""".split()  # noqa: SIM905 - reads better than a column of names
)


def walk(
    root: Any, enter: Callable[[str, Any], bool], text: Callable[[str], None], leave: Callable[[str, Any], None]
) -> None:
    """Visit the nodes below root in document order without recursion; `enter` says whether to look inside."""
    node, inside = root, True
    while True:
        if inside:
            tag = node.tag
            if tag == "-text":
                text(node.text_content or "")
            elif enter(tag, node):
                child = node.child
                if child is not None:
                    node = child
                    continue
                leave(tag, node)
        if node.mem_id == root.mem_id:
            return
        following = node.next
        if following is not None:
            node, inside = following, True
        else:
            node, inside = node.parent, False
            leave(node.tag, node)
