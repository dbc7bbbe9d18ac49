"""Small files of rich formats, made in the test that needs them."""

import io
import zipfile
from pathlib import Path

from openbook.config import Config
from openbook.corpus.read import read_file
from openbook.records import Document, Rejected

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def settings(**read: object) -> Config:
    """A config with these keys in its `read` section."""
    return Config.model_validate({"path": {"input_dir": "in", "output_dir": "out"}, "read": read})


def read_one(path: Path, **read: object) -> Document:
    """The only document of a file."""
    [record] = records(path, **read)
    assert isinstance(record, Document), record
    return record


def records(path: Path, **read: object) -> list[Document | Rejected]:
    """What a file holds."""
    return list(read_file(path, path.name, settings(**read).read))


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(path: Path, body: str, namespace: str = WORD, **parts: str) -> Path:
    """A Word file with this body; `parts` are further parts by name, their root's content only."""
    head = f'xmlns:w="{namespace}" xmlns:m="http://m" xmlns:mc="http://mc" xmlns:wps="http://wps" xmlns:v="urn:v"'
    members = {
        "_rels/.rels": '<Relationships xmlns="http://x">'
        f'<Relationship Id="r" Type="{RELATION}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {head}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {head}>{content}</w:{name}>"
    path.write_bytes(zipped(members))  # type: ignore[arg-type]
    return path


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph of a Word file."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def epub(path: Path, chapters: dict[str, str], spine: list[str] | None = None, **extra: str) -> Path:
    """A book with these chapters (name → body); `spine` is their order."""
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml" {extra.get(name.partition(".")[0], "")}/>'
        for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or chapters)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Harbour</dc:title><dc:creator>E. Moore</dc:creator></metadata><manifest>{items}</manifest>"
        f"<spine>{order}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    head = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>'
    )
    members: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    members["OEBPS/book.opf"] = opf
    members |= {f"OEBPS/{name}": f"{head}{body}</body></html>" for name, body in chapters.items()}
    path.write_bytes(zipped(members))
    return path


Text = tuple[float, float, float, str]
"""x, y, size, text."""


def pdf(path: Path, pages: list[list[Text]], width: int = 595, height: int = 842) -> Path:
    """A PDF file in Helvetica, the texts in the order given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for texts in pages:
        stream = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, _escaped(text)) for x, y, size, text in texts
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (width, height, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    blob, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(blob))
        blob += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    blob += b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(blob),
    )  # fmt: skip
    path.write_bytes(blob)
    return path


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
