"""Word files: headings, lists and clauses have the numbers that Word shows."""

from pathlib import Path

import pytest
from word_makers import definition, field, item, level, p, style, text

from openbook.corpus.formats.office.number_formats import numeral, pattern

LEGAL = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))


def lines(content: str) -> list[str]:
    return [line.strip() for line in content.split("\n") if line.strip()]


def test_a_level_shows_the_numbers_above_it(tmp_path: Path) -> None:
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1, 2) + item("e", 1) + item("f", 1, 1)
    found = lines(text(tmp_path, body, numbering=definition(1, *LEGAL)))
    assert found == ["1. a", "1.1 b", "1.2 c", "(a) d", "2. e", "2.1 f"]


def test_a_level_that_was_passed_over_counts_as_begun(tmp_path: Path) -> None:
    body = item("a", 1, 1) + item("b", 1)
    assert lines(text(tmp_path, body, numbering=definition(1, *LEGAL))) == ["1.1 a", "2. b"]


def test_headings_are_numbered_through_their_styles(tmp_path: Path) -> None:
    levels = (
        level(0, "upperLetter", "Annex %1", '<w:pStyle w:val="heading1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="heading2"/>'),
    )
    styles = style("heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles += style("heading 2", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles += style("Own", based="heading2") + style(
        "None", '<w:numPr><w:numId w:val="0"/></w:numPr>', based="heading2"
    )
    body = p("One", style="heading1") + p("Two", style="heading1") + p("In", style="heading2")
    body += p("Bare", style="None")
    found = text(tmp_path, body, styles=styles, numbering=definition(1, *levels))
    assert lines(found) == ["# Annex A One", "# Annex B Two", "## B.1 In", "## Bare"]


def test_lists_of_one_definition_count_on_and_an_override_begins_anew_once(tmp_path: Path) -> None:
    numbering = definition(1, level(0, "decimal", "%1)")) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("a", 1) + p("Between") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert lines(text(tmp_path, body, numbering=numbering)) == ["1) a", "Between", "2) b", "7) c", "8) d", "9) e"]


def test_a_list_may_override_a_level_as_a_whole(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "Part %1")}</w:lvlOverride>'
    numbering = definition(1, level(0, "decimal", "%1.")) + (
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{own}</w:num>'
    )
    assert lines(text(tmp_path, item("a", 2) + item("b", 2), numbering=numbering)) == ["Part I a", "Part II b"]


@pytest.mark.parametrize(("restart", "last"), [("", "1. d"), ('<w:lvlRestart w:val="0"/>', "2. d")])
def test_a_level_begins_anew_unless_it_says_otherwise(restart: str, last: str, tmp_path: Path) -> None:
    numbering = definition(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", restart))
    body = item("a", 1) + item("b", 1, 1) + item("c", 1) + item("d", 1, 1)
    assert lines(text(tmp_path, body, numbering=numbering))[-1] == last


def test_a_level_may_begin_anew_after_one_level_only(tmp_path: Path) -> None:
    numbering = definition(
        1,
        level(0, "decimal", "%1."),
        level(1, "decimal", "%2."),
        level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
    )
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1, 1) + item("e", 1, 2) + item("f", 1)
    body += item("g", 1, 2)
    assert [line[0] for line in lines(text(tmp_path, body, numbering=numbering))] == ["1", "1", "1", "2", "2", "2", "1"]


def test_legal_numbers_are_all_digits(tmp_path: Path) -> None:
    numbering = definition(1, level(0, "upperRoman", "%1"), level(1, "lowerLetter", "%1.%2", "<w:isLgl/>"))
    assert lines(text(tmp_path, item("a", 1) + item("b", 1, 1), numbering=numbering)) == ["I a", "1.1 b"]


def test_legal_numbers_keep_their_zeros(tmp_path: Path) -> None:
    numbering = definition(1, level(0, "upperRoman", "%1"), level(1, "decimalZero", "%1.%2", "<w:isLgl/>"))
    assert lines(text(tmp_path, item("a", 1) + item("b", 1, 1), numbering=numbering)) == ["I a", "1.01 b"]


def test_a_list_that_points_to_a_style_is_that_styles(tmp_path: Path) -> None:
    steps = f'<w:styleLink w:val="Steps"/>{level(0, "decimalZero", "%1:")}'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{steps}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Steps"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = style("Steps", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    found = text(tmp_path, item("a", 2) + item("b", 2), styles=styles, numbering=numbering)
    assert lines(found) == ["01: a", "02: b"]


