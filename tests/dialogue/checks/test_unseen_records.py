"""A first question that points to a log or a notebook points to what its reader has not seen."""

import pytest
from written import FOUND, turn

from openbook.dialogue.checks.question_form import deixis

POINTING = (
    *(f"What magnitude does this {one} give for the comet?" for one in ("log", "logbook", "memo")),
    "Quelle magnitude donne ce carnet pour la comète ?",
    "¿Qué magnitud da este cuaderno para el cometa?",
    "¿Qué magnitud da esta acta para el cometa?",
    *(f"Какую величину указывает этот {one} для кометы?" for one in ("журнал", "протокол")),
)


@pytest.mark.parametrize("question", POINTING)
def test_a_record_that_is_pointed_to_is_found(question: str) -> None:
    assert deixis(FOUND, [turn("-", "5.1.", question)]) is not None


@pytest.mark.parametrize(
    "question", ["What magnitude does the log of the Karst camp give?", "Who wrote a diary there?"]
)
def test_a_record_that_is_named_is_none(question: str) -> None:
    assert deixis(FOUND, [turn("-", "5.1.", question)]) is None
