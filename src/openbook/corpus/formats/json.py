"""JSON: one object, or all objects with a text that stand in lists and objects of it."""

from collections.abc import Iterator

from openbook.codes import Code, Kind
from openbook.corpus.formats.json_lines import lines
from openbook.corpus.formats.json_records import JsonRecord, records_in
from openbook.corpus.formats.json_unread import unread
from openbook.corpus.formats.json_values import as_document, parse
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.dataclass import replace
from openbook.records import Notice

LINES = Notice(Kind.OTHER_FORMAT, "holds JSON values one behind the other, not one; read as such (better named .jsonl)")


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield a document, or a reason, an object. Raises Unreadable where the file holds no such thing."""
    blob = file.blob().removeprefix(b"\xef\xbb\xbf").strip()
    if not blob:
        raise Unreadable(Code.EMPTY, "an empty file")
    key = file.limits.text_key
    try:
        value, notices = parse(blob, file.limits.max_depth)
    except Unreadable as problem:
        if problem.code != Code.BROKEN_LINE:
            raise
        found = _lines(blob, file)
        if found is None:
            raise Unreadable(Code.BROKEN_FILE, problem.detail) from None
        yield from found
        return
    if not isinstance(value, dict | list):
        raise Unreadable(Code.NOT_TEXT, f"not an object with the key {key!r}, nor a list of them")
    records = list(records_in(value, key))
    if isinstance(value, dict) and not any(record.has(key) for record in records):
        yield as_document(JsonRecord.of(value, key), None, key, notices)
        return
    told = unread(value, key, records)
    several = len({record.place for record in records}) > 1
    is_alone = isinstance(value, dict) and key in value and len(records) == 1
    for number, record in enumerate(records, start=1):
        try:
            shown = record if several else replace(record, place="")
            yield as_document(shown, None if is_alone else number, key, (*notices, *told))
            told = ()
        except Unreadable as problem:
            yield problem


def _lines(blob: bytes, file: RawFile) -> Iterator[Parsed | Unreadable] | None:
    """Return what JSON lines give of the bytes; None where that is nothing, too."""
    found = lines(iter(blob.split(b"\n")), file)
    waiting: list[Unreadable] = []
    for one in found:
        if isinstance(one, Parsed):
            first = replace(one, notices=(LINES, *one.notices))
            return _chained([*waiting, first], found)
        waiting.append(one)
    # Lines that are values, and hold no text, say so themselves.
    return iter(waiting) if not any("not valid JSON" in one.detail for one in waiting) else None


def _chained(first: list[Parsed | Unreadable], rest: Iterator[Parsed | Unreadable]) -> Iterator[Parsed | Unreadable]:
    yield from first
    yield from rest
