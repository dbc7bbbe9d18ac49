"""Whether words in quotation marks are somebody's who said them, or a suggestion of the writer's."""

import pytest

from openbook.dialogue.checks.ascribed import ascribed, denied, told
from openbook.text.quotations import quotations

TOLD = {
    "en": (
        "Pell told a reporter: “the stones have stopped for good”.",
        "You could tell a reporter: “the stones have stopped for good”.",
    ),
    "de": (
        "Pell sagte dazu: „Die Steine stehen jetzt still.“",
        "Auf dem Schild könnte stehen, was er sagte: „Die Steine stehen jetzt still.“",
    ),
    "fr": (
        "Pell écrivit alors : « les meules se sont tues hier »",
        "Comme il écrivit, vous pouvez mettre : « les meules se sont tues hier »",
    ),
    "es": (
        "Pell dijo entonces: «las piedras ya no giran más»",
        "Como dijo, podría poner: «las piedras ya no giran más»",
    ),
    "ru": (
        "Пелл сказал соседям: «жернова теперь молчат навсегда»",
        "Можно написать, как он сказал: «жернова теперь молчат навсегда»",
    ),
    "zh": ("佩尔常说：“石磨从今天起再也不转了。”", "可以引用佩尔常说的话：“石磨从今天起再也不转了。”"),
    "ja": (
        "ペルは「石臼はもう二度と回らないのだ」と語った。",
        "たとえば「石臼はもう二度と回らないのだ」と語ったことにする。",
    ),
    "ko": (
        "펠은 “맷돌은 이제 다시는 돌지 않는다”라고 말했다.",
        "예를 들어 “맷돌은 이제 다시는 돌지 않는다”라고 말했다고 하세요.",
    ),
    "ar": ("قال بيل: «توقفت الأحجار إلى الأبد»", "يمكنك أن تكتب كما قال: «توقفت الأحجار إلى الأبد»"),
    "hi": ('पेल ने कहा, "पत्थर अब कभी नहीं घूमेंगे यहाँ"।', 'आप लिख सकते हैं, जैसे पेल ने कहा, "पत्थर अब कभी नहीं घूमेंगे यहाँ"।'),
}


@pytest.mark.parametrize("language", TOLD)
def test_what_somebody_said_is_told_from_what_one_could_say(language: str) -> None:
    said, suggested = TOLD[language]
    assert told(quotations(said)[0], said)
    assert not told(quotations(suggested)[0], suggested)


def test_a_block_of_its_own_is_said_by_the_sentence_above_it() -> None:
    text = "She liked to tell her guests:\n\n> They took away the Mondays.\n\nShe died."
    assert ascribed(quotations(text)[0], text, is_thoughts=False)
    own = "A text for your leaflet:\n\n> They took away the Mondays.\n\nShorten it."
    assert not ascribed(quotations(own)[0], own, is_thoughts=False)


DENIED = {
    "de": "Abschnitt 1 hilft. Eine Angabe wie „unter der dritten Stufe links“ findet sich hier nicht.",
    "fr": "L'extrait 1 aide. Une mention telle que « sous la troisième marche » n'y figure pas.",
    "es": "El fragmento 1 ayuda. La frase «debajo de la tercera piedra» no aparece.",
    "ru": "Фрагмент 1 помогает. Оговорки вроде «кроме дней с туманом» там нет.",
    "en": "Chunk 1 helps. Words like “under the third step” are not there.",
}


@pytest.mark.parametrize("language", DENIED)
def test_what_is_denied_behind_quoted_words_is_denied(language: str) -> None:
    text = DENIED[language]
    assert denied(quotations(text)[0], text)


@pytest.mark.parametrize(
    "text",
    [
        "Chunk 1 says: “dogs travel free on weekdays” not on Sundays.",
        "Chunk 1 says it: “dogs travel free on weekdays”, and is not long.",
        "«Nie am Tag.» Abschnitt 1 sagt: „Hunde fahren immer frei mit.“",
    ],
)
def test_a_negation_of_something_else_denies_no_quotation(text: str) -> None:
    assert not denied(quotations(text)[-1], text)


NARROWED = {
    "en": "Chunk 2 only remarks that “dogs travel free on weekdays”.",
    "de": "Abschnitt 2 merkt nur an: „Hunde fahren an Werktagen frei“.",
    "es": "El fragmento 2 solo dice que «los perros viajan gratis entre semana».",
    "ru": "Фрагмент 2 говорит лишь, что «собаки ездят бесплатно по будням».",
    "zh": "片段2只说：“狗在工作日可以免费乘车”。",
    "hi": "खंड 2 केवल कहता है: “कुत्ते काम के दिनों में मुफ़्त जाते हैं”।",
}


@pytest.mark.parametrize("language", NARROWED)
def test_what_is_only_said_is_said(language: str) -> None:
    text = NARROWED[language]
    assert not denied(quotations(text)[0], text)


def test_an_only_beside_a_negation_hides_it_not() -> None:
    text = (
        "Chunk 2 does not only say “dogs travel free on weekdays”. It only has prices, and never “dogs may not travel”."
    )
    assert [denied(one, text) for one in quotations(text)] == [True, True]


def test_thoughts_that_weigh_chunks_by_bare_numbers_lead_to_what_one_says() -> None:
    text = "Going through the chunks, 2 is decisive: “dogs travel free on weekdays”."
    assert ascribed(quotations(text)[0], text, is_thoughts=True)
    assert not ascribed(quotations(text)[0], text, is_thoughts=False)


def test_what_a_contrast_ascribes_is_not_what_stands_before_it() -> None:
    text = "The user may have heard “the mill burned down”, but chunk 1 says otherwise."
    assert not ascribed(quotations(text)[0], text, is_thoughts=True)
