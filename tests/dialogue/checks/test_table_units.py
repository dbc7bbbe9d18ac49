"""A figure of a table's cell has the unit of its column's name, or of its row, and no other one of the kind."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.figures import invented
from openbook.records import Item

BEAMS = chunk(
    "Beams of the yard\n\n| beam | weight (kg) | length (m) |\n|---|---|---|\n| oak | 140 | 16 |\n| ash | 95 | 7.5 |\n",
    "beams.md",
)
SETTINGS = chunk(
    "| setting | default | unit |\n|---|---|---|\n| wait | 45 | seconds |\n| keep | 30 | days |\n", "settings.md"
)
OFFICE = chunk("The office opens at nine.", "office.md")


def found(gold: str, answer: str, question: str = "What is it?", thoughts: str = "Chunk 2 has it.") -> bool:
    about: Item = item({"beams": BEAMS, "settings": SETTINGS}[gold], [OFFICE, BEAMS if gold == "beams" else SETTINGS])
    return invented(about, [turn(thoughts, answer, question)]) is not None


@pytest.mark.parametrize(
    ("gold", "answer"),
    [("beams", "140 g."), ("beams", "7.5 feet."), ("settings", "45 minutes."), ("settings", "Es sind 30 Wochen.")],
)
def test_another_unit_than_the_tables_is_found(gold: str, answer: str) -> None:
    assert found(gold, answer)


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("beams", "140 kg, which is 0.14 tonnes."),
        ("beams", "16 metres, or 1,600 cm."),
        ("settings", "45 seconds."),
        ("settings", "30 days."),
    ],
)
def test_the_tables_own_unit_and_what_is_converted_from_it_are_right(gold: str, answer: str) -> None:
    assert not found(gold, answer)


def test_an_amount_that_is_told_or_worked_out_elsewhere_is_no_cells() -> None:
    assert not found("beams", "Then it's 140 g.", "And if one chip had 140 g?")
    assert not found("settings", "After 30 hours.", thoughts="Chunk 2 has it: 12 h and 18 h, which makes 30.")
    assert found("settings", "After 30 hours.")
    assert not found("beams", "It costs 95 euros.", "The ash beam costs 95 euros, right?")
