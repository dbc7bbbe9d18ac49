"""Mailboxes (.mbox): each message is a document, read one by one, so that the file may be of any size."""

import re
from collections.abc import Iterator
from typing import IO

from openbook.codes import Code
from openbook.corpus.clean import is_blank
from openbook.corpus.formats.mail import parsed
from openbook.corpus.parsed import Parsed, RawFile, Unreadable, too_large
from openbook.text.late import late

BEGIN = b"From "
"""What a line begins with that a message begins behind."""
QUOTED = late(rb"^>(>*From )", re.MULTILINE)
"""A line of a message that would look like one, as mailboxes write it."""


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield a document, or a reason, a message, numbered from 1. Raises Unreadable where there are no messages."""
    with file.open() as stream:
        for number, message in enumerate(_messages(stream, file.limits.max_file_bytes), start=1):
            yield _document(message, number, file.limits.max_file_bytes)


def _document(message: bytes, number: int, limit: int) -> Parsed | Unreadable:
    if len(message) > limit:
        return too_large(len(message), limit, number)
    try:
        found = parsed(QUOTED.sub(rb"\1", message))
    except Unreadable as problem:
        return Unreadable(problem.code, problem.detail, number)
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        # The library fails on some malformed messages: they cost themselves.
        return Unreadable(Code.BROKEN_LINE, f"the message can't be parsed: {error}"[:300], number)
    if is_blank(found.text):
        return Unreadable(Code.EMPTY, "a message without text", number)
    return Parsed(found.text, found.title, found.markup, metadata=found.metadata, notices=found.notices, line=number)


def _messages(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Yield the messages; of one that is too large, no more than shows that."""
    lines: list[bytes] = []
    size = 0
    begun = after_blank = False
    while line := stream.readline(limit + 1):
        starts = line.startswith(BEGIN) and (after_blank or not begun)
        after_blank = not line.strip()
        if not begun and not starts:
            if after_blank:
                continue
            raise Unreadable(Code.BROKEN_FILE, "no mailbox: it does not begin with a line `From …`; an .eml file?")
        if starts:
            if begun:
                yield b"".join(lines)
            lines, size, begun = [], 0, True
        elif size <= limit:
            lines.append(line)
            size += len(line)
    if begun:
        yield b"".join(lines)
