"""EPUB: the chapters in the order of the spine, each as Markdown."""

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.html.elements import to_markdown
from openbook.corpus.formats.html.markup import decode_markup, parse
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.parsed import Parsed, RawFile, Unreadable

TEXTUAL = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "")
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Obfuscated fonts are not DRM."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the book as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, …"""
    with Package(file, "EPUB") as package:
        opf_name = _opf_name(package)
        opf = parse_xml(_needed(package, opf_name), opf_name)
        encrypted = _encrypted(package)
        chapters, notices = [], []
        for name in _spine(opf, opf_name):
            if name in encrypted:
                raise Unreadable(Code.ENCRYPTED, "encrypted (DRM): its text can't be read")
            blob = package.read(name)
            if blob is None:
                notices.append(f"chapter {posixpath.basename(name)} is named in the book but not there")
                continue
            chapter = _chapter(blob)
            if chapter:
                chapters.append(chapter)
        text = "\n\n".join(chapters)
        if is_blank(text):
            raise Unreadable(Code.EMPTY, "a book without text")
        yield Parsed(
            text, title=_first(opf, "title"), markup="markdown", metadata=_metadata(opf), notices=tuple(notices)
        )


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
    folder = posixpath.dirname(opf_name)
    items = {item.get("id"): item for item in opf.iter("{*}item")}
    names: list[str] = []
    for reference in opf.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or not item.get("href") or "nav" in (item.get("properties") or "").split():
            continue
        if (item.get("media-type") or "").lower() not in TEXTUAL:
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


def _chapter(blob: bytes) -> str:
    markup, _ = decode_markup(blob)
    tree = parse(markup)
    body = tree.body or tree.root
    for node in body.css("nav, [hidden], [role=doc-pagebreak], [epub\\:type=pagebreak]"):
        node.decompose()
    return clean(to_markdown(body))


def _first(opf: Any, name: str) -> str:
    return next(
        (one_line(element.text or "") for element in opf.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")), ""
    )


def _metadata(opf: Any) -> tuple[tuple[str, str], ...]:
    found = ((name, _first(opf, name)) for name in ("creator", "language", "publisher", "date", "rights"))
    return tuple((name, value) for name, value in found if value)
