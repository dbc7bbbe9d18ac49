"""A question that names the statement it follows from gives its writer the evidence, and takes its own words back."""

from dataclasses import replace

from written import FOUND, LOANS_CHUNK, MISSED, turn

from openbook.dialogue.prompts.filling import with_questions, writing_brief
from openbook.records import Citation, Item, Question, Turn

RULE = "A tool may be kept for fourteen days."
FEE = "Whoever keeps a tool longer pays one euro for each day, but never more than half of its price."
ASKED = (
    Question("How long may I keep a drill?", "A drill from the library may stay with you for fourteen days.", RULE),
    Question("And what does it cost if I am late?", "It costs a euro each day, up to half of its price.", FEE),
)
ITEM = replace(FOUND, questions=ASKED)


def evidence(item: Item, *quotes: str) -> list[tuple[int, str]]:
    turns = [replace(turn(answer="So it is."), evidence=(Citation(1, quote),)) for quote in quotes]
    became = with_questions(item, turns)
    assert isinstance(became, tuple)
    return [(one.rank, one.quote) for said in became for one in said.evidence]


def test_a_writer_is_given_the_evidence_with_the_number_of_its_chunk() -> None:
    _, fields = writing_brief(ITEM)
    assert f'{ASKED[0].reference_answer}\nEvidence: chunk 2, "{RULE}"\n2. ' in fields["questions"]


def test_evidence_that_is_not_shown_is_not_given() -> None:
    _, fields = writing_brief(replace(MISSED, questions=ASKED))
    assert RULE not in fields["questions"]


def test_a_reference_answer_that_is_named_as_evidence_becomes_the_statement_that_it_follows_from() -> None:
    said = ASKED[0].reference_answer, ASKED[1].reference_answer.rstrip(".")
    assert evidence(ITEM, *said) == [(2, RULE), (2, FEE)]


def test_that_of_another_question_becomes_that_ones_statement() -> None:
    assert evidence(ITEM, ASKED[1].reference_answer, FEE) == [(2, FEE), (1, FEE)]


def test_what_stands_in_a_chunk_and_what_no_question_has_said_stay_as_they_are() -> None:
    copied = replace(ITEM, questions=(replace(ASKED[0], reference_answer=RULE), ASKED[1]))
    assert evidence(copied, RULE, "A giraffe may be kept for fourteen years.") == [
        (1, RULE),
        (1, "A giraffe may be kept for fourteen years."),
    ]
    assert evidence(ITEM, "fourteen days", FEE) == [(1, "fourteen days"), (1, FEE)], "too short to be an answer"


def test_without_a_statement_nothing_is_put_right() -> None:
    bare = replace(ITEM, questions=tuple(replace(one, quote="") for one in ASKED))
    said = ASKED[0].reference_answer
    assert evidence(bare, said, said) == [(1, said), (1, said)]
    assert LOANS_CHUNK.text.startswith(RULE)


def test_turns_without_evidence_stay_without() -> None:
    became = with_questions(ITEM, [Turn("", "", "Fourteen days."), Turn("", "", "A euro.")])
    assert isinstance(became, tuple)
    assert [one.evidence for one in became] == [(), ()]
