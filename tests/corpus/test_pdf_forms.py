"""Forms and shells: what is filled in is read in its place, and a page that only stands for something is no text."""

import zlib
from pathlib import Path

import pytest
from corpus_makers import read_one, records
from pdf_makers import PROSE, column, form, labels, made, show, stream, tick, widget

from openbook.codes import Code
from openbook.records import Rejected


def test_values_stand_behind_their_labels(tmp_path: Path) -> None:
    path = form(
        tmp_path / "a.pdf",
        labels("Name of the boat:", "Length in feet:", "Home port:", "Remarks:"),
        widget("250 736 400 752", "/FT /Tx /T (n) /V (Grey Heron)"),
        widget("250 716 400 732", "/FT /Tx /T (l) /V (31)"),
        widget("250 696 400 712", "/FT /Ch /Ff 131072 /T (p) /Opt [[(a) (North Quay)] [(b) (South Quay)]] /V (b)"),
        widget("250 676 400 692", "/FT /Tx /T (r)"),
    )
    assert read_one(path).text.split("\n") == [
        "Name of the boat: Grey Heron",
        "Length in feet: 31",
        "Home port: South Quay",
        "Remarks:",
    ]


@pytest.mark.parametrize("side", ["before", "behind"])
def test_ticked_boxes_differ_from_open_ones_on_either_side_of_their_label(side: str, tmp_path: Path) -> None:
    x = 55 if side == "before" else 200
    path = form(
        tmp_path / "a.pdf",
        labels("Moored at the quay", "Engine on board"),
        tick(f"{x} 738 {x + 12} 750", True, "a"),
        tick(f"{x} 718 {x + 12} 730", False, "b"),
    )
    expected = (
        ["☒ Moored at the quay", "☐ Engine on board"]
        if side == "before"
        else ["Moored at the quay ☒", "Engine on board ☐"]
    )
    assert read_one(path).text.split("\n") == expected


def test_a_value_takes_the_place_of_the_line_that_is_printed_for_it(tmp_path: Path) -> None:
    path = form(
        tmp_path / "a.pdf",
        labels("I, ______________________, sell the boat for ________ pounds."),
        widget("85 738 210 752", "/FT /Tx /T (n) /V (Edith Moore)"),
        widget("290 738 340 752", "/FT /Tx /T (p) /V (400)"),
    )
    assert read_one(path).text == "I, Edith Moore, sell the boat for 400 pounds."


def test_a_form_without_labels_is_what_is_typed_into_it(tmp_path: Path) -> None:
    path = form(
        tmp_path / "a.pdf",
        "",
        widget("72 600 400 752", "/FT /Tx /Ff 4096 /T (n) /V (First line of it\rand the second.)"),
    )
    assert read_one(path).text.split("\n") == ["First line of it", "and the second."]


@pytest.mark.parametrize(
    "entries",
    [
        "/FT /Tx /T (n) /F 2 /V (never)",
        "/FT /Tx /Ff 8192 /T (n) /V (never)",
        "/FT /Btn /Ff 65536 /T (n) /MK << /CA (never) >>",
    ],
)
def test_hidden_fields_passwords_and_buttons_say_nothing(entries: str, tmp_path: Path) -> None:
    field = f"<< /Type /Annot /Subtype /Widget /Rect [250 736 400 752] {entries} >>"
    assert "never" not in read_one(form(tmp_path / "a.pdf", labels(*PROSE[:2]), field)).text


def test_what_is_typed_onto_a_page_is_read(tmp_path: Path) -> None:
    note = "<< /Type /Annot /Subtype /FreeText /Rect [72 500 300 520] /F 4 /Contents (Checked by E. Moore.) >>"
    path = made(tmp_path / "a.pdf", [labels(*PROSE[:2])], page="/Annots [4 0 R]", objects=[note])
    assert read_one(path).text.endswith("\nChecked by E. Moore.")


@pytest.mark.parametrize("needs", ["/NeedsRendering true", ""])
def test_a_dynamic_form_is_refused_and_not_its_placeholder_read(needs: str, tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.pdf",
        [
            column(
                72, 740, ["Please wait. If this message is not replaced by the form,", "your program cannot show it."]
            )
        ],
        catalog=f"/AcroForm << /Fields [] /XFA 4 0 R >> {needs}",
        objects=[stream("<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")],
    )
    [row] = records(path)
    assert isinstance(row, Rejected)
    assert row.code == Code.UNSUPPORTED_FORMAT
    assert "XFA" in row.detail


def attached(path: Path, text: str, catalog: str) -> Path:
    return made(
        path,
        [text],
        catalog=f"/Names << /EmbeddedFiles << /Names [(letter.txt) 4 0 R] >> >> {catalog}",
        objects=[
            "<< /Type /Filespec /F (letter.txt) /EF << /F 5 0 R >> >>",
            stream("The fair is in May.", "/Type /EmbeddedFile"),
        ],
    )


