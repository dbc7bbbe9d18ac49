"""Tables of a PDF: cells keep their columns, lines of one cell stay together, rows are Markdown."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, rows, show

XS = (72, 182, 292, 402)
LIVES = [
    ("Name", "Born", "Died", "Place"),
    ("Berg", "1811", "", "Quay"),
    ("Lund", "", "1870", "Mole"),
    ("Holm", "1822", "1891", ""),
]
WRITTEN = [
    "| Name | Born | Died | Place |",
    "| --- | --- | --- | --- |",
    "| Berg | 1811 |  | Quay |",
    "| Lund |  | 1870 | Mole |",
    "| Holm | 1822 | 1891 |  |",
]
WHOLE = " ".join(PROSE)


@pytest.mark.parametrize("pitch", [13, 16, 22, 30])
@pytest.mark.parametrize("order", ["by rows", "by columns"])
def test_empty_cells_keep_their_columns(pitch: float, order: str, tmp_path: Path) -> None:
    content = rows(700, XS, LIVES, pitch=pitch)
    if order == "by columns":
        content = "".join(
            sorted(content.splitlines(keepends=True), key=lambda line: float(line.split(" Tm")[0].split()[-2]))
        )
    text = read_one(made(tmp_path / "a.pdf", [column(72, 790, PROSE) + content + column(72, 500, PROSE)])).text
    assert text.split("\n\n") == [WHOLE, "\n".join(WRITTEN), WHOLE]


def test_numbers_that_are_set_to_the_right_stay_below_their_header(tmp_path: Path) -> None:
    cells = [("Quay", "Ships", "Tons"), ("North", "7", "12,400"), ("South", "", "900"), ("East", "112", "")]
    content = ""
    for row, (name, ships, tons) in enumerate(cells):
        y = 700 - 15 * row
        content += show(72, y, 10, name)
        content += show(240 - 5.56 * len(ships), y, 10, ships) if ships else ""
        content += show(340 - 5.2 * len(tons), y, 10, tons) if tons else ""
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Quay | Ships | Tons |",
        "| --- | --- | --- |",
        "| North | 7 | 12,400 |",
        "| South |  | 900 |",
        "| East | 112 |  |",
    ]


STALLS = [
    [("Stall", "Size", "Fee", "Note")],
    [("Bread", "2 by 3", "5", "paid in the"), ("", "metres", "", "morning")],
    [("Fish", "3 by 3", "9", "needs ice"), ("", "metres", "", "all day")],
    [("Cloth and", "4 by 3", "7", ""), ("wool", "", "", "")],
]
STALL_ROWS = [
    "| Stall | Size | Fee | Note |",
    "| --- | --- | --- | --- |",
    "| Bread | 2 by 3 metres | 5 | paid in the morning |",
    "| Fish | 3 by 3 metres | 9 | needs ice all day |",
    "| Cloth and wool | 4 by 3 | 7 |  |",
]


def stalls(top: float, between: float, *, borders: bool = False) -> str:
    content, y = "", top
    edges = [y + 14]
    for record in STALLS:
        for texts in record:
            content += rows(y, XS, [texts])
            y -= 12
        edges.append(y + 12 - between / 2)
        y -= between
    if borders:
        edges[1:] = [edge + 2 for edge in edges[1:]]
        for edge in edges:
            content += f"68 {edge} m 500 {edge} l S\n"
        for x in (68, 178, 288, 398, 500):
            content += f"{x} {edges[0]} m {x} {edges[-1]} l S\n"
    return content


@pytest.mark.parametrize("borders", [False, True])
def test_lines_of_one_cell_stay_together(borders: bool, tmp_path: Path) -> None:
    content = column(72, 790, PROSE) + stalls(690, 10, borders=borders)
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text == WHOLE + "\n\n" + "\n".join(STALL_ROWS)


def test_borders_tell_records_where_lines_are_evenly_spaced(tmp_path: Path) -> None:
    text = read_one(made(tmp_path / "a.pdf", [stalls(690, 2, borders=True)])).text
    assert text.split("\n") == STALL_ROWS


def test_boxes_around_each_cell_are_borders_too(tmp_path: Path) -> None:
    content = rows(700, XS[:2], [("Tide", "Hour"), ("low", "6"), ("high", "12")], pitch=20)
    content += "".join(f"{x - 4} {695 - 20 * row} 110 20 re S\n" for x in XS[:2] for row in range(3))
    assert (
        read_one(made(tmp_path / "a.pdf", [content])).text
        == "| Tide | Hour |\n| --- | --- |\n| low | 6 |\n| high | 12 |"
    )


def test_columns_of_prose_are_no_table(tmp_path: Path) -> None:
    left, right = [line[:42] for line in PROSE * 2], [line[20:62] for line in PROSE * 2]
    content = "".join(
        show(60, 700 - 14 * row, 10, one) + show(320, 700 - 14 * row, 10, other)
        for row, (one, other) in enumerate(zip(left, right, strict=True))
    )
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert "|" not in text


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    content = column(72, 700, PROSE) + "60 630 480 90 re S\n60 600 480 20 re S\n"
    assert read_one(made(tmp_path / "a.pdf", [content])).text == WHOLE


def test_a_list_whose_numbers_stand_apart_is_no_table(tmp_path: Path) -> None:
    items = ["Open the gate and wait.", "Let the water in.", "Close the gate again."]
    content = rows(700, (72, 110), [(f"{number}.", item) for number, item in enumerate(items, start=1)])
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert "|" not in text
    assert [line.split(maxsplit=1)[1] for line in text.split("\n")] == items


def test_figures_in_columns_of_fixed_width_letters_keep_their_columns(tmp_path: Path) -> None:
    lines = ["Quay      Ships     Tons", "North     7         12", "South               9", "East      4"]
    courier = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    path = made(tmp_path / "a.pdf", [column(72, 700, lines, font="F2")], fonts="/F2 4 0 R", objects=[courier])
    assert read_one(path).text.split("\n") == [
        "| Quay | Ships | Tons |", "| --- | --- | --- |", "| North | 7 | 12 |", "| South |  | 9 |", "| East | 4 |  |",
    ]  # fmt: skip


def test_a_table_of_contents_and_numbered_lines_are_no_tables(tmp_path: Path) -> None:
    contents = rows(
        700, (72, 110, 420), [(f"1.{n}", "On the quay . . . . . . . . . . . .", str(n * 7)) for n in (1, 2, 3)]
    )
    numbered = rows(
        600, (72, 110), [(str(56 + n), code) for n, code in enumerate(["let a = 1;", "let b = a;", "call(b);"])]
    )
    assert "|" not in read_one(made(tmp_path / "a.pdf", [contents + numbered])).text


def test_lines_between_two_drawn_ones_are_records_where_none_goes_on(tmp_path: Path) -> None:
    keys = [("Key", "What it does"), ("B", "back by a letter"), ("F", "on by a letter"), ("K", "takes the rest away")]
    content = rows(700, (74, 130), keys[:1]) + rows(680, (74, 130), keys[1:])
    content += "".join(f"68 {edge} m 300 {edge} l S\n" for edge in (712, 692, 640))
    content += "".join(f"{x} 712 m {x} 640 l S\n" for x in (68, 124, 300))
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Key | What it does |",
        "| --- | --- |",
        "| B | back by a letter |",
        "| F | on by a letter |",
        "| K | takes the rest away |",
    ]


CODE = [(0, "def moor(boat):"), (4, "if boat.big:"), (8, "return 5"), (4, "return 3")]


@pytest.mark.parametrize("flag", [True, False])
def test_code_keeps_its_indentation(flag: bool, tmp_path: Path) -> None:
    name = "Courier" if flag else "Helvetica"
    widths = "" if flag else f"/FirstChar 32 /LastChar 126 /Widths [{'600 ' * 95}]"
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding {widths} >>"
    lines = "".join(show(72 + 6 * deep, 700 - 12 * row, 10, text, font="F2") for row, (deep, text) in enumerate(CODE))
    path = made(tmp_path / "a.pdf", [lines], fonts="/F2 4 0 R", objects=[font])
    assert read_one(path).text == "\n".join(" " * deep + text for deep, text in CODE)


def test_lines_of_code_between_prose_stay_lines(tmp_path: Path) -> None:
    courier = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    prose = ["A boat that comes in at", "night is moored by the", "watchman, who has a list."]
    told = "".join(show(72, 700 - 14 * row, 11, text) for row, text in enumerate(prose))
    for code in (CODE, [*CODE[:2], (4, "boat.wait()")]):
        lines = "".join(
            show(72 + 5.4 * deep, 640 - 12 * row, 9, text, font="F2") for row, (deep, text) in enumerate(code)
        )
        text = read_one(made(tmp_path / "a.pdf", [told + lines], fonts="/F2 4 0 R", objects=[courier])).text
        assert text.endswith("list.\n\n" + "\n".join(" " * deep + line for deep, line in code))


def test_prose_of_a_typewriter_has_no_indentation(tmp_path: Path) -> None:
    courier = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    prose = [
        "The harbour board met on the first day of March and",
        "agreed to deepen the eastern basin by two metres, in",
    ]
    prose += ["spite of what its engineer had written to the mayor."]
    lines = "".join(show(72 + 18 * (not row), 700 - 12 * row, 10, text, font="F2") for row, text in enumerate(prose))
    path = made(tmp_path / "a.pdf", [lines], fonts="/F2 4 0 R", objects=[courier])
    assert read_one(path).text == " ".join(prose)


def flat(left: float, right: float, *heights: float) -> str:
    return "".join(f"{left} {height} m {right} {height} l S\n" for height in heights)


TIDES = [
    ("", "", "Ships in"),
    ("", "Depth at", "a year, all"),
    ("Quay", "low water", "kinds"),
    ("North", "4.5", "1,200"),
    ("East", "", "980"),
    ("South", "6.1", ""),
]


@pytest.mark.parametrize("step", [12, 18])
def test_names_of_columns_of_several_lines_are_one_row(step: float, tmp_path: Path) -> None:
    content = rows(700, XS, TIDES[:3], pitch=12) + rows(676 - step, XS, TIDES[3:], pitch=step)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Quay | Depth at low water | Ships in a year, all kinds |",
        "| --- | --- | --- |",
        "| North | 4.5 | 1,200 |",
        "| East |  | 980 |",
        "| South | 6.1 |  |",
    ]


def test_a_line_below_the_names_of_columns_parts_them_from_the_records(tmp_path: Path) -> None:
    cells = [("Ship", "Where it", "Who"), ("", "lies", "steers"), ("Ada", "mole", "Berg"), ("Eva", "quay", "Lund")]
    content = rows(700, XS, cells, pitch=14) + flat(68, 340, 714, 682, 650)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Ship | Where it lies | Who steers |",
        "| --- | --- | --- |",
        "| Ada | mole | Berg |",
        "| Eva | quay | Lund |",
    ]


def test_lines_between_records_keep_the_lines_of_their_cells_together(tmp_path: Path) -> None:
    lines = [
        ("Term", "Meaning", "Source"),
        ("", "A post to which", ""), ("Bollard", "a rope is tied", "Book 3"),
        ("", "A cushion of", "Book 4,"), ("Fender", "rope", "page 12"),
        ("Mole", "A wall", ""),
    ]  # fmt: skip
    content = rows(700, XS, lines, pitch=14) + flat(68, 380, 714, 696, 668, 640, 626)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Term | Meaning | Source |",
        "| --- | --- | --- |",
        "| Bollard | A post to which a rope is tied | Book 3 |",
        "| Fender | A cushion of rope | Book 4, page 12 |",
        "| Mole | A wall |  |",
    ]


def upright(low: float, high: float, *places: float) -> str:
    return "".join(f"{place} {low} m {place} {high} l S\n" for place in places)


def test_cells_over_rows_and_columns_of_a_grid_are_told_by_the_lines_that_are_left_out(tmp_path: Path) -> None:
    cells = [("", "", "Ships", ""), ("", "in", "out", ""), ("North", "7", "9", "a"), ("South", "5", "", "b")]
    content = rows(705, (72, 150, 220, 290), cells, pitch=20) + show(72, 695, 10, "Quay") + show(290, 695, 10, "Note")
    content = content.replace("220 705", "200 705")
    content += flat(68, 360, 720, 680, 660, 640) + flat(146, 286, 700)
    content += upright(640, 720, 68, 146, 286, 360) + upright(640, 700, 216)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Quay | Ships in | Ships out | Note |",
        "| --- | --- | --- | --- |",
        "| North | 7 | 9 | a |",
        "| South | 5 |  | b |",
    ]


def test_the_name_of_a_group_that_begins_above_its_first_column_is_told_with_all_of_them(tmp_path: Path) -> None:
    cells = [("", "2019", "", "2020"), ("Town", "Q1", "Q2", "Q1"), ("Lund", "4", "5", "6"), ("Oslo", "8", "", "9")]
    content = rows(700, XS, cells, pitch=15) + flat(68, 420, 715, 682, 640)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Town | 2019 Q1 | 2019 Q2 | 2020 Q1 |",
        "| --- | --- | --- | --- |",
        "| Lund | 4 | 5 | 6 |",
        "| Oslo | 8 |  | 9 |",
    ]


MILLS = [("Year", "in", "out", "in", "out"), ("1801", "12", "", "7", ""), ("1802", "", "31", "", "9")]
MILLS += [("1803", "14", "", "", "8")]
MILL_ROWS = [
    "| Year | Upper mill in | Upper mill out | Lower mill in | Lower mill out |",
    "| --- | --- | --- | --- | --- |",
    "| 1801 | 12 |  | 7 |  |",
    "| 1802 |  | 31 |  | 9 |",
    "| 1803 | 14 |  |  | 8 |",
]


@pytest.mark.parametrize("ruled", [False, True])
def test_the_name_of_a_group_in_the_middle_above_its_columns_is_told_with_each(ruled: bool, tmp_path: Path) -> None:
    content = rows(685, (72, 150, 210, 290, 350), MILLS, pitch=13)
    content += show(160, 700, 10, "Upper mill") + show(300, 700, 10, "Lower mill")
    if ruled:
        content += flat(68, 370, 715, 681, 640) + flat(146, 228, 696) + flat(286, 370, 696)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == MILL_ROWS


def test_rows_with_gaps_below_ruled_names_are_records_of_their_own(tmp_path: Path) -> None:
    cells = [("Ship", "Lies at", "Waits for"), ("Ada", "mole", ""), ("Eva", "", "cargo"), ("Ida", "quay", "")]
    content = rows(700, XS, cells, pitch=14) + flat(68, 380, 714, 696, 650) + show(182, 718, 10, "All ships")
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n")[-3:] == [
        "| Ada | mole |  |",
        "| Eva |  | cargo |",
        "| Ida | quay |  |",
    ]


def test_a_caption_right_above_the_names_of_columns_is_none_of_them(tmp_path: Path) -> None:
    content = rows(700, (182,), [("Table 1: Ships of the year",)]) + rows(688, XS, [("Quay", "Ships"), ("North", "4")])
    content += rows(656, XS, [("East", "9")])
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.split("\n") == [
        "Table 1: Ships of the year", "", "| Quay | Ships |", "| --- | --- |", "| North | 4 |", "| East | 9 |",
    ]  # fmt: skip


def test_lines_of_a_table_of_contents_stay_lines(tmp_path: Path) -> None:
    lines = [f"{number} About the quay and its ships {'.' * 40} {number * 7}" for number in range(1, 6)]
    assert read_one(made(tmp_path / "a.pdf", [column(72, 700, lines)])).text.split("\n") == lines


def test_a_table_in_the_middle_of_a_paragraph_follows_it(tmp_path: Path) -> None:
    content = column(72, 790, PROSE[:3]) + rows(725, XS, LIVES, pitch=15) + column(72, 640, PROSE[3:])
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n\n") == [WHOLE, "\n".join(WRITTEN)]


def test_items_with_labels_are_no_table(tmp_path: Path) -> None:
    items = [("2.1.1", "Name of the ship"), ("2.1.2", "Name of its owner"), ("2.1.3", "Place where it lies")]
    items += [("Art. 5.", "It may leave."), ("XI.", "The eleventh of them"), ("(iv)", "The fourth")]
    assert "|" not in read_one(made(tmp_path / "a.pdf", [rows(700, (72, 130), items)])).text


def test_words_that_are_drawn_at_once_stand_in_the_cells_between_whose_borders_they_are(tmp_path: Path) -> None:
    content = rows(705, (72, 118), [("Quay", "June May June"), ("North", "7")], pitch=20) + show(170, 685, 10, "9")
    content += flat(68, 192, 718, 698, 678) + upright(678, 718, 68, 114, 142, 165, 192)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n") == [
        "| Quay | June | May | June |",
        "| --- | --- | --- | --- |",
        "| North | 7 |  | 9 |",
    ]


def test_rows_with_gaps_below_names_that_stand_farther_off_are_records_of_their_own(tmp_path: Path) -> None:
    cells = [("Ada", "Berg", "", "1903"), ("Eva", "", "36", ""), ("Ida", "Lund", "", "1898"), ("Una", "Holm", "28", "")]
    content = rows(700, XS, [("Ship", "Master", "Berths", "Built")]) + rows(682, XS, cells, pitch=12)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.split("\n")[2:] == [
        "| Ada | Berg |  | 1903 |",
        "| Eva |  | 36 |  |",
        "| Ida | Lund |  | 1898 |",
        "| Una | Holm | 28 |  |",
    ]


BOATS = [("Boat", "Built", "Port"), ("Heron", "1897", "North"), ("Gull", "1902", "South"), ("Tern", "1911", "North")]
REMARK = "rebuilt after the fire of 1930, with another mast"


@pytest.mark.parametrize("row", [1, 2, 3])
def test_a_line_of_small_letters_between_two_rows_is_a_row_and_parts_no_table(row: int, tmp_path: Path) -> None:
    content = rows(740, [72, 180, 260], BOATS[:row]) + rows(740 - 16 * row - 6, [72, 180, 260], BOATS[row:])
    content += show(72, 740 - 16 * row + 5, 6.5, REMARK)
    read = read_one(made(tmp_path / "a.pdf", [content])).text.split("\n")
    wanted = ["| Heron | 1897 | North |", "| Gull | 1902 | South |", "| Tern | 1911 | North |"]
    wanted.insert(row - 1, f"| {REMARK} |  |  |")
    assert read == ["| Boat | Built | Port |", "| --- | --- | --- |", *wanted]


def test_a_line_of_small_letters_between_two_tables_parts_them(tmp_path: Path) -> None:
    content = rows(740, [72, 180, 260], BOATS) + rows(640, [72, 180, 260], BOATS) + show(72, 680, 6.5, REMARK)
    read = read_one(made(tmp_path / "a.pdf", [content])).text.split("\n")
    assert read.count("| --- | --- | --- |") == 2
    assert REMARK in read


SHIPS = [("Ship", "Built", "Tons"), *((name, str(1900 + at), str(400 + 7 * at)) for at, name in enumerate("ABCDEFGHI"))]


def over_pages(tmp_path: Path, *parts: list[tuple[str, ...]]) -> list[str]:
    """The paragraphs of a file with a page a table, text before the first and below the last."""
    pages = [rows(700, XS[:3], part) for part in parts]
    pages[0] = column(72, 790, PROSE) + pages[0]
    pages[-1] += show(72, 300, 10, "The tons are those of the register.")
    return read_one(made(tmp_path / "a.pdf", pages)).text.split("\n\n")


@pytest.mark.parametrize("header", [[], SHIPS[:1]], ids=["without its header", "with its header again"])
def test_a_table_that_goes_on_over_pages_is_one(header: list[tuple[str, ...]], tmp_path: Path) -> None:
    parts = over_pages(tmp_path, SHIPS[:4], [*header, *SHIPS[4:7]], [*header, *SHIPS[7:]])
    table = [f"| {' | '.join(row)} |" for row in SHIPS]
    assert parts == [
        WHOLE,
        "\n".join([table[0], "| --- | --- | --- |", *table[1:]]),
        "The tons are those of the register.",
    ]


def test_bars_within_cells_part_none_where_a_table_goes_on(tmp_path: Path) -> None:
    ships = [(name.replace("A", "A|a").replace("E", "E|e"), *others) for name, *others in SHIPS]
    parts = over_pages(tmp_path, ships[:4], ships[4:])
    assert [part.count("\n") for part in parts[1:-1]] == [len(SHIPS)]
    assert "| E\\|e | " in parts[1]


@pytest.mark.parametrize(
    "other",
    [
        [("Captain", "Born", "Port"), ("Lund", "1850", "North"), ("Holm", "1851", "South")],
        [("G", "1911"), ("H", "1912"), ("I", "1913")],
    ],
    ids=["a header of its own", "other columns"],
)
def test_a_table_of_its_own_at_the_head_of_a_page_stays_one(other: list[tuple[str, ...]], tmp_path: Path) -> None:
    parts = over_pages(tmp_path, SHIPS, other)
    assert len(parts) == 4
    assert parts[2].split("\n")[0] == f"| {' | '.join(other[0])} |"


def test_what_stands_far_below_a_table_is_no_part_of_its_last_row(tmp_path: Path) -> None:
    content = rows(760, XS[:3], SHIPS) + show(72, 470, 10, "The tons are those of the register.")
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.endswith("| I | 1908 | 456 |\n\nThe tons are those of the register.")
