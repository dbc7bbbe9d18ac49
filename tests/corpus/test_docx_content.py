"""Word files: what is shown is read, once and in its place; what is not shown is left out, and said."""

from pathlib import Path

import pytest
from corpus_makers import read_one, records, zipped
from word_makers import HEAD, cell, definition, field, item, level, p, row, run, style, table, text, word

from openbook.records import Rejected

SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'


def sdt(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def anchored(content: str) -> str:
    return f"<w:r><w:drawing>{content}</w:drawing></w:r>"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F061", "α"),
        ("Symbol", "F0B0", "°"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "00B1", "±"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "◻"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0E0", "→"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 3", "F070", "▲"),
        ("Webdings", "F061", "✓"),
        ("ZapfDingbats", "F033", "✓"),
        ("MS Gothic", "2612", "☒"),
    ],
)
def test_a_sign_is_what_it_looks_like_in_its_font(font: str, code: str, shown: str, tmp_path: Path) -> None:
    body = p("a ", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')
    assert text(tmp_path, body) == f"a {shown}"


def test_letters_in_a_font_of_signs_are_signs(tmp_path: Path) -> None:
    styles = style("Greek", "", SYMBOL, kind="character")
    body = p(run("\uf062", SYMBOL), run("a", '<w:rStyle w:val="Greek"/>'), run("a"), run("\uf0b7 left over"))
    assert text(tmp_path, body, styles=styles) == "βαa• left over"


@pytest.mark.parametrize(
    ("font", "written", "shown"), [("Wingdings", "ü", "✓"), ("Symbol", "³", "≥"), ("Symbol", "→", "→")]
)
def test_signs_may_stand_as_the_letters_of_their_codes(font: str, written: str, shown: str, tmp_path: Path) -> None:
    assert text(tmp_path, p("a ", run(written, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'))) == f"a {shown}"


def test_a_sign_that_nobody_knows_is_said(tmp_path: Path) -> None:
    found = word(tmp_path, p("a", '<w:r><w:sym w:font="Symbol" w:char="F07F"/></w:r>'))
    assert (found.text, tuple(map(str, found.notices))) == ("a", ("1 sign of an unknown font is left out",))


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="so"/></w:ddList>', "so"),
        ('<w:ddList><w:listEntry w:val="no"/><w:listEntry w:val="so"/></w:ddList>', "no"),
    ],
)
def test_a_field_of_a_form_shows_what_was_chosen(form: str, shown: str, tmp_path: Path) -> None:
    assert text(tmp_path, p("Here: ", field(" FORMCHECKBOX ", "", form))) == f"Here: {shown}"


def test_content_controls_show_their_content_and_no_prompt(tmp_path: Path) -> None:
    ticked = sdt('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', run("☒"))
    bare = sdt('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "")
    chosen = sdt('<w:dropDownList><w:listItem w:value="1"/></w:dropDownList>', run("north"))
    body = p(ticked, bare, " ", chosen) + sdt("<w:showingPlcHdr/>", p("Type here")) + sdt("", p("typed"))
    assert text(tmp_path, body) == "☒☒ north\n\ntyped"


def test_fields_show_results_and_no_instructions_however_they_nest(tmp_path: Path) -> None:
    inner = field(" MERGEFIELD Sum ", run("412"))
    instruction = f' IF </w:instrText></w:r>{inner}<w:r><w:instrText> &gt; 4 "high" '
    body = p("Total: ", field(instruction, run("high"))) + p("See ", field(" REF _Ref1 ", run("2.1")))
    body += p('<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>", field(' SYMBOL 97 \\f "Symbol" ', None))
    assert text(tmp_path, body) == "Total: high\n\nSee 2.1\n\n7α"


@pytest.mark.parametrize(
    ("code", "shown"),
    [('"the old quay" \\* MERGEFORMAT', "the old quay"), ("quay", "quay"), ('"a" "b" \\* Upper', "a b")],
)
def test_a_field_that_quotes_shows_its_words_where_the_file_holds_no_result(
    code: str, shown: str, tmp_path: Path
) -> None:
    assert text(tmp_path, p("See ", field(f" QUOTE {code} ", None))) == f"See {shown}"


def test_a_field_without_an_end_hides_no_more_than_its_paragraph(tmp_path: Path) -> None:
    body = p("a", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "b") + p("c")
    assert text(tmp_path, body) == "a\n\nc"


@pytest.mark.parametrize(
    ("code", "tex"),
    [
        (r"EQ \f(1,2)", r"\frac{1}{2}"),
        (r"eq \f(a;\r(3,x+1))", r"\frac{a}{\sqrt[3]{x+1}}"),
        (r"EQ \r(2)", r"\sqrt{2}"),
        (r"EQ x\s\up4(2)+y\s\do4(i)", "x^{2}+y_{i}"),
        (r"EQ \b\bc\[(x)", "[x]"),
        (r"EQ \b\lc\{(\a\ac\co1(x=1,y=2))", r"\{\begin{matrix} x=1 \\ y=2 \end{matrix}"),
        (r"EQ \a\co2(1,2,3,4)", r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}"),
        (r"EQ \i\su(1,5,x)", "∑_{1}^{5} x"),
        (r"EQ \f((a+b)c,2)", r"\frac{(a+b)c}{2}"),
        (r"EQ \x(7)", r"\boxed{7}"),
    ],
)
def test_the_formula_of_a_field_is_tex(code: str, tex: str, tmp_path: Path) -> None:
    assert text(tmp_path, p("x ", field(code, None))) == f"x ${tex}$"


def test_a_formula_field_that_is_not_known_is_said(tmp_path: Path) -> None:
    found = word(tmp_path, p("x ", field(r" EQ \o(1,2) ", None)))
    assert [str(notice).partition(":")[0] for notice in found.notices] == ["1 formula in an EQ field is not read"]


CONTENTS = p("Contents", style="TOCHeading") + p("Dues\t3", style="X") + p("Tides\t7", style="X")
TOC = p(
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    "Dues 3",
)
TOC += p("Tides 7", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')  # fmt: skip


@pytest.mark.parametrize(
    "contents",
    [
        sdt('<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', CONTENTS),
        p("Contents", style="TOCHeading") + TOC,
        p("Dues 3", style="TOC1") + p("Tides 7", style="tableoffigures"),
    ],
)
def test_a_table_of_contents_is_left_out_and_its_heading_is_not_the_title(contents: str, tmp_path: Path) -> None:
    styles = style("heading 1") + style("TOC Heading", '<w:outlineLvl w:val="9"/>', based="heading1")
    styles += style("table of figures")
    found = word(tmp_path, contents + p("Dues", style="heading1") + p("Two crowns."), styles=styles)
    assert (found.text, found.title) == ("# Dues\n\nTwo crowns.", "Dues")


def test_hidden_text_is_left_out_however_it_is_hidden(tmp_path: Path) -> None:
    styles = style("Hid", "", "<w:vanish/>", kind="character") + style("Gone", "", "<w:vanish/>")
    body = p("a", run("b", "<w:vanish/>"), run("c", '<w:rStyle w:val="Hid"/>'), run("d", '<w:vanish w:val="0"/>'))
    body += p("e", style="Gone") + p(run("f", '<w:vanish w:val="0"/>'), style="Gone")
    # A switch in both of a run's styles turns the text back on.
    body += p(run("g", '<w:rStyle w:val="Hid"/>'), style="Gone")
    found = word(tmp_path, body, styles=styles)
    assert found.text == "ad\n\nfg"
    assert tuple(map(str, found.notices)) == ("3 pieces of hidden text are left out",)


def test_a_paragraph_whose_end_is_hidden_or_deleted_goes_on(tmp_path: Path) -> None:
    body = p("one ", properties="<w:rPr><w:vanish/></w:rPr>") + p("two ", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert text(tmp_path, body + p("three") + p("four")) == "one two three\n\nfour"


def test_an_initial_belongs_to_its_word(tmp_path: Path) -> None:
    body = p("T", properties='<w:framePr w:dropCap="drop"/>') + p("he miller") + p("Next")
    assert text(tmp_path, body) == "The miller\n\nNext"


@pytest.mark.parametrize("switch", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Out"/>'])
def test_what_is_struck_out_is_marked(switch: str, tmp_path: Path) -> None:
    body = p("fee ", run("20 ", switch), run("crowns", switch), run(" 25", '<w:strike w:val="0"/>'))
    styles = style("Out", "", "<w:strike/>", kind="character")
    assert text(tmp_path, body, styles=styles) == "fee ~~20 crowns~~ 25"


@pytest.mark.parametrize(
    ("before", "raised", "after", "shown"),
    [
        ("1897", "3", " was", "1897^3 was"),
        ("10", "−3", " m", "10^−3 m"),
        ("2", "nd", " day", "2nd day"),
        ("Word", "TM", "", "Word™"),
        ("30", "o", "C", "30°C"),
        ("e", "x+1", "", "e^{x+1}"),
        ("", "3", " See", "[3] See"),
        ("sure", "*", "", "sure*"),
    ],
)
def test_raised_signs_never_fuse(before: str, raised: str, after: str, shown: str, tmp_path: Path) -> None:
    high = run(raised, '<w:vertAlign w:val="superscript"/>')
    assert text(tmp_path, p(*([before] if before else []), high, *([after] if after else []))) == shown


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ('<w:position w:val="8"/><w:sz w:val="14"/>', "1897^3"),
        ('<w:position w:val="-6"/><w:sz w:val="14"/>', "1897_3"),
        ('<w:position w:val="2"/><w:sz w:val="14"/>', "18973"),
        ('<w:position w:val="-8"/><w:sz w:val="80"/>', "18973"),
    ],
)
def test_small_letters_that_are_moved_by_points_are_marks(properties: str, shown: str, tmp_path: Path) -> None:
    assert text(tmp_path, p("1897", run("3", properties))) == shown


@pytest.mark.parametrize(("before", "low", "shown"), [("H", "2", "H2"), ("x", "i", "x_i"), ("10", "2", "10_2")])
def test_lowered_signs_are_told_apart_where_they_must(before: str, low: str, shown: str, tmp_path: Path) -> None:
    assert text(tmp_path, p(before, run(low, '<w:vertAlign w:val="subscript"/>'))) == shown


def test_notes_are_numbered_as_they_are_met_and_keep_marks_of_their_own(tmp_path: Path) -> None:
    def note(identifier: str, *content: str) -> str:
        return f'<w:footnote w:id="{identifier}">{"".join(map(p, content))}</w:footnote>'

    def mark(identifier: str, more: str = "", after: str = "") -> str:
        return f'<w:r><w:footnoteReference w:id="{identifier}" {more}/>{after}</w:r>'

    body = p("1911", mark("8"), " and", mark("5", 'w:customMarkFollows="1"', "<w:t>*</w:t>"), " then", mark("6"))
    found = text(tmp_path, body, footnotes=note("5", "* Own.") + note("6", "Last.", "More.") + note("8", "First."))
    assert found == "1911[^1] and[^*] then[^2]\n\n[^1]: First.\n\n[^*]: Own.\n\n[^2]: Last. More."


def test_notes_of_a_cell_stand_below_the_table(tmp_path: Path) -> None:
    marked = cell(p("5", '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    body = table(row("Depth", "m"), row("East", marked)) + p("After")
    found = text(tmp_path, body, footnotes=f'<w:footnote w:id="2">{p("At low water.")}</w:footnote>')
    assert found.split("\n\n") == ["| Depth | m |\n| --- | --- |\n| East | 5[^1] |", "[^1]: At low water.", "After"]


def test_paragraphs_in_a_code_style_or_font_are_one_block_with_its_indentation(tmp_path: Path) -> None:
    styles = style("Source Code") + style("Mono", "", '<w:rFonts w:ascii="Some Face"/>')
    fonts = '<w:font w:name="Some Face"><w:pitch w:val="fixed"/></w:font>'
    body = p("Above") + p("def f(n):", style="SourceCode") + p("    if n:", style="SourceCode") + p(style="SourceCode")
    body += p("        return", style="SourceCode") + p("Between") + p("ls  -l", style="Mono")
    body += p("{", style="Mono", properties='<w:ind w:left="100"/>')
    body += p("x", style="Mono", properties='<w:ind w:left="580"/>')
    found = text(tmp_path, body, styles=styles, fontTable=fonts)
    assert found == (
        "Above\n\n```\ndef f(n):\n    if n:\n\n        return\n```\n\nBetween\n\n```\nls  -l\n{\n    x\n```"
    )


def test_spaces_before_a_paragraph_stay_below_what_opens_it(tmp_path: Path) -> None:
    body = p("if wet:") + p("    hang()") + p("      dry()") + p("  done()") + p("End") + p("   of it")
    assert text(tmp_path, body) == "if wet:\n\n    hang()\n\n      dry()\n\n  done()\n\nEnd\n\nof it"


def test_a_document_that_is_all_typewritten_is_no_code(tmp_path: Path) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    assert text(tmp_path, p("Scene one.") + p("Night."), styles=styles) == "Scene one.\n\nNight."


def test_a_row_that_begins_late_keeps_its_columns(tmp_path: Path) -> None:
    body = table(
        row("Month", "Rain", "Wind"), row("April", "31", "12"), row("44", "19", properties='<w:gridBefore w:val="1"/>')
    )
    assert text(tmp_path, body).split("\n")[-1] == "|  | 44 | 19 |"


def test_rows_that_are_deleted_or_hidden_are_left_out(tmp_path: Path) -> None:
    body = table(
        row("a", "b"),
        row("c", "d", properties='<w:del w:id="1"/>'),
        row("e", "f", properties="<w:hidden/>"),
        row("g", "h"),
    )
    assert text(tmp_path, body) == "| a | b |\n| --- | --- |\n| g | h |"


def test_lists_and_tables_in_cells_stay_apart_on_one_line(tmp_path: Path) -> None:
    numbering = definition(1, level(0, "decimal", "%1.")) + definition(2, level(0, "bullet", "\uf0b7"))
    body = table(
        row("Task", "Steps"),
        row("Bleed", cell(item("Open", 1), item("Press", 1))),
        row("Close", cell(item("Wait", 2), item("Turn", 2))),
        row("Fees", cell("Per day", table(row("Mon", "4"), row("Sun", "6")), "net")),
    )
    assert text(tmp_path, body, numbering=numbering).split("\n")[2:] == [
        "| Bleed | 1. Open 2. Press |",
        "| Close | Wait; Turn |",
        "| Fees | Per day; Mon, 4; Sun, 6; net |",
    ]


def test_one_long_cell_does_not_dissolve_a_table(tmp_path: Path) -> None:
    body = table(row("Key", "Meaning"), row("alpha", "Long prose. " * 80), row("beta", "Short"))
    assert text(tmp_path, body).endswith("| beta | Short |")


def test_rows_that_name_the_columns_become_one(tmp_path: Path) -> None:
    head = "<w:tblHeader/>"
    body = table(
        row("Port", cell("Depth", properties='<w:gridSpan w:val="2"/>'), properties=head),
        row(cell("", properties="<w:vMerge/>"), "East", "West", properties=head),
        row("Old", "5", "6"),
    )
    assert text(tmp_path, body).split("\n")[0] == "| Port | Depth / East | Depth / West |"


def test_a_diagram_is_a_list_in_its_own_order(tmp_path: Path) -> None:
    def point(name: str, content: str) -> str:
        return f'<dgm:pt modelId="{name}"><dgm:t><a:p><a:r><a:t>{content}</a:t></a:r></a:p></dgm:t></dgm:pt>'

    def link(source: str, target: str, order: int) -> str:
        return f'<dgm:cxn srcId="{source}" destId="{target}" srcOrd="{order}"/>'

    model = (
        f'<dgm:dataModel {HEAD}><dgm:pt modelId="0" type="doc"/>{point("1", "Second")}{point("2", "First")}'
        f"{point('3', 'Part')}{link('0', '1', 1)}{link('0', '2', 0)}{link('2', '3', 0)}</dgm:dataModel>"
    )
    body = p("Order:", anchored('<dgm:relIds r:dm="rD"/>'))
    assert text(tmp_path, body, {"rD": ("d.xml", model)}) == "Order:\n\n- First\n  - Part\n- Second"


def test_a_chart_is_the_table_of_its_values(tmp_path: Path) -> None:
    def cache(kind: str, *values: str) -> str:
        points = "".join(f'<c:pt idx="{place}"><c:v>{found}</c:v></c:pt>' for place, found in enumerate(values))
        return f"<c:{kind}><c:cache>{points}</c:cache></c:{kind}>"

    series = (
        f"<c:ser>{cache('tx', 'Catch')}{cache('cat', 'May', 'June')}{cache('val', '3.10000000000000008', '5')}</c:ser>"
    )
    chart = f"<c:chart {HEAD}><c:title><a:p><a:r><a:t>Fish</a:t></a:r></a:p></c:title>{series}</c:chart>"
    body = p(anchored('<c:chart r:id="rC"/>'))
    assert (
        text(tmp_path, body, {"rC": ("c.xml", chart)})
        == "Fish\n\n|  | Catch |\n| --- | --- |\n| May | 3.1 |\n| June | 5 |"
    )


def test_dates_and_groups_of_a_chart_are_named(tmp_path: Path) -> None:
    def point(place: int, value: str) -> str:
        return f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>'

    levels = f"<c:lvl>{point(0, 'May')}{point(1, 'June')}</c:lvl><c:lvl>{point(0, 'Spring')}</c:lvl>"
    values = f"<c:val><c:formatCode>m/d/yyyy</c:formatCode>{point(0, '45000')}{point(1, '45001')}</c:val>"
    chart = f"<c:chart {HEAD}><c:ser><c:cat>{levels}</c:cat>{values}</c:ser></c:chart>"
    found = text(tmp_path, p(anchored('<c:chart r:id="rC"/>')), {"rC": ("c.xml", chart)})
    assert found.split("\n")[2:] == ["| Spring / May | 2023-03-15 |", "| Spring / June | 2023-03-16 |"]


INNER = zipped({"word/document.xml": f"<w:document {HEAD}><w:body>{p('In the middle.')}</w:body></w:document>"})
ARCHIVE = b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><body><p>In the middle.</p></body></html>"


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("a.html", b"<html><body><p>In the middle.</p></body></html>"),
        ("a.mht", ARCHIVE),
        ("a.rtf", rb"{\rtf1 In the middle.\par}"),
        ("a.txt", b"In the middle."),
        ("a.docx", INNER),
    ],
)
def test_what_is_merged_in_is_read_in_its_place(member: str, content: bytes, tmp_path: Path) -> None:
    body = p("Before") + '<w:altChunk r:id="rA"/>' + p("After")
    assert text(tmp_path, body, {"rA": (member, content)}) == "Before\n\nIn the middle.\n\nAfter"


def test_what_is_merged_in_and_missing_or_broken_is_said(tmp_path: Path) -> None:
    body = p("Before") + '<w:altChunk r:id="rA"/><w:altChunk r:id="rB"/>'
    found = word(tmp_path, body, {"rA": ("a.docx", b"PK\x03\x04 broken")})
    assert found.text == "Before"
    assert len(found.notices) == 2
    assert any("a.docx" in str(notice) and "not a Word file" in str(notice) for notice in found.notices)


def test_a_file_that_holds_itself_over_and_over_ends(tmp_path: Path) -> None:
    inside = INNER
    for _ in range(8):
        inside = zipped(
            {
                "word/document.xml": f'<w:document {HEAD}><w:body><w:altChunk r:id="r"/></w:body></w:document>',
                "word/_rels/document.xml.rels": '<R><Relationship Id="r" Type="x/aFChunk" Target="a.docx"/></R>',
                "word/a.docx": inside,
            }
        )
    body = p("Top") + '<w:altChunk r:id="rA"/>'
    found = word(tmp_path, body, {"rA": ("a.docx", inside)})
    assert any("files in one another" in str(notice) for notice in found.notices)


def test_words_that_are_drawn_and_signs_that_are_pictures_are_read(tmp_path: Path) -> None:
    def picture(description: str, size: int) -> str:
        return anchored(f'<wp:extent cx="{size}" cy="{size}"/><wp:docPr descr="{description}"/><a:blip/>')

    body = p('<w:r><w:pict><v:textpath string="Danger"/></w:pict></w:r>') + p("Press ", picture("Home key", 100_000))
    body += p(picture("A harbour at night", 5_000_000)) + p("so ", picture(r"\frac{a}{b}", 900_000))
    found = word(tmp_path, body)
    assert found.text == "Danger\n\nPress Home key\n\nso $\\frac{a}{b}$"
    assert tuple(map(str, found.notices)) == ("1 picture is not read",)


@pytest.mark.parametrize(
    "picture",
    [
        '<w:drawing><wp:inline><wp:docPr descr="open"/><a:blip/></wp:inline></w:drawing>',
        '<w:drawing><a:blip/><a:cNvPr descr="open"/><a:ext cx="90000" cy="90000"/></w:drawing>',
        '<w:pict><v:shape alt="open" style="width:12pt;height:9.5pt"/></w:pict>',
        '<w:pict><v:shape alt="open" style="width:.4in"/></w:pict>',
    ],
)
def test_a_small_picture_in_a_sentence_or_a_cell_is_read_as_what_it_is_said_to_show(
    picture: str, tmp_path: Path
) -> None:
    row = f"<w:tr><w:tc>{p('Quay')}</w:tc><w:tc>{p(f'<w:r>{picture}</w:r>')}</w:tc></w:tr>"
    found = text(tmp_path, p("Quay: ", f"<w:r>{picture}</w:r>") + f"<w:tbl>{row}</w:tbl>")
    assert found == "Quay: open\n\n| Quay | open |"


def test_a_picture_beside_the_words_of_a_heading_is_none_of_them(tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr descr="A ship under sail"/><a:blip/></wp:inline></w:drawing></w:r>'
    for words, wanted in (("The quay", "# The quay"), ("", "# A ship under sail")):
        found = word(tmp_path, p(picture, words, style="heading1"), styles=style("heading 1"))
        assert found.text == wanted


@pytest.mark.parametrize("part", ['<w:subDoc r:id="x"/>', p('<w:subDoc r:id="x"/>')])
def test_a_document_that_a_master_document_shows_is_said_to_be_missing(part: str, tmp_path: Path) -> None:
    found = word(tmp_path, p("Before") + part + p("After"))
    assert found.text == "Before\n\nAfter"
    assert tuple(map(str, found.notices)) == ("1 document that it shows is not read: each is a file of its own",)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    body = p("Text", "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>")
    body += p('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>')
    body += p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
    found = word(tmp_path, body, comments="<w:comment>x</w:comment>", header=p("Draft"))
    assert tuple(map(str, found.notices)) == (
        "1 comment is left out: what reviewers wrote beside the text",
        "1 tracked deletion is left out",
        "1 header or footer is left out: repeated on every page",
        "1 embedded object is not read: save what it holds as a file of its own",
        "1 formula that is a picture is not read: convert them to formulas of the program itself",
    )


def test_a_damaged_part_costs_itself(tmp_path: Path) -> None:
    found = word(tmp_path, p("Text"), styles="<broken")
    assert found.text == "Text"
    assert any("styles9.xml" in str(notice) for notice in found.notices)


@pytest.mark.parametrize("suffix", [".docm", ".dotx", ".dotm", ".DOCX"])
def test_templates_and_files_with_macros_are_the_same_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(INNER)
    assert read_one(path).text == "In the middle."


def test_tabs_part_words_and_ruby_is_left_to_the_base(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('かん')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    assert text(tmp_path, p("Left", "<w:r><w:ptab/></w:r>", "right", ruby)) == "Left\tright漢"


def test_unpacking_embedded_files_counts_together(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zipped({"word/document.xml": f"<w:document {HEAD}><w:body>{p('x' * 9000)}</w:body></w:document>"}))
    [found] = records(path, max_unpacked_bytes=5000)
    assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    ("instructions", "shown"),
    [
        (["LISTNUM", "LISTNUM"], ["1)", "2)"]),
        (["LISTNUM NumberDefault \\l 5", "LISTNUM NumberDefault \\l 5 \\s 4"], ["(a)", "(d)"]),
        (["LISTNUM OutlineDefault \\l 1", "LISTNUM OutlineDefault \\l 2"], ["I.", "A."]),
        (["LISTNUM LegalDefault \\l 2", "LISTNUM LegalDefault \\l 2"], ["1.1.", "1.2."]),
    ],
)
def test_numbers_inside_of_a_text_are_counted(instructions: list[str], shown: list[str], tmp_path: Path) -> None:
    first, second = (field(instruction, None) for instruction in instructions)
    assert text(tmp_path, p("Pay ", first, " cash, ", second, " card.")) == f"Pay {shown[0]} cash, {shown[1]} card."


def test_a_field_in_one_piece_counts_as_one_of_several(tmp_path: Path) -> None:
    simple = '<w:fldSimple w:instr=" LISTNUM LegalDefault \\l 1 "/>'
    assert text(tmp_path, p("Pay ", simple, " cash, ", field("LISTNUM LegalDefault \\l 1", None), " card.")) == (
        "Pay 1. cash, 2. card."
    )


def test_numbers_of_a_list_that_the_file_defines_are_said_to_be_missing(tmp_path: Path) -> None:
    document = word(tmp_path, p("Pay ", field("LISTNUM Mine", None), " cash."))
    assert "LISTNUM" in str(document.notices[0])


@pytest.mark.parametrize(
    ("content", "what"),
    [("{\\rtf1\\ansi Plain words.\\par}", "RTF"), ("<html><body><p>Plain words.</p></body></html>", "HTML")],
)
def test_what_is_only_named_as_a_word_file_is_read_as_what_it_is(content: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text(content)
    document = read_one(tmp_path / "a.docx")
    assert document.text == "Plain words."
    assert what in str(document.notices[0])
