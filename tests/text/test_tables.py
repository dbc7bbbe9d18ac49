"""Tables of a text: every cell stays in its column."""

import pytest

from openbook.text.tables import tables


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| North | 3 m |", ("North", "3 m")),
        ("North | 3 m", ("North", "3 m")),
        ("||3 m|", ("", "3 m")),
        ("|North||", ("North", "")),
        ("|  | 3 m |", ("", "3 m")),
        (r"| a \| b | 3 m |", (r"a \| b", "3 m")),
        (r"| North | 3 \|", ("North", r"3 \|")),
    ],
)
def test_cells_stay_in_their_columns(row: str, cells: tuple[str, ...]) -> None:
    assert tables(f"Depths:\n\n| Berth | Depth |\n|---|---|\n{row}\n\nMore.") == ((("Berth", "Depth"), cells),)
