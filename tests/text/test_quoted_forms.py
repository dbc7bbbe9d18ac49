"""Quotations that are what a passage says, whatever spaces, hyphens and signs it has, and rows that are no titles."""

import pytest

from openbook.records import Passage
from openbook.text.normalise import holds_run_together
from openbook.text.quotations import is_title, standing

HELD = {
    "a hyphen more": ("the cast iron mains were reopened", "cast-iron mains were re-opened"),
    "pieces of a word": ("rates of in terest are high", "of interest are high"),
    "no spaces": ("水の 温度は 二十度", "温度は二十度"),
}


@pytest.mark.parametrize("name", HELD)
def test_a_row_of_letters_stands_there_whatever_parts_them(name: str) -> None:
    text, span = HELD[name]
    assert holds_run_together(text, span)


@pytest.mark.parametrize("span", ["able to enter the yard", "unable to enter the ya", "  "])
def test_it_begins_and_ends_with_words(span: str) -> None:
    assert not holds_run_together("they are unable to enter the yard", span)


SIGNS = {
    "en": ("Seats & boxes: 30 % are kept", "Seats and boxes: 30 percent are kept"),
    "en in two words": ("Seats & boxes: 30% are kept", "Seats and boxes: 30 per cent are kept"),
    "de": ("Ton & Glas: 30 % Rabatt", "Ton und Glas: 30 Prozent Rabatt"),
    "fr": ("Pain & sel : 30 % de remise", "Pain et sel : 30 pour cent de remise"),
    "es": ("Pan & sal: 30 % de descuento", "Pan y sal: 30 por ciento de descuento"),
    "ru": ("Хлеб & соль: скидка 30 %", "Хлеб и соль: скидка 30 процентов"),
    "ar": ("خبز & ملح خصم 30 % اليوم", "خبز و ملح خصم 30 بالمئة اليوم"),
    "hi": ("रोटी & नमक पर 30 % छूट", "रोटी और नमक पर 30 प्रतिशत छूट"),
    "ko": ("소금 값은 오늘 30 % 싸다", "소금 값은 오늘 30 퍼센트 싸다"),
}


@pytest.mark.parametrize("language", SIGNS)
@pytest.mark.parametrize("turn", [1, -1], ids=["quoted as a word", "quoted as a sign"])
def test_a_sign_and_its_word_are_one(language: str, turn: int) -> None:
    text, quote = SIGNS[language][::turn]
    assert standing(quote, [Passage("a", "a.md", f"x. {text}. y", 1, 1.0, True)]) is not None


SHORT = [
    ("they can't be kept here", "they cannot be kept here"), ("it won't open at night", "it will not open at night"),
    ("it doesn’t open at night", "it does not open at night"), ("they're open all night", "they are open all night"),
    ("they'll open at night", "they will open at night"), ("we've closed it at night", "we have closed it at night"),
    ("it's open all night long", "it is open all night long"),
]  # fmt: skip


@pytest.mark.parametrize(("short", "long"), SHORT)
def test_a_short_form_and_its_words_are_one(short: str, long: str) -> None:
    assert standing(long, [Passage("a", "a.md", f"x. {short}. y", 1, 1.0, True)]) is not None
    assert standing(short, [Passage("a", "a.md", f"x. {long}. y", 1, 1.0, True)]) is not None


def test_a_short_form_is_not_its_opposite() -> None:
    assert standing("they can be kept here", [Passage("a", "a.md", "they can't be kept here", 1, 1.0, True)]) is None


def test_another_word_than_the_sign_s_stands_nowhere() -> None:
    passage = Passage("a", "a.md", "Seats & boxes of the gallery are kept", 1, 1.0, True)
    assert standing("Seats or boxes of the gallery are kept", [passage]) is None


@pytest.mark.parametrize("text", ["The Mill on the Floss", "Der Zauberberg", "Windows 11 Pro"])
def test_a_title_is_known_by_its_capitals(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize("text", ["Swift | 6 | 30", "Swift 55 km", "Boost 30 EUR", "Read this now", "It Works."])
def test_a_row_of_figures_or_a_sentence_is_no_title(text: str) -> None:
    assert not is_title(text)
