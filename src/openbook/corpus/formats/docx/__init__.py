"""DOCX: headings, lists and clauses with their numbers, tables in place, notes below their paragraph, as Markdown."""

from collections.abc import Iterator
from dataclasses import replace

from openbook.codes import Kind
from openbook.corpus.clean import clean, is_blank
from openbook.corpus.formats.docx.document import read_package
from openbook.corpus.formats.office.blocks import markdown
from openbook.corpus.formats.office.lost import without_text
from openbook.corpus.formats.office.ooxml import properties
from openbook.corpus.formats.package import Package
from openbook.corpus.parsed import Parsed, RawFile
from openbook.records import Notice


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, …"""
    if (other := _other(file)) is not None:
        yield from other
        return
    with Package(file, "Word") as package:
        story = read_package(package, file.limits)
        text = clean(markdown(story.blocks))
        title, metadata = properties(package)
    if is_blank(text):
        raise without_text("a Word file", story.notices)
    yield Parsed(text, title=title or story.title, markup="markdown", metadata=metadata, notices=story.notices)


def _other(file: RawFile) -> Iterator[Parsed] | None:
    """Return what a file gives that is named as a Word file and is none: RTF, a page, an old Word file."""
    with file.path.open("rb") as stream:
        head = stream.read(4096)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{\\rtf"):
        from openbook.corpus.formats import rtf

        return _renamed(rtf.read(file), "RTF", "rtf")
    if start.startswith((b"<!doctype html", b"<html")):
        from openbook.corpus.formats import html

        return _renamed(html.read(file), "a page of HTML", "html")
    return None


def _renamed(found: Iterator[Parsed], what: str, ending: str) -> Iterator[Parsed]:
    notice = Notice(Kind.OTHER_FORMAT, f"it is {what}: read as such (better named .{ending})")
    for document in found:
        yield replace(document, notices=(notice, *document.notices))
