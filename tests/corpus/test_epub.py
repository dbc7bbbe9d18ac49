"""Books: what one bad part costs, chapters whatever their media type, and marks of notes."""

import zipfile
from pathlib import Path

from corpus_makers import epub, read_one, records, zipped

from openbook.codes import Code
from openbook.records import Rejected

CHAPTERS = {"a.xhtml": "<h1>Flood</h1>", "b.xhtml": "<h1>Fire</h1><p>It burns.</p>", "c.xhtml": "<h1>Frost</h1>"}


def changed(book: Path, old: str, new: str) -> Path:
    """Put other words into the package document of a book."""
    with zipfile.ZipFile(book) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    opf = members["OEBPS/book.opf"]
    assert isinstance(opf, bytes)
    assert old in opf.decode()
    members["OEBPS/book.opf"] = opf.decode().replace(old, new)
    book.write_bytes(zipped(members))
    return book


def test_a_chapter_that_cannot_be_unpacked_costs_only_itself(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    with zipfile.ZipFile(book) as archive:
        place = archive.getinfo("OEBPS/b.xhtml").header_offset
    blob = bytearray(book.read_bytes())
    blob[place + 50 : place + 60] = b"0123456789"
    book.write_bytes(blob)
    found = read_one(book)
    assert found.text == "# Flood\n\n# Frost"
    assert tuple(map(str, found.notices)) == ("chapter b.xhtml can't be unpacked: it is damaged, and left out",)


def test_chapters_are_known_by_what_they_hold(tmp_path: Path) -> None:
    book = changed(epub(tmp_path / "a.epub", CHAPTERS), "application/xhtml+xml", "application/xml; charset=utf-8")
    assert read_one(book).text == "# Flood\n\n# Fire\n\nIt burns.\n\n# Frost"


def test_a_picture_in_the_spine_gives_way_to_what_the_book_has_in_its_place(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    picture = '<item id="p" href="p.jpg" media-type="image/jpeg" fallback="b.xhtml"/></manifest>'
    changed(book, "</manifest>", picture)
    changed(book, '<itemref idref="b.xhtml"/>', '<itemref idref="p"/>')
    assert "It burns." in read_one(book).text


def test_a_member_that_is_no_page_is_said(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("OEBPS/d.bin", b"\x00\x01\x02")
    changed(book, "</manifest>", '<item id="d" href="d.bin" media-type="application/x"/></manifest>')
    changed(book, "</spine>", '<itemref idref="d"/></spine>')
    assert tuple(map(str, read_one(book).notices)) == ("chapter d.bin is not a page: left out",)


def test_chapters_that_are_drawn_or_plain_text_are_read(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("OEBPS/d.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>The fair</text></svg>")
        archive.writestr("OEBPS/e.txt", "The end, said plainly.")
    items = (
        '<item id="d" href="d.svg" media-type="application/svg"/><item id="e" href="e.txt" media-type="text/plain"/>'
    )
    changed(book, "</manifest>", f"{items}</manifest>")
    changed(book, "</spine>", '<itemref idref="d"/><itemref idref="e"/></spine>')
    assert read_one(book).text.endswith("# Frost\n\nThe fair\n\nThe end, said plainly.")


def test_a_book_without_an_order_is_read_in_that_of_its_list(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    for name in CHAPTERS:
        changed(book, f'<itemref idref="{name}"/>', "")
    found = read_one(book)
    assert found.text == "# Flood\n\n# Fire\n\nIt burns.\n\n# Frost"
    assert "does not say the order" in str(found.notices[0])


def test_a_package_document_that_is_not_well_formed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    book = changed(epub(tmp_path / "a.epub", CHAPTERS), "Harbour<", "Harbour & Sons<")
    found = read_one(book)
    assert found.text.startswith("# Flood")
    assert tuple(map(str, found.notices)) == ("book.opf is not well-formed XML: read as far as it goes",)


def test_an_encrypted_chapter_refuses_the_book(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    names = '<EncryptedData><CipherData><CipherReference URI="OEBPS/b.xhtml"/></CipherData></EncryptedData>'
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("META-INF/encryption.xml", f"<encryption>{names}</encryption>")
    [found] = records(book)
    assert isinstance(found, Rejected)
    assert found.code == Code.ENCRYPTED


def test_marks_of_notes_and_pictures_are_read_as_on_pages(tmp_path: Path) -> None:
    note = "<aside epub:type='footnote' id='n'><p>By the gauge.</p></aside>"
    text = f"<h1><img alt='Ice'/></h1><p>nine feet<a epub:type='noteref' href='#n'>1</a>.</p>{note}"
    assert read_one(epub(tmp_path / "a.epub", {"a.xhtml": text})).text == "# Ice\n\nnine feet[1].\n\n[1] By the gauge."


def test_words_of_a_drawing_in_a_chapter_are_missed_aloud(tmp_path: Path) -> None:
    text = "<p>The river rose.</p><svg><text>Nine feet</text></svg><svg><text>i</text></svg>"
    document = read_one(epub(tmp_path / "a.epub", {"a.xhtml": text, "b.xhtml": text}))
    assert document.text == "The river rose.\n\nThe river rose."
    assert tuple(map(str, document.notices)) == ("2 drawings (SVG) with words are not read",)


PLACED = {
    "a.xhtml": "<div style='position:absolute;top:90px'>the second line.</div>"
    "<div style='position:absolute;top:20px'>The first line and</div>",
    "b.xhtml": "<style>#c{position:absolute;top:9px;left:70px} .d{position:absolute;top:9px;left:5px}</style>"
    "<span id='c'>upon</span><span class='d'>Once</span>",
    "c.xhtml": "<p>Usual <b style='position:absolute;top:1px'>words</b> that flow on and on.</p>",
}


def test_pages_that_place_their_text_are_read_as_they_are_seen(tmp_path: Path) -> None:
    text = read_one(epub(tmp_path / "a.epub", PLACED)).text
    assert text == "The first line and\nthe second line.\n\nOnce upon\n\nUsual words that flow on and on."


def test_places_that_style_sheets_of_a_book_tell_are_known(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", {"a.xhtml": "<b class='y'>upon</b><b class='x'>Once</b>"})
    with zipfile.ZipFile(book) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    opf = members["OEBPS/book.opf"]
    assert isinstance(opf, bytes)
    more = b"<meta property='rendition:layout'>pre-paginated</meta></metadata>"
    sheet = b"<manifest><item id='s' href='s.css' media-type='text/css'/>"
    members["OEBPS/book.opf"] = opf.replace(b"</metadata>", more).replace(b"<manifest>", sheet)
    members["OEBPS/s.css"] = (
        "p .x { position: absolute; left: 1px; top: 5px } .y { position: absolute; left: 9px; top: 5px }"
    )
    book.write_bytes(zipped(members))
    assert read_one(book).text == "Once upon"


def test_a_package_document_that_can_not_be_mended_is_a_reason(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", CHAPTERS)
    with zipfile.ZipFile(book) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["OEBPS/book.opf"] = b"\xff\xfe\x00"
    book.write_bytes(zipped(members))
    [row] = records(book)
    assert isinstance(row, Rejected)
    assert row.code == Code.BROKEN_FILE
    assert "XMLSyntaxError" not in row.detail


def test_the_style_sheets_of_a_book_say_what_its_classes_mean(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", {"a.xhtml": '<p>Built in 1897<span class="s4">3</span>.</p>'})
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("OEBPS/s.css", ".s4 { vertical-align: super; }")
    changed(book, "</manifest>", '<item id="s" href="s.css" media-type="text/css"/></manifest>')
    assert read_one(book).text == "Built in 1897^3."


def test_a_list_of_the_chapters_inside_of_a_book_is_left_out_and_said(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="b.xhtml#s{number}">Part {number} of the flood</a></li>' for number in range(14))
    others = links.replace("b.xhtml", "http://quay.example/")
    chapters = {
        "a.xhtml": f"<h1>Locks</h1><ul>{links}</ul>",
        "b.xhtml": f"<h1>Flood</h1><p>It rose.</p><ul>{others}</ul>",
    }
    found = read_one(epub(tmp_path / "a.epub", chapters))
    assert found.text.startswith("# Locks\n\n# Flood\n\nIt rose.\n\n- Part 0 of the flood")
    assert tuple(map(str, found.notices)) == ("1 table of contents is left out",)


def test_a_page_of_nothing_but_links_to_the_chapters_is_left_out_and_said(tmp_path: Path) -> None:
    links = "<p><a href='c.xhtml'>Ebb</a></p><p><a href='d.xhtml#x'>Flood</a></p><p><a href='e.xhtml'>End</a></p>"
    chapters = {"b": f"<h2>What is in it</h2>{links}", "c": "<h2>Ebb</h2><p>Low.</p>", "d": f"<p>High.</p>{links}"}
    chapters["e"] = "<p>Slack water ends it.</p>"
    found = read_one(epub(tmp_path / "a.epub", {f"{name}.xhtml": html for name, html in chapters.items()}))
    assert found.text == "## Ebb\n\nLow.\n\nHigh.\n\nEbb\n\nFlood\n\nEnd\n\nSlack water ends it."
    assert tuple(map(str, found.notices)) == ("1 table of contents is left out",)


def test_bars_that_lead_through_the_book_and_its_imprint_below_each_chapter_are_left_out(tmp_path: Path) -> None:
    bar = "<div role='navigation'><h3>Navigation</h3><ul><li><a href='b.xhtml'>next</a></li></ul></div>"
    imprint = "<div role='contentinfo'>Made with a press.</div>"
    told = f"{bar}<h1>Flood</h1><p>The river rose in the night.</p>{bar}{imprint}"
    book = epub(tmp_path / "a.epub", {"a.xhtml": told, "b.xhtml": imprint})
    assert read_one(book).text == "# Flood\n\nThe river rose in the night.\n\nMade with a press."
