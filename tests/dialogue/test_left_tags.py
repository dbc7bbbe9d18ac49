"""Tags of a reply's form are no part of an answer, unless it speaks about them."""

import pytest
from written import FOUND, turn

from openbook.dialogue.checks.left_tags import left_tags


@pytest.mark.parametrize(
    "answer",
    [
        "Fourteen days.</answer>",
        "<response>Fourteen days.",
        "So.\n</think>\nFourteen days.",
        'Fourteen days.", "evidence": [{"chunk": 2}]}',
        'Fourteen days.”, "short_answer" : "14 days',
        'Fourteen days."}',
        'Fourteen days."\n  }\n]',
        "FourteenĠdays,ĠandĠno more.",
        "Fourteen days.ĊThen it is due.",
        "Fourteen▁days.",
        "Fourteen days.<0x0A>Then it is due.",
        "Catorce días.\n\n### Pregunta 2",
        "Vierzehn Tage.\n\n**Frage 3:**",
        "十四日です。\n質問：",
        'Fourteen days.\n{"finished": true, "more": null}',
    ],
)
def test_a_tag_that_was_left_is_found(answer: str) -> None:
    assert left_tags(FOUND, [turn("How long?", answer)]) is not None


@pytest.mark.parametrize(
    "answer",
    [
        "Fourteen days.\n\n### In short",
        "It goes to\n- the desk\n- the user",
        "It asks twice:\nQuestion 2 is on the size, and question 3 on the colour.",
        "Write `<answer>yes</answer>` into the file.",
        'The file holds {"days": "fourteen"}',
        'The loan is one of ["tool", "book"]',
        'Fourteen days, so send:\n{"days": 14}',
        'As JSON:\n{"term": 14}',
        'Fourteen.\n{"loan": {days}}',
        'Both say "fourteen", "days": none says more.',
        f'Fourteen.\n{{"loan": {9_999 * "["}{9_999 * "]"}}}',
        '```json\n{"days": "fourteen", "answer": "yes"}\n```',
        "The letter `Ġ` opens a word in the list, as in `Ġdays`.",
        "In-NEGOZJU TAL-ĠENERALI ta' Ġunju Ċentrali.",
        "It is “<think>” that opens it, and '</think>' that closes it.",
        "The file is:\n```xml\n<response>\n <answer>yes</answer>\n</response>\n```\nThat is all.",
    ],
)
def test_a_tag_that_is_spoken_about_is_text(answer: str) -> None:
    assert left_tags(FOUND, [turn("How long?", answer)]) is None
