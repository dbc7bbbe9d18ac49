"""A passage tells nothing where it shares with an answer another form of a word of its question alone."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.answer_leak import answer_leak

GOLD = chunk(
    "Las quejas por un telar se presentan en 48 horas, con una fianza de 45 euros, "
    "que se devuelve si se estima la reclamación.",
    "telar.md",
)
SHOWN = chunk("Para la rueca del taller las reclamaciones se presentan en 24 horas, sin fianza.", "rueca.md")


@pytest.mark.parametrize(("wanted", "is_told"), [("reclamar por", False), ("protestar por", True)])
def test_a_form_of_what_is_asked_is_no_answer(wanted: str, is_told: bool) -> None:
    turns = [
        turn("-", "Para el telar recuerdo 45 euros.", f"¿Qué fianza pide el taller para {wanted} un telar?"),
        turn("-", "Que yo recuerde, sí, cuando se acepta la reclamación.", "¿La devuelven?"),
    ]
    assert (answer_leak(item(GOLD, [SHOWN], "missing_recall"), turns) is not None) is is_told


DEPOSIT = chunk("햇살 시립도서관 안내. 도서관은 아침 9시에 문을 연다. 회원증 보증금은 4만 5천 원이다.", "햇살.md")
STUDY = chunk("공부방은 도서관 뒤뜰에 있다. 열람석은 서른 개이다.", "공부방.md")


@pytest.mark.parametrize(("asked_of", "is_told"), [("도서관에", False), ("공부방에", True)])
def test_what_a_compound_of_the_question_ends_with_is_no_answer(asked_of: str, is_told: bool) -> None:
    gold = chunk(f"{DEPOSIT.text} 공부방에도 알린다.", "햇살.md")
    turns = [
        turn("-", "찾지 못했습니다. 제 기억으로는 4만 5천 원입니다.", "햇살 시립도서관의 회원증 보증금은 얼마인가요?"),
        turn("-", f"확실하지 않으니 {asked_of} 물어보세요.", "확실한가요?"),
    ]
    assert (answer_leak(item(gold, [STUDY], "missing_recall"), turns) is not None) is is_told
