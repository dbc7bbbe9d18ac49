"""Evidence that a field names holds the short answer; and where gold isn't shown, thoughts find none in a passage."""

from dataclasses import replace

import pytest
from written import DAMAGE_CHUNK, MISSED, chunk, item

from openbook.dialogue.checks.recall import finds
from openbook.dialogue.checks.reply_fields import wrong_evidence
from openbook.records import Citation, Turn

FERRY = chunk(
    "# The ferry across the Morrin\n\nThe ferry runs from Easter to the end of October. In strong wind it stays at its "
    "moorings.\n\nBicycles travel free of charge.\n\n| Ticket | Price |\n|---|---|\n| single | 4.20 euros |\n",
    "ferry.md",
)
SHOWN = item(FERRY, [DAMAGE_CHUNK, FERRY])


def answered(short_answer: str, *quotes: str, question: str = "When does the Morrin ferry run?") -> Turn:
    evidence = tuple(Citation(2, quote) for quote in quotes)
    return Turn(question, "", f"So it is: {short_answer}.", short_answer=short_answer, evidence=evidence, found=True)


@pytest.mark.parametrize(
    "turn",
    [
        answered("from Easter to the end of October", "The ferry across the Morrin"),
        answered("it stays at its moorings", "Bicycles travel free of charge."),
        answered("4.20 euros", "Bicycles travel free of charge.", "The ferry across the Morrin"),
        answered("Easter, across the Morrin", "# The ferry across the Morrin", question="When is the ferry there?"),
    ],
    ids=["a heading", "another paragraph", "two that are beside it", "headings with one of its words"],
)
def test_an_answer_that_gold_has_elsewhere_than_the_evidence_that_is_named_is_refused(turn: Turn) -> None:
    found = wrong_evidence(SHOWN, [turn])
    assert found is not None
    assert "stands elsewhere than in the evidence" in found.detail
    assert found.at == (1,)


@pytest.mark.parametrize(
    "turn",
    [
        answered("from Easter to October", "The ferry across the Morrin", "The ferry runs from Easter"),
        answered("in strong wind", "it stays at its moorings"),
        answered("4.20 euros", "| single |"),
        answered("as long as tourists come", "The ferry across the Morrin"),
        answered("bicycles", "Bicycles travel free", question="What does the ferry carry free of charge?"),
        answered("free", "The ferry across the Morrin", question="Do bicycles travel free of charge?"),
        answered("from Easter"),
        replace(answered("", "The ferry across the Morrin"), answer="From Easter to the end of October."),
        answered("from Easter", "The ferry runs from All Saints"),
    ],
    ids=["one of two holds it", "beside it in its paragraph", "in its row", "in other words than gold's", "quoted",
         "words of the question", "no evidence", "no short answer", "what stands nowhere is for another check"],
)  # fmt: skip
def test_what_is_beside_the_evidence_or_in_other_words_is_not(turn: Turn) -> None:
    assert wrong_evidence(SHOWN, [turn]) is None


ASKED = "How long may I keep a drill from the Brenfield tool library?"


@pytest.mark.parametrize(
    ("thoughts", "is_found"),
    [
        ("The information in the chunk directly answers how long a drill may be kept, without any gap.", True),
        ("Der Text beantwortet lückenlos, wie lange jemand die Bohrmaschine behalten darf.", True),
        ("The passage answers questions on when the library is open and when it stays closed.", False),
        ("Chunk 1 speaks of the Brenfield tool library without saying how long a drill may be kept.", False),
        ("Chunk 1 spricht von einer Bohrmaschine, ohne die Frage zu beantworten, wie lange man sie behält.", False),
        ("The chunk doesn't answer how long a drill may be kept.", False),
        ("The passages answer other questions about the library. From memory, it is two weeks.", False),
        ("The question asks how long a drill may be kept, and I remember two weeks.", False),
    ],
)
def test_thoughts_may_not_find_the_answer_in_passages_without_it_named_by_number_or_not(
    thoughts: str, is_found: bool
) -> None:
    asked = ASKED if thoughts.isascii() else "Wie lange darf ich eine Bohrmaschine der Werkzeugbibliothek behalten?"
    assert finds(MISSED, Turn(asked, thoughts, "Two weeks.")) is is_found


@pytest.mark.parametrize(
    ("asked", "is_found"), [("How long does the file of loans say a drill may be kept?", False), (ASKED, True)]
)
def test_what_is_asked_about_is_no_passage_that_answers(asked: str, is_found: bool) -> None:
    thoughts = "The file directly answers how long a drill may be kept, without any gap."
    assert finds(MISSED, Turn(asked, thoughts, "Two weeks.")) is is_found
