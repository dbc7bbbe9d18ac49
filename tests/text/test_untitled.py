"""What a text is called tells nothing of it."""

import pytest

from openbook.text.untitled import title_of, untitled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Kiln 60\n\nIt holds 60 litres.", "It holds 60 litres."),
        ("Kiln 60 – quick guide\n\nIt holds 60 litres.", "It holds 60 litres."),
        ("It holds 60 litres.\n\nIt is red.", "It holds 60 litres. It is red."),
        ("Kiln 60 – quick guide\nIt holds 60 litres.", "Kiln 60 – quick guide It holds 60 litres."),
        ("| Kiln | Litres |\n\nRed ones are new.", "| Kiln | Litres | Red ones are new."),
        ("It is red.\n\n## Size\n\nIt holds 60 litres.", "It is red. It holds 60 litres."),
    ],
)
def test_headings_and_the_line_that_names_a_text_are_left_out(text: str, told: str) -> None:
    assert " ".join(untitled(text).split()) == told


@pytest.mark.parametrize("text", ["# Kiln 60\n\nIt holds 60 litres.", "Kiln 60\n\nIt holds 60 litres."])
def test_a_title_is_the_line_that_names_a_text(text: str) -> None:
    assert title_of(text) == "Kiln 60"
    assert title_of(text.partition("\n\n")[2]) == ""
