"""Files whose names say another format than they have, or one more; and what is packed in letters."""

import gzip
from pathlib import Path
from zipfile import ZipFile

import pytest
from corpus_makers import docx, epub, paragraph, pdf, read_one, records, zipped

from growth import grows_linearly
from openbook.codes import Code
from openbook.corpus.formats.mail_packed import unpacked
from openbook.corpus.formats.renamed import OPEN, PACKED, STREAMS, WHAT, renamed
from openbook.corpus.parsed import Limits, RawFile
from openbook.corpus.suffixes import FORMATS
from openbook.records import Rejected
from some import some

PAGE = b"<html><body><h1>Ferry</h1><p>The rope is dry.</p></body></html>"
ARCHIVE = (
    b"Date: Mon, 1 Jan 2024 10:00:00 +0000\r\nSubject: Exported page\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n%b\r\n--b--\r\n'
) % PAGE
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook() -> bytes:
    """A workbook of Excel with one cell."""
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>The rope is dry.</t></is></c></row></sheetData>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{REL}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
        }
    )


def made(folder: Path, ending: str) -> bytes:
    """A file of a format that says that the rope is dry."""
    if ending == "docx":
        return docx(folder / "made.docx", paragraph("The rope is dry.")).read_bytes()
    if ending == "epub":
        return epub(folder / "made.epub", {"a": "<p>The rope is dry.</p>"}).read_bytes()
    if ending == "pdf":
        return pdf(folder / "made.pdf", [[(72, 700, 11, "The rope is dry.")]]).read_bytes()
    if ending == "odt":
        names = 'xmlns:office="urn:office" xmlns:text="urn:text"'
        body = "<office:body><office:text><text:p>The rope is dry.</text:p></office:text></office:body>"
        content = f"<office:document-content {names}>{body}</office:document-content>"
        return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    return {
        "xlsx": workbook(),
        "mht": ARCHIVE,
        "html": PAGE,
        "rtf": rb"{\rtf1 The rope is dry.}",
        "tsv": b"Rope\tState\nThe rope is\tdry.\n",
    }[ending]


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *((name, ending) for name in ("a.doc", "a.docx", "a.html") for ending in ("mht", "rtf")),
        *((name, ending) for name in ("a.doc", "a.odt", "a.rtf") for ending in ("html", "pdf", "epub")),
        *((name, "html") for name in ("a.xls", "a.ppt", "a.eml", "a.csv", "a.mht")),
        *((name, "docx") for name in ("a.doc", "a.odt", "a.rtf", "a.pdf", "a.xlsx")),
        ("a.docx", "odt"),
        ("a.pptx", "docx"),
        ("a.doc", "xlsx"),
        ("a.xls", "tsv"),
        ("a.docx.gz", "rtf"),
    ],
)
def test_a_file_that_is_called_something_else_is_read_as_what_it_is_and_said(
    name: str, ending: str, tmp_path: Path
) -> None:
    blob = made(tmp_path, ending)
    path = tmp_path / name
    path.write_bytes(gzip.compress(blob) if name.endswith(".gz") else blob)
    document = read_one(path)
    assert "dry." in document.text
    assert f"(better named .{ending})" in str(document.notices[0])


@pytest.mark.parametrize(("name", "ending"), [("a.xls", "tsv"), ("a.doc", "html"), ("a.csv", "html")])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_hide_no_format(encoding: str, name: str, ending: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(f"\ufeff{made(tmp_path, ending).decode()}".encode(encoding))
    document = read_one(tmp_path / name)
    assert "dry" in document.text
    assert f"(better named .{ending})" in str(document.notices[0])


@pytest.mark.parametrize("name", ["a.doc", "a.ppt", "a.xls"])
def test_what_an_old_office_file_holds_of_other_programs_makes_it_no_file_of_these(name: str, tmp_path: Path) -> None:
    streams = "".join(f"{stream}\0" for stream, _ in STREAMS).encode("utf-16-le")
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + streams)
    assert renamed(RawFile(tmp_path / name, name, Limits()), FORMATS[name[1:]]) is None


def test_a_book_may_have_folders_of_any_name(tmp_path: Path) -> None:
    for folder in ("word", "ppt", "xl"):
        path = epub(tmp_path / "a.epub", {f"{folder}/a": "<p>The rope is dry.</p>"})
        path.write_bytes(zipped({f"{folder}/b": "x", **_members(path)}))
        assert read_one(path).text == "The rope is dry."


