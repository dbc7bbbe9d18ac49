"""The judge's verdict is read from whatever a model wrote (SPEC.md, section 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_linearly
from openbook.dialogue.reply import parse_verdict

SUITABLE = [
    "Suitable",
    "suitable.",
    "SUITABLE",
    "**Suitable**",
    "Verdict: Suitable",
    "Verdict: **Suitable**",
    "**Verdict:** Suitable.",
    "### Verdict\n\n**Suitable**",
    "> Suitable",
    "1. Suitable",
    "✅ Suitable",
    "My verdict is: Suitable",
    "Final verdict — Suitable",
    "Verdict: This is a suitable passage.",
    "Suitable, although it has a table of contents",
    "Suitable.\n\nIt mentions unsuitable things like an index, but they are not the main thing.",
    "Suitable because it explains how valves work, even if part of it is not suitable.",
    "This is not unsuitable.",
    "This is not an unsuitable piece.",
    "It contains no unsuitable material.",
    "The chunk is suitable, although parts are unsuitable.",
    "Although parts are unsuitable, the chunk is suitable.",
    "It is not a table of contents and is suitable.",
    "Since this is not a table of contents, it is suitable.",
    "Is it suitable? Yes.",
    "Yes",
    "Suitable: yes",
    "The piece has an unsuitable heading and a table of contents, but most of it explains things.\nVerdict: Suitable",
    "Unsuitable pieces are indexes and licences. This one is neither.\n\nSuitable",
    "It looks not suitable at first, full of links.\nVerdict: Unsuitable?\nNo: it explains each.\nVerdict: Suitable",
    "<think>It is unsuitable? A table of contents, so not suitable.</think>\nSuitable",
    "thinking about what is unsuitable here\n</think>\n\nVerdict: Suitable",
    "<think>Hmm.</think>Verdict: Suitable",
    "[THINK]unsuitable?[/THINK]Suitable",
    "<|channel|>analysis<|message|>unsuitable?<|end|><|start|>assistant<|channel|>final<|message|>Suitable",
    '{"reasoning": "It lists unsuitable things.", "verdict": "Suitable"}',
    '```json\n{"suitable": true}\n```',
    "Final answer: $\\boxed{\\text{Suitable}}$",
    "Verdict: Suitable **END**",
    "Urteil: Geeignet",
    "Das Stück ist geeignet.",
    "Adapté",
    "Adecuado",
    "Adatto.",
    "Adequado",
    "Geschikt",
    "Fragment nadaje się do tworzenia pytań.",
    "Подходит",
    "适合",
    "结论：合适",
    "適切",
    "적합",
    "مناسب",
    "Suitable. The footer is unsuitable.",
    "VERDICT: SUITABLE\nREASON: Unsuitable parts are few.",
    "I would say it is suitable.",
    "Nothing here makes it unsuitable.",
    "Not only suitable but a pleasure to read.",
    "The text is not a table of contents or an index and gives suitable answers to many questions.",
    "The text is suitable despite being partly unsuitable.",
    "Verdict: Suitable for questions; some lines are unsuitable.",
    "Suitable for questions: Yes",
    "UNSUITABLE: FALSE",
    "Decision: accept",
    "This is appropriate.",
    '{"verdict": "suitable", "reasoning": "Unsuitable parts are few"}',
    '{"unsuitable": "no"}',
    '{"answer": {"suitable": true}}',
    "Der Text eignet sich gut für Fragen.",
    "Le texte convient.",
    "Giudizio: idoneo",
    "Ocena: odpowiedni",
    "Вывод: текст пригоден.",
    "Karar: uygun",
    "Kết luận: phù hợp",
    "Kesimpulan: cocok",
    "Závěr: vhodný",
    "निर्णय: उपयुक्त",
    "ผล: เหมาะสม",
    "Omdöme: lämplig",
    "结论：该文本适合生成问题。",
    "この文章は質問作成に適している",
    "최종 판단: 적절함",
]

UNSUITABLE = [
    "Unsuitable",
    "Not suitable",
    "Not suitable.",
    "NOT SUITABLE",
    "not-suitable",
    "Non-suitable",
    "unsuitable",
    "**Unsuitable**",
    "Verdict: Unsuitable",
    "- Verdict: `Not suitable`",
    "VERDICT - UNSUITABLE",
    "The verdict is unsuitable.",
    "Not Suitable - table of contents",
    "Unsuitable, although the second paragraph is suitable",
    "Verdict: not suitable; it has a suitable heading",
    "I would not call this suitable",
    "I don't think this chunk is suitable.",
    "I don’t think that this is suitable.",
    "The chunk isn't really suitable for questions.",
    "The passage is far from suitable.",
    "This is hardly suitable.",
    "It is neither suitable nor interesting.",
    "It lacks suitable content.",
    "The piece is too short to be suitable.",
    "Is it suitable? No.",
    "No.",
    "Suitable: no",
    "Parts of it are suitable. As a whole it is a licence.\n\nVerdict: Unsuitable",
    "Verdict: Suitable\nOn second thought, this is an index.\nVerdict: Unsuitable",
    "Suitable\nUnsuitable",
    "<think>Suitable, I would say.</think>Unsuitable",
    '{"reasoning": "Suitable at first sight", "verdict": "Unsuitable"}',
    '{"suitable": false}',
    '{"judgement": {"label": "UNSUITABLE", "why": "suitable texts explain"}}',
    '{"result": {"reasoning": "Suitable at first sight", "verdict": ["unsuitable"]}}',
    "Ungeeignet",
    "Das Stück ist nicht geeignet.",
    "Non adapté",
    "Ce passage n'est pas adapté.",
    "No es adecuado",
    "Non è adatto",
    "Não é adequado",
    "Niet geschikt",
    "Nie nadaje się",
    "Не подходит",
    "不适合",
    "Verdict：不适合",
    "判定: 適切ではない",
    "부적합",
    "غير مناسب",
    "Verdict: Unsuitable text. The last paragraph is suitable.",
    "Answer: unsuitable\n\nExplanation: A suitable text would explain something.",
    "I do not think that this piece of text is suitable for questions.",
    "Parts are suitable, but as a whole it is unsuitable.",
    "It fails to be suitable.",
    "It is unfit for questions.",
    "Inappropriate for questions.",
    "Suitable for questions? No",
    "Decision: reject",
    "Final answer: B. Unsuitable",
    '{"is_unsuitable": true}',
    '{"verdict": "reject"}',
    "Der Text eignet sich nicht für Fragen.",
    "Le texte ne convient pas.",
    "Veredicto: no apto",
    "Conclusão: inadequado",
    "Oordeel: ongeschikt",
    "Ocena: nieodpowiedni",
    "Вердикт: непригоден",
    "Karar: uygun değil",
    "Kết luận: không phù hợp",
    "Kesimpulan: tidak cocok",
    "Závěr: nevhodný",
    "निर्णय: उपयुक्त नहीं है",
    "ผล: ไม่เหมาะสม",
    "מסקנה: לא מתאים",
    "Omdöme: olämplig",
    "Απόφαση: ακατάλληλο",
    "结论：该文本并不适合生成问题。",
    "この文章は質問作成に適していません。",
    "이 글은 적합하지 않습니다.",
]

NOTHING = [
    "",
    "   \n",
    "I have no opinion on this piece.",
    "Suitable or Unsuitable",
    "Suitable / Unsuitable",
    "Verdict: Suitable or Unsuitable",
    "Verdict: [Suitable/Unsuitable]",
    "Write the verdict on a line of its own: Suitable or Not suitable.",
    "I need to decide whether this is suitable.",
    "This would be suitable if it had any text.",
    "Is it suitable?",
    "<think>\nIt is a table of contents, so unsuitable. But wait",
    "The piece explains pumps and has a table of contents.",
    "Sure! Here are three questions about the text.",
    "Score: 7/10",
    "Suitable|Unsuitable",
    "适合或不适合",
    "Geeignet oder ungeeignet?",
    "If it had facts it would be suitable.",
    "I cannot judge whether the text is suitable, as there is none.",
    '{"suitable": null}',
    '{"verdict": "suitable or unsuitable"}',
]


def test_the_table_has_at_least_forty_varied_replies() -> None:
    assert len(SUITABLE) + len(UNSUITABLE) + len(NOTHING) >= 100


@pytest.mark.parametrize("reply", SUITABLE)
def test_a_reply_that_says_suitable_is_read_so(reply: str) -> None:
    assert parse_verdict(reply) is True


@pytest.mark.parametrize("reply", UNSUITABLE)
def test_a_reply_that_says_unsuitable_is_read_so(reply: str) -> None:
    assert parse_verdict(reply) is False


@pytest.mark.parametrize("reply", NOTHING)
def test_a_reply_without_a_verdict_has_none(reply: str) -> None:
    assert parse_verdict(reply) is None


PIECES = st.sampled_from(
    [
        "suitable",
        "Unsuitable",
        "not ",
        "verdict: ",
        "\n",
        " ",
        "or ",
        "<think>",
        "</think>",
        "if ",
        "a" * 50,
        '{"',
        "**",
        "?",
        ". ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
def test_any_reply_is_read_as_one_of_three(reply: str) -> None:
    assert parse_verdict(reply) in (True, False, None)


@pytest.mark.one_in(5)
@pytest.mark.parametrize(
    "piece",
    [
        "not ",
        "suitable ",
        "unsuitable or ",
        "verdict is ",
        "although ",
        '{"a":',
        "<think>",
        "</think>",
        " ",
        "if suitable ",
    ],
)
def test_no_long_verdict_takes_more_than_linear_time(piece: str) -> None:
    assert grows_linearly(lambda times: parse_verdict(piece * times), 60_000 // len(piece))
