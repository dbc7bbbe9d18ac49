"""Words and their opposites, and figures with their units, in every script."""

from pathlib import Path

import pytest

from openbook.text.amounts import Amount, figures_of
from openbook.text.content import Content
from openbook.text.opposites import negates, turned
from openbook.text.word_lists import all_of, folded


@pytest.mark.parametrize(
    ("said", "into"),
    [
        ("an hour before dawn", "an hour after dawn"),
        ("mehr als drei", "weniger als drei"),
        ("deux jours avant le départ", "deux jours après le départ"),
        ("antes de comer", "después de comer"),
        ("ниже нуля", "выше нуля"),
        ("قبل الفجر", "بعد الفجر"),
        ("खाने से पहले", "खाने के बाद"),
        ("오전 열 시", "오후 열 시"),
        ("十人以上", "十人以下"),
        ("五時より前に", "五時以降"),
    ],
)
def test_an_opposite_is_told_in_every_language(said: str, into: str) -> None:
    assert turned(said, into) is not None
    assert turned(said, said) is None


@pytest.mark.parametrize("line", (Path(__file__).parent / "opposite_pairs.txt").read_text("utf-8").splitlines())
def test_each_pair_is_told_by_its_words(line: str) -> None:
    script, one, other = line.split(" | ")
    said, into = (f"山{word}川" if script == "signs" else word for word in (one, other))
    assert turned(said, into) is not None
    assert turned(said, said) is None


def test_a_text_with_both_sides_of_a_pair_leans_to_none() -> None:
    assert turned("before or after dawn", "after dawn") is None


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("eight weeks", "8", "week"), ("acht Wochen", "8", "week"), ("huit semaines", "8", "week"),
        ("ocho semanas", "8", "week"), ("восемь недель", "8", "week"), ("8个月", "8", "month"), ("80円", "80", "yen"),
        ("80원", "80", "won"), ("ثمانية أيام", "8", "day"), ("आठ दिन", "8", "day"), ("20 percent", "20", "%"),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_unit(text: str, figure: str, unit: str) -> None:
    assert Amount(figure, unit) in figures_of(text).amounts


def test_a_figure_before_another_word_stands_alone() -> None:
    assert figures_of("8 in the morning").bare == {"8"}


@pytest.mark.parametrize(
    ("text", "figure"),
    [("خمسة عشر", "15"), ("واحد وعشرين", "21"), ("تسعة وأربعون", "49"), ("وثلاثة عشر", "13"), ("اثنا عشر", "12")],
)
def test_arabic_ones_before_tens_make_one_number(text: str, figure: str) -> None:
    assert figure in Content.of(text).vocabulary


TURNED = (
    "unlocked=locked inactive=active impossible=possible illegal=legal irregular=regular nonstop=stop disallow=allow",
    "deactivate=activate nichtraucher=raucher entladen=laden malsain=sain desabonné=abonné ilícito=lícito",
    "scomodo=comodo onbekend=bekend nietroker=roker ontladen=laden nieznany=znany bezpłatny=płatny незаконный=законный",
    "безопасный=опасный бесплатный=платный لامركزي=مركزي غيرمسموح=مسموح अमान्य=मान्य अनचाहा=चाहा बेकार=कार",
    "ग़ैरकानूनी=कानूनी नाखुश=खुश 비공개=공개 불가능=가능 부정확=정확 무제한=제한 미완성=완성",
)
"""Words with what turns them around before them, and without."""


@pytest.mark.parametrize("pair", " ".join(TURNED).split())
def test_a_word_is_turned_around_by_what_stands_before_it(pair: str) -> None:
    word, _, other = pair.partition("=")
    assert negates(word, other)
    assert not negates(other, word)


def test_each_beginning_that_turns_a_word_around_has_a_word() -> None:
    words = (pair.partition("=") for pair in " ".join(TURNED).split())
    assert all_of("negating_prefixes") == {folded(word.removesuffix(other)) for word, _, other in words}


@pytest.mark.parametrize(("word", "other"), [("overload", "load"), ("unit", "it's"), ("tagged", "tagged")])
def test_other_beginnings_turn_nothing_around(word: str, other: str) -> None:
    assert not negates(word, other)
