"""OpenDocument texts and presentations: numbers, tables and notes as the program shows them."""

from pathlib import Path

import pytest
from corpus_makers import read_one, records, zipped

from openbook.codes import Code
from openbook.records import Rejected

NAMES = ("office", "text", "table", "draw", "style", "fo", "presentation", "xlink")
HEAD = " ".join(f'xmlns:{name}="urn:{name}"' for name in NAMES)
LEVEL = '<text:list-level-style-number text:level="{}" style:num-format="{}" '
LEVEL += 'style:num-suffix="." text:display-levels="{}"/>'
STYLES = (
    f"<text:outline-style>{LEVEL.format(1, '1', 1)}{LEVEL.format(2, '1', 2)}</text:outline-style>"
    f'<text:list-style style:name="N">{LEVEL.format(1, "1", 1)}{LEVEL.format(2, "a", 1)}</text:list-style>'
)


def automatic(name: str, properties: str, family: str = "text") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {properties}/></style:style>'
    )


def odt(path: Path, body: str, styles: str = "", more: dict[str, str | bytes] | None = None) -> Path:
    content = f"<office:document-content {HEAD}><office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    members: dict[str, str | bytes] = {
        "content.xml": content,
        "styles.xml": f"<office:document-styles {HEAD}>{STYLES}</office:document-styles>",
    }
    path.write_bytes(zipped(members | (more or {})))
    return path


def text(tmp_path: Path, body: str, styles: str = "") -> str:
    return read_one(odt(tmp_path / "a.odt", body, styles)).text


def p(content: str, style: str = "P") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def h(content: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{content}</text:h>'


def items(*contents: str, attributes: str = 'text:style-name="N"') -> str:
    inside = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f"<text:list {attributes}>{inside}</text:list>"


def cell(content: str, attributes: str = "", name: str = "table-cell") -> str:
    return f"<table:{name} {attributes}>{p(content) if content else ''}</table:{name}>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_headings_have_the_numbers_of_the_outline(tmp_path: Path) -> None:
    assert text(tmp_path, h("One", 1) + h("In", 2) + h("Two", 1)) == "# 1. One\n\n## 1.1. In\n\n# 2. Two"


def test_lists_count_nest_and_go_on(tmp_path: Path) -> None:
    first = items(p("a") + items(p("in"), p("in2"), attributes=""), p("b"))
    second = items(p("c"), attributes='text:style-name="N" text:continue-numbering="true"')
    third = items(p("d"), p("e"))
    found = text(tmp_path, first + p("Between") + second + p("Again") + third + items(p("x"), attributes=""))
    assert found == ("1. a\n  a. in\n  b. in2\n2. b\n\nBetween\n\n3. c\n\nAgain\n\n1. d\n2. e\n- x")


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("1st", ["1st.", "2nd."]),
        ("First", ["First.", "Second."]),
        ("01, 02, 03, ...", ["01.", "02."]),
        ("*, †, ‡, §, **, ††, ...", ["*.", "†."]),
        ("א, י, ק, ...", ["א.", "ב."]),
        ("가, 나, 다, ...", ["가.", "나."]),
    ],
)
def test_numbers_are_written_as_the_list_says(form: str, labels: list[str], tmp_path: Path) -> None:
    style = f'<text:list-style style:name="L">{LEVEL.format(1, form, 1)}</text:list-style>'
    found = text(tmp_path, items(p("x"), p("y"), attributes='text:style-name="L"'), style)
    assert found == f"{labels[0]} x\n{labels[1]} y"


def test_fields_of_forms_show_what_was_chosen(tmp_path: Path) -> None:
    def mark(kind: str, **said: str) -> str:
        params = "".join(f'<text:param text:name="{name}" text:value="{value}"/>' for name, value in said.items())
        return f'<text:fieldmark text:type="field.{kind}">{params}</text:fieldmark>'

    entry = '<text:param text:name="Dropdown_ListEntry" text:value="red"/>'
    choice = mark("FORMDROPDOWN", Dropdown_ListEntry="blue", Dropdown_Selected="1").replace(">", f">{entry}", 1)
    ticked, empty = mark("FORMCHECKBOX", Checkbox_Checked="true"), mark("FORMCHECKBOX", Checkbox_Checked="false")
    assert text(tmp_path, p(f"{ticked} yes {empty} no {choice}")) == "☒ yes ☐ no blue"


