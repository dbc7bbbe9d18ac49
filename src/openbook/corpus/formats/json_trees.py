"""Texts as editors keep them in JSON: trees of nodes (Atlassian, ProseMirror, TipTap, Lexical, Slate), as Markdown."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.fenced import fenced
from openbook.corpus.formats.json_blocks import LINE, blocks, heading_level, struck
from openbook.corpus.tables import Cell, table_lines

CHILDREN = ("content", "children")
"""Under what a node has those in it."""
DEEPEST = 60
"""Levels of nodes."""
INLINE = frozenset(
    [
        "text",
        "link",
        "a",
        "autolink",
        "mention",
        "emoji",
        "status",
        "date",
        "inlinecard",
        "hardbreak",
        "linebreak",
        "tab",
    ]
)
"""What stands within a line, by its type in small letters."""
SIGNS = {"hardbreak": "\n", "linebreak": "\n", "tab": "\t"}
"""What nodes without text of their own show."""
LONGEST = 4
"""Figures of a heading's level."""
OF_STRIKES = 4
"""The bit of Lexical's formats that strikes out."""
SAID = ("text", "title", "url")
"""Attributes that others show."""


SAME = {
    "ul": "bulletlist", "ol": "orderedlist", "numberedlist": "orderedlist", "li": "listitem", "lic": "listitemtext",
    "blockquote": "quote", "codeblock": "code",
}  # fmt: skip
"""Kinds that editors call otherwise."""
STRUCK = frozenset(["strike", "strikethrough", "s"])
ENDS = ".!?:;。！？؟।"
OF_RECORDS = frozenset(["title", "name", "heading", "headline", "author", "url"])
"""What an object says of itself that is no node of a text but a record, where it has no type."""


def tree(value: Any, key: str) -> str:
    """Return the text of a tree of an editor, or of its blocks; empty for all else.

    Each node says its type and has no text but in those that are called `text`: what has one is a record. Nodes of
    Slate need no types: those without others in them have nothing but their text, and how it looks.
    """
    if isinstance(value, dict) and _inner(value) and _is_node(value, key, 0):
        return _written(value).strip("\n")
    top = value if isinstance(value, list) else value.get("children")
    if isinstance(top, list) and top and all(_is_element(one, 0) for one in top):
        return _written(value if _is_element(value, 0) else {"children": top}).strip("\n")
    return blocks(value)


def _is_element(node: Any, depth: int) -> bool:
    """Whether an object is a node of Slate with others in it."""
    if not isinstance(node, dict) or depth > DEEPEST or "text" in node or "_type" in node:
        return False
    inner = _inner(node) if "children" in node else None
    if not isinstance(inner, list) or not inner or (not isinstance(node.get("type"), str) and OF_RECORDS & node.keys()):
        return False
    return all(_is_leaf(one) or _is_element(one, depth + 1) for one in inner) and not any(
        map(_are_apart, pairwise(inner))
    )


def _are_apart(nodes: tuple[Mapping[Any, Any], Mapping[Any, Any]]) -> bool:
    """Whether two texts that look alike are sentences of their own: an editor would have made them one."""
    before, behind = (node.get("text") for node in nodes)
    if not before or not behind or {**nodes[0], "text": ""} != {**nodes[1], "text": ""}:
        return False
    return before[-1] in ENDS and behind[0].isalnum()


def _is_leaf(node: Any) -> bool:
    if not isinstance(node, dict) or not isinstance(node.get("text"), str):
        return False
    return not any(
        isinstance(one, dict | list) or name in OF_RECORDS or name in ("type", "id") for name, one in node.items()
    )


def _inner(node: Mapping[Any, Any]) -> list[Any]:
    return next((node[name] for name in CHILDREN if isinstance(node.get(name), list)), [])


def _kind(node: Mapping[Any, Any]) -> str:
    kind = str(node.get("type", "")).lower().replace("_", "").replace("-", "")
    return SAME.get(kind, kind)


def _is_inline(node: Mapping[Any, Any]) -> bool:
    return ("type" not in node and "text" in node) or _kind(node) in INLINE


def _text(node: Mapping[Any, Any]) -> str:
    """Return the text of a node that has no others in it, struck out where it says so."""
    said, marks, looks = node["text"], node.get("marks"), node.get("format")
    named = {str(one.get("type")) for one in marks if isinstance(one, dict)} if isinstance(marks, list) else set()
    named |= {name for name, one in node.items() if one is True}
    is_struck = named & STRUCK or (isinstance(looks, int) and looks & OF_STRIKES)
    return struck(said) if is_struck else said


def _is_node(node: Any, key: str, depth: int) -> bool:
    if not isinstance(node, dict) or not isinstance(node.get("type"), str) or depth > DEEPEST:
        return False
    if node["type"] == "text":
        return isinstance(node.get("text"), str)
    has_text = any(isinstance(node.get(name), str) for name in (key, "text"))
    return not has_text and all(_is_node(one, key, depth + 1) for one in _inner(node))


def _gap(around: str, kind: str) -> str:
    """Return what parts a block from the one above it: items of a list, and lists in them, stand close."""
    return "\n" if "list" in around and "list" in kind else "\n\n"


def _written(node: Mapping[Any, Any], number: str = "-") -> str:
    """Return a node as Markdown. `number`: what stands before it where it is an item."""
    kind, inner = _kind(node), _inner(node)
    given = node.get("attrs")
    attributes = given if isinstance(given, dict) else node
    if isinstance(node.get("text"), str) and (kind == "text" or "type" not in node):
        return _text(node)
    if not inner:
        return SIGNS.get(kind) or next((one for name in SAID if isinstance(one := attributes.get(name), str)), "")
    if kind == "table":
        rows = [[Cell(one_line(_written(cell))) for cell in _inner(row)] for row in inner]
        return "\n".join(table_lines(rows))
    if kind == "code" and not any(map(_is_inline, inner)):
        text = "\n".join(map(_written, inner))
        return fenced(text, str(attributes.get("language") or attributes.get("lang") or ""))
    ordered = "ordered" in kind or attributes.get("listType") == "number"
    text = ""
    is_open = False  # whether the part above is one of a line
    for at, one in enumerate(inner, start=1):
        goes_on = is_open and _is_inline(one)
        part = _written(one, f"{at}." if ordered else "-")
        text += (("" if goes_on or not text else _gap(kind, _kind(one))) + part) if part else ""
        is_open = _is_inline(one)
    text = text.strip("\n")
    if level := heading_level(kind):
        return f"{'#' * level} {one_line(text)}"
    if kind == "heading":
        given = attributes.get("level") or str(attributes.get("tag", "")).removeprefix("h")
        level = int(given) if str(given).isdecimal() and len(str(given)) < LONGEST else 1
        return f"{'#' * max(1, min(level, 6))} {one_line(text)}"
    if kind == "code":
        return fenced(text, str(attributes.get("language") or ""))
    if kind == "quote":
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    if kind.endswith("item"):
        return f"{number} " + LINE.sub("\n" + " " * (len(number) + 1), text)
    return text
