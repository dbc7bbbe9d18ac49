"""JSON lines: each good line is a document, each bad line is reported with its number.

Values that run over several lines (pretty-printed), or stand several on a line, are read as what they are.
"""

from collections.abc import Iterator
from typing import IO

from openbook.codes import Code, Kind
from openbook.corpus.encoding import MAGIC, decode
from openbook.corpus.formats.json import read as read_json
from openbook.corpus.formats.json_chat import lines_or_chat
from openbook.corpus.formats.json_lines import is_value, lines
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.dataclass import replace
from openbook.records import Notice

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
            yield from lines(iter(decode(file.blob())[0].encode("utf-8", "surrogatepass").split(b"\n")), file)
            return
        if _is_array(head):
            yield from _array(file)
            return
        yield from lines_or_chat(_bounded(stream, file.limits.max_file_bytes), file)


def _bounded(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Yield lines of at most limit + 1 bytes; the rest of a longer one is passed over."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n") and (rest := stream.readline(limit)):
            line = rest if rest.endswith(b"\n") else line


def _wide(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(head) > 8 and head[:64].count(0) > len(head[:64]) // 4)


def _is_array(head: bytes) -> bool:
    """Whether this is one JSON array over many lines: its first line is no JSON value of its own."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not first.startswith(b"["):
        return False
    line = first.split(b"\n", 1)[0].strip()
    return len(line) < PEEK - 64 and not is_value(line)


def _array(file: RawFile) -> Iterator[Parsed | Unreadable]:
    notice = Notice(Kind.OTHER_FORMAT, "looks like a JSON array, not JSON lines; read as one (better named .json)")
    for number, found in enumerate(read_json(file)):
        yield replace(found, notices=(notice, *found.notices)) if not number and isinstance(found, Parsed) else found
