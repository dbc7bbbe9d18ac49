"""Plain text: the encoding is found, letters struck over themselves are read once, HTML and tables read as such."""

import re
from collections.abc import Iterator

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank, struck_once
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html_marks import holds_html
from openbook.corpus.formats.mail_packed import unpacked
from openbook.corpus.formats.printed_pages import BREAK, without_heads
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.pipe_tables import pipe_tables, unpadded
from openbook.corpus.suffixes import format_by, suffix_of
from openbook.dataclass import replace
from openbook.records import Notice
from openbook.text.late import late

HTML = Notice(Kind.OTHER_FORMAT, "it holds HTML: it is read as such, tags go (better named .html)")
SIGNS = {".org": late(r"^(?:\*+ \S|#\+\w+[:_])", re.MULTILINE), ".tab": late(r"\A[^\n]*\t")}
"""What files have whose endings mean something else too: names of sites end in `.org`, music for a guitar in `.tab`."""


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and for a page without text."""
    text, notices = decode(file.blob())
    if (named := _named(file, text)) is not None:
        yield from named
        return
    if BREAK in text:
        text, said = without_heads(text)
        notices += said
    text = clean(struck_once(text))
    html = holds_html(text)
    if html == "page":
        from openbook.corpus.formats.html import read as read_page

        yield from (replace(page, notices=(HTML, *page.notices)) for page in read_page(file))
    elif html:
        from openbook.corpus.formats.html_inside import as_markdown

        yield Parsed(as_markdown(text), markup="markdown", notices=(*notices, HTML))
    else:
        text, packed = unpacked(text)
        if packed:
            notices = (*notices, Notice(Kind.LEFT_OUT, f"left out: {', '.join(packed)}"))
        if packed and is_blank(text):
            raise Unreadable(Code.BINARY, f"nothing but {', '.join(packed)}")
        text, _ = unpadded(text)
        yield Parsed(text, markup="markdown" if next(pipe_tables(text), None) else "plain", notices=notices)


def _named(file: RawFile, text: str) -> Iterator[Parsed | Unreadable] | None:
    """Return what a file gives that has the ending of another text before its own (`index.rst.txt`), else None."""
    name = file.path.name.lower().removesuffix(".gz").removesuffix(file.suffix)
    ending = suffix_of(name)
    row = format_by(ending)
    if row is None or not row.textual or row.language or row.many or row.reader == "text":
        return None
    if ending in SIGNS and SIGNS[ending].search(text) is None:
        return None
    try:
        return iter(list(row.load()(file)))
    except Unreadable:
        return None
