"""Which languages a text may be in, and that words of others say nothing in it."""

from pathlib import Path

import pytest

from listed import sentences_in
from openbook.text.language import LATIN, languages_of, latin_languages, likeliest
from openbook.text.phrases import phrases
from openbook.text.said import spoken

MET_ELSEWHERE = sentences_in(Path(__file__).parent / "lists" / "met_elsewhere.txt")
DENIAL_SEARCH_MEMORY = (
    "ascribing", "hedging", "in_vain", "memory_talk", "negations", "none_of_them", "refusals", "search_words",
    "telling", "unable",
)  # fmt: skip
GERMAN = "Auf dem Schild an der Tür des Salons steht"


@pytest.mark.parametrize("language", MET_ELSEWHERE)
def test_words_that_only_another_language_denies_or_searches_with_say_nothing(language: str) -> None:
    told = [
        (one, name) for one in MET_ELSEWHERE[language] for name in DENIAL_SEARCH_MEMORY if phrases(name).within(one)
    ]
    assert not told


def test_sentences_of_the_list_have_words_that_count_elsewhere() -> None:
    """Without their languages they would be taken: each word alone may be of any."""
    words = {word for by in MET_ELSEWHERE.values() for one in by for word in spoken(one).split()}
    assert len([word for word in words if phrases("negations").within(word)]) >= 8


@pytest.mark.parametrize(
    ("quotation", "entry"), [("Dogs are not allowed on the deck", "not"), ("no hay perros en la", "no")]
)
def test_what_a_text_quotes_is_read_in_its_own_language(quotation: str, entry: str) -> None:
    assert phrases("negations").within(f"{GERMAN}: {quotation}.") == entry
    assert phrases("negations").within(f"{GERMAN} nichts: {quotation}.") in (entry, "nichts")


@pytest.mark.parametrize("text", ["Hunde verboten", "unless", "La Palma: kein Eintritt"])
def test_a_text_of_which_too_few_words_tell_may_be_in_any_language(text: str) -> None:
    assert latin_languages(spoken(text)) == frozenset(LATIN)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Who keeps the lamp?", ["english"]),
        ("Qui garde la lampe ?", ["french"]),
        ("Кто зажигает лампу?", ["russian"]),
        ("誰がランプをつけますか", ["japanese", "chinese"]),
        ("谁点灯？", ["chinese"]),
        ("Larkhill?", list(LATIN)),
        ("Who painted the sign 灯台 on the door?", ["chinese", "english"]),
    ],
)
def test_the_languages_of_a_question_are_those_of_its_scripts_and_of_its_words(text: str, languages: list[str]) -> None:
    assert languages_of(text) == languages


def test_latin_words_of_a_text_in_another_script_are_read_in_the_language_they_tell() -> None:
    assert phrases("negations").within("На двери: the dogs may not enter.") == "not"
    assert not phrases("negations").within("На двери: the die is cast in a tin and sin is near.")


@pytest.mark.parametrize(
    ("text", "language"),
    [("The keeper of the lamp", "english"), ("La lampe du phare", "french"), ("la", ""), ("灯", "chinese")],
)
def test_the_likeliest_language_is_the_one_of_most_words(text: str, language: str) -> None:
    assert likeliest(text) == language
