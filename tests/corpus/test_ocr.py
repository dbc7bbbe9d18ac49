"""Scanned pages are read by tesseract on request; what is missing or fails is said and costs no more than it must.

The tests that ask the real tesseract skip where it is not installed: the extra `ocr`, and the program.
"""

import sys
from pathlib import Path
from shutil import which

import pytest
from corpus_makers import pdf, read_one, records
from pdf_makers import PROSE, column, font, made, mapped

from openbook.codes import Code
from openbook.corpus.formats.pdf.ocr import MOST_DOTS, PageRecogniser, languages
from openbook.errors import MissingExtraError, PrerequisiteError
from openbook.records import Rejected

FIRST = [
    "The harbour board met on the first Tuesday of March 1911 and",
    "agreed to deepen the eastern basin by two metres.",
]
SECOND = ["Captain Edith Moore warned that the quay wall had been built", "on gravel, not on rock."]
THIRD = ["The piles were not ordered, and thirty metres of the quay slid", "into the basin on 9 November 1911."]


def typed(path: Path, *pages: list[str]) -> Path:
    """A file with a text layer, one paragraph a page."""
    return pdf(path, [[(60, 740 - 18 * row, 14, line) for row, line in enumerate(lines)] for lines in pages])


def scanned(path: Path, *pages: list[str], stamp: str = "") -> Path:
    """The same pages as pictures, each with a stamp in its text layer."""
    pytest.importorskip("PIL")
    import pypdfium2
    import pypdfium2.raw as pdfium

    source = pypdfium2.PdfDocument(typed(path.with_suffix(".typed.pdf"), *pages))
    stamps = pypdfium2.PdfDocument(typed(path.with_suffix(".stamps.pdf"), *[[stamp] if stamp else [] for _ in pages]))
    for number, page in enumerate(source):
        picture = pypdfium2.PdfImage.new(stamps)
        picture.set_bitmap(page.render(scale=200 / 72, grayscale=True))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(595, 700))
        target = stamps[number]
        target.insert_obj(picture)
        pdfium.FPDFPage_GenerateContent(target)
    stamps.save(path)
    return path


