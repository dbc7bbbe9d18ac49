"""Quotation marks of CSV and TSV: those that enclose a cell go, all others stay, and no row swallows the next."""

from pathlib import Path

import pytest
from corpus_makers import read_one


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('Part;Size\n"Old" valve;5" wide\n', ['| "Old" valve | 5" wide |']),
        ('Part;Size\nElbow;"half\nFlange;7" thick\n', ['| Elbow | "half |', '| Flange | 7" thick |']),
        ('Part\tSize\nElbow\t"half\nFlange\tthick"\n', ['| Elbow | "half |', '| Flange | thick" |']),
        ('Part;Size\nElbow;"never closed\nFlange;7\n', ['| Elbow | "never closed |', "| Flange | 7 |"]),
        ('Part,Size\n"Smith, J." valve,5\n', ["| Smith, J. valve | 5 |"]),
        ('Part,Size\n"Old" valve,5\n"of two\nlines",6\n', ['| "Old" valve | 5 |', "| of two lines | 6 |"]),
        ('Part,Size\nElbow, "2, 3"\n', ["| Elbow | 2, 3 |"]),
        ('Part,Size\n"5\\" pipe, long",3\n', ['| 5" pipe, long | 3 |']),
        ('Part,Size\n"say ""no""",3\n', ['| say "no" | 3 |']),
    ],
)
def test_quotation_marks_enclose_cells_or_are_signs(content: str, rows: list[str], tmp_path: Path) -> None:
    path = tmp_path / ("a.tsv" if "\t" in content else "a.csv")
    path.write_text(content)
    assert read_one(path).text.split("\n")[2:] == rows


def test_a_mark_that_is_never_closed_takes_no_time(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Part;Size\n" + 'Elbow;"half\n' * 20_000)
    assert read_one(tmp_path / "a.csv").text.count("| Elbow |") == 20_000


def test_a_table_whose_line_ends_were_written_twice_is_one(tmp_path: Path) -> None:
    rows = ["Part,Size,Price", "Elbow,7,3", "Flange,,", "Valve,n/a,n/a", "Bend,5,2"]
    (tmp_path / "a.csv").write_bytes("".join(f"{row}\r\r\n" for row in rows).encode())
    text = read_one(tmp_path / "a.csv").text
    (tmp_path / "b.csv").write_text("\n".join(rows))
    assert text == read_one(tmp_path / "b.csv").text


def test_lines_of_long_cells_stay_lines_where_an_empty_row_follows(tmp_path: Path) -> None:
    rows = f'Part,Use\nElbow,"Turn it.\n- {"once and " * 50}\n- again"\n'
    (tmp_path / "a.csv").write_text(rows)
    text = read_one(tmp_path / "a.csv").text
    (tmp_path / "b.csv").write_text(f"{rows}\n\n")
    assert "\n- again" in text
    assert read_one(tmp_path / "b.csv").text == text
