"""Values of JSON, one a line or over several lines, with or without more behind them → documents."""

from collections.abc import Iterator
from itertools import chain

import orjson

from openbook.codes import Code, Kind
from openbook.corpus.formats.json_records import JsonRecord, within
from openbook.corpus.formats.json_unread import unread
from openbook.corpus.formats.json_values import as_document, parse, values_on_a_line
from openbook.corpus.parsed import Parsed, RawFile, Unreadable, too_large
from openbook.dataclass import replace
from openbook.records import Notice
from openbook.text.late import late

STRING = late(rb'"(?:[^"\\]|\\.)*+"')
SEPARATOR = b"\x1e"
"""Before each value of a JSON text sequence (RFC 7464)."""
OVER_LINES = Notice(
    Kind.OTHER_FORMAT, "values run over several lines (pretty-printed), unlike JSON lines; read as such"
)


def lines(given: Iterator[bytes], file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield what each line holds, or each value that several lines hold together."""
    open_, limit = _Open(), file.limits.max_file_bytes
    several: bool | None = None  # whether values stand one behind the other on a line; the first line says
    notices: tuple[Notice, ...] = (OVER_LINES,)
    for number, line in enumerate(chain(given), start=1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        stripped = line.strip()
        if stripped.startswith(SEPARATOR):
            stripped = stripped.lstrip(SEPARATOR).lstrip() or stripped
        if not stripped:
            continue
        if len(line) > limit + 1:
            yield too_large(len(line), limit, number)
            continue
        if open_.lines:
            whole = open_.take(line, stripped, limit)
            if whole is None:
                continue
            for found in _documents(whole, open_.number, file):
                yield replace(found, notices=(*notices, *found.notices)) if isinstance(found, Parsed) else found
                notices = ()
            if not open_.returned:
                continue
        if several is None:
            several = not is_value(stripped) and bool(values_on_a_line(stripped, file.limits.max_depth))
        found_here = _documents(stripped, number, file, several=several)
        if not (isinstance(found_here[0], Unreadable) and open_.begins(stripped, number, found_here[0])):
            yield from found_here
    if open_.lines:
        yield open_.problem or Unreadable(Code.BROKEN_LINE, "a value that never ends", open_.number)


class _Open:
    """A value that has begun on a line and has not ended there."""

    __slots__ = ("_depth", "_size", "lines", "number", "problem", "returned")

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.number = 0
        self.problem: Unreadable | None = None
        self.returned = False  # whether the last line taken is a value of its own, and still to be read
        self._depth = self._size = 0

    def begins(self, line: bytes, number: int, problem: Unreadable) -> bool:
        """Take a line that is no value, if one begins on it."""
        depth = _balance(line) if problem.code == Code.BROKEN_LINE and line[:1] in b"{[" else 0
        if depth <= 0:
            return False
        self.lines, self.number, self.problem = [line], number, problem
        self._depth, self._size = depth, len(line)
        return True

    def take(self, line: bytes, stripped: bytes, limit: int) -> bytes | None:
        """Return the whole value where this line ends it, or what there is of it where it can't go on; else None."""
        self.returned = line[:1] == b"{" and is_value(stripped)
        if not self.returned:
            self.lines.append(stripped)
            self._depth += _balance(stripped)
            self._size += len(stripped)
            if self._depth > 0 and self._size <= limit:
                return None
        # A value that another one cuts short is that line's own defect.
        whole = b"\n".join(self.lines[:1] if self.returned else self.lines)
        self.lines = []
        return whole


def _balance(line: bytes) -> int:
    """Return how many brackets a line opens more than it closes."""
    bare = STRING.sub(b"", line)
    return bare.count(b"{") + bare.count(b"[") - bare.count(b"}") - bare.count(b"]")


def is_value(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _documents(line: bytes, number: int, file: RawFile, *, several: bool = False) -> list[Parsed | Unreadable]:
    """Return the document of a value, or of each of `several` that may stand one behind the other."""
    key, depth = file.limits.text_key, file.limits.max_depth
    try:
        value, notices = parse(line, depth)
    except Unreadable as problem:
        if line.endswith(b"},"):
            return _documents(line[:-1], number, file, several=several)
        values = values_on_a_line(line, depth) if several and problem.code == Code.BROKEN_LINE else []
        if not values:
            problem.line = number
            return [problem]
        notices = ()
    else:
        is_list = isinstance(value, list) and any(isinstance(one, dict) and key in one for one in value)
        is_list = is_list and JsonRecord.of_list(value, key) is None
        values = value if is_list else [value]
    found: list[Parsed | Unreadable] = []
    for one in values:
        record = JsonRecord.of(one, key)
        held, told = [record], notices
        if record.is_nested and record.has(key) and any(record.beside(key)):
            held += within(record, key)
            told = (*notices, *unread(one, key, held))
        for each in held:
            try:
                found.append(as_document(each, number, key, told))
                told = notices
            except Unreadable as problem:
                problem.line = number
                found.append(problem)
    return found
