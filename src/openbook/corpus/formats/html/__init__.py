"""HTML: the main content of a page as Markdown, without navigation, scripts and what is hidden."""

import re
from collections.abc import Iterator
from typing import Any

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.html.elements import to_markdown
from openbook.corpus.formats.html.encyclopedia import take_citations
from openbook.corpus.formats.html.main_content import MainContent, main_content, take_unseen
from openbook.corpus.formats.html.nodes import size
from openbook.corpus.formats.html.page_tree import decode_markup, parse, prepared
from openbook.corpus.formats.html.rewrite import rewrite
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.errors import MissingExtraError
from openbook.records import Notice
from openbook.text.late import late

FRAMES = late(r"</?(?:frameset|frame|noframes)\b[^<>]*>", re.IGNORECASE)
WORD_FORMULA = "<!--[if gte msEquation"
"""What begins a formula that Word keeps beside the picture of it."""
HINT = 250
"""Characters for programs without frames, below which they only say so."""
WORD = 3
"""Letters from which what is written in a drawing is a word."""
MUCH = 40
"""Characters of hidden text from which a notice says that it is left out, where they are a twentieth of the page."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the page as one document. Raises Unreadable: `empty`, or as `decode` does; MissingExtraError."""
    markup, notices = decode_markup(file.blob())
    yield page(markup, notices, web=file.limits.web)


def page(markup: str, notices: tuple[Notice, ...] = (), *, web: bool = False) -> Parsed:
    """Return the document of a whole page, wherever it was found. Raises Unreadable: `empty`; MissingExtraError."""
    tree = parse(markup)
    frames = [frame.attributes.get("src") or "?" for frame in tree.css("frameset frame")]
    if frames or tree.css_first("noframes") is not None:
        tree = parse(FRAMES.sub("", markup))
    title = _title(tree)
    said: tuple[Notice, ...] = ()
    if web:
        text = _with_trafilatura(markup)
    else:
        body = tree.body or tree.root
        cited = take_citations(body)
        rewritten = rewrite(body, "\n".join(sheet.text() for sheet in tree.css("style")))
        drawings = count_drawings(body)
        content = main_content(body, rewritten.notes)
        text = to_markdown(content.node)
        said = (
            *_left_out(content),
            *drawn_only(rewritten.lost + markup.count(WORD_FORMULA)),
            *drawings_missed(drawings),
        )
        if cited:
            said = (*said, Notice(Kind.LEFT_OUT, f"{cited:,} source{'s' * (cited > 1)} of an encyclopedia left out"))
        if rewritten.comments:
            count = (
                "a reader's comment is" if rewritten.comments == 1 else f"{rewritten.comments} readers' comments are"
            )
            said = (*said, Notice(Kind.LEFT_OUT, f"{count} left out"))
    text = clean(text)
    shown = one_line(", ".join(frames[:3]))
    if frames:
        said = (*said, Notice(Kind.LEFT_OUT, f"what it shows in frames stands in other files ({shown})"))
    if is_blank(text) or (frames and len(text) < HINT):
        framed = bool(frames) or tree.css_first("iframe[src]") is not None
        named = f" ({shown})" if frames else ""
        why = f"its text is in other files, which it shows in frames{named}" if framed else "made by JavaScript?"
        raise Unreadable(Code.EMPTY, f"a page without text ({why})")
    return Parsed(text, title=title, markup="markdown", notices=(*notices, *said))


def fragment(text: str) -> str:
    """Return the Markdown of a piece of HTML, all of it but scripts and what is hidden.

    Nothing is taken for a menu or a sidebar: for whole pages there is `page`. What was no markup is left as text.
    """
    body = parse(f"<body>{prepared(text)}").body
    rewrite(body)
    take_unseen(body)
    return clean(to_markdown(body))


def drawn_only(count: int) -> tuple[Notice, ...]:
    """Return the notice of formulas that have no text, where there are any."""
    if not count:
        return ()
    text = f"{count} formula{'s are' * (count > 1) or ' is'} only drawn, without TeX or MathML: not read"
    return (Notice(Kind.NOT_RENDERED, text),)


def count_drawings(body: Any) -> int:
    """Return how many drawings there are with words in them."""
    return sum(map(_has_words, body.css("svg:has(text)")))


def drawings_missed(count: int) -> tuple[Notice, ...]:
    """Return the notice of drawings with words, where there are any."""
    if not count:
        return ()
    said = "a drawing (SVG) with words is" if count == 1 else f"{count} drawings (SVG) with words are"
    return (Notice(Kind.NOT_RENDERED, f"{said} not read"),)


def _has_words(drawing: Any) -> bool:
    """Whether words are written in a drawing, rather than a letter or two of a sign."""
    return any(sum(map(str.isalpha, part.text())) >= WORD for part in drawing.css("text"))


def _left_out(content: MainContent) -> Iterator[Notice]:
    """Yield what a person should know of what is not read of a page."""
    lost = content.seen - size(content.node)
    if lost * 3 > content.seen:
        shares = [(count * 100 // content.seen, kind) for kind, count in content.left.most_common()]
        kinds = ", ".join(f"{kind} {share} %" for share, kind in shares if share)
        share = lost * 100 // content.seen
        text = f"{share} % of the page's visible text is left out ({lost:,} of {content.seen:,} characters): {kinds}"
        yield Notice(Kind.LEFT_OUT, text)
    if content.hidden >= MUCH and content.hidden * 20 > content.seen:
        text = f"hidden text that nothing on the page opens is left out ({content.hidden:,} characters)"
        yield Notice(Kind.LEFT_OUT, text)


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
