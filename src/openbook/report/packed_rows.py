"""Rows inside the page: compressed by the block, so that a browser unpacks only what is looked at."""

import zlib
from base64 import b64encode
from typing import IO, Any

import orjson

ROWS = 40
"""Rows of a block: some 100 KB of text, unpacked in a few milliseconds."""


def packed(value: Any) -> bytes:
    """Return a value as JSON, deflated without a header (`deflate-raw` in a browser), in base64.

    Nothing in it can end a script element, whatever the value holds.
    """
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b64encode(squeezer.compress(orjson.dumps(value)) + squeezer.flush())


def write_block(file: IO[bytes], name: str, value: Any) -> None:
    """Write one block under a name of our own."""
    file.write(b'<script type="text/plain" id="%s">%s</script>\n' % (name.encode(), packed(value)))


class Blocks:
    """The rows of one kind: they go to the file as soon as a block is full, and row n is in block n // ROWS."""

    def __init__(self, file: IO[bytes], kind: str) -> None:
        """Take the page, and the kind that the blocks are named after."""
        self._file = file
        self._kind = kind
        self._open: list[Any] = []
        self.count = 0
        """Rows so far."""

    def add(self, row: Any) -> int:
        """Keep a row and return its number, from 0."""
        self._open.append(row)
        self.count += 1
        if len(self._open) == ROWS:
            self.close()
        return self.count - 1

    def close(self) -> None:
        """Write what has not been written."""
        if self._open:
            write_block(self._file, f"{self._kind}-{(self.count - 1) // ROWS}", self._open)
            self._open = []