def _members(path: Path) -> dict[str, str | bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_workbook_is_read_whatever_kind_of_workbook_its_name_says(tmp_path: Path) -> None:
    for name in ("a.xls", "a.xlsb", "a.ods"):
        (tmp_path / name).write_bytes(workbook())
        assert "The rope is dry." in read_one(tmp_path / name).text


def test_an_old_office_file_is_one_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openbook.corpus.formats.legacy.which", lambda name: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    for stream, words in (
        ("WordDocument", "or save the file as .docx"),
        ("PowerPoint Document", "or save the file as .pptx"),
        ("Workbook", "not a whole workbook"),
    ):
        (tmp_path / "a.rtf").write_bytes(old + stream.encode("utf-16-le"))
        [found] = records(tmp_path / "a.rtf")
        assert isinstance(found, Rejected)
        assert words in found.detail


@pytest.mark.parametrize(
    ("name", "blob", "detail"),
    [
        ("a.pdf", PAGE, "a page of HTML, not a PDF file: look whether that could be loaded"),
        ("a.epub", ARCHIVE, "a web archive (MHTML), not an EPUB file: look whether that could be loaded"),
        *(
            (f"a.{old}", b'<?xml version="1.0"?>\n<?mso-application progid="%b.Document"?><x/>' % program, words)
            for old, program, words in (
                ("doc", b"Word", "XML of Word 2003: save it as .docx in an office program"),
                ("xls", b"Excel", "XML of Excel 2003: save it as .xlsx in an office program"),
            )
        ),
    ],
)
def test_what_can_not_be_meant_or_read_says_what_it_is(name: str, blob: bytes, detail: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(blob)
    [found] = records(tmp_path / name)
    assert isinstance(found, Rejected)
    assert found.detail == detail


def test_fields_of_a_message_alone_make_no_archive_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("Subject: a letter\nContent-Type: text/html\n\n<p>The rope is dry.</p>")
    assert "Subject" in read_one(tmp_path / "a.html").text


@pytest.mark.parametrize("ending", ["docx", "odt", "xlsx", "epub", "pdf"])
def test_packed_office_files_and_books_are_read_as_they_are_unpacked(ending: str, tmp_path: Path) -> None:
    blob = made(tmp_path, ending)
    (tmp_path / f"a.{ending}").write_bytes(blob)
    (tmp_path / f"b.{ending}.gz").write_bytes(gzip.compress(blob))
    packed = read_one(tmp_path / f"b.{ending}.gz")
    assert "The rope is dry." in packed.text
    assert packed.text == read_one(tmp_path / f"a.{ending}").text


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.rst.txt", "Ferry\n=====\n\nThe :ref:`rope <x>` is dry.\n", "# Ferry\n\nThe rope is dry."),
        ("a.md.txt", "# Ferry\n\n<!-- old -->The rope is ==dry==.\n", "# Ferry\n\nThe rope is dry.\n"),
        ("a.org.txt", "* Ferry\nThe =rope= is dry.\n", "# Ferry\nThe `rope` is dry."),
        ("ferry.org.txt", "The =rope= is\ndry.\n", "The =rope= is\ndry.\n"),
        ("a.csv.txt", "Rope,State\nnew,dry\n", "| Rope | State |\n| --- | --- |\n| new | dry |"),
        ("a.ipynb.txt", "The rope is dry.\n", "The rope is dry.\n"),
        ("a.txt.txt", "The rope is dry.\n", "The rope is dry.\n"),
        ("a.tab.txt", "Rope\tState\nnew\tdry\n", "| Rope | State |\n| --- | --- |\n| new | dry |"),
        ("song.tab.txt", "e|--0--2--|\nB|--1--3--|\n", "e|--0--2--|\nB|--1--3--|\n"),
        ("a.pl.txt", "Lina jest sucha.\n", "Lina jest sucha.\n"),
    ],
)
def test_an_ending_before_that_of_plain_text_tells_the_format_where_the_text_has_it(
    name: str, content: str, text: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    assert read_one(tmp_path / name).text == text


def armour(kind: str, body: str = "aQEN+/\n=ab12") -> str:
    return f"-----BEGIN {kind}-----\n\n{body}\n-----END {kind}-----\n"


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        (armour("PGP MESSAGE"), Code.ENCRYPTED, "encrypted (PGP): save it decrypted"),
        ("\n" + armour("AGE ENCRYPTED FILE"), Code.ENCRYPTED, "encrypted (age): save it decrypted"),
        (armour("PKCS7"), Code.ENCRYPTED, "encrypted (S/MIME): save it decrypted"),
        (armour("CMS"), Code.ENCRYPTED, "encrypted (S/MIME): save it decrypted"),
        ("-----BEGIN PGP MESSAGE-----\n\naQEN", Code.ENCRYPTED, "encrypted (PGP): save it decrypted"),
        ("age-encryption.org/v1\n-> X25519 a\n", Code.ENCRYPTED, "encrypted (age): save it decrypted"),
        ("$ANSIBLE_VAULT;1.1;AES256\n3031\n", Code.ENCRYPTED, "encrypted (Ansible Vault): save it decrypted"),
        ("U2FsdGVkX19abc\n", Code.ENCRYPTED, "encrypted (OpenSSL): save it decrypted"),
        ("Salted__abc\n", Code.ENCRYPTED, "encrypted (OpenSSL): save it decrypted"),
        ("\0GITCRYPT\0abc\n", Code.ENCRYPTED, "encrypted (git-crypt): save it decrypted"),
        (armour("CERTIFICATE") + armour("RSA PRIVATE KEY"), Code.BINARY, "not text but certificate in letters"),
        (armour("PGP PUBLIC KEY BLOCK"), Code.BINARY, "not text but pgp public key block in letters"),
    ],
)
def test_a_file_that_is_all_cipher_or_keys_is_left_out_as_such(
    content: str, code: Code, detail: str, tmp_path: Path
) -> None:
    for name in ("a.txt", "a.md", "a.rst"):
        (tmp_path / name).write_text(content)
        [found] = records(tmp_path / name)
        assert isinstance(found, Rejected)
        assert (found.code, found.detail) == (code, detail)


