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
    ("text", "read"),
    [
        ("波止場の明か\nりは夜明けまで消えない", "波止場の明かりは夜明けまで消えない"),
        ("波止場の明か\n　りは夜明けまで", "波止場の明かりは夜明けまで"),
        ("渡船在黎\n明前靠岸", "渡船在黎明前靠岸"),
        ("渡船在黎\n12\n明前靠岸", "渡船在黎明前靠岸"),
        ("เรือข้าม\nฟากออกหกโมง", "เรือข้ามฟากออกหกโมง"),
    ],
)
def test_a_line_that_ends_within_a_word_of_a_script_without_spaces_goes_on(text: str, read: str) -> None:
    assert unlaid(text) == read


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "\u00a0"])
def test_numbers_of_verses_are_left_out_however_far_they_stand(gap: str) -> None:
    verses = ("the heron waits", "the ferry sleeps", "the rope is wet", "the morning keeps")
    numbered = "\n".join(f"{number}{gap}{verse}" for number, verse in enumerate(verses, start=1))
    assert " ".join(unlaid(numbered).split()) == " ".join(verses)


@pytest.mark.parametrize(
    "text", ["Parts:\n14 screws and nuts\nAll of steel", "sold by\nKorvald Stoves 14.\nopen daily"]
)
def test_a_line_of_its_own_stays(text: str) -> None:
    assert "14" in unlaid(text)
