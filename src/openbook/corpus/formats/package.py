"""Members of a zip package (DOCX, EPUB), unpacked in memory only and within a limit."""

import zipfile
import zlib
from typing import IO, Any

from openbook.codes import Code
from openbook.corpus.parsed import RawFile, Unreadable
from openbook.dataclass import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BLOCK = 1 << 18


@dataclass(slots=True)
class Allowance:
    """How many bytes may still be unpacked, from a package and all packages inside of it."""

    limit: int
    left: int


class Package:
    """An opened package. Nothing is ever written to disk by a member's name."""

    def __init__(self, file: RawFile, kind: str) -> None:
        """Open it. Raises Unreadable: `encrypted`, `broken_file`, `empty`, `too_large`."""
        size = file.path.stat().st_size
        if size > file.limits.max_file_bytes:
            from openbook.corpus.parsed import too_large

            raise too_large(size, file.limits.max_file_bytes)
        stream = file.open()
        head = stream.read(8)
        if head in (b"", OLE):
            stream.close()
        if not head:
            raise Unreadable(Code.EMPTY, "an empty file")
        if head == OLE:
            raise Unreadable(Code.ENCRYPTED, f"password-protected, or an old Office format: not a {kind} package")
        limit = file.limits.max_unpacked_bytes
        self._open(stream, kind, Allowance(limit, limit))

    def inner(self, stream: IO[bytes], kind: str) -> "Package":
        """Return a package that is a member of this one: what it unpacks counts here. Raises Unreadable as above."""
        package = object.__new__(Package)
        package._open(stream, kind, self._budget)
        return package

    def _open(self, stream: IO[bytes], kind: str, budget: Allowance) -> None:
        self._budget, self._stream = budget, stream
        try:
            self._zip = zipfile.ZipFile(stream)
            self.names = self._zip.namelist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError):
            stream.close()
            raise Unreadable(Code.BROKEN_FILE, f"not a {kind} file: no whole zip archive") from None
        self._known = frozenset(self.names)
        self._folded = {name.lower(): name for name in reversed(self.names)}

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: Any) -> None:
        self._zip.close()
        self._stream.close()

    def name(self, name: str) -> str | None:
        """Return a member's real name, whatever the case; None where there is no such member."""
        return name if name in self._known else self._folded.get(name.lower())

    def read(self, name: str) -> bytes | None:
        """Return a member's content; None where it is not there.

        Raises Unreadable: `encrypted`, `broken_file`, `too_large` when all members together pass the limit.
        """
        real = self.name(name)
        if real is None:
            return None
        parts: list[bytes] = []
        try:
            with self._zip.open(real) as stream:
                while block := stream.read(BLOCK):
                    self._budget.left -= len(block)
                    if self._budget.left < 0:
                        limit = self._budget.limit
                        raise Unreadable(Code.TOO_LARGE, f"unpacks to more than read.max_unpacked_bytes ({limit:,})")
                    parts.append(block)
        except RuntimeError as error:
            code = Code.ENCRYPTED if "encrypted" in str(error) else Code.BROKEN_FILE
            raise Unreadable(code, f"{real} is encrypted") from None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError):
            raise Unreadable(Code.BROKEN_FILE, f"{real} can't be unpacked") from None
        return b"".join(parts)


def parse_xml(blob: bytes, name: str) -> Any:
    """Return the root of an XML part; entities are not resolved. Raises Unreadable: `broken_file`, `too_deep`."""
    from lxml import etree

    if b"<!ENTITY" in blob:
        raise Unreadable(Code.BROKEN_FILE, f"{name} defines entities, which no document needs")
    # Without `huge_tree` the parser itself refuses more than 256 nested elements and single texts above 10 MB.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(blob, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Unreadable(Code.TOO_DEEP, f"{name} nests more than 256 elements") from None
        raise Unreadable(Code.BROKEN_FILE, f"{name} is not well-formed XML") from None
    if root is None:
        raise Unreadable(Code.BROKEN_FILE, f"{name} is empty")
    return root