def test_the_cover_of_a_portfolio_is_no_document(tmp_path: Path) -> None:
    [row] = records(
        attached(tmp_path / "a.pdf", labels("Open this collection elsewhere."), "/Collection << /View /D >>")
    )
    assert isinstance(row, Rejected)
    assert "letter.txt" in row.detail


def test_an_attachment_of_a_document_is_said(tmp_path: Path) -> None:
    document = read_one(attached(tmp_path / "a.pdf", labels(*PROSE), ""))
    assert [str(notice) for notice in document.notices] == ["an attached file is not read: letter.txt"]


def test_a_file_that_is_pinned_to_a_page_is_said_once(tmp_path: Path) -> None:
    pin = "<< /Type /Annot /Subtype /FileAttachment /Rect [500 780 520 800] /FS 5 0 R >>"
    path = made(
        tmp_path / "a.pdf",
        [labels(*PROSE)],
        page="/Annots [4 0 R 4 0 R]",
        objects=[
            pin,
            "<< /Type /Filespec /F (crew.txt) /UF (crew.txt) /EF << /F 6 0 R >> >>",
            stream("Ada and Bo", "/Type /EmbeddedFile"),
        ],
    )
    assert [str(notice) for notice in read_one(path).notices] == ["an attached file is not read: crew.txt"]


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Underline", "Squiggly", "StrikeOut"])
def test_what_readers_wrote_beside_the_text_is_left_out_and_counted(kind: str, tmp_path: Path) -> None:
    mark = "/Rect [300 300 320 320] /QuadPoints [300 320 320 320 300 300 320 300]"
    notes = [f"<< /Type /Annot /Subtype /{kind} {mark} /Contents ({text}) >>" for text in ("Really?", "")]
    document = read_one(made(tmp_path / "a.pdf", [labels(*PROSE)], page="/Annots [4 0 R 5 0 R]", objects=notes))
    assert "Really" not in document.text
    [notice] = document.notices
    assert str(notice).startswith("1 comment is left out")


def packed(content: str, *, cut: int = 0, entries: str = "") -> bytes:
    """A stream that is packed as most are, damaged in its middle, or cut."""
    whole = zlib.compress(content.encode())
    middle = len(whole) // 2
    damaged = whole[:middle] + b"\xff\x00\xaa" * 12 + whole[middle + 36 :] if not cut else whole[:-cut]
    return stream(damaged, f"/Filter /FlateDecode {entries}")


def test_a_page_that_shows_nothing_since_it_is_damaged_is_said(tmp_path: Path) -> None:
    damaged = stream(b"x\x9c\xff\x00\xaa" * 12, "/Filter /FlateDecode")
    document = read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE), damaged]))
    assert [str(notice) for notice in document.notices] == ["page 2 is blank as read: what is drawn there is damaged"]
    [row] = records(made(tmp_path / "b.pdf", [damaged]))
    assert isinstance(row, Rejected)
    assert row.code == Code.BROKEN_FILE


@pytest.mark.parametrize("cut", [0, 60])
def test_a_page_that_is_damaged_in_its_middle_is_said(cut: int, tmp_path: Path) -> None:
    content = "".join(show(72, 800 - 15 * at, 11, f"{line} {at}") for at, line in enumerate(PROSE * 9))
    document = read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE), packed(content, cut=cut)]))
    assert [str(notice) for notice in document.notices] == ["a part of the file can't be unpacked: text may be missing"]


def test_a_damaged_picture_is_no_missing_text(tmp_path: Path) -> None:
    picture = packed("0" * 900, entries="/Type /XObject /Subtype /Image /Width 30 /Height 30")
    assert not read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE)], objects=[picture])).notices


def test_a_filter_that_is_not_known_is_named(tmp_path: Path) -> None:
    packed = stream(b"\x1b\x9e\x00\xf8\xcf\x83\x11\x8d\x06\x8a" * 9, "/Filter /BrotliDecode")
    [row] = records(made(tmp_path / "a.pdf", [packed]))
    assert isinstance(row, Rejected)
    assert row.code == Code.UNSUPPORTED_FORMAT
    assert "BrotliDecode" in row.detail


def test_a_page_that_can_not_be_unpacked_is_said(tmp_path: Path) -> None:
    packed = stream(b"\x1b\x9e\x00\xf8\xcf\x83\x11\x8d\x06\x8a" * 9, "/Filter /BrotliDecode")
    document = read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE), packed]))
    assert "page 2" in str(document.notices[0])
    assert "BrotliDecode" in str(document.notices[0])


@pytest.mark.parametrize(
    ("title", "kept"), [("(anonymous)", ""), ("Microsoft PowerPoint - Boats", "Boats"), ("Boats", "Boats")]
)
def test_a_title_that_a_program_made_up_is_none(title: str, kept: str, tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", [column(72, 760, PROSE)], objects=[f"<< /Title ({title}) >>"])
    path.write_bytes(path.read_bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 4 0 R"))
    assert read_one(path).title == kept
