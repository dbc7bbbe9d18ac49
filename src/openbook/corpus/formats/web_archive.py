"""Web archives (.mht, .mhtml): the page that was saved, as HTML."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

from openbook.codes import Code
from openbook.corpus.formats.html import page
from openbook.corpus.formats.html.page_tree import decode_markup
from openbook.corpus.parsed import Parsed, RawFile, Unreadable

PAGES = ("text/html", "application/xhtml+xml")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the page as one document. Raises Unreadable where there is none, or as `page` does; MissingExtraError."""
    markup, notices = decode_markup(page_of(file.blob()))
    yield page(markup, notices, web=file.limits.web)


def page_of(blob: bytes) -> bytes:
    """Return the first page of an archive. Raises Unreadable: `unsupported_format`."""
    for part in message_from_bytes(blob.lstrip(), policy=default).walk():
        if part.get_content_type() in PAGES:
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    raise Unreadable(Code.UNSUPPORTED_FORMAT, "a web archive without a page: save the page as .html")
