"""What a page's layout puts between words is no part of them."""

import pytest

from openbook.text.unlaid import unlaid


@pytest.mark.parametrize(
    "text",
    [
        "the gas may es-\n14  Korvald stove\ncape into the room",
        "the gas may es-\nKorvald stove  14\ncape into the room",
        "the gas may escape\n14  Korvald stove\ninto the room",
    ],
)
def test_a_running_head_within_a_sentence_is_left_out(text: str) -> None:
    assert " ".join(unlaid(text).split()) == "the gas may escape into the room"


@pytest.mark.parametrize(
    "text", ["Parts:\n14 screws and nuts\nAll of steel", "sold by\nKorvald Stoves 14.\nopen daily"]
)
def test_a_line_of_its_own_stays(text: str) -> None:
    assert "14" in unlaid(text)
