"""Texts as editors keep them in JSON: blocks in a row (Quill, Draft.js, Portable Text, Notion, Editor.js).

Each form is read as `Block`s, which are written as Markdown in one way.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.fenced import fenced
from openbook.corpus.tables import Cell, table_lines
from openbook.dataclass import dataclass
from openbook.text.late import late

DEEPEST = 60
"""Levels of blocks."""
LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
LEVEL = late(r"(?:h|head(?:ing|er))[-_]?([1-6]|one|two|three|four|five|six)")
LINE = late(r"\n(?=[^\n])")
OF_LISTS = frozenset(["bullet", "number", "task", "done"])


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item or the like."""

    text: str
    """What it says; of code all lines, of a table its Markdown."""
    kind: str = ""
    """`bullet`, `number`, `task`, `done`, `quote`, `code`, `h1` to `h6`; empty for all others."""
    depth: int = 0
    """How many items it stands in."""
    language: str = ""


def blocks(value: Any) -> str:
    """Return the text of the blocks of an editor as Markdown; empty for all else."""
    for form in (_quill, _draft, _editor_js, _portable, _notion):
        found = form(value)
        if found is not None:
            return _written(found)
    return ""


def heading_level(kind: str) -> int:
    """Return the level of a heading by the name of its kind, as `heading_2`, `h2` or `header-two`; 0 for all others."""
    match = LEVEL.fullmatch(kind.lower())
    return 0 if match is None else LEVELS.get(match[1]) or int(match[1])


def _written(found: list[Block]) -> str:
    text, before = "", None
    numbers: list[int] = []
    for block in found:
        in_list = block.kind in OF_LISTS
        del numbers[block.depth + in_list if block.kind == "number" else block.depth :]
        if block.kind == "number":
            numbers += [0] * (block.depth + 1 - len(numbers))
            numbers[block.depth] += 1
        part = _marked(block, numbers)
        if part:
            close = in_list and before is not None and before.kind in OF_LISTS
            text += (("\n" if close else "\n\n") if text else "") + part
            before = block
    return text


def _marked(block: Block, numbers: list[int]) -> str:
    said = block.text.strip("\n")
    if block.kind == "code":
        return fenced(block.text, block.language)
    if not said.strip():
        return ""
    if level := heading_level(block.kind):
        return f"{'#' * level} {one_line(said)}"
    if block.kind == "quote":
        return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
    mark = {"bullet": "- ", "task": "- [ ] ", "done": "- [x] "}.get(block.kind, "")
    mark = f"{numbers[-1]}. " if block.kind == "number" else mark
    indent = "  " * block.depth
    return f"{indent}{mark}" + LINE.sub("\n" + indent + " " * len(mark), said)


def _objects(value: Any, *names: str) -> list[Any] | None:
    """Return the objects of a list, or of that which an object has under one of the names; None for no such list."""
    if isinstance(value, dict):
        value = next((value[name] for name in names if isinstance(value.get(name), list)), None)
    return value if isinstance(value, list) and value and all(isinstance(one, dict) for one in value) else None


def _quill(value: Any) -> list[Block] | None:
    """The end of a line says what the whole line is."""
    pieces = _objects(value, "ops")
    if pieces is None or not all(one.keys() <= {"insert", "attributes"} and "insert" in one for one in pieces):
        return None
    found: list[Block] = []
    line = ""
    for piece in pieces:
        said, given = piece["insert"], piece.get("attributes")
        looks = given if isinstance(given, dict) else {}
        if not isinstance(said, str):
            # A formula shows itself, a picture nothing.
            said = f"${one}$" if isinstance(said, dict) and isinstance(one := said.get("formula"), str) else ""
        for at, part in enumerate(said.split("\n")):
            if at:
                found.append(_quill_line(line, looks))
                line = ""
            line += struck(part) if part and looks.get("strike") else part
    return _code_joined([*found, Block(line)])


def _quill_line(line: str, looks: Mapping[Any, Any]) -> Block:
    if code := looks.get("code-block"):
        return Block(line, "code", language=code if isinstance(code, str) and code != "plain" else "")
    if looks.get("list"):
        kinds = {"ordered": "number", "checked": "done", "unchecked": "task"}
        return Block(line, kinds.get(str(looks["list"]), "bullet"), _depth(looks.get("indent")))
    return Block(line, "quote" if looks.get("blockquote") else f"h{looks['header']}" if looks.get("header") else "")


def struck(text: str) -> str:
    """Return words that a line is drawn through, marked as such; spaces around them stay outside."""
    said = text.strip()
    return text.replace(said, f"~~{said}~~", 1) if said else text


def _code_joined(found: list[Block]) -> list[Block]:
    """Return blocks with the lines of code that follow each other as one."""
    joined: list[Block] = []
    lines: list[str] = []
    for at, block in enumerate(found):
        if block.kind != "code":
            joined.append(block)
            continue
        lines.append(block.text)
        if at + 1 == len(found) or found[at + 1].kind != "code":
            joined.append(Block("\n".join(lines), "code", language=block.language))
            lines = []
    return joined


def _draft(value: Any) -> list[Block] | None:
    parts = _objects(value, "blocks") if isinstance(value, dict) else None
    if parts is None or not all(
        isinstance(one.get("text"), str)
        and isinstance(one.get("type"), str)
        and ("depth" in one or "entityRanges" in one)
        for one in parts
    ):
        return None
    kinds = {
        "unordered-list-item": "bullet", "ordered-list-item": "number", "blockquote": "quote", "code-block": "code"
    }  # fmt: skip
    found = [
        Block(one["text"], kinds.get(one["type"], one["type"]), _depth(one.get("depth")))
        for one in parts
        if one["type"] != "atomic" or one["text"].strip()
    ]
    return _code_joined(found)


