"""EPUB: the chapters in the order of the spine, each as Markdown."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.epub_switches import choose_forms
from openbook.corpus.formats.html import count_drawings, drawings_missed, drawn_only
from openbook.corpus.formats.html.elements import to_markdown
from openbook.corpus.formats.html.main_content import take_unseen
from openbook.corpus.formats.html.nodes import outermost, size
from openbook.corpus.formats.html.page_tree import decode_markup, parse
from openbook.corpus.formats.html.rewrite import rewrite
from openbook.corpus.formats.office.lost import notices as office_notices
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.formats.placed_text import placed_text
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.dataclass import dataclass
from openbook.records import Notice
from openbook.text.late import late

PICTURES = ("image/", "audio/", "video/", "font/")
"""Media types of what is never read, whatever it holds."""
MARKUP = late(rb"<(?:html|body|head|p|div|h[1-6]|section|article|dtbook|book)\b", re.IGNORECASE)
"""What the first bytes of a chapter hold: media types are often wrong, or nearly right."""
PLACED = "pre-paginated"
"""How a book says that its pages place their text."""
HEAD = 4096
MENU = 12
"""Links in a list to chapters, at least, for it to be one of contents."""
FEW, SHARE_OF_CHAPTERS = 3, 0.6
"""The same of a page that holds nothing else, and the share of the book's files that they lead to."""
SHARE_OF_LINKS = 0.9
"""Share of such a list that its links take, at least."""
AROUND = "nav, [role=navigation], [role=doc-pagebreak], [epub\\:type=pagebreak]"
"""What leads through the book or marks the pages of another edition."""
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Obfuscated fonts are not DRM."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the book as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, …"""
    with Package(file, "EPUB") as package:
        opf_name = _opf_name(package)
        opf, said = _opf(_needed(package, opf_name), opf_name)
        names = _spine(opf, opf_name)
        if not names:
            names = _manifest(opf, opf_name)
            text = "the book does not say the order of its chapters: read in that of its list of files"
            said += (Notice(Kind.DAMAGED, text),)
        chapters, notices = _chapters(package, names, _styles(package, opf, opf_name))
        text = "\n\n".join(chapters)
        if is_blank(text):
            raise Unreadable(Code.EMPTY, "; ".join(("a book without text", *map(str, notices))))
        yield Parsed(
            text,
            title=_first(opf, "title"),
            markup="markdown",
            metadata=_metadata(opf),
            notices=(*said, *notices),
        )


@dataclass(frozen=True, slots=True)
class _Styles:
    """The style sheets of a book."""

    text: str
    placed: bool
    """Whether the book places its text by them."""


def _styles(package: Package, opf: Any, opf_name: str) -> _Styles:
    """Return the style sheets of a book; one that can't be unpacked is left. Raises Unreadable: `too_large`."""
    items = [item for item in opf.iter("{*}item") if item.get("media-type") == "text/css"]
    sheets: list[str] = []
    for name in _names(items, opf_name):
        try:
            sheets.append((package.read(name) or b"").decode("utf-8", "replace"))
        except Unreadable as error:
            if error.code == Code.TOO_LARGE:
                raise
    return _Styles("\n".join(sheets), any(PLACED in "".join(meta.itertext()) for meta in opf.iter("{*}meta")))


def _chapters(package: Package, names: list[str], styles: _Styles) -> tuple[list[str], list[Notice]]:
    """Return the texts of the chapters, and what is to be said of the others and of what is not read in these.

    A chapter that can't be unpacked costs only itself. Raises Unreadable: `encrypted`, `too_large`.
    """
    encrypted = _encrypted(package)
    chapters: list[str] = []
    notices: list[Notice] = []
    missed: Counter[str] = Counter()
    files = frozenset(map(posixpath.basename, names))
    for name in names:
        if name in encrypted:
            raise Unreadable(Code.ENCRYPTED, "encrypted (DRM): its text can't be read")
        try:
            blob = package.read(name)
        except Unreadable as error:
            if error.code != Code.BROKEN_FILE:
                raise
            text = f"chapter {posixpath.basename(name)} can't be unpacked: it is damaged, and left out"
            notices.append(Notice(Kind.DAMAGED, text))
            continue
        if blob is None:
            notices.append(
                Notice(Kind.DAMAGED, f"chapter {posixpath.basename(name)} is named in the book but not there")
            )
        else:
            chapter = _chapter(blob, styles, files, missed)
            chapters += [chapter] if chapter else []
            if not chapter and not blob.lstrip().startswith(b"<"):
                notices.append(Notice(Kind.LEFT_OUT, f"chapter {posixpath.basename(name)} is not a page: left out"))
    notices += office_notices(Counter(contents=missed["contents"]))
    return chapters, [*notices, *drawn_only(missed["formula"]), *drawings_missed(missed["drawing"])]


def _opf(blob: bytes, name: str) -> tuple[Any, tuple[Notice, ...]]:
    """Return the package document, and what is to be said of it: what is not well-formed is read as far as it goes."""
    try:
        return parse_xml(blob, name), ()
    except Unreadable as error:
        if error.code != Code.BROKEN_FILE or b"<!ENTITY" in blob:
            raise
        from lxml import etree

        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(blob, parser)
        except etree.XMLSyntaxError:
            raise error from None
        if root is None or next(root.iter("{*}item"), None) is None:
            raise
        text = f"{posixpath.basename(name)} is not well-formed XML: read as far as it goes"
        return root, (Notice(Kind.DAMAGED, text),)


