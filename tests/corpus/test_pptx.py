"""Presentations: slides in order, each under its title, with tables, diagrams and notes."""

from pathlib import Path

import pytest
from corpus_makers import RELATION, read_one, records, zipped

from openbook.codes import Code
from openbook.records import Rejected

HEAD = 'xmlns:p="http://p" xmlns:a="http://a" xmlns:r="http://r" xmlns:m="http://m" xmlns:mc="http://mc" xmlns:dgm="http://d"'


def p(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else f"<a:r><a:t>{content}</a:t></a:r>"
    return f"<a:p>{properties}{inside}</a:p>"


def shape(*paragraphs: str, kind: str = "", hidden: str = "") -> str:
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>'
    return f"<p:sp><p:nvSpPr><p:cNvPr {hidden}/>{place}</p:nvSpPr><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def title(content: str) -> str:
    return shape(p(content), kind="title")


def pptx(path: Path, *slides: str, notes: str = "", show: str = "", parts: dict[str, str] | None = None) -> Path:
    """A presentation whose slides are named against their order; `notes` are those of the first."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": f'<R><Relationship Id="r" Type="{RELATION}" Target="ppt/presentation.xml"/></R>'
    }
    links, order = "", ""
    for number, content in enumerate(slides, start=1):
        name = f"slides/slide{90 - number}.xml"
        links += f'<Relationship Id="r{number}" Type="x/slide" Target="{name}"/>'
        order += f'<p:sldId id="{number}" r:id="r{number}"/>'
        inside = f"<p:cSld><p:spTree>{content}</p:spTree></p:cSld>"
        members[f"ppt/{name}"] = f"<p:sld {HEAD} {show if number == 1 else ''}>{inside}</p:sld>"
    more = "".join(f'<Relationship Id="{name}" Type="x/{name}" Target="../{name}.xml"/>' for name in parts or {})
    if notes:
        more += '<Relationship Id="n" Type="x/notesSlide" Target="../notes/n.xml"/>'
        members["ppt/notes/n.xml"] = f"<p:notes {HEAD}><p:cSld><p:spTree>{notes}</p:spTree></p:cSld></p:notes>"
    members["ppt/slides/_rels/slide89.xml.rels"] = f"<R>{more}</R>"
    members |= {f"ppt/{name}.xml": content for name, content in (parts or {}).items()}
    members["ppt/presentation.xml"] = f"<p:presentation {HEAD}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>"
    members["ppt/_rels/presentation.xml.rels"] = f"<R>{links}</R>"
    path.write_bytes(zipped(members))
    return path


def text(tmp_path: Path, *slides: str, notes: str = "", parts: dict[str, str] | None = None) -> str:
    return read_one(pptx(tmp_path / "a.pptx", *slides, notes=notes, parts=parts)).text


def test_slides_stand_in_the_order_of_the_show_under_their_titles(tmp_path: Path) -> None:
    found = text(tmp_path, shape(p("Body")) + title("First"), shape(p("Only text")))
    assert found == "# First\n\nBody\n\n# Slide 2\n\nOnly text"


def test_notes_follow_their_slide_and_what_every_slide_says_is_left_out(tmp_path: Path) -> None:
    slide = title("Tides") + shape(p("7"), kind="sldNum") + shape(p("Harbour Ltd"), kind="ftr")
    found = text(tmp_path, slide, notes=shape(p("Say it slowly."), kind="body") + shape(p("7"), kind="sldNum"))
    assert found == "# Tides\n\nNotes:\n\nSay it slowly."


def test_lists_have_their_numbers_and_depth(tmp_path: Path) -> None:
    auto = '<a:pPr lvl="{}"><a:buAutoNum type="{}"/></a:pPr>'
    body = p("one", auto.format(0, "arabicPeriod")) + p("in", auto.format(1, "alphaLcParenBoth"))
    body += p("two", auto.format(0, "arabicPeriod")) + p("dot", '<a:pPr><a:buChar char="•"/></a:pPr>')
    assert text(tmp_path, shape(body)).split("\n\n", 1)[1] == "1. one\n  (a) in\n2. two\n- dot"


def test_a_table_is_rows_and_merged_cells_are_repeated(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<a:tr>{''.join(cells)}</a:tr>"

    def cell(content: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{p(content)}</a:txBody></a:tc>"

    table = row(cell("Pier"), cell("Berth"), cell("m")) + row(cell("East", 'rowSpan="2"'), cell("1"), cell("5"))
    table += row(cell("", 'vMerge="1"'), cell("both", 'gridSpan="2"'), cell("", 'hMerge="1"'))
    found = text(tmp_path, f"<p:graphicFrame><a:tbl>{table}</a:tbl></p:graphicFrame>")
    assert found.split("\n")[-2:] == ["| East | 1 | 5 |", "| East | both |  |"]


def test_groups_formulas_and_alternatives_are_read_once(tmp_path: Path) -> None:
    math = "<mc:AlternateContent><mc:Choice><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></mc:Choice>"
    math += "<mc:Fallback><a:r><a:t>picture</a:t></a:r></mc:Fallback></mc:AlternateContent>"
    assert text(tmp_path, f"<p:grpSp>{shape(p(math))}</p:grpSp>").endswith("\n\n$a=b$")


def test_looks_that_change_what_is_said_are_kept(tmp_path: Path) -> None:
    runs = '<a:r><a:t>10</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>3</a:t></a:r><a:br/>'
    runs += '<a:r><a:rPr strike="sngStrike"/><a:t>old</a:t></a:r>'
    runs += '<a:r><a:rPr><a:sym typeface="Wingdings"/></a:rPr><a:t>\uf0e0</a:t></a:r>'
    assert text(tmp_path, shape(p(runs))).endswith("10^3\n~~old~~→")


def test_a_font_for_signs_alone_changes_no_letter(tmp_path: Path) -> None:
    runs = '<a:r><a:rPr><a:sym typeface="Symbol"/></a:rPr><a:t>\uf0de for all x</a:t></a:r>'
    runs += '<a:r><a:rPr><a:latin typeface="Symbol"/></a:rPr><a:t> a</a:t></a:r>'
    assert text(tmp_path, shape(p(runs))).endswith("⇒ for all x α")


def test_signs_stand_in_their_own_font_beside_one_of_letters(tmp_path: Path) -> None:
    look = '<a:rPr><a:latin typeface="Arial"/><a:sym typeface="Wingdings"/></a:rPr>'
    assert text(tmp_path, shape(p(f"<a:r>{look}<a:t>on \uf0e0</a:t></a:r>"))).endswith("on →")


def test_a_diagram_is_a_list(tmp_path: Path) -> None:
    model = f'<x {HEAD}><dgm:pt modelId="1"><a:p><a:r><a:t>Dig</a:t></a:r></a:p></dgm:pt></x>'
    frame = '<p:graphicFrame><dgm:relIds r:dm="d"/></p:graphicFrame>'
    assert text(tmp_path, frame, parts={"d": model}).endswith("- Dig")


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    slides = title("Gone"), title("Here") + "<p:pic/>" + shape(p("x"), hidden='hidden="1"')
    found = read_one(pptx(tmp_path / "a.pptx", *slides, show='show="0"'))
    assert found.text == "# Here"
    said = [str(notice) for notice in found.notices]
    assert said == ["1 piece of hidden text is left out", "1 hidden slide is left out", "1 picture is not read"]


def test_what_reviewers_wrote_beside_a_slide_is_left_out_and_counted(tmp_path: Path) -> None:
    notes = f"<p:cmLst {HEAD}><p:cm><p:text>Really?</p:text></p:cm><p:cm><p:text>Yes</p:text></p:cm></p:cmLst>"
    found = read_one(pptx(tmp_path / "a.pptx", title("Here"), parts={"comments": notes}))
    assert found.text == "# Here"
    assert [str(notice) for notice in found.notices] == [
        "2 comments are left out: what reviewers wrote beside the text"
    ]


def test_a_damaged_slide_costs_itself(tmp_path: Path) -> None:
    found = read_one(pptx(tmp_path / "a.pptx", "<broken", title("Here")))
    assert found.text == "# Here"
    assert "slide 1" in str(found.notices[0])


@pytest.mark.parametrize(
    ("blob", "code"),
    [
        (b"PK broken", Code.BROKEN_FILE),
        (zipped({"a": "x"}), Code.BROKEN_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code.ENCRYPTED),
    ],
)
def test_what_is_no_presentation_has_a_reason(blob: bytes, code: Code, tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(blob)
    [found] = records(path)
    assert isinstance(found, Rejected)
    assert found.code == code


def test_a_presentation_without_text_is_empty(tmp_path: Path) -> None:
    [found] = records(pptx(tmp_path / "a.pptx", "<p:pic/>"))
    assert isinstance(found, Rejected)
    assert found.code == Code.EMPTY


@pytest.mark.parametrize("name", ["a.pptm", "a.ppsx", "a.potx"])
def test_shows_templates_and_those_with_macros_are_presentations(name: str, tmp_path: Path) -> None:
    assert read_one(pptx(tmp_path / name, title("Tides") + shape(p("Body")))).text == "# Tides\n\nBody"


def at(left: int, top: int, content: str, *, wide: int = 300, high: int = 100, properties: str = "") -> str:
    where = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    return shape(p(content, properties)).replace("<p:txBody>", f"<p:spPr>{where}</p:spPr><p:txBody>")


def test_shapes_that_were_drawn_in_another_order_are_read_from_top_to_bottom(tmp_path: Path) -> None:
    slide = at(400, 300, "four") + at(0, 0, "one") + at(400, 0, "two") + shape(p("anywhere")) + at(0, 300, "three")
    assert read_one(pptx(tmp_path / "a.pptx", slide)).text.split("\n\n")[1:] == [
        "one", "two", "anywhere", "three", "four",
    ]  # fmt: skip


def test_columns_that_were_drawn_one_after_the_other_stay_so(tmp_path: Path) -> None:
    left, right = at(0, 0, "head") + at(0, 150, "text", high=400), at(400, 0, "other") + at(400, 150, "more", high=400)
    assert read_one(pptx(tmp_path / "a.pptx", left + right)).text.split("\n\n")[1:] == ["head", "text", "other", "more"]


def test_long_columns_that_were_drawn_in_any_order_are_read_one_after_the_other(tmp_path: Path) -> None:
    places = [(400, 300, "d"), (0, 150, "b"), (400, 0, "y"), (0, 0, "x"), (0, 300, "c"), (400, 150, "e")]
    slide = "".join(at(left, top, name) for left, top, name in places)
    assert read_one(pptx(tmp_path / "a.pptx", slide)).text.split("\n\n")[1:] == ["x", "b", "c", "y", "e", "d"]


def test_rows_of_a_slide_from_right_to_left_begin_at_the_right(tmp_path: Path) -> None:
    turned = '<a:pPr rtl="1"/>'
    slide = at(0, 0, "שתיים", properties=turned) + at(400, 0, "אחת", properties=turned)
    assert read_one(pptx(tmp_path / "a.pptx", slide)).text.split("\n\n")[1:] == ["אחת", "שתיים"]


def test_what_a_presentation_without_text_holds_is_said(tmp_path: Path) -> None:
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="1" name="scan"/></p:nvPicPr></p:pic>'
    (found,) = records(pptx(tmp_path / "a.pptx", picture, picture))
    assert isinstance(found, Rejected)
    assert found.detail == "a presentation without text; 2 pictures are not read"