def bound(path: Path, *parts: Path) -> Path:
    """One file with the pages of several."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    whole.save(path)
    return path


@pytest.fixture
def tesseract() -> None:
    pytest.importorskip("pytesseract")
    if which("tesseract") is None or "eng" not in languages().split("+"):
        pytest.skip("tesseract with English is not installed")


@pytest.mark.whole
@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_read_page_by_page(tmp_path: Path) -> None:
    document = read_one(scanned(tmp_path / "a.pdf", FIRST, SECOND), ocr=True)
    assert document.text == " ".join(FIRST) + "\n\n" + " ".join(SECOND)
    assert [document.text[start:].split()[0] for start in document.pages] == ["The", "Captain"]
    assert document.notices == ()


@pytest.mark.whole
@pytest.mark.usefixtures("tesseract")
def test_scanned_pages_among_others_are_read_in_their_places(tmp_path: Path) -> None:
    first, third = typed(tmp_path / "1.pdf", FIRST), typed(tmp_path / "3.pdf", THIRD)
    path = bound(tmp_path / "a.pdf", first, scanned(tmp_path / "2.pdf", SECOND), third)
    document = read_one(path, ocr=True)
    assert document.text == "\n\n".join(" ".join(lines) for lines in (FIRST, SECOND, THIRD))
    assert [document.text[start:].split()[0] for start in document.pages] == ["The", "Captain", "The"]


@pytest.mark.whole
@pytest.mark.usefixtures("tesseract")
def test_a_stamp_on_a_scan_does_not_stand_for_its_text(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf", FIRST, stamp="Copy 7")
    [row] = records(path)
    assert isinstance(row, Rejected)
    assert row.code == Code.NO_TEXT_LAYER
    assert " ".join(FIRST[1].split()) in read_one(path, ocr=True).text


class FakeTesseract:
    """Stands for the module pytesseract: what it reads depends on nothing."""

    class TesseractNotFoundError(Exception):
        pass

    class TesseractError(Exception):
        pass

    def __init__(self, text: str = "", error: Exception | None = None, installed: tuple[str, ...] = ("eng",)) -> None:
        self.text, self.error, self.installed = text, error, installed
        self.asked: list[tuple[str, str, int]] = []

    def get_languages(self) -> list[str]:
        if isinstance(self.error, self.TesseractNotFoundError):
            raise self.error
        return [*self.installed, "osd"]

    def image_to_string(self, picture: object, lang: str, config: str) -> str:
        if self.error is not None:
            raise self.error
        self.asked.append((lang, config, picture.width * picture.height))  # type: ignore[attr-defined]
        return self.text


def install(monkeypatch: pytest.MonkeyPatch, fake: FakeTesseract) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", fake)  # type: ignore[arg-type]
    monkeypatch.setattr("openbook.corpus.read.find_spec", lambda name: name)
    monkeypatch.setattr("openbook.corpus.read.which", lambda name: name)


def test_lines_of_a_scan_become_paragraphs(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL")
    text = "The harbour board met on the first Tues-\nday of March and agreed.\n\nAnother paragraph.\n\x0c"
    install(monkeypatch, FakeTesseract(text))
    document = read_one(corpora / "nasty" / "pdf" / "scanned-image-only.pdf", ocr=True)
    assert document.text.startswith(
        "The harbour board met on the first Tuesday of March and agreed.\n\nAnother paragraph."
    )
    assert len(document.pages) == 2


def test_a_page_whose_letters_cannot_be_told_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL")
    letters = {code: chr(code + 3) for code in range(32, 123)}
    content = column(72, 760, PROSE, font="F2")
    path = made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=[font(5), mapped(letters)])
    install(monkeypatch, FakeTesseract("\n".join(PROSE)))
    assert read_one(path, ocr=True).text.replace("\n", " ") == " ".join(PROSE)
    install(monkeypatch, FakeTesseract(""))
    [row] = records(path, ocr=True)
    assert isinstance(row, Rejected)
    assert row.code == Code.GARBLED_TEXT


def test_a_missing_library_and_a_missing_program_stop_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = typed(tmp_path / "a.pdf", FIRST)
    monkeypatch.setattr("openbook.corpus.read.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"openbook\[ocr\]"):
        records(path, ocr=True)
    monkeypatch.setattr("openbook.corpus.read.find_spec", lambda name: name)
    monkeypatch.setattr("openbook.corpus.read.which", lambda name: None)
    with pytest.raises(PrerequisiteError, match="tesseract-ocr"):
        records(path, ocr=True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FakeTesseract.TesseractNotFoundError(), "install the program"),
        (FakeTesseract.TesseractError("out\nof memory"), "tesseract failed: out of memory"),
    ],
)
def test_what_fails_costs_the_scanned_pages_only(
    error: Exception, said: str, tmp_path: Path, corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")
    install(monkeypatch, FakeTesseract(error=error))
    scan = corpora / "nasty" / "pdf" / "scanned-image-only.pdf"
    [row] = records(scan, ocr=True)
    assert isinstance(row, Rejected)
    assert row.code == Code.NO_TEXT_LAYER
    assert said in row.detail
    document = read_one(bound(tmp_path / "a.pdf", typed(tmp_path / "1.pdf", FIRST), scan), ocr=True)
    assert document.text == " ".join(FIRST)
    [notice] = map(str, document.notices)
    assert notice.startswith("pages 2, 3 are left out: no text layer")
    assert said in notice


@pytest.mark.parametrize(
    ("installed", "asked"),
    [((), "eng"), (("deu",), "deu"), (("deu", "eng", "script/Latin"), "deu+eng"), (tuple("abcde"), "eng")],
)
def test_the_languages_that_are_installed_are_read(
    installed: tuple[str, ...], asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, FakeTesseract(installed=installed))
    assert languages() == asked


def test_a_huge_page_is_read_at_a_lower_resolution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL")
    import pypdfium2

    fake = FakeTesseract("read")
    install(monkeypatch, fake)
    for name, width, height in (("a4", 595, 842), ("wall", 14_400, 14_400), ("strip", 20, 14_400)):
        path = pdf(tmp_path / f"{name}.pdf", [[]], width, height)
        PageRecogniser().read(pypdfium2.PdfDocument(path)[0])
    (_, small, dots), (_, large, most), (_, long, _) = fake.asked
    assert (small, dots) == ("--dpi 300", 2480 * 3509)
    assert large == "--dpi 70"
    assert most <= MOST_DOTS * 1.001
    assert long == "--dpi 160"
