"""Guillemets open a quotation whichever way they point: the first of a text tells it."""

import pytest
from written import FOUND, turn

from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.reply.turn_fields import evidence_of
from openbook.dialogue.reply.turns import turns_of_text
from openbook.text.guillemets import facing
from openbook.text.quotations import quotations
from openbook.text.soft_quotations import soft_quotations

DIKE, TIDE = "der Deich wird im April geprüft", "bei Sturmflut bleibt das Tor geschlossen"


@pytest.mark.parametrize(
    "text",
    [
        f"Abschnitt 1: »{DIKE}«. Dort steht auch, was im Herbst geschieht: »{TIDE}«.",
        f"»{DIKE}» står det i stycke 1, och i stycke 2 står något annat: »{TIDE}».",
        f"Passage 1 : «{DIKE}», et plus loin il est dit autre chose : «{TIDE}».",
        f"1 (»{DIKE}«), 2 (»{TIDE}«)",
    ],
    ids=["inwards", "both to the right", "outwards", "in brackets"],
)
def test_what_stands_between_is_quoted_and_what_stands_between_two_quotations_is_not(text: str) -> None:
    assert [one.text for one in quotations(text)] == [DIKE, TIDE]
    assert all(text[one.start : one.end] == one.text for one in quotations(text))


@pytest.mark.parametrize(
    "text",
    [
        "» der Deich wird im April geprüft\n» bei Sturmflut bleibt das Tor geschlossen\n",
        "Start » Handbuch des Deichs » Prüfung im April » Protokolle der Prüfung",
        "la digue est vérifiée», dit-il, «en avril et en octobre» aussi",
    ],
    ids=["bullets", "a path", "the end of one that began before"],
)
def test_marks_that_open_nothing_turn_nothing_around(text: str) -> None:
    assert facing(text) == text


def test_a_text_with_two_kinds_keeps_what_is_quoted_in_a_quotation() -> None:
    assert [one.text for one in quotations("Dort: »sie rief ›halt an dort‹ und lief weiter«.")] == [
        "sie rief ›halt an dort‹ und lief weiter"
    ]
    assert [one.text for one in soft_quotations("Dort steht »nie ohne Licht«, mehr nicht.")] == ["nie ohne Licht"]
    assert [one.text for one in soft_quotations("Dort steht ›nie ohne ein Licht gehen‹.")] == [
        "nie ohne ein Licht gehen"
    ]


def test_an_invented_quotation_is_refused_in_these_marks_too() -> None:
    right, wrong = "»A tool may be kept for fourteen days«", "»A tool may be kept for as long as it is wanted«"
    assert not isinstance(cited(FOUND, [turn(f"Chunk 2 (loans.md): {right}.")]), Finding)
    assert isinstance(cited(FOUND, [turn(f"Chunk 2 (loans.md): {wrong}.")]), Finding)


def test_fields_and_labels_know_them() -> None:
    assert [(one.rank, one.quote) for one in evidence_of("Chunk 2: »der Deich«; Chunk 3: »das Tor«")] == [
        (2, "der Deich"),
        (3, "das Tor"),
    ]
    said = "QUESTION: »Wann wird der Deich geprüft?«\nANSWER:\nThought Process:\nChunk 1.\nAnswer:\nIm April."
    assert turns_of_text(said, cut=False)[0].question == "Wann wird der Deich geprüft?"