def _needed(package: Package, name: str) -> bytes:
    blob = package.read(name)
    if blob is None:
        raise Unreadable(Code.BROKEN_FILE, f"not an EPUB file: {name} is missing")
    return blob


def _opf_name(package: Package) -> str:
    blob = package.read("META-INF/container.xml")
    if blob is not None:
        for element in parse_xml(blob, "META-INF/container.xml").iter("{*}rootfile"):
            path = element.get("full-path")
            if path and package.name(path):
                return str(path)
    packages = [name for name in package.names if name.lower().endswith(".opf")]
    if len(packages) != 1:
        raise Unreadable(Code.BROKEN_FILE, "not an EPUB file: it does not say where its book is")
    return packages[0]


def _spine(opf: Any, opf_name: str) -> list[str]:
    """Return the members of the book in reading order: navigation, pictures and repetitions left out."""
    items = {item.get("id"): item for item in opf.iter("{*}item")}
    return _names((_textual(items, reference.get("idref")) for reference in opf.iter("{*}itemref")), opf_name)


def _manifest(opf: Any, opf_name: str) -> list[str]:
    """Return the pages that the book is made of, in the order of its list."""
    items = [item for item in opf.iter("{*}item") if "html" in (item.get("media-type") or "").lower()]
    return _names(items, opf_name)


def _textual(items: dict[Any, Any], name: Any) -> Any:
    """Return an item of the list, or what the book has in its place where it is a picture or a film."""
    for _ in range(5):
        item = items.get(name)
        if item is None:
            return None
        kind = (item.get("media-type") or "").lower()
        if not kind.startswith(PICTURES) or "svg" in kind:
            return item
        name = item.get("fallback")
    return None


def _names(items: Iterable[Any], opf_name: str) -> list[str]:
    folder = posixpath.dirname(opf_name)
    names: list[str] = []
    for item in items:
        if item is None or not item.get("href") or "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href").partition("#")[0])))
        if name not in names:
            names.append(name)
    return names


def _encrypted(package: Package) -> set[str]:
    blob = package.read("META-INF/encryption.xml")
    if blob is None:
        return set()
    names = set()
    for element in parse_xml(blob, "META-INF/encryption.xml").iter("{*}EncryptedData"):
        method = next((method.get("Algorithm") for method in element.iter("{*}EncryptionMethod")), None)
        if method in FONTS:
            continue
        names |= {unquote(reference.get("URI") or "") for reference in element.iter("{*}CipherReference")}
    return names


def _chapter(blob: bytes, styles: _Styles, files: frozenset[str], missed: Counter[str]) -> str:
    """Return the text of a chapter, whatever it is; what is not read of it is counted.

    `files`: the names of the chapters, which a list of contents leads to.
    """
    head = blob[:HEAD].replace(b"\0", b"")
    if not MARKUP.search(head) and b"<svg" not in head:
        return _plain(blob)
    markup, _ = decode_markup(blob)
    tree = parse(markup)
    body = tree.body or tree.root
    for node in outermost(body, AROUND):
        node.decompose()
    for node in outermost(body, "[role=contentinfo]"):
        if 2 * size(node) < size(body):
            node.decompose()
    choose_forms(body)
    drawn = [one_line(node.text()) for node in body.css("svg text")]
    sheets = tree.css("style")
    own = "\n".join(sheet.text() for sheet in sheets)
    whole = f"{own}\n{styles.text}"
    for sheet in sheets:
        sheet.decompose()
    if _is_contents(body, files, fewest=FEW) and len(_chapters_in(body, files)) >= SHARE_OF_CHAPTERS * len(files):
        missed["contents"] += 1
        return ""
    text = clean(placed_text(body, whole if styles.placed else own))
    if text:
        return text
    contents = [node for node in outermost(body, "ul, ol") if _is_contents(node, files)]
    for node in contents:
        node.decompose()
    missed["contents"] += len(contents)
    missed["formula"] += rewrite(body, whole).lost
    drawings = count_drawings(body)
    take_unseen(body)
    text = clean(to_markdown(body))
    if is_blank(text):
        return "\n".join(filter(None, drawn))
    missed["drawing"] += drawings
    return text


def _is_contents(node: Any, files: frozenset[str], *, fewest: int = MENU) -> bool:
    """Whether a list, or a page below its headings, is nothing but links to chapters of the book."""
    links = node.css("a[href]")
    if len(links) < fewest:
        return False
    titles = sum(map(size, outermost(node, "h1, h2, h3, h4, h5, h6")))
    if sum(map(size, links)) < SHARE_OF_LINKS * (size(node) - titles):
        return False
    return sum(_leads_to(link) in files for link in links) >= SHARE_OF_LINKS * len(links)


def _chapters_in(node: Any, files: frozenset[str]) -> frozenset[str]:
    """Return the chapters of the book that links lead to."""
    return frozenset(map(_leads_to, node.css("a[href]"))) & files


def _leads_to(link: Any) -> str:
    return posixpath.basename((link.attributes["href"] or "").partition("#")[0])


def _plain(blob: bytes) -> str:
    """Return a chapter that is plain text; empty where it is none."""
    if b"\0" in blob[:HEAD] or blob.lstrip().startswith(b"<"):
        return ""
    try:
        return clean(decode(blob)[0]).strip("\n")
    except Unreadable:
        return ""


def _first(opf: Any, name: str) -> str:
    return next(
        (one_line(element.text or "") for element in opf.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")), ""
    )


def _metadata(opf: Any) -> tuple[tuple[str, str], ...]:
    found = ((name, _first(opf, name)) for name in ("creator", "language", "publisher", "date", "rights"))
    return tuple((name, value) for name, value in found if value)
