"""ODT and ODP: headings and lists with their numbers, tables in place, notes, slides in order, as Markdown."""

from collections.abc import Iterator
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.odf.mended import mend
from openbook.corpus.formats.odf.styles import Styles
from openbook.corpus.formats.odf.writer import Writer
from openbook.corpus.formats.office.blocks import markdown
from openbook.corpus.formats.office.lost import notices, without_text
from openbook.corpus.formats.office.ooxml import local
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.parsed import Parsed, RawFile, Unreadable

METADATA = {"creator": "creator", "initial-creator": "creator", "subject": "subject", "keyword": "keywords"}
METADATA |= {"language": "language", "creation-date": "created", "date": "modified"}


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, `too_large`."""
    with Package(file, "OpenDocument") as package:
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise Unreadable(Code.ENCRYPTED, "password-protected: save it without a password")
        blob = package.read("content.xml")
        if blob is None:
            raise Unreadable(Code.BROKEN_FILE, "not an OpenDocument file: content.xml is missing")
        content = parse_xml(blob, "content.xml")
        shared = _part(package, "styles.xml")
        styles = Styles([content] if shared is None else [content, shared])
        writer = Writer(package, styles)
        body = content.find("{*}body")
        body = content if body is None else body
        mend(body)
        text = clean(markdown(writer.story(body)))
        title, metadata = _properties(_part(package, "meta.xml"))
    said = notices(writer.lost)
    if is_blank(text):
        raise without_text("an OpenDocument file", said)
    yield Parsed(text, title=title or writer.title, markup="markdown", metadata=metadata, notices=said)


def _part(package: Package, name: str) -> Any:
    try:
        blob = package.read(name)
        return None if blob is None else parse_xml(blob, name)
    except Unreadable as problem:
        if problem.code is Code.TOO_LARGE:
            raise
        return None


def _properties(root: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    if root is None:
        return "", ()
    found = {local(element): one_line(element.text or "") for element in root.iter() if local(element)}
    metadata = {METADATA[name]: text for name, text in found.items() if name in METADATA and text}
    return found.get("title", ""), tuple(metadata.items())
