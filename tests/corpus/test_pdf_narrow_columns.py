"""Narrow columns of a PDF side by side: running text is read column by column, tables stay tables."""

from pathlib import Path
from textwrap import wrap

import pytest
from corpus_makers import read_one
from pdf_makers import column, made

from growth import grows_linearly
from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.order import blocks
from openbook.corpus.formats.pdf.running_text import is_running

STORIES = [
    (
        "The gulls come to the pier at noon, when the boats are in. They wait on the posts until the first box is "
        "opened. Then all of them rise at once, and nobody on the quay can hear his own word for a while."
    ),
    (
        "In winter the posts are white with ice. The keeper of the pier breaks it off with an iron bar, which takes "
        "him most of the day. He has asked for a younger man since the bar was made, and none has come so far."
    ),
    (
        "Nobody counts the boats any more. A boy used to do it with chalk on the door of the shed, and the marks of "
        "his last summer can still be read. The door is kept under glass in the hall. It has no handle."
    ),
]


def drawn(lines: list[list[str]], order: str) -> str:
    """The columns side by side, drawn one after the other or row by row."""
    xs = [72 + 130 * at for at in range(len(lines))]
    columns = [
        column(x, 740, part, size=9, pitch=12).splitlines(keepends=True) for x, part in zip(xs, lines, strict=True)
    ]
    if order == "by columns":
        return "".join(map("".join, columns))
    deepest = max(map(len, columns))
    return "".join(part[row] for row in range(deepest) for part in columns if row < len(part))


@pytest.mark.parametrize("order", ["by columns", "by rows"])
@pytest.mark.parametrize("width", [13, 17, 21])
def test_two_narrow_columns_of_text_are_read_one_after_the_other(width: int, order: str, tmp_path: Path) -> None:
    lines = [wrap(story, width) for story in STORIES[:2]]
    text = read_one(made(tmp_path / "a.pdf", [drawn(lines, order)])).text
    assert " ".join(text.split()) == " ".join(STORIES[:2])


def test_three_narrow_columns_of_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    lines = [wrap(story, 17) for story in STORIES]
    text = read_one(made(tmp_path / "a.pdf", [drawn(lines, "by columns")])).text
    assert " ".join(text.split()) == " ".join(STORIES)


@pytest.mark.parametrize(
    "cells",
    [
        [[f"{word} of the pier" for word in "post bar box door hall shed boat boy ice gull".split()]] * 2,  # noqa: SIM905
        [[f"A {word} is near." for word in "post bar box door hall shed boat boy".split()]] * 2,  # noqa: SIM905
        [wrap(story, 17)[:6] for story in STORIES[:2]],
    ],
    ids=["names", "sentences of a line", "few lines"],
)
def test_what_may_be_cells_stays_a_table(cells: list[list[str]], tmp_path: Path) -> None:
    text = read_one(made(tmp_path / "a.pdf", [drawn(cells, "by columns")])).text
    assert text.startswith(f"| {cells[0][0]} | {cells[1][0]} |\n| --- | --- |\n")


@pytest.mark.parametrize(
    "lines",
    [
        ["it", "is", "so.", "We", "went", "on.", "And", "then", "back.", "Good"],
        ["", *wrap(STORIES[0], 17)],
        [line.capitalize() for line in wrap(STORIES[0], 17)],
        ["весы и гири", "лот т. е. гиря", *["мера для зерна", "мешок и верёвка"] * 4],
    ],
    ids=["a word a line", "an empty line", "capitals", "stops within sentences only"],
)
def test_lines_of_which_nobody_can_tell_are_no_running_text(lines: list[str]) -> None:
    assert is_running(wrap(STORIES[0], 17))
    assert not is_running(lines)


def test_to_look_for_titles_of_columns_takes_a_time_that_grows_with_the_lines_only() -> None:
    def look(count: int) -> None:
        places = [(300.0 * (at % 2), 12.0 * (count - at // 2), 9.0 if at % 4 else 14.0) for at in range(count)]
        lines = [Line("The gulls come at noon.", x, y - 2, x + 200, y + 8, y, size=size) for x, y, size in places]
        blocks(PageLines(lines, False, 600, 800))

    assert grows_linearly(look, 8000)
