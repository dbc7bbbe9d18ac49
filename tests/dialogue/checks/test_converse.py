"""What is done before a thing, that thing is done after: an opposite word that tells the same from the other side."""

import pytest
from written import turn

from openbook.dialogue.checks.turned_around import turned_around

TOLD = {
    "The bell rings ten minutes before the gate closes.": (
        ("When does the gate close?", "Ten minutes after the bell rings."),
        ("When does the bell ring?", "Ten minutes after the gate closes."),
    ),
    "Die Glocke läutet zehn Minuten vor dem Schließen des Tors.": (
        ("Wann schließt das Tor?", "Zehn Minuten nach dem Läuten."),
        ("Wann läutet die Glocke?", "Zehn Minuten nach dem Schließen des Tors."),
    ),
    "La cloche sonne dix minutes avant la fermeture du portail.": (
        ("Quand ferme le portail ?", "Dix minutes après que la cloche a sonné."),
        ("Quand sonne la cloche ?", "Dix minutes après la fermeture du portail."),
    ),
    "La campana suena diez minutos antes de cerrar el portón.": (
        ("¿Cuándo se cierra el portón?", "Diez minutos después de que suene la campana."),
        ("¿Cuándo suena la campana?", "Diez minutos después de cerrar el portón."),
    ),
    "Колокол звонит за десять минут до закрытия ворот.": (
        ("Когда закрывают ворота?", "Через десять минут после того, как прозвонит колокол."),
        ("Когда звонит колокол?", "Через десять минут после закрытия ворот."),
    ),
    "关门前十分钟响铃。": (("什么时候关门？", "响铃后十分钟。"), ("什么时候响铃？", "关门后十分钟。")),
    "閉門の十分前に鐘が鳴ります。": (
        ("閉門はいつですか。", "鐘が鳴った十分後です。"),
        ("鐘はいつ鳴りますか。", "閉門の十分後に鳴ります。"),
    ),
    "फाटक बंद होने से दस मिनट पहले झंडा उतरता है।": (
        ("फाटक कब बंद होता है?", "झंडा उतरने के दस मिनट बाद।"),
        ("झंडा कब उतरता है?", "फाटक बंद होने के दस मिनट बाद।"),
    ),
}


@pytest.mark.parametrize("quote", TOLD)
def test_the_same_order_told_from_the_other_side_is_no_contradiction(quote: str) -> None:
    (question, right), (other, wrong) = TOLD[quote]
    assert not turned_around(turn("", right, question), [quote])
    assert turned_around(turn("", wrong, other), [quote])


def test_a_comparison_told_with_the_opposite_word_contradicts() -> None:
    said = turn("", "Yes, they are more expensive than jugs and bowls.", "Are mugs dear?")
    assert turned_around(said, ["Jugs are heavier than bowls, and mugs are cheaper than both."])
