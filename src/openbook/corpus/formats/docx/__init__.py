"""DOCX: headings, lists and clauses with their numbers, tables in place, notes below their paragraph, as Markdown."""

from collections.abc import Iterator

from openbook.corpus.clean import clean, is_blank
from openbook.corpus.formats.docx.document import read_package
from openbook.corpus.formats.office.blocks import markdown
from openbook.corpus.formats.office.lost import without_text
from openbook.corpus.formats.office.ooxml import properties
from openbook.corpus.formats.package import Package
from openbook.corpus.parsed import Parsed, RawFile


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, …"""
    with Package(file, "Word") as package:
        story = read_package(package, file.limits)
        text = clean(markdown(story.blocks))
        title, metadata = properties(package)
    if is_blank(text):
        raise without_text("a Word file", story.notices)
    yield Parsed(text, title=title or story.title, markup="markdown", metadata=metadata, notices=story.notices)
