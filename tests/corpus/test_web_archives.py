"""Web archives: the page that was saved, by the encoding, the frames and the style sheets that its archive holds."""

from pathlib import Path

import pytest
from corpus_makers import read_one, records

from openbook.codes import Code
from openbook.records import Rejected

HEAD = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"


def archive(folder: Path, *parts: tuple[str, bytes]) -> Path:
    """An archive with these parts: their headers and what they hold."""
    inner = (f"--B\r\n{head}\r\n\r\n".encode() + held + b"\r\n" for head, held in parts)
    path = folder / "a.mht"
    path.write_bytes(HEAD + b"".join(inner) + b"--B--\r\n")
    return path


def test_a_web_archive_is_its_page(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<h1>Saved</h1><p>In =C3=A9t=C3=A9.</p>\r\n--B\r\nContent-Type: image/gif\r\n\r\nGIF\r\n--B--\r\n"
    )
    assert read_one(tmp_path / "a.mht").text == "# Saved\n\nIn été."


def test_a_web_archive_without_a_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_text("Content-Type: text/plain\n\nwords")
    [row] = records(tmp_path / "a.mht")
    assert isinstance(row, Rejected)
    assert row.code == Code.UNSUPPORTED_FORMAT


def test_the_encoding_is_the_one_that_the_archive_names(tmp_path: Path) -> None:
    page = "<h1>Печь</h1><p>Рожь.</p>".encode("koi8-r")
    assert read_one(archive(tmp_path, ("Content-Type: text/html; charset=koi8-r", page))).text == "# Печь\n\nРожь."


def test_a_page_in_a_frame_is_read_where_it_is_shown(tmp_path: Path) -> None:
    found = archive(
        tmp_path,
        ("Content-Type: text/html", b"<p>Before.</p><iframe src='cid:f@x'></iframe><p>Behind.</p>"),
        ("Content-Type: text/html\r\nContent-ID: <f@x>", b"<p>Inside.</p>"),
    )
    assert read_one(found).text == "Before.\n\nInside.\n\nBehind."


def test_the_pages_of_a_page_of_frames_are_read_without_the_menu(tmp_path: Path) -> None:
    found = archive(
        tmp_path,
        (
            "Content-Type: text/html",
            b"<title>Oven</title><frameset><frame src=m.html><frame src='http://x/t%20t.html'>",
        ),
        ("Content-Type: text/html\r\nContent-Location: http://x/m.html", b"<a href=1>Menu</a> <a href=2>Bread</a>"),
        ("Content-Type: text/html\r\nContent-Location: http://x/t t.html", b"<p>Light the burner first.</p>"),
    )
    document = read_one(found)
    assert (document.title, document.text) == ("Oven", "Light the burner first.")


def test_frames_that_show_one_another_end(tmp_path: Path) -> None:
    page = b"<p>Round.</p><iframe src='cid:a'></iframe>"
    assert read_one(archive(tmp_path, ("Content-Type: text/html\r\nContent-ID: <a>", page))).text == "Round."
    twice = (f"Content-Type: text/html\r\nContent-ID: <{name}>" for name in "ab")
    assert read_one(archive(tmp_path, *((head, page) for head in twice))).text == "Round."


def test_what_its_style_sheet_hides_is_hidden(tmp_path: Path) -> None:
    found = archive(
        tmp_path,
        ("Content-Type: text/html", b"<p>This is shown to all.</p><p class=gone>Hidden.</p>"),
        ("Content-Type: text/css\r\nContent-Location: cid:css", b".gone { display: none }"),
    )
    assert read_one(found).text == "This is shown to all."


@pytest.mark.parametrize("head", ["", "\r\nContent-ID: <f@x>", "\r\nContent-Location: http://x/f.html"])
def test_pages_that_no_frame_shows_are_said_to_be_left_out(head: str, tmp_path: Path) -> None:
    pages = (("Content-Type: text/html", b"<p>Before.</p>"), (f"Content-Type: text/html{head}", b"<p>Beside.</p>"))
    document = read_one(archive(tmp_path, *pages))
    assert document.text == "Before."
    assert [str(one) for one in document.notices] == [
        "1 pages of the archive that the first one shows in no frame are left out"
    ]
