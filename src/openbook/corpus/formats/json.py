"""JSON: one object, a list of objects, or an object that holds one such list."""

from collections.abc import Iterator
from typing import Any

from openbook.codes import Code
from openbook.corpus.formats.jsonl import as_document, parse
from openbook.corpus.parsed import Parsed, RawFile, Unreadable


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield a document, or a reason, an object. Raises Unreadable where the file holds no such thing."""
    blob = file.blob().removeprefix(b"\xef\xbb\xbf").strip()
    if not blob:
        raise Unreadable(Code.EMPTY, "an empty file")
    key = file.limits.text_key
    try:
        value, notices = parse(blob, file.limits.max_depth)
    except Unreadable as problem:
        if problem.code == Code.BROKEN_LINE and blob.count(b"}\n") > 1:
            hint = "; looks like JSON lines: name it .jsonl"
        else:
            hint = ""
        code = Code.BROKEN_FILE if problem.code == Code.BROKEN_LINE else problem.code
        raise Unreadable(code, problem.detail + hint) from None
    if isinstance(value, dict) and key not in value:
        value = _only_list(value, key)
    if isinstance(value, dict):
        yield as_document(value, None, key, notices)
        return
    if not isinstance(value, list):
        raise Unreadable(Code.NOT_TEXT, f"not an object with the key {key!r}, nor a list of them")
    for number, element in enumerate(value, start=1):
        try:
            yield as_document(element, number, key, notices)
        except Unreadable as problem:
            yield problem


def _only_list(value: dict[str, Any], key: str) -> Any:
    """Return the list of objects inside of an object (`{"data": [...]}`), the object itself where there is none."""
    lists = [other for other in value.values() if isinstance(other, list) and other and isinstance(other[0], dict)]
    fitting = [other for other in lists if key in other[0]]
    return fitting[0] if len(fitting) == 1 else value
