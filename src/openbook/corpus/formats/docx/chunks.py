"""Documents that are merged into a Word file where they stand: HTML, RTF, text, Word."""

from collections.abc import Callable
from io import BytesIO

from openbook.codes import Code
from openbook.corpus.clean import clean
from openbook.corpus.encoding import decode
from openbook.corpus.formats.docx.story import Story
from openbook.corpus.formats.office.blocks import Block
from openbook.corpus.formats.package import Package
from openbook.corpus.formats.web_archive import page_of
from openbook.corpus.parsed import Limits, Unreadable

DEEPEST = 5
"""Word files embedded in one another."""

ReadPackage = Callable[[Package, Limits, int], Story]


def read_chunk(package: Package, name: str, limits: Limits, depth: int, read_package: ReadPackage) -> Story:
    """Return what a member of a package says, whatever of these formats it has. Raises Unreadable.

    `read_package` reads one that is a Word file itself.
    """
    blob = package.read(name) or b""
    start = blob[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if blob.startswith(b"PK"):
        if depth > DEEPEST:
            raise Unreadable(Code.TOO_DEEP, f"more than {DEEPEST} files in one another")
        with package.inner(BytesIO(blob), "Word") as inner:
            return read_package(inner, limits, depth)
    if start.startswith(b"{\\rtf"):
        from openbook.corpus.formats.rtf import markdown_of

        text, notices = markdown_of(blob)
        return Story([Block(text)], notices=notices)
    if start.startswith((b"mime-version", b"from:", b"content-type", b"date:")):
        return _page(page_of(blob))
    if (
        name.lower().endswith((".htm", ".html", ".xhtml", ".xml"))
        or b"<html" in start
        or start.startswith(b"<!doctype")
    ):
        return _page(blob)
    return _story(decode(blob)[0])


def _page(blob: bytes) -> Story:
    from openbook.corpus.formats.html import fragment
    from openbook.corpus.formats.html.page_tree import decode_markup

    markup, notices = decode_markup(blob)
    return Story([Block(fragment(markup))], notices=notices)


def _story(text: str) -> Story:
    return Story([Block(part.strip("\n")) for part in clean(text).split("\n\n") if part.strip()])
