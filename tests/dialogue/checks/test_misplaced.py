"""A figure of gold's that is given to what stands beside it: clauses of a sentence, in the languages of the list."""

import pytest
from written import chunk, item, turn

from listed import lacking_word
from openbook.dialogue.checks.misplaced import misplaced
from openbook.text.word_lists import listed

SENTENCES = {
    "and": (
        "The barn weighs 12 tonnes and the mill weighs 40 tonnes.",
        "How much is the barn?",
        "The barn weighs 40 tonnes.",
    ),
    "while": (
        "The barn weighs 12 tonnes while the mill weighs 40 tonnes.",
        "How much is the barn?",
        "The barn weighs 40 tonnes.",
    ),
    "und": (
        "Die Scheune wiegt 12 Tonnen und die Mühle wiegt 40 Tonnen.",
        "Wie schwer ist die Scheune?",
        "Die Scheune wiegt 40 Tonnen.",
    ),
    "sowie": (
        "Die Scheune kostet 12 Euro sowie die Mühle 40 Euro.",
        "Was kostet die Scheune?",
        "Die Scheune kostet 40 Euro.",
    ),
    "et": (
        "La grange pèse 12 tonnes et le moulin pèse 40 tonnes.",
        "Que pèse la grange ?",
        "La grange pèse 40 tonnes.",
    ),
    "tandis": (
        "La grange pèse 12 tonnes tandis que le moulin pèse 40 tonnes.",
        "Que pèse la grange ?",
        "La grange pèse 40 tonnes.",
    ),
    "y": (
        "El granero pesa 12 toneladas y el molino pesa 40 toneladas.",
        "¿Cuánto pesa el granero?",
        "El granero pesa 40 toneladas.",
    ),
    "mientras": (
        "El granero pesa 12 toneladas mientras el molino pesa 40 toneladas.",
        "¿Cuánto pesa el granero?",
        "El granero pesa 40 toneladas.",
    ),
    "e": (
        "Il fienile pesa 12 tonnellate e il mulino pesa 40 tonnellate.",
        "Quanto pesa il fienile?",
        "Il fienile pesa 40 tonnellate.",
    ),
    "mentre": (
        "Il fienile pesa 12 tonnellate mentre il mulino pesa 40 tonnellate.",
        "Quanto pesa il fienile?",
        "Il fienile pesa 40 tonnellate.",
    ),
    "enquanto": (
        "O celeiro pesa 12 toneladas enquanto o moinho pesa 40 toneladas.",
        "Quanto pesa o celeiro?",
        "O celeiro pesa 40 toneladas.",
    ),
    "и": ("Амбар весит 12 тонн и мельница весит 40 тонн.", "Сколько весит амбар?", "Амбар весит 40 тонн."),
    "а": ("Амбар весит 12 тонн а мельница весит 40 тонн.", "Сколько весит амбар?", "Амбар весит 40 тонн."),
    "но": ("Амбар весит 12 тонн но мельница весит 40 тонн.", "Сколько весит амбар?", "Амбар весит 40 тонн."),
    "و": ("يزن المخزن 12 طنا و تزن الطاحونة 40 طنا.", "كم يزن المخزن؟", "يزن المخزن 40 طنا."),
    "और": ("खलिहान 12 टन का है और चक्की 40 टन की है।", "खलिहान कितना भारी है?", "खलिहान 40 टन का है।"),
}


def told(word: str) -> str:
    text, question, answer = SENTENCES[word]
    gold = chunk(text, "yard.md")
    return misplaced(item(gold, [gold]), turn("", answer, question))


def test_each_conjunction_has_a_sentence() -> None:
    assert SENTENCES.keys() == {word for words in listed("conjunctions").values() for word in words}


@pytest.mark.parametrize("word", SENTENCES)
def test_clauses_that_a_conjunction_parts_keep_their_figures(word: str) -> None:
    assert "40" in told(word)
    with lacking_word("conjunctions", word):
        assert not told(word)


def test_a_year_and_what_was_counted_in_it_are_not_exchanged() -> None:
    gold = chunk("The orchard was first measured in 1871, when it bore 212 trees.", "yard.md")
    said = turn("", "212.", "How many trees did the orchard have when it was first measured?")
    assert not misplaced(item(gold, [gold]), said)
    years = chunk("The orchard was measured in 1871, and the orchard was felled in 1902.", "yard.md")
    assert "1902" in misplaced(item(years, [years]), turn("", "In 1902.", "In which year was the orchard measured?"))
