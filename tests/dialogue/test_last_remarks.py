"""Remarks behind the last answer: what speaks of the conversation is taken off, what speaks of the matter stays."""

import pytest

from openbook.dialogue.reply.trimming import without_chatter
from openbook.dialogue.reply.turns import turns_of_text

REMARKS = {
    "en": (
        [
            "(Note: As requested, there are two turns.)",
            "*Note: each answer rests on the retrieved chunks, and this conversation has two turns.*",
            "Note: The dialogue follows the requested format.",
        ],
        ["Note: a card that is found again isn't paid back.", "(Note: children pay the same.)"],
    ),
    "de": (
        [
            "(Hinweis: Das Gespräch umfasst wie gewünscht zwei Runden.)",
            "Anmerkung: Alle Antworten halten sich an die Vorgaben.",
        ],
        ["Hinweis: Die Karte wird nicht ersetzt."],
    ),
    "fr": (
        ["(Remarque : comme demandé, la conversation compte deux tours.)"],
        ["Remarque : la carte n'est pas remboursée."],
    ),
    "es": (["(Nota: esta conversación tiene dos turnos, según lo solicitado.)"], ["Nota: la tarjeta no se devuelve."]),
    "ru": (
        ["(Примечание: диалог состоит из двух реплик, как требовалось.)"],
        ["Примечание: найденный билет не возвращают."],
    ),
    "zh": (["（注：以上对话共两轮，符合要求。）"], ["注：找回的卡不退款。"]),
    "ja": (["（注：この会話はご依頼どおり二往復です。）"], ["注：見つかったカードは払い戻しません。"]),
    "ko": (["(참고: 요청하신 형식에 맞춰 작성했습니다.)"], ["참고: 찾은 카드는 환불되지 않습니다."]),
    "ar": (["(ملاحظة: هذه المحادثة من دورين كما هو مطلوب.)"], ["ملاحظة: لا يُعاد ثمن البطاقة."]),
    "hi": (["(टिप्पणी: इस बातचीत में अनुरोध के अनुसार दो दौर हैं।)"], ["टिप्पणी: मिला हुआ कार्ड वापस नहीं लिया जाता।"]),
}
"""By language: of the conversation, and of the matter."""


@pytest.mark.parametrize(("language", "remark"), [(name, one) for name, both in REMARKS.items() for one in both[0]])
def test_a_remark_on_the_conversation_is_none_of_the_answer(language: str, remark: str) -> None:
    assert without_chatter(f"Three euros.\n\n{remark}") == "Three euros."


@pytest.mark.parametrize(("language", "remark"), [(name, one) for name, both in REMARKS.items() for one in both[1]])
def test_a_remark_on_the_matter_stays(language: str, remark: str) -> None:
    answer = f"Three euros.\n\n{remark}"
    assert without_chatter(answer) == answer


def test_elements_behind_a_label_are_text() -> None:
    reply = (
        "**QUESTION:** What does a small file look like?\n\n**ANSWER:**\n```xml\n<item>\n"
        "<question>Capital?</question>\n<answer>Lima</answer>\n</item>\n```\n\n"
        "**QUESTION:** And the end?\n\n**ANSWER:** `</item>` ends it."
    )
    first, second = turns_of_text(reply, cut=False)
    assert "<question>Capital?</question>\n<answer>Lima</answer>" in first.answer
    assert second.answer == "`</item>` ends it."


def test_elements_without_labels_are_the_form() -> None:
    reply = "<question>When?</question>\n<thoughts>It says so.</thoughts>\n<answer>At nine.</answer>"
    (turn,) = turns_of_text(reply, cut=False)
    assert (turn.question, turn.thoughts, turn.answer) == ("When?", "It says so.", "At nine.")
