"""Texts as editors keep them in JSON (Atlassian, ProseMirror, TipTap, Lexical): trees of typed nodes, as Markdown."""

from collections.abc import Mapping
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.fenced import fenced
from openbook.corpus.tables import Cell, table_lines
from openbook.text.late import late

CHILDREN = ("content", "children")
"""Under what a node has those in it."""
DEEPEST = 60
"""Levels of nodes."""
INLINE = frozenset(
    ["text", "link", "autolink", "mention", "emoji", "status", "date", "inlinecard", "hardbreak", "linebreak", "tab"]
)
"""What stands within a line, by its type in small letters."""
SIGNS = {"hardbreak": "\n", "linebreak": "\n", "tab": "\t"}
"""What nodes without text of their own show."""
LINE = late(r"\n(?=[^\n])")
SAID = ("text", "title", "url")
"""Attributes that others show."""


def tree(value: Mapping[Any, Any], key: str) -> str:
    """Return the text of a tree of an editor; empty for all else.

    Each node says its type and has no text but in those that are called `text`: what has one is a record.
    """
    if not _inner(value) or not _is_node(value, key, 0):
        return ""
    return _written(value).strip("\n")


def _inner(node: Mapping[Any, Any]) -> list[Any]:
    return next((node[name] for name in CHILDREN if isinstance(node.get(name), list)), [])


def _kind(node: Mapping[Any, Any]) -> str:
    return str(node["type"]).lower().replace("_", "")


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
    if kind == "text":
        return str(node["text"])
    if not inner:
        return SIGNS.get(kind) or next((one for name in SAID if isinstance(one := attributes.get(name), str)), "")
    if kind == "table":
        rows = [[Cell(one_line(_written(cell))) for cell in _inner(row)] for row in inner]
        return "\n".join(table_lines(rows))
    ordered = "ordered" in kind or attributes.get("listType") == "number"
    text = ""
    is_open = False  # whether the part above is one of a line
    for at, one in enumerate(inner, start=1):
        goes_on = is_open and _kind(one) in INLINE
        part = _written(one, f"{at}." if ordered else "-")
        text += (("" if goes_on or not text else _gap(kind, _kind(one))) + part) if part else ""
        is_open = _kind(one) in INLINE
    text = text.strip("\n")
    if kind == "heading":
        level = attributes.get("level") or str(attributes.get("tag", "")).removeprefix("h")
        return f"{'#' * max(1, min(int(level), 6)) if str(level).isdecimal() else '#'} {one_line(text)}"
    if kind in ("codeblock", "code"):
        return fenced(text, str(attributes.get("language") or ""))
    if kind in ("blockquote", "quote"):
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    if kind.endswith("item"):
        return f"{number} " + LINE.sub("\n" + " " * (len(number) + 1), text)
    return text
