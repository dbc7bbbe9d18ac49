"""HTML: the main content of a page as Markdown, without navigation, scripts and what is hidden."""

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.elements import to_markdown
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.errors import MissingExtraError

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
PROLOG = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
GREEDY = re.compile("<([Tt]itle|TITLE|[Tt]extarea|TEXTAREA|[Ss]tyle|STYLE)")
"""Elements that hold everything up to their end, whatever it is."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - a list
TAG = re.compile(r"<([A-Za-z][\w:-]*)[^<>]*\Z")
HIDDEN = "[hidden], [aria-hidden=true], [style]:is([style*='display:none'], [style*='display: none']), "
HIDDEN += "[role]:is([role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], [role=menu]), "
HIDDEN += "[class]:is(.visually-hidden, .sr-only)"
"""Most nodes have no such attribute at all: to ask for that first takes half the time."""
OUTSIDE = "nav, aside, footer, #toc, sup.reference, #coordinates, [class]:is(.sidebar, .breadcrumb, .breadcrumbs, "
OUTSIDE += ".pagination, .cookie-banner, .cookie-consent, .navbox, .mw-editsection, .noprint, .catlinks, .toc, "
OUTSIDE += ".table-of-contents, .theme-doc-toc-mobile, .theme-edit-this-page, .share-buttons, .social-share, "
OUTSIDE += ".related-posts, .newsletter, .hash-link, .headerlink, .reflist, .references, .mw-cite-backlink, "
OUTSIDE += ".printfooter, .skip-link, .anchor-link, .hatnote, .wb-langlinks-edit)"
MAIN = ("main", "[role=main]", "#mw-content-text", "article", "#content", "#main", ".post-content", ".entry-content")
MENU = 12
"""Links in a list, at least, for it to be a menu."""
SHARE = 0.25
"""A candidate for the main content holds at least this share of the page's text."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the page as one document. Raises Unreadable: `empty`, or as `decode` does; MissingExtraError."""
    markup, notices = decode_markup(file.blob())
    tree = parse(markup)
    title = _title(tree)
    text = clean(_with_trafilatura(markup) if file.limits.web else to_markdown(main_content(tree)))
    if is_blank(text):
        raise Unreadable(Code.EMPTY, "a page without text (made by JavaScript?)")
    yield Parsed(text, title=title, markup="markdown", notices=notices)


def decode_markup(blob: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a page as text by its mark, what it says of itself, or what its bytes look like."""
    head = blob[:4096]
    match = PROLOG.search(head) or CHARSET.search(head)
    declared = match[1].decode("ascii", "ignore") if match else ""
    text, notices = decode(blob, declared if declared.lower() not in ("utf-8", "utf8") else "utf-8")
    if text.lstrip("\ufeff \n\r\t")[:5] == "<?xml" or "http://www.w3.org/1999/xhtml" in text[:2048]:
        text = _opened(text)
    return _closed(text), notices


def _opened(text: str) -> str:
    """Return XHTML with `<p/>` as `<p></p>`: read as HTML, it would never end."""
    parts = text.split("/>")
    if len(parts) == 1:
        return text
    for index, part in enumerate(parts[:-1]):
        match = TAG.match(part, part.rfind("<")) if "<" in part else None
        closed = match is None or match[1].lower() in VOID
        parts[index] = f"{part}/>" if closed or match is None else f"{part}></{match[1]}>"
    return "".join(parts)


def _closed(text: str) -> str:
    """Close elements that would swallow the rest of the page because they never end."""
    endless = [
        name
        for name in sorted({name.lower() for name in GREEDY.findall(text)})
        if not any(f"</{case}" in text for case in (name, name.upper(), name.title()))
    ]
    if not endless:
        return text
    pattern = re.compile(rf"(<({'|'.join(endless)})\b[^<>]*>[^<]*)(?=<)", re.IGNORECASE)
    return pattern.sub(r"\1</\2>", text)


def parse(markup: str) -> Any:
    """Return the tree of a page."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(markup.replace("\x00", ""))


def main_content(tree: Any) -> Any:
    """Return the node that holds the page's own text, with what is hidden or surrounds it taken out."""
    body = tree.body or tree.root
    for node in body.css(HIDDEN):
        _remove(node, body)
    total = len(body.text(strip=True))
    for selector in MAIN:
        sizes = [(len(node.text(strip=True)), node) for node in body.css(selector)]
        most, chosen = max(sizes, key=itemgetter(0), default=(-1, body))
        if most >= total * SHARE:
            break
    else:
        chosen = body
        for node in body.css("header"):
            if node.css_first("h1") is None:
                _remove(node, chosen)
    for node in chosen.css(OUTSIDE):
        _remove(node, chosen)
    for node in chosen.css("ul, ol"):
        if _is_menu(node) and not _in_cell(node):
            _remove(node, chosen)
    return chosen


def _is_menu(node: Any) -> bool:
    """Whether a list is nothing but many short links."""
    items = len(node.css("li"))
    if items < MENU:
        return False
    text = len(node.text(strip=True))
    return text < 40 * items and sum(len(link.text(strip=True)) for link in node.css("a")) >= 0.9 * text


def _in_cell(node: Any) -> bool:
    while (node := node.parent) is not None:
        if node.tag == "td":
            return True
    return False


def _remove(node: Any, keep: Any) -> None:
    if node.mem_id != keep.mem_id and node.tag not in ("body", "html"):
        node.decompose()


def _title(tree: Any) -> str:
    node = tree.css_first("head title") or tree.css_first("title") or tree.css_first("h1")
    return one_line(node.text()) if node is not None else ""


def _with_trafilatura(markup: str) -> str:
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError("read.web", "web") from None
    text = trafilatura.extract(markup, output_format="markdown", include_tables=True, include_links=False)
    return text or ""
