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