def test_spaces_tabs_breaks_and_looks_are_kept(tmp_path: Path) -> None:
    styles = automatic("S", 'style:text-line-through-style="solid"') + automatic("U", 'style:text-position="super 58%"')
    styles += automatic("H", 'text:display="none"')
    body = p('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/><text:span text:style-name="S">old</text:span> '
             '10<text:span text:style-name="U">3</text:span><text:span text:style-name="H">no</text:span>')  # fmt: skip
    found = read_one(odt(tmp_path / "a.odt", body, styles))
    assert found.text == "a  b\tc\n~~old~~ 10^3"
    assert [str(notice) for notice in found.notices] == ["1 piece of hidden text is left out"]


def test_notes_follow_their_paragraph(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>'
    )
    note += "</text:note>"
    body = p("Said" + note.format("footnote", p("Where.")) + note.format("endnote", p("End."))) + p("Next")
    assert text(tmp_path, body) == "Said[^1][^e2]\n\n[^1]: Where.\n\n[^e2]: End.\n\nNext"


def test_a_note_keeps_the_mark_that_its_writer_gave_it(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation {}>x</text:note-citation><text:note-body>{}'
        "</text:note-body></text:note>"
    )
    own = 'text:label="*"'
    body = p("Said" + note.format("", p("One.")) + " so" + note.format(own, p("Own.")) + note.format("", p("Two.")))
    assert text(tmp_path, body) == "Said[^1] so[^*][^2]\n\n[^1]: One.\n\n[^*]: Own.\n\n[^2]: Two."


def test_tables_keep_their_columns_and_repeat_merged_and_repeated_cells(tmp_path: Path) -> None:
    rows = row(cell("Pier"), cell("Berth"), cell("m"))
    rows += row(cell("East", 'table:number-rows-spanned="2"'), cell("1"), cell("5"))
    rows += row(cell("", name="covered-table-cell"), cell("both", 'table:number-columns-repeated="2"'))
    rows += row(cell("x"), cell(""), cell("z"), attributes='table:number-rows-repeated="2"')
    found = text(tmp_path, f"<table:table>{rows}</table:table>")
    assert found.split("\n")[2:] == ["| East | 1 | 5 |", "| East | both | both |", "| x |  | z |", "| x |  | z |"]


def test_names_of_groups_of_columns_are_told_with_each_of_them(tmp_path: Path) -> None:
    wide, gone = 'table:number-columns-spanned="2"', cell("", name="covered-table-cell")
    rows = row(cell("Port", 'table:number-rows-spanned="2"'), cell("Spring", wide), gone, cell("Autumn", wide), gone)
    rows += row(gone, *map(cell, ("low", "high", "low", "high"))) + row(*map(cell, ("Leith", "1", "5", "2", "6")))
    found = text(tmp_path, f"<table:table>{rows}</table:table>")
    assert found.split("\n")[0] == "| Port | Spring / low | Spring / high | Autumn / low | Autumn / high |"


def test_a_table_that_is_one_row_of_prose_is_read_as_text(tmp_path: Path) -> None:
    found = text(tmp_path, f"<table:table>{row(cell('Long prose. ' * 60), cell('Beside.'))}</table:table>")
    assert found.endswith("\n\nBeside.")


def test_spaces_before_a_paragraph_stay_below_what_opens_it(tmp_path: Path) -> None:
    body = "<text:p>while {}(</text:p><text:p><text:s text:c='4'/>hang()</text:p><text:p>So</text:p>"
    body += "<text:p><text:s text:c='4'/>it ends</text:p>"
    assert read_one(odt(tmp_path / "a.odt", body)).text == "while {}(\n\n    hang()\n\nSo\n\nit ends"


def test_text_boxes_code_and_formulas_stand_in_place(tmp_path: Path) -> None:
    styles = automatic("C", 'style:font-name="Courier New"', "paragraph")
    box = f"<draw:frame><draw:text-box>{p('Boxed')}</draw:text-box></draw:frame>"
    body = p("Before" + box) + p("if x:", "C") + p('<text:s text:c="2"/>y', "C")
    body += p('So <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> holds')
    mathml = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>=</mo><mi>b</mi></math>'
    found = read_one(odt(tmp_path / "a.odt", body, styles, {"Object 1/content.xml": mathml})).text
    assert found == "Before\n\nBoxed\n\n```\nif x:\n  y\n```\n\nSo $a=b$ holds"


