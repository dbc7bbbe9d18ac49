"""First questions that point to somebody, or to a numbered part of something, that their reader was never told of."""

import pytest
from written import chunk

from openbook.dialogue.checks.deixis import pointing_words, unseen_text
from openbook.dialogue.checks.unseen_parts import unseen_part
from openbook.text.language import languages_of

LEASES = [chunk("Letting of flats (Gannet Isle) Act\n\n12. Entry by the owner", "laws/letting-act.txt")]
NOBODY = (
    "How old was she when she took over the loft?",
    "Who taught her the sheet bend?",
    "What was his first job?",
    "What instrument did he play?",
    "In what year did she leave the company?",
    "What happened to him in 1911?",
    "Why did he move to Paris?",
    "Did she ever return?",
    "Wie alt war er, als er anfing, und wer brachte ihm das Weben bei?",
    "Welches Instrument spielte er?",
    "Wie hieß seine Lehrerin?",
    "Quel âge avait-elle quand elle a commencé ?",
    "Qui lui a appris le métier ?",
    "Comment s'appelait son maître ?",
    "¿Quién le enseñó el oficio?",
    "¿Cuál era su sueldo?",
    "Сколько ей было лет, когда она начала?",
    "Кто её научил вязать?",
    "كم كان عمرها عندما بدأت العمل؟",
    "किसने उसे सिखाया?",
    "누가 그녀에게 매듭을 가르쳤나요?",
    "谁教她打结的？",
    "誰が彼女に結び方を教えましたか。",
)
SOMEBODY = (
    "What did Ada Byron do after she married?",
    "If a tenant moves out, can she keep the key?",
    "Where did the potter live before she moved to Larch Lane?",
    "Who was Karl Voss and why did he leave?",
    "When Marta Quill ran the lock, what did she ask for?",
    "Which doctor said he was ill?",
    "How old was she when Nora Abel took over the loft?",
    "Wie alt war Oda Brekke, als sie anfing?",
    "Wann muss ein Mitglied zahlen, wenn er kündigt?",
    "Quel âge avait Oda Brekke quand elle a commencé ?",
    "À quelle heure la bibliothèque ferme-t-elle ?",
    "Où est-il interdit de fumer à Larch Lane ?",
    "¿Cuántos años tenía Oda Brekke cuando empezó?",
    "Сколько лет было Оде Брекке, когда она начала?",
    "Как он-лайн записаться в мастерскую?",
    "कितने साल की उम्र में ओदा ब्रेके ने काम शुरू किया?",
    "오다 브레케는 몇 살에 시작했나요?",
    "奥达几岁开始工作，谁教她打结？",
    "オダさんは何歳で始めましたか。",
)
PARTS = (
    "Under subsection (1)(c), between what hours is entry permitted?",
    "In step 3, how long does it dry?",
    "What is fined by section 14?",
    "Was ist nach Absatz 2 erlaubt?",
    "Que prévoit l'article 12 ?",
    "¿Qué dice el artículo 12?",
    "Cosa prevede il punto 4?",
    "O que diz a cláusula 4?",
    "Wat staat in artikel 4?",
    "Co mówi art. 4?",
    "Что сказано в пункте 3?",
    "ماذا تقول المادة 12؟",
    "धारा 12 में क्या लिखा है?",
    "제12조에 따르면 언제 들어갈 수 있나요?",
    "根据第12条，什么时候可以进入？",
    "手順3では何分待ちますか。",
)
NAMED = (
    "When may an owner enter under section 12 of the letting act?",
    "What does section 12 of the lease say?",
    "In the Gannet Isle law, what does section 13 say on rent?",
    "What does Article 5 GDPR say?",
    "At what point a tenant must leave?",
    "Was ist nach Absatz 2 des Mietgesetzes erlaubt?",
    "Que prévoit l'article 12 de la loi sur les baux ?",
    "¿Qué dice el artículo 12 de la ley de alquileres?",
    "Что сказано в пункте 3 договора?",
    "धारा 12 में Letting Act क्या कहता है?",
)


def points(question: str) -> str:
    part = unseen_part(question, languages_of(question.casefold()), LEASES)
    return pointing_words(question) or unseen_text(question, "") or part


@pytest.mark.parametrize("question", [*NOBODY, *PARTS])
def test_what_nobody_named_is_pointed_to(question: str) -> None:
    assert points(question)


@pytest.mark.parametrize("question", [*SOMEBODY, *NAMED])
def test_what_the_question_names_is_not(question: str) -> None:
    assert not points(question)


def test_a_word_of_the_title_names_the_document() -> None:
    asked = "For letting, what is fined by section 14?"
    assert not unseen_part(asked, ["english"], LEASES)
    assert unseen_part(asked, ["english"], [chunk("Boundary fences\n\n14. Fines", "laws/fences.txt")])


@pytest.mark.parametrize(
    "question",
    [
        "Quel loyer est fixé dans ce procès-verbal ?",
        "Qui a signé ces procès-verbaux ?",
        "What did this write-up decide?",
        "¿Qué se decidió en esta acta?",
        "Какой порядок установлен этим протоколом?",
        "ماذا يقرر هذا المحضر؟",
        "이 회의록에서 무엇이 정해졌나요?",
    ],
)
def test_minutes_that_nobody_sees_are_pointed_to(question: str) -> None:
    assert pointing_words(question)


def test_what_is_no_document_may_be_pointed_to() -> None:
    assert not pointing_words("Que vaut ce vis-à-vis à Larch Lane ?")