def test_bullets_are_dashes_unless_they_say_more(tmp_path: Path) -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    numbering = (
        definition(1, level(0, "bullet", "\uf0b7"))
        + definition(2, level(0, "bullet", "\uf0fe", wingdings))
        + definition(3, level(0, "bullet", "\uf0a8", wingdings))
        + definition(4, level(0, "none", "Note:"))
        + definition(5, level(0, "none", ""))
        + definition(6, level(0, "bullet", "o", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'))
    )
    found = text(tmp_path, "".join(item(str(number), number) for number in range(1, 7)), numbering=numbering)
    assert lines(found) == ["- 1", "- ☑ 2", "- ◻ 3", "Note: 4", "5", "- 6"]


def test_an_empty_item_counts_and_a_deleted_one_does_not(tmp_path: Path) -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    deleted = p(
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
        properties=f'<w:numPr><w:numId w:val="1"/></w:numPr>{gone}',
    )
    body = item("a", 1) + item("", 1) + deleted + item("b", 1)
    assert lines(text(tmp_path, body, numbering=definition(1, *LEGAL))) == ["1. a", "3. b"]


def test_a_custom_format_keeps_its_zeros(tmp_path: Path) -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1-"/></w:lvl>'
    )
    assert lines(text(tmp_path, item("a", 1), numbering=definition(1, custom))) == ["001- a"]


def test_paragraphs_that_number_themselves_by_a_field_count(tmp_path: Path) -> None:
    body = p(field(" AUTONUM ", None), "first") + p(field(" AUTONUM ", None), "second")
    assert lines(text(tmp_path, body)) == ["1. first", "2. second"]


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 53, "AAA"),
        ("ordinal", 3, "3rd"),
        ("ordinal", 112, "112th"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 32, "Thirty-second"),
        ("hex", 26, "1A"),
        ("chicago", 6, "††"),
        ("numberInDash", 2, "- 2 -"),
        ("none", 2, ""),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 1, "⒈"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("ideographDigital", 12, "一二"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("japaneseCounting", 10, "十"),
        ("ideographLegalTraditional", 11, "拾壹"),
        ("koreanDigital", 3, "삼"),
        ("koreanCounting", 12, "십이"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 3, "寅"),
        ("ideographZodiacTraditional", 1, "甲子"),
        ("aiueo", 2, "イ"),
        ("iroha", 2, "ロ"),
        ("ganada", 3, "다"),
        ("chosung", 2, "ㄴ"),
        ("hebrew1", 15, "טו"),
        ("hebrew2", 11, "כ"),
        ("arabicAlpha", 3, "ت"),
        ("arabicAbjad", 3, "ج"),
        ("russianLower", 4, "г"),
        ("russianUpper", 2, "Б"),
        ("thaiNumbers", 12, "๑๒"),
        ("thaiLetters", 1, "ก"),
        ("hindiNumbers", 3, "३"),
        ("hindiLetters", 2, "ख"),
        ("unheardOf", 5, "5"),
    ],
)
def test_a_number_is_written_in_its_format(form: str, count: int, written: str) -> None:
    assert numeral(count, form) == written


@pytest.mark.parametrize(("language", "written"), [("de", "2."), ("fr", "2e"), ("es", "2º"), ("zz", "2")])
def test_ordinals_are_those_of_the_language(language: str, written: str) -> None:
    assert numeral(2, "ordinal", language) == written


def test_a_pattern_that_is_no_number_gives_digits() -> None:
    assert pattern(3, "i, ii") == "3"


def test_a_number_without_words_stays_in_its_cell_where_the_row_says_something(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    body = row(p("Nr"), p("Bird")) + row(item("", 1), p("Coot")) + row(item("", 1), p("")) + row(item("", 1), p("Teal"))
    body += row(item("Own", 1) + item("", 1), p("Swan"))
    found = lines(text(tmp_path, f"<w:tbl>{body}</w:tbl>", numbering=definition(1, level(0, "decimal", "%1)"))))
    assert found == ["| Nr | Bird |", "| --- | --- |", "| 1) | Coot |", "| 3) | Teal |", "| 4) Own | Swan |"]


def test_a_number_without_words_is_nothing_outside_of_tables(tmp_path: Path) -> None:
    body = p("Bird") + item("", 1) + p("Coot", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    notes = f'<w:footnote w:id="1">{item("", 1)}</w:footnote>'
    found = text(tmp_path, body, numbering=definition(1, level(0, "decimal", "%1)")), footnotes=notes)
    assert lines(found) == ["Bird", "Coot[^1]"]