@pytest.mark.parametrize(
    "content",
    [
        "-----BEGIN TRANSCRIPT-----\nThe rope is dry.\n-----END TRANSCRIPT-----\n",
        "-----BEGIN CHAPTER I-----\nThe rope is dry.\n",
        *(
            f"{magic} is what a cipher begins with.\n"
            for magic in ("age-encryption.org/", "$ANSIBLE_VAULT;", "Salted__")
        ),
        "begin 644 ROPES\nTHE ROPE IS DRY.\nend\n",
    ],
)
def test_sentences_that_begin_as_a_cipher_does_are_read(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(content)
    assert read_one(tmp_path / "a.txt").text == content


@pytest.mark.parametrize("more", ["\n", "-----BEGIN PGP MESSAGE-----\naQEN\n", "begin 644 a\n#0V%T\n"])
def test_to_look_for_ciphers_takes_a_time_that_grows_with_the_text_only(more: str) -> None:
    text = "begin 644 a\n#0V%T\n`\nend\n{}-----BEGIN PGP MESSAGE-----\n\nThe rope is dry.\n"
    assert grows_linearly(lambda size: unpacked(text.format(more * size)), 20_000)


def test_text_beside_a_cipher_is_read_and_the_cipher_said(tmp_path: Path) -> None:
    for kind, named in (("PGP MESSAGE", "PGP message"), ("AGE ENCRYPTED FILE", "age encrypted file")):
        (tmp_path / "a.txt").write_text(f"{armour(kind)}\nThe rope is dry.\n")
        document = read_one(tmp_path / "a.txt")
        assert document.text.strip() == "The rope is dry."
        assert [str(notice) for notice in document.notices] == [f"left out: {named}"]


def test_a_signed_text_file_is_read_without_its_signature(tmp_path: Path) -> None:
    signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe rope is dry.\n- -- \nAnn\n"
    (tmp_path / "a.txt").write_text(signed + armour("PGP SIGNATURE").replace("\n\n", "\nVersion: x\n\n", 1))
    document = read_one(tmp_path / "a.txt")
    assert document.text.strip() == "The rope is dry.\n-- \nAnn"
    assert [str(notice) for notice in document.notices] == ["left out: PGP signature"]


@pytest.mark.parametrize(
    ("members", "ending"),
    [
        ({"ppt/presentation.xml": "x"}, "pptx"),
        *(
            ({"mimetype": f"application/vnd.oasis.opendocument.{kind}"}, ending)
            for kind, ending in (("presentation", "odp"), ("spreadsheet", "ods"), ("text-template", "odt"))
        ),
        ({"META-INF/container.xml": "x"}, "epub"),
        ({"xl/workbook.xml": "x"}, "xlsx"),
        ({"notes.txt": "x"}, ""),
    ],
)
def test_what_a_package_is_says_what_is_in_it(members: dict[str, str | bytes], ending: str, tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(zipped(members))
    found = renamed(RawFile(tmp_path / "a.rtf", "a.rtf", Limits()), FORMATS[".rtf"])
    assert (found.ending if found else "") == ending
    assert not ending or ending in WHAT


def test_every_ending_that_is_told_has_its_words() -> None:
    told = {*OPEN.values(), *(form for _, form in PACKED), *(form for _, form in STREAMS)}
    assert told | {"rtf", "html", "mht", "pdf", "tsv"} == WHAT.keys()
    assert all(f".{ending}" in FORMATS for ending in some(WHAT))
