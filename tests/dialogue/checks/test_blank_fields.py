"""An answer in which words in square brackets stand where an amount, a name or a date belongs."""

import pytest
from written import FOUND, turn

from openbook.dialogue.checks.hollow import no_answer

ASKED = "What does it cost?"
BLANK = (
    "Renting the hall costs [insert amount] euros.",
    "The hall was let to [customer name here] in May.",
    "Die Halle kostet [Betrag einfügen] Euro.",
    "La salle coûte [montant à insérer] euros.",
    "La sala cuesta [insertar importe] euros.",
    "Зал стоит [вставьте сумму] рублей.",
    "تكلفة القاعة [أدخل المبلغ] يورو.",
    "हॉल का किराया [राशि भरें] रुपये है।",
    "हॉल का किराया [राशि] रुपये है।",
    "홀 사용료는 [금액]유로입니다.",
    "홀 사용료는 [금액 입력] 유로입니다.",
    "大厅的租金是[金额]元。",
    "ホールの使用料は[金額を記入]円です。",
    "ホールの使用料は［金額］円です。",
    "A loan is free for [insert how long a tool may be kept] days.",
    "Un prêt coûte environ [le prix du prêt, à préciser] euros.",
    "租期为【此处填写天数，见借用规则】天。",
    "ऋण पर लगभग [कितने दिन, यहाँ लिखें] दिन लगते हैं।",
)
FILLED = (
    "It opens at nine [see chunk 1].",
    "- [x] sweep it\n- [ ] open it",
    "For the price click [Rent the hall](https://hall.example/rent) now.",
    "The price is on [Rent the hall][1].",
    'She said "they let [hired helpers] sweep it" to us.',
    'She said "they swept it all" [emphasis mine].',
    "The price is `rent [hall name]` times two.",
    "It costs 20 euros [1].",
    "它的租金是二十元[1]。",
    "It [what they cost] is 20 euros.",
    "Press [insert a tool card](https://hall.example/card) to open it.",
)


@pytest.mark.parametrize("answer", BLANK)
def test_a_blank_in_brackets_is_found(answer: str) -> None:
    found = no_answer(FOUND, [turn("-", answer, ASKED)])
    assert found is not None
    assert "placeholder" in found.detail


@pytest.mark.parametrize("answer", FILLED)
def test_other_brackets_are_no_blanks(answer: str) -> None:
    assert no_answer(FOUND, [turn("-", answer, ASKED)]) is None
