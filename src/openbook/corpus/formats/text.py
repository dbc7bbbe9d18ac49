"""Plain text: the encoding is found, letters struck over themselves are read once, HTML and tables read as such."""

from collections.abc import Iterator
from dataclasses import replace

from openbook.codes import Kind
from openbook.corpus.clean import clean, struck_once
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html_marks import holds_html
from openbook.corpus.formats.printed_pages import BREAK, without_heads
from openbook.corpus.parsed import Parsed, RawFile
from openbook.corpus.pipe_tables import pipe_tables, unpadded
from openbook.records import Notice

HTML = Notice(Kind.OTHER_FORMAT, "it holds HTML: it is read as such, tags go (better named .html)")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and for a page without text."""
    text, notices = decode(file.blob())
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
        text, _ = unpadded(text)
        yield Parsed(text, markup="markdown" if next(pipe_tables(text), None) else "plain", notices=notices)
