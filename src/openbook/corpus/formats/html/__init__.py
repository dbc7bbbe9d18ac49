"""HTML: the main content of a page as Markdown, without navigation, scripts and what is hidden."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.html.elements import to_markdown
from openbook.corpus.formats.html.markup import decode_markup, parse, prepared
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.errors import MissingExtraError

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
    yield page(markup, notices, web=file.limits.web)


def page(markup: str, notices: tuple[str, ...] = (), *, web: bool = False) -> Parsed:
    """Return the document of a whole page, wherever it was found. Raises Unreadable: `empty`; MissingExtraError."""
    tree = parse(markup)
    title = _title(tree)
    text = clean(_with_trafilatura(markup) if web else to_markdown(main_content(tree)))
    if is_blank(text):
        raise Unreadable(Code.EMPTY, "a page without text (made by JavaScript?)")
    return Parsed(text, title=title, markup="markdown", notices=notices)


def fragment(text: str) -> str:
    """Return the Markdown of a piece of HTML, all of it but scripts and what is hidden.

    Nothing is taken for a menu or a sidebar: for whole pages there is `page`. What was no markup is left as text.
    """
    body = parse(prepared(text)).body
    for node in body.css(HIDDEN):
        _remove(node, body)
    return clean(to_markdown(body))


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