def _depth(given: Any) -> int:
    return min(given, DEEPEST) if isinstance(given, int) and given > 0 else 0


def _editor_js(value: Any) -> list[Block] | None:
    parts = _objects(value, "blocks")
    if parts is None or not all(
        isinstance(one.get("type"), str) and isinstance(one.get("data"), dict) for one in parts
    ):
        return None
    return [block for one in parts for block in _editor_js_block(one["type"].lower(), one["data"])]


def _editor_js_block(kind: str, given: Mapping[str, Any]) -> Iterator[Block]:
    if isinstance(items := given.get("items"), list):
        style = {"ordered": "number", "checklist": "task"}.get(str(given.get("style")), "bullet")
        yield from _editor_js_items(items, "task" if kind == "checklist" else style, 0)
    elif isinstance(rows := given.get("content"), list):
        yield Block(_table([[str(cell) for cell in row] for row in rows if isinstance(row, list)]))
    elif isinstance(code := given.get("code"), str):
        yield Block(code, "code", language=str(given.get("language") or ""))
    level = given.get("level")
    style = "quote" if kind == "quote" else f"h{level}" if kind == "header" and level in range(1, 7) else ""
    said = (("title", "")), ("text", style), ("message", ""), ("caption", "")
    yield from (Block(given[name], style) for name, style in said if isinstance(given.get(name), str))


def _editor_js_items(items: list[Any], kind: str, depth: int) -> Iterator[Block]:
    for item in items if depth <= DEEPEST else ():
        if isinstance(item, str):
            yield Block(item, kind, depth)
        elif isinstance(item, dict):
            meta = item.get("meta")
            is_done = item.get("checked") or (isinstance(meta, dict) and meta.get("checked"))
            said = item.get("content", item.get("text"))
            yield Block(said if isinstance(said, str) else "", "done" if kind == "task" and is_done else kind, depth)
            if isinstance(inner := item.get("items"), list):
                yield from _editor_js_items(inner, kind, depth + 1)


def _table(rows: list[list[str]]) -> str:
    return "\n".join(table_lines([[Cell(one_line(cell)) for cell in row] for row in rows])) if rows else ""


def _portable(value: Any) -> list[Block] | None:
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and isinstance(one.get("_type"), str) for one in value
    ):
        return None
    if not any(one["_type"] == "block" and _objects(one, "children") for one in value):
        return None
    return [block for one in value if (block := _portable_block(one)) is not None]


def _portable_block(given: Mapping[str, Any]) -> Block | None:
    spans = _objects(given, "children")
    if given["_type"] != "block" or spans is None:
        code = given.get("code")
        language = given.get("language")
        return Block(code, "code", language=str(language or "")) if isinstance(code, str) else None
    text = "".join(
        struck(said) if isinstance(marks := one.get("marks"), list) and "strike-through" in marks else said
        for one in spans
        if isinstance(said := one.get("text"), str)
    )
    if given.get("listItem"):
        kind = "number" if given["listItem"] == "number" else "bullet"
        return Block(text, kind, max(0, _depth(given.get("level")) - 1))
    return Block(text, "quote" if given.get("style") == "blockquote" else str(given.get("style")))


def _notion(value: Any) -> list[Block] | None:
    parts = _objects(value, "results", "children", "blocks")
    if parts is None or not all(
        isinstance(one.get("type"), str) and isinstance(one.get(one["type"]), dict) for one in parts
    ):
        return None
    if not any(_rich(one[one["type"]]) is not None for one in parts):
        return None
    return list(_notion_blocks(parts, 0))


def _rich(given: Mapping[str, Any]) -> str | None:
    """Return the text of pieces as Notion writes them, under either of two names; None where there are none."""
    for name in ("rich_text", "text", "title", "caption"):
        if isinstance(pieces := given.get(name), list):
            return _rich_text(pieces)
    return None


def _rich_text(pieces: list[Any]) -> str:
    text = ""
    for one in pieces:
        if isinstance(one, dict) and isinstance(said := one.get("plain_text"), str):
            looks = one.get("annotations")
            said = f"${said}$" if one.get("type") == "equation" else said
            text += struck(said) if isinstance(looks, dict) and looks.get("strikethrough") else said
    return text


def _notion_blocks(parts: list[Any], depth: int) -> Iterator[Block]:
    kinds = {"bulleted_list_item": "bullet", "numbered_list_item": "number", "quote": "quote", "code": "code"}
    for one in parts if depth <= DEEPEST else ():
        if not isinstance(one, dict) or not isinstance(one.get("type"), str):
            continue
        held = one.get(one["type"])
        given = held if isinstance(held, dict) else {}
        inner = next((other for other in (given.get("children"), one.get("children")) if isinstance(other, list)), [])
        kind: str = kinds.get(one["type"]) or one["type"]
        if kind == "table":
            rows = [row.get("table_row") for row in inner if isinstance(row, dict)]
            cells = [row["cells"] for row in rows if isinstance(row, dict) and isinstance(row.get("cells"), list)]
            yield Block(_table([[_rich_text(cell) if isinstance(cell, list) else "" for cell in row] for row in cells]))
            continue
        if kind == "to_do":
            kind = "done" if given.get("checked") else "task"
        if kind == "equation" and isinstance(formula := given.get("expression"), str):
            yield Block(f"$${formula}$$", depth=depth)
        said = title if isinstance(title := given.get("title"), str) else _rich(given) or ""
        language = str(given.get("language") or "") if kind == "code" else ""
        yield Block(said, kind, depth, language)
        yield from _notion_blocks(inner, depth + (kind in OF_LISTS))
