"""Word files: every kind of content once, in its place, as Markdown."""

from pathlib import Path

import pytest
from corpus_makers import STRICT, WORD, docx, paragraph, read_one, records, zipped

from openbook.codes import Code
from openbook.records import Rejected


def text(path: Path, body: str, namespace: str = WORD, **parts: str) -> str:
    return read_one(docx(path / "a.docx", body, namespace, **parts)).text


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


STYLES = (
    '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="My heading"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="C1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="Out"><w:name w:val="Odd"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
    '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def item(content: str, number: int, depth: int = 0) -> str:
    return paragraph(content, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(content)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_headings_are_known_by_style_name_inheritance_and_outline(tmp_path: Path) -> None:
    body = "".join(paragraph(name, styled(name)) for name in ("T", "H2", "Mine", "Out", "Heading3", "Loop", "C1"))
    assert text(tmp_path, body, styles=STYLES) == "# T\n\n## H2\n\n## Mine\n\n### Out\n\n### Heading3\n\nLoop"


def test_lists_have_bullets_numbers_and_depth(tmp_path: Path) -> None:
    body = (
        item("one", 1) + item("inner", 1, 1) + item("two", 1) + paragraph("Text") + item("three", 2) + item("four", 2)
    )
    assert text(tmp_path, body, numbering=NUMBERING) == "- one\n  - inner\n- two\n\nText\n\n3. three\n4. four"


def test_tables_stand_in_place_and_merged_cells_are_repeated(tmp_path: Path) -> None:
    body = (
        paragraph("Above")
        + "<w:tbl>"
        + row(cell("Basin"), cell("Berth"), cell("Depth"))
        + row(cell("East", '<w:vMerge w:val="restart"/>'), cell("1"), cell("5 | 6 m"))
        + row(cell("", "<w:vMerge/>"), cell("2"), cell("8 m"))
        + row(cell("West", '<w:gridSpan w:val="2"/>'), cell("11 m"))
        + "</w:tbl>"
        + paragraph("Below")
    )
    assert text(tmp_path, body).split("\n") == [
        "Above",
        "",
        "| Basin | Berth | Depth |",
        "| --- | --- | --- |",
        "| East | 1 | 5 \\| 6 m |",
        "| East | 2 | 8 m |",
        "| West |  | 11 m |",
        "",
        "Below",
    ]


def test_a_table_that_lays_out_the_page_is_read_as_text(tmp_path: Path) -> None:
    body = f"<w:tbl>{row(cell('Long text. ' * 80), cell('Beside it.'))}</w:tbl>"
    assert text(tmp_path, body).endswith("Long text.\n\nBeside it.")


def test_notes_follow_the_paragraph_that_they_belong_to(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>Said</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:endnoteReference w:id="1"/></w:r></w:p>' + paragraph("Next")
    )
    foot = f'<w:footnote w:id="2">{paragraph("The note.")}</w:footnote><w:footnote w:type="separator" w:id="0"/>'
    end = f'<w:endnote w:id="1">{paragraph("The end.")}</w:endnote>'
    assert (
        text(tmp_path, body, footnotes=foot, endnotes=end)
        == "Said[^1][^e1]\n\n[^1]: The note.\n\n[^e1]: The end.\n\nNext"
    )


def test_a_note_has_the_mark_that_its_writer_gave_it_wherever_it_stands(tmp_path: Path) -> None:
    for kind in ("foot", "end"):
        body = f'<w:p><w:r><w:t>Sixty</w:t></w:r><w:r><w:{kind}noteReference w:customMarkFollows="1" w:id="1"/>'
        body += "<w:t>†</w:t></w:r><w:r><w:t> knots.</w:t></w:r></w:p>"
        notes = {f"{kind}notes": f'<w:{kind}note w:id="1">{paragraph("† By the old log.")}</w:{kind}note>'}
        assert text(tmp_path, body, **notes) == "Sixty[^†] knots.\n\n[^†]: By the old log."


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("<w:r><w:t>*</w:t></w:r>", "[^*] knots."),
        ('<w:proofErr w:type="x"/><w:r><w:t>††</w:t></w:r>', "[^††] knots."),
        ('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>a</w:t></w:r>', "[^a] knots."),
        ('<w:r><w:sym w:font="Symbol" w:char="F02A"/></w:r>', "[^∗] knots."),
        ("<w:r><w:t> or</w:t></w:r>", "[^1] or knots."),
        ("<w:r><w:t>(by night)</w:t></w:r>", "[^1](by night) knots."),
        ("", "[^1] knots."),
    ],
)
def test_a_mark_of_a_note_may_be_a_run_of_its_own(mark: str, shown: str, tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>Sixty</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/></w:r>'
    body += f"{mark}<w:r><w:t> knots.</w:t></w:r></w:p>"
    notes = f'<w:footnote w:id="1">{paragraph("By the log.")}</w:footnote>'
    assert text(tmp_path, body, footnotes=notes).startswith(f"Sixty{shown}\n\n[^")


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph('In the box')}</w:txbxContent></wps:txbx>"
    body = (
        "<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert text(tmp_path, body) == "Anchor\n\nIn the box"


def test_tracked_changes_are_resolved_and_hidden_text_left_out(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>kept </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    )
    assert text(tmp_path, body) == "kept new"


def test_fields_show_their_result_and_content_controls_their_content(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>7</w:t></w:r>"
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>"
        '<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:br/><w:t>c</w:t><w:sym w:char="F0B7"/></w:r></w:p>'
    )
    assert text(tmp_path, body) == "7 link\n\ncontrolled\n\na-b\nc•"


def test_formulas_are_read_on_one_line(tmp_path: Path) -> None:
    body = (
        "<w:p><m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>y</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>n</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    )
    assert text(tmp_path, body) == r"$x=\frac{a+b}{2}y^{n}$"


def test_a_strict_file_is_read_alike(tmp_path: Path) -> None:
    assert text(tmp_path, paragraph("Strict", styled("Heading1")), STRICT) == "# Strict"


@pytest.mark.parametrize(
    ("limit", "code"), [({"max_unpacked_bytes": 5000}, Code.TOO_LARGE), ({"max_file_bytes": 100}, Code.TOO_LARGE)]
)
def test_a_bomb_is_refused_by_a_limit_with_its_name(limit: dict[str, int], code: Code, tmp_path: Path) -> None:
    [found] = records(docx(tmp_path / "a.docx", paragraph("harbour " * 5000)), **limit)
    assert isinstance(found, Rejected)
    assert found.code == code
    assert f"read.{next(iter(limit))}" in found.detail


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    [found] = records(docx(tmp_path / "a.docx", "<w:sdt>" * 3000 + "</w:sdt>" * 3000))
    assert isinstance(found, Rejected)
    assert found.code == Code.TOO_DEEP


def test_a_file_without_text_is_empty(tmp_path: Path) -> None:
    [found] = records(docx(tmp_path / "a.docx", "<w:p/>"))
    assert isinstance(found, Rejected)
    assert found.code == Code.EMPTY


def test_the_title_is_the_files_own_or_its_first_heading(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph("Above") + paragraph("First", styled("Heading1")))
    assert read_one(path).title == "First"
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Own</dc:title><dc:creator>Moore</dc:creator></c>'
    members = {
        "word/document.xml": f'<w:d xmlns:w="{WORD}"><w:body>{paragraph("x y")}</w:body></w:d>',
        "docProps/core.xml": core,
    }
    path.write_bytes(zipped(members))  # type: ignore[arg-type]
    assert (read_one(path).title, read_one(path).metadata) == ("Own", (("creator", "Moore"),))


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.dotm"])
def test_templates_and_files_with_macros_are_word_files(name: str, tmp_path: Path) -> None:
    assert read_one(docx(tmp_path / name, paragraph("The harbour."))).text == "The harbour."
