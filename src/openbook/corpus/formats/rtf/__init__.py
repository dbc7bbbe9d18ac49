"""RTF: paragraphs, list labels, tables in place, notes below their paragraph; hidden and deleted text left out."""

from collections.abc import Iterator

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.office.blocks import markdown
from openbook.corpus.formats.office.lost import notices, without_text
from openbook.corpus.formats.rtf.reader import RtfReader
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Notice
from openbook.text.late import late

TITLE = late(rb"\{\\title ((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d+ ?\??)*)\}")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `broken_file`, `too_deep`, `empty`, `too_large`."""
    blob = file.blob()
    if not blob.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise Unreadable(Code.BROKEN_FILE, "not an RTF file: it does not begin with {\\rtf; rename it as what it is")
    text, said = markdown_of(blob)
    if is_blank(text):
        raise without_text("an RTF file", said)
    title = TITLE.search(blob[:100_000])
    named = one_line(_plain(title[1])) if title else ""
    yield Parsed(text, title=named, markup="markdown", notices=said)


def markdown_of(blob: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return what RTF says as Markdown, and what was left out. Raises Unreadable: `too_deep`."""
    reader = RtfReader(blob)
    blocks = reader.blocks()
    return clean(markdown(blocks)), notices(reader.lost)


def _plain(blob: bytes) -> str:
    return markdown_of(b"{\\rtf1 " + blob + b"}")[0]