@pytest.mark.parametrize("frame", ["{}", "<text:p>So {}</text:p>"])
def test_a_sheet_that_is_embedded_is_read_as_its_table(frame: str, tmp_path: Path) -> None:
    names = 'xmlns:office="urn:office" xmlns:table="urn:table" xmlns:text="urn:text" xmlns:m="http://www.w3.org/1998/Math/MathML"'
    sheet = f"<table:table>{row(cell('Quay'), cell('Depth'))}{row(cell('East'), cell('3'))}</table:table>"
    inner = (
        f"<office:document-content {names}><office:spreadsheet>{sheet}</office:spreadsheet></office:document-content>"
    )
    body = frame.format('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')
    found = read_one(odt(tmp_path / "a.odt", body, "", {"Object 1/content.xml": inner}))
    assert found.text.endswith("| Quay | Depth |\n| --- | --- |\n| East | 3 |")
    assert not found.notices


def test_what_is_not_shown_is_left_out_and_said(tmp_path: Path) -> None:
    body = f"<text:table-of-content>{p('Tides 7')}</text:table-of-content>"
    body += f"<text:tracked-changes><text:changed-region><text:deletion>{p('old')}</text:deletion>"
    body += "</text:changed-region></text:tracked-changes>"
    body += p(f"Text<office:annotation>{p('why?')}</office:annotation><text:placeholder>Type</text:placeholder>")
    body += "<draw:frame><draw:image/></draw:frame>"
    found = read_one(odt(tmp_path / "a.odt", body))
    assert found.text == "Text"
    assert [str(notice).partition(":")[0] for notice in found.notices] == [
        "1 comment is left out",
        "1 tracked deletion is left out",
        "1 table of contents is left out",
        "1 picture is not read",
    ]


def test_slides_stand_in_order_with_their_notes(tmp_path: Path) -> None:
    def frame(content: str, kind: str = "") -> str:
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{content}</draw:text-box></draw:frame>'

    notes = f"<presentation:notes>{frame(p('Slowly.'), 'notes')}</presentation:notes>"
    pages = f'<draw:page draw:name="p1">{frame(p("Body"))}{frame(p("Tides"), "title")}{notes}</draw:page>'
    pages += f'<draw:page draw:name="p2">{frame(p("More"))}</draw:page>'
    path = odt(tmp_path / "a.odp", pages)
    assert read_one(path).text == "# Tides\n\nBody\n\nNotes:\n\nSlowly.\n\n# p2\n\nMore"


