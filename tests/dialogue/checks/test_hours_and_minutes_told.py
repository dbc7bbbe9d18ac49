"""A passage tells an hour or an amount in words, in a sentence that names the question's matter in another form."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.answer_leak import answer_leak

FERRY = chunk("On 4 May 2031 the ferry Alma leaves the north quay at 7:45 for its trial run.", "alma.md")
ASKED = "When does the ferry Alma begin its trial run from the quay on 4 May 2031?"


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ("Harbour news of 4 May 2031. The ferry Alma casts off from the quay at quarter to eight.", True),
        ("Harbour news of 4 May 2031. The ferry Alma casts off from the quay at quarter to nine.", False),
        ("Harbour news. On 11 June the ferry Alma casts off from the quay at quarter to eight.", False),
    ],
)
def test_an_hour_in_words_is_told_where_the_date_stands_a_sentence_before(told: str, is_told: bool) -> None:
    turns = [turn("-", "I found nothing on it. From memory, it's 7:45.", ASKED)]
    assert (answer_leak(item(FERRY, [chunk(told, "harbour.md")], "missing_recall"), turns) is not None) is is_told


GOLD = chunk("تستغرق الجولة بقارب البحيرة ثلاث عشرة دقيقة حول الجزيرة.", "قارب.md")


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ("يصل الضيف إلى المرسى مع القارب بعد ١٣ دقيقة.", True),
        ("يصل الضيف إلى المرسى مع القارب بعد ١٧ دقيقة.", False),
        ("يصل الضيف إلى المرسى مع الحافلة بعد ١٣ دقيقة.", False),
    ],
)
def test_a_word_with_a_preposition_is_the_word(told: str, is_told: bool) -> None:
    turns = [turn("-", "لم أجد شيئًا. من الذاكرة، تستغرق ثلاث عشرة دقيقة.", "كم دقيقة تستغرق الجولة بقارب البحيرة؟")]
    assert (answer_leak(item(GOLD, [chunk(told, "مرسى.md")], "missing_recall"), turns) is not None) is is_told
