"""The nodes of a parsed page: which of them are blocks, which hold no text, and a walk that needs no recursion."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

State = TypeVar("State")

BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    header hgroup html legend main menu nav ol p section summary table tbody tfoot thead tr ul caption h1 h2 h3 h4 h5
    h6 hr li pre td th""".split()  # noqa: SIM905 - reads better than a column of names
)
SKIPPED = frozenset(
    """script style template svg iframe object embed canvas video audio map area head meta link title button
    select option datalist textarea input progress meter rp rt applet img base param source track colgroup col
    -comment !doctype""".split()  # noqa: SIM905 - reads better than a column of names
)


NEAR = 20
"""Nodes on either side that are looked at for what surrounds a node."""


def collapsed(text: str) -> str:
    """Return the text on one line, each stretch of white space as one space."""
    line = text.strip().replace("\n", " ")
    # Of all white space only the space itself is printable, and most texts need no more than this look.
    return line if line.isprintable() and "  " not in line else " ".join(line.split())


def skip(_: Any, __: Any) -> bool:
    """Look at nothing inside a node: what `walk` does on entering those that hold no text."""
    return False


def walk(
    root: Any,
    state: State,
    enter: Mapping[str, Callable[[State, Any], bool]],
    text: Callable[[str], None],
    leave: Mapping[str, Callable[[State], object]],
) -> None:
    """Visit root and the nodes below it in document order without recursion.

    What `enter` has for a tag is called with the state and the node, and says whether to look inside; what `leave` has
    is called behind the last node inside. Tags that have neither cost nothing but the way to the next node.
    """
    node = root
    above: list[tuple[Any, Callable[[State], object] | None]] = []
    while True:
        tag = node.tag
        if tag == "-text":
            text(node.text_content or "")
        else:
            entered = enter.get(tag)
            if entered is None or entered(state, node):
                left = leave.get(tag)
                child = node.child
                if child is not None:
                    above.append((node, left))
                    node = child
                    continue
                if left is not None:
                    left(state)
        while above:
            following = node.next
            if following is not None:
                node = following
                break
            node, left = above.pop()
            if left is not None:
                left(state)
        else:
            return


def children(node: Any) -> Iterator[Any]:
    """Yield the nodes directly below a node."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def outermost(root: Any, selector: str) -> list[Any]:
    """Return the nodes that match, without those inside of others that do: each may be taken out when it comes."""
    return not_inside(root.css(selector))


def not_inside(nodes: list[Any]) -> list[Any]:
    """Return those of some nodes that none of the others holds."""
    ids = {node.mem_id for node in nodes}
    found: list[Any] = []
    known: dict[int, bool] = {}  # what holds nodes that were looked at: whether it is one of them, or in one
    for node in nodes:
        passed: list[int] = []
        is_inside = False
        for holder in above(node):
            place = holder.mem_id
            is_inside = known.get(place, place in ids)
            if is_inside or place in known:
                break
            passed.append(place)
        known.update(dict.fromkeys(passed, is_inside))
        if not is_inside:
            found.append(node)
    return found


def above(node: Any) -> Iterator[Any]:
    """Yield what holds a node, the nearest first."""
    while (node := node.parent) is not None:
        yield node


def inside(node: Any, root: Any) -> Iterator[Any]:
    """Yield what holds a node below a root, the nearest first."""
    while (node := node.parent) is not None and node.mem_id != root.mem_id:
        yield node


def beside(node: Any) -> Iterator[Any]:
    """Yield the nearest nodes on both sides of a node, at the same level: a bounded number of them."""
    before, behind = node.prev, node.next
    for _ in range(NEAR):
        if before is not None:
            yield before
            before = before.prev
        if behind is not None:
            yield behind
            behind = behind.next


def size(node: Any) -> int:
    """Return about how many characters of text a node holds, what is hidden included."""
    return len(node.text(strip=True))


def of_links(node: Any, length: int) -> float:
    """Return which share of a node's text, `length` characters, is links."""
    return sum(len(link.text(strip=True)) for link in node.css("a")) / max(1, length)


def classes(node: Any) -> frozenset[str]:
    """Return the names of a node's classes, in lower case."""
    return frozenset((node.attributes.get("class") or "").lower().split())