def test_shapes_of_a_slide_are_read_by_where_they_lie(tmp_path: Path) -> None:
    def box(content: str, left: str, top: str) -> str:
        size = f'x="{left}" y="{top}" width="5cm" height="1.5cm"'
        return f"<draw:custom-shape {size}>{p(content)}</draw:custom-shape>"

    group = f"<draw:g>{box('right', '200mm', '1cm')}</draw:g>"
    shapes = [box("low", "1cm", "3in"), group, f"<draw:line>{p('anywhere')}</draw:line>", box("left", "28pt", "1cm")]
    path = odt(tmp_path / "a.odp", f'<draw:page draw:name="p">{"".join(shapes)}</draw:page>')
    assert read_one(path).text.split("\n\n")[1:] == ["anywhere", "left", "low", "right"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"content.xml": "<x"}, Code.BROKEN_FILE),
        ({"mimetype": "x"}, Code.BROKEN_FILE),
        ({"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}, Code.ENCRYPTED),
        ({"content.xml": "<x/>"}, Code.EMPTY),
    ],
)
def test_what_gives_no_text_has_a_reason(members: dict[str, str | bytes], code: Code, tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(zipped(members))
    [found] = records(path)
    assert isinstance(found, Rejected)
    assert found.code == code


def test_templates_are_read_as_what_is_made_from_them(tmp_path: Path) -> None:
    assert read_one(odt(tmp_path / "a.ott", h("Tides", 1) + p("Body"))).text == text(
        tmp_path, h("Tides", 1) + p("Body")
    )
    pages = f'<draw:page draw:name="p1"><draw:frame><draw:text-box>{p("Body")}</draw:text-box></draw:frame></draw:page>'
    assert read_one(odt(tmp_path / "a.otp", pages)).text == "# p1\n\nBody"


def test_what_a_program_wrote_out_of_its_place_is_put_back(tmp_path: Path) -> None:
    head = f"<table:table>{row('<table:table-cell/>' + p('Flour'))}{cell('Summer')}</table:table>"
    item = f"<text:list-item>{p('Open the gate.')}</text:list-item>"
    body = f"<text:list>{item}{head}{row(cell('Rye'), cell('17'))}</text:list>{p('Done.')}"
    assert text(tmp_path, body) == "- Open the gate.\n\n| Flour | Summer |\n| --- | --- |\n| Rye | 17 |\n\nDone."


def picture(words: str, size: str = "0.4cm") -> str:
    frame = f'<draw:frame xmlns:svg="urn:svg" svg:width="{size}" svg:height="{size}">'
    return f"{frame}<draw:image/><svg:title>{words}</svg:title></draw:frame>"


def test_a_small_picture_in_a_sentence_or_a_cell_is_read_as_what_it_is_said_to_show(tmp_path: Path) -> None:
    table = f"<table:table>{row(cell('Quay'), cell(picture('shut')))}</table:table>"
    assert text(tmp_path, p(f"Lock: {picture('open')}.") + table) == "Lock: open.\n\n| Quay | shut |"
    assert text(tmp_path, h(picture("The flood"), 1)).endswith("The flood")


def test_a_large_picture_and_one_before_a_sentence_are_said_to_be_missing(tmp_path: Path) -> None:
    body = p(f"The quay{picture('The quay at noon', '9cm')} is old.") + p(picture("A gull") + " Gulls nest here.")
    found = read_one(odt(tmp_path / "a.odt", body))
    assert found.text == "The quay is old.\n\nGulls nest here."
    assert tuple(map(str, found.notices)) == ("2 pictures are not read",)


def test_a_section_of_another_file_is_read_where_it_is_there_and_said_where_not(tmp_path: Path) -> None:
    section = "<text:section><text:section-source/>{}</text:section>"
    found = read_one(odt(tmp_path / "a.odt", p("Before") + section.format("") + section.format(p("Kept"))))
    assert found.text == "Before\n\nKept"
    assert tuple(map(str, found.notices)) == ("1 document that it shows is not read: each is a file of its own",)


def test_cells_that_a_program_does_not_write_below_others_cost_no_text(tmp_path: Path) -> None:
    spans = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    rows = row(cell("Quay"), cell("Ship"), cell("Tons")) + row(cell("North", spans[0]), cell("Ada"), cell("400"))
    rows += row(cell("Bo"), cell("390")) + row(cell("none yet", spans[1]), cell("0"))
    rows += row(cell("South", " ".join(spans)), cell("8")) + row(cell("9"))
    assert text(tmp_path, f"<table:table>{rows}</table:table>").split("\n")[2:] == [
        "| North | Ada | 400 |",
        "| North | Bo | 390 |",
        "| none yet |  | 0 |",
        "| South |  | 8 |",
        "| South |  | 9 |",
    ]


def test_a_number_without_words_stays_in_its_cell_where_the_row_says_something(tmp_path: Path) -> None:
    on = 'text:style-name="N" text:continue-numbering="true"'
    bare = f"<table:table-cell>{items(p(''), attributes=on)}</table:table-cell>"
    rows = row(cell("Nr"), cell("Bird")) + row(bare, cell("Coot")) + row(bare, cell("")) + row(bare, cell("Teal"))
    shown = "| Nr | Bird |\n| --- | --- |\n| 1. | Coot |\n| 3. | Teal |"
    note = f"<text:note><text:note-body>{items(p(''))}</text:note-body></text:note>"
    assert text(tmp_path, f"<table:table>{rows}</table:table>{items(p(''))}{p(f'End{note}')}") == f"{shown}\n\nEnd[^1]"
