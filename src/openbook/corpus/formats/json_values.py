"""JSON values → documents: the text under a key, what else there is as metadata."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import orjson

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, one_line, struck_once
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html import page
from openbook.corpus.formats.html.page_tree import prepared
from openbook.corpus.formats.html_inside import as_markdown
from openbook.corpus.formats.html_marks import holds_html
from openbook.corpus.formats.json_numbers import AsWritten, exact, scalar, whole
from openbook.corpus.formats.json_pieces import PIECES, is_sentence, text_of_list
from openbook.corpus.formats.json_records import JsonRecord
from openbook.corpus.markup import looks_like_markdown
from openbook.corpus.parsed import Parsed, Unreadable
from openbook.corpus.pipe_tables import pipe_tables, unpadded
from openbook.corpus.twice_encoded import once
from openbook.records import Notice

DEEPEST = 6
"""Levels in which names are looked for that have most of the text."""
SCALARS = (str, int, float, bool)
TWICE = Notice(Kind.ENCODING, "the text was encoded as UTF-8 twice: read as it was meant")
HTML = Notice(Kind.OTHER_FORMAT, "the text holds HTML: it is read as such, tags go")


def parse(line: bytes, max_depth: int) -> tuple[Any, tuple[Notice, ...]]:
    """Return the JSON value of some bytes and notices about it. Raises Unreadable without a line number."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        reason = str(error)
    else:
        return exact(line, value), ()
    if _depth(line) > max_depth:
        raise Unreadable(Code.TOO_DEEP, f"nested deeper than read.max_depth ({max_depth})")
    text, notices = decode(line)
    try:
        # What orjson is too strict about: half a surrogate pair, Infinity, another encoding.
        return json.loads(text, parse_int=whole, parse_float=AsWritten), notices
    except (ValueError, RecursionError):
        raise Unreadable(Code.BROKEN_LINE, f"not valid JSON: {reason}") from None


def values_on_a_line(line: bytes, max_depth: int) -> list[Any]:
    """Return the objects that stand one behind the other, with or without commas between; nothing if there is more."""
    if line[:1] != b"{" or _depth(line) > max_depth:
        return []
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return []
    decoder = json.JSONDecoder(parse_int=whole, parse_float=AsWritten)
    values: list[Any] = []
    place = 0
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return []
        values.append(value)
        while place < len(text) and text[place] in ", \t\n\r":
            place += 1
    return values


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


def as_document(record: JsonRecord, line: int | None, key: str, notices: tuple[Notice, ...] = ()) -> Parsed:
    """Return the document of a record with the text under `key`. Raises Unreadable with that line number.

    The record's place is kept as metadata: which of several lists it stands in.
    """
    value, place, text = record.value if record.around is None else record.around, record.place, record.text
    if not isinstance(value, dict):
        raise Unreadable(Code.BROKEN_LINE, f"not a JSON object but {_kind(value)}", line)
    if len(record.names) > 1:
        fields = " and ".join(map(repr, record.names))
        notices = (*notices, Notice(Kind.OTHER_FORMAT, f"no {key!r}: {fields} are read as the text (path.text_key)"))
    if record.talk is not None:
        notices = (*notices, *record.talk.notices)
    if record.tree is not None:
        notices = (*notices, Notice(Kind.OTHER_FORMAT, PIECES))
    if isinstance(text, list):
        text, told = text_of_list(text, key)
        notices = (*notices, *told)
    if text is None:
        near = next((name for name in value if isinstance(name, str) and name.lower() == key.lower()), None)
        hint = f"; there is {near!r}: set path.text_key" if near and near != key else _hint(value)
        problem = f"{key!r} is null" if key in value else f"no key {key!r}{hint}"
        raise Unreadable(Code.BROKEN_LINE, problem, line)
    if not isinstance(text, str):
        raise Unreadable(Code.NOT_TEXT, f"{key!r} is not a string but {_kind(text)}", line)
    mended = None if text.isascii() else once(text.encode("utf-8", "surrogatepass"), text)
    if mended is not None:
        text, notices = mended, (*notices, TWICE)
    text = clean(struck_once(text))
    html = holds_html(text) if "<" in text or "&" in text else ""
    said = value.get("title") if key != "title" else None
    title = one_line(said) if isinstance(said, str) else ""
    if html == "page":
        try:
            read = page(prepared(text), notices)
        except Unreadable as problem:
            raise Unreadable(problem.code, problem.detail, line) from None
        text, title, notices = read.text, title or read.title, (*read.notices, HTML)
    elif html:
        text, notices = as_markdown(text), (*notices, HTML)
    has_tables = "|" in text
    if has_tables:
        text, _ = unpadded(text)
    marked = html or looks_like_markdown(text) or (has_tables and next(pipe_tables(text), None) is not None)
    own = {key, "title", *record.names}
    is_whole = record.tree is value
    metadata = tuple(
        [
            (_name(name), one_line(other[:1000]) if isinstance(other, str) else scalar(other))
            for name, other in value.items()
            if name not in own
            and isinstance(other, SCALARS)
            and not (is_whole and isinstance(other, str) and is_sentence(other) and other.strip() in text)
        ]
    )
    return Parsed(
        text,
        title=title,
        markup="markdown" if marked else "plain",
        metadata=(*metadata, ("list", place)) if place else metadata,
        notices=notices,
        line=line,
    )


def _hint(value: dict[Any, Any]) -> str:
    """Return what to do where there is no text: the names that have most of it, and where they stand."""
    lengths: Counter[tuple[str, str]] = Counter()
    for name, holder, length in _strings(value, "", "", 0):
        lengths[name, holder] += length
    names = [f"{name!r} (in {holder!r})" if holder else repr(name) for (name, holder), _ in lengths.most_common(3)]
    return f"; strings are under {', '.join(names)}: set path.text_key" if names else ""


def _strings(value: Any, name: str, holder: str, depth: int) -> Iterator[tuple[str, str, int]]:
    """Yield the names under which strings stand in a value, what holds these, and how long the strings are."""
    if isinstance(value, str) and name:
        yield name, holder, len(value)
    elif isinstance(value, list) and depth <= DEEPEST:
        for one in value[:100]:
            yield from _strings(one, name, holder, depth + 1)
    elif isinstance(value, dict) and depth <= DEEPEST:
        for other, one in value.items():
            yield from _strings(one, str(other), name, depth + 1)


@lru_cache(maxsize=1024)
def _name(name: str) -> str:
    """Return the name of a value on one line; records have the same names, one after the other."""
    return one_line(name)


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")
