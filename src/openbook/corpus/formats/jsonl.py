"""JSON lines: each good line is a document, each bad line is reported with its number."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

from openbook.codes import Code
from openbook.corpus.clean import clean, one_line
from openbook.corpus.encoding import MAGIC, decode
from openbook.corpus.markup import looks_like_markdown
from openbook.corpus.parsed import Parsed, RawFile, Unreadable, too_large

PEEK = 4096


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield a document or a reason a line; lines are read one by one, so the file may be of any size."""
    with file.open() as stream:
        head = stream.read(PEEK)
        stream.seek(0)
        kind = next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)
        if kind is not None:
            raise Unreadable(Code.BINARY, f"not JSON lines but {kind}")
        if _wide(head):
            yield from _lines(iter(decode(file.blob())[0].encode("utf-8", "surrogatepass").split(b"\n")), file)
            return
        if _is_array(head):
            yield from _array(file)
            return
        yield from _lines(_bounded(stream, file.limits.max_file_bytes), file)


def _bounded(stream: Any, limit: int) -> Iterator[bytes]:
    """Yield lines of at most limit + 1 bytes; the rest of a longer one is passed over."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n") and (rest := stream.readline(limit)):
            line = rest if rest.endswith(b"\n") else line


def _lines(lines: Iterator[bytes], file: RawFile) -> Iterator[Parsed | Unreadable]:
    for number, line in enumerate(chain(lines), start=1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        stripped = line.strip()
        if not stripped:
            continue
        if len(line) > file.limits.max_file_bytes + 1:
            yield too_large(len(line), file.limits.max_file_bytes, number)
            continue
        try:
            value, notices = parse(stripped, file.limits.max_depth)
            yield as_document(value, number, file.limits.text_key, notices)
        except Unreadable as problem:
            problem.line = number
            yield problem


def _wide(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(head) > 8 and head[:64].count(0) > len(head[:64]) // 4)


def _is_array(head: bytes) -> bool:
    """Whether this is one JSON array over many lines: its first line is no JSON value of its own."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not first.startswith(b"["):
        return False
    line = first.split(b"\n", 1)[0].strip()
    if len(line) >= PEEK - 64:
        return False
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return True
    return False


def _array(file: RawFile) -> Iterator[Parsed | Unreadable]:
    from dataclasses import replace

    from openbook.corpus.formats.json import read as read_json

    notice = "looks like a JSON array, not JSON lines; read as one (better named .json)"
    for number, found in enumerate(read_json(file)):
        yield replace(found, notices=(notice, *found.notices)) if not number and isinstance(found, Parsed) else found


def parse(line: bytes, max_depth: int) -> tuple[Any, tuple[str, ...]]:
    """Return the JSON value of some bytes and notices about it. Raises Unreadable without a line number."""
    try:
        return orjson.loads(line), ()
    except orjson.JSONDecodeError as error:
        reason = str(error)
    if _depth(line) > max_depth:
        raise Unreadable(Code.TOO_DEEP, f"nested deeper than read.max_depth ({max_depth})")
    text, notices = decode(line)
    try:
        # What orjson is too strict about: half a surrogate pair, Infinity, another encoding.
        return _lenient(text), notices
    except (ValueError, RecursionError):
        raise Unreadable(Code.BROKEN_LINE, f"not valid JSON: {reason}") from None


def _lenient(text: str) -> Any:
    import json

    return json.loads(text, parse_int=float)


def _depth(line: bytes) -> int:
    """Return how deep brackets are nested, at most: strings are not looked into when there are few brackets."""
    if line.count(b"[") + line.count(b"{") <= 16:
        return 0
    depth = deepest = 0
    inside = escaped = False
    for char in line:
        if inside:
            inside = char != 0x22 or escaped
            escaped = char == 0x5C and not escaped
        elif char == 0x22:
            inside = True
        elif char in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in b"]}":
            depth -= 1
    return deepest


def as_document(value: Any, line: int | None, key: str, notices: tuple[str, ...] = ()) -> Parsed:
    """Return the document of a JSON object with the text under `key`. Raises Unreadable with that line number."""
    if not isinstance(value, dict):
        raise Unreadable(Code.BROKEN_LINE, f"not a JSON object but {_kind(value)}", line)
    text = value.get(key)
    if text is None:
        near = next((name for name in value if isinstance(name, str) and name.lower() == key.lower()), None)
        hint = f"; there is {near!r}: set path.text_key" if near and near != key else _hint(value)
        problem = f"{key!r} is null" if key in value else f"no key {key!r}{hint}"
        raise Unreadable(Code.BROKEN_LINE, problem, line)
    if not isinstance(text, str):
        raise Unreadable(Code.NOT_TEXT, f"{key!r} is not a string but {_kind(text)}", line)
    text = clean(text)
    title = value.get("title") if key != "title" else None
    metadata = tuple(
        (one_line(name), one_line(_scalar(other)))
        for name, other in value.items()
        if name not in (key, "title") and isinstance(other, str | int | float | bool)
    )
    return Parsed(
        text,
        title=one_line(title) if isinstance(title, str) else "",
        markup="markdown" if looks_like_markdown(text) else "plain",
        metadata=metadata,
        notices=notices,
        line=line,
    )


def _hint(value: dict[Any, Any]) -> str:
    names = [name for name, other in value.items() if isinstance(other, str)][:3]
    return f"; strings are under {', '.join(map(repr, names))}: set path.text_key" if names else ""


def _scalar(value: str | float) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text[:1000]


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")
