"""Blocks of a document → Markdown: list items on adjacent lines, lines of code in one fence, all else apart."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from openbook.dataclass import dataclass

WIDTH = 120
"""Twentieths of a point that a letter of code is wide."""
OPENING = tuple(":{([")
"""What a line ends with that the next ones are further in than."""
ENDS = (".", ":", ";", ",", "!", "?", "。", "：", "；", "、", "।", "؟")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a line of code, or a table."""

    text: str
    kind: str = "text"
    """`text`, `heading`, `item`, `label` (of an item without words, in a cell), `code` or `table`."""
    depth: int = 0
    """Of a list item; of a line of code how far it is indented, in twentieths of a point."""
    flat: str = ""
    """Of a table: how it is written on one line, in a cell of another one."""


def indented(text: str, blocks: Sequence[Block]) -> str:
    """Return the text of a paragraph; the spaces before it stay where it stands below what opens it, as code does."""
    bare = text.strip()
    far = len(text) - len(text.lstrip(" \xa0"))
    above = blocks[-1] if blocks else None
    opened = above is not None and above.kind == "text" and (above.text[-1:] in OPENING or above.text[:2] == "  ")
    return " " * far + bare if opened and bare and far > 1 else bare


def markdown(blocks: Sequence[Block]) -> str:
    """Return the blocks as one text."""
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind == "item":
            parts.append(_items(list(group)))
        elif kind == "code":
            parts.append(_fenced(list(group)))
        else:
            parts.extend(block.text for block in group)
    return "\n\n".join(filter(None, parts))


def flat(blocks: Iterable[Block]) -> str:
    """Return the blocks on one line, as in a cell of a table: items, and the rows of tables, stay apart."""
    text, before = "", ""
    for block in blocks:
        part = " ".join((block.flat or block.text).split())
        if block.kind == "item":
            part = part.removeprefix("- ")
        if block.kind == "heading":
            part = part.lstrip("#").strip()
        if not part:
            continue
        apart = before == "table" or block.kind == "table" or (before == block.kind == "item")
        numbered = block.kind == "item" and not block.text.startswith("- ")
        text += ("; " if apart and not numbered and not text.endswith(ENDS) else " ") if text else ""
        text += part
        before = block.kind
    return text


def lines_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return what stands on each line of a cell that holds no table."""
    if any(block.kind in ("table", "code") for block in blocks):
        return ()
    lines = (line for block in blocks for line in block.text.removeprefix("- ").split("\n"))
    return tuple(filter(None, (" ".join(line.split()) for line in lines)))


def with_labels(cells: Sequence[list[Block]]) -> list[list[Block]]:
    """Return the cells of a row: labels stay where they are all that a cell holds, and another one speaks."""
    spoken = [[block for block in blocks if block.kind != "label"] for blocks in cells]
    return [words or blocks for words, blocks in zip(spoken, cells, strict=True)] if any(spoken) else spoken


def _items(items: list[Block]) -> str:
    least = min(item.depth for item in items)
    lines = []
    for item in items:
        indent = "  " * (item.depth - least)
        lines.append(indent + item.text.replace("\n", f"\n{indent}  "))
    return "\n".join(lines)


def _fenced(lines: list[Block]) -> str:
    indents = [line.depth for line in lines if line.text.strip()]
    least = min(indents, default=0)
    code = "\n".join(" " * min((line.depth - least) // WIDTH, 80) + line.text for line in lines)
    code = code.replace("\xa0", " ").strip("\n").rstrip()
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}\n{code}\n{fence}" if code else ""
