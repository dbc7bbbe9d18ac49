"""Web archives (.mht, .mhtml): the page that was saved, with its frames and style sheets, as HTML."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any
from urllib.parse import unquote

from openbook.codes import Code, Kind
from openbook.corpus.clean import one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html import page
from openbook.corpus.formats.html.nodes import of_links, size
from openbook.corpus.formats.html.page_tree import decode_markup, parse, prepared
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.dataclass import dataclass
from openbook.records import Notice

PAGES = ("text/html", "application/xhtml+xml")
DEEPEST = 3
"""Frames in frames that are opened."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A page or a style sheet of an archive."""

    blob: bytes
    charset: str
    """As the archive says; empty where it doesn't."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the page as one document. Raises Unreadable where there is none, or as `page` does; MissingExtraError."""
    archive = message_from_bytes(file.blob().lstrip(), policy=default)
    pages: dict[str, _Part] = {}
    sheets: list[str] = []
    first = None
    for part in archive.walk():
        kind = part.get_content_type()
        if kind in PAGES:
            held = _held(part)
            first = first or held
            pages |= dict.fromkeys(_names(part), held) or {f"{len(pages)}": held}
        elif kind == "text/css":
            sheets.append(_held(part).blob.decode("utf-8", "replace").replace("</", ""))
    if first is None:
        raise _without_page()
    markup, notices = _markup(first)
    shown: set[int] = set()
    if pages:
        markup = _with_frames(markup, pages, (first,), shown)
    unseen = {id(part) for part in pages.values()} - shown - {id(first)}
    if unseen:
        told = f"{len(unseen):,} pages of the archive that the first one shows in no frame are left out"
        notices = (*notices, Notice(Kind.LEFT_OUT, told))
    if sheets:
        styles = "\n".join(sheets)
        markup += f"<style>{styles}</style>"
    yield page(markup, notices, web=file.limits.web)


def page_of(blob: bytes) -> bytes:
    """Return the first page of an archive. Raises Unreadable: `unsupported_format`."""
    for part in message_from_bytes(blob.lstrip(), policy=default).walk():
        if part.get_content_type() in PAGES:
            return _held(part).blob
    raise _without_page()


def _held(part: "Message[Any, Any]") -> _Part:
    content = part.get_payload(decode=True)
    charset = part.get_content_charset("") or ""
    return _Part(content if isinstance(content, bytes) else b"", "" if charset == "us-ascii" else charset)


def _names(part: "Message[Any, Any]") -> Iterator[str]:
    """Yield what the pages of an archive call one of its parts."""
    name = one_line(str(part.get("Content-ID") or "")).strip("<>")
    if name:
        yield f"cid:{name}"
    place = one_line(str(part.get("Content-Location") or ""))
    if place:
        yield place
        yield place.rpartition("/")[2]


def _markup(part: _Part) -> tuple[str, tuple[Notice, ...]]:
    """Return a page by the encoding that its archive names, else by what it says of itself."""
    if part.charset and not part.blob.isascii():
        try:
            text, notices = decode(part.blob, part.charset)
        except Unreadable:
            return decode_markup(part.blob)
        return prepared(text), notices
    return decode_markup(part.blob)


def _with_frames(markup: str, pages: dict[str, _Part], above: tuple[_Part, ...], seen: set[int]) -> str:
    """Return a page in which the frames hold the pages that they show, where the archive has them.

    `above`: this page and those that it is shown in, none of which is shown again. `seen`: gets those that are shown.
    """
    tree = parse(markup)
    frames = tree.css("iframe[src], frame[src]")
    shown: list[str] = []
    for frame in frames if len(above) <= DEEPEST else []:
        source = frame.attributes.get("src") or ""
        part = pages.get(source) or pages.get(unquote(source).rpartition("/")[2])
        if part is None or part in above:
            continue
        seen.add(id(part))
        inner = _with_frames(_markup(part)[0], pages, (*above, part), seen)
        if frame.tag == "iframe":
            frame.attrs["srcdoc"] = inner
        else:
            body = parse(inner).body
            mark = "nav" if of_links(body, size(body)) > 0.5 else "section"
            shown.append(f"<{mark}>{body.inner_html}</{mark}>")
    if shown:
        title = tree.css_first("title")
        return f"<title>{title.text() if title is not None else ''}</title><body>{''.join(shown)}</body>"
    return tree.html or markup if frames else markup


def _without_page() -> Unreadable:
    return Unreadable(Code.UNSUPPORTED_FORMAT, "a web archive without a page: save the page as .html")
