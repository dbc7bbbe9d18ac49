"""A distractor beside gold must not hold the evidence too: thoughts that pass over it would be untrue."""

from dataclasses import replace

import pytest
from written import DAMAGE_CHUNK, FOUND, LOANS_CHUNK, MISSED, chunk, item, turn

from openbook.codes import Code
from openbook.dialogue.checks.evidence import told_elsewhere
from openbook.dialogue.checks.grounded import ungrounded, unsupported
from openbook.dialogue.checks.hollow import no_answer
from openbook.dialogue.checks.replaced import replaced
from openbook.dialogue.checks.thoughts import empty_thoughts
from openbook.records import Citation, Question, Turn

QUOTE = "A loan can be renewed once, by telephone"
SAID = f'Chunk 2 (loans.md) says: "{QUOTE}".'
COPY = chunk(f"Ladders and saws. {QUOTE}, on Mondays. Much else is said here of ladders and of saws.", "ladders.md")


def quoting(quote: str, rank: int = 1) -> Turn:
    said = turn(f'Chunk {rank} (loans.md) says: "{quote}".')
    return Turn(said.question, said.thoughts, said.answer, (Citation(rank, quote),))


def test_a_distractor_with_the_quoted_words_is_replaced() -> None:
    found = told_elsewhere(item(LOANS_CHUNK, [LOANS_CHUNK, DAMAGE_CHUNK, COPY]), [quoting(QUOTE)])
    assert found is not None
    assert found.code == Code.ANSWER_LEAK
    assert found.leaking == (COPY.id,)


def test_a_copy_of_gold_that_tells_one_of_several_answers_is_not_there_as_a_distractor() -> None:
    shown = item(LOANS_CHUNK, [LOANS_CHUNK, COPY])
    copy = replace(shown.passages[1], chunk_id=f"{LOANS_CHUNK.id}-altered")
    assert told_elsewhere(replace(shown, passages=(shown.passages[0], copy)), [quoting(QUOTE)]) is None


def test_few_words_in_common_are_no_evidence() -> None:
    assert told_elsewhere(item(LOANS_CHUNK, [LOANS_CHUNK, COPY]), [quoting("by telephone")]) is None


def test_what_is_quoted_from_another_passage_alone_is_a_second_source() -> None:
    shown = item(LOANS_CHUNK, [LOANS_CHUNK, DAMAGE_CHUNK])
    assert told_elsewhere(shown, [quoting("replaced by the borrower, at about 12.50 euros", rank=2)]) is None


@pytest.mark.parametrize("scenario", ["conflicting", "outdated"])
def test_a_passage_that_contradicts_gold_resembles_it_on_purpose(scenario: str) -> None:
    assert told_elsewhere(item(LOANS_CHUNK, [LOANS_CHUNK, COPY], scenario), [quoting(QUOTE)]) is None


def test_what_gold_itself_says_of_finding_nothing_is_an_answer() -> None:
    roots = chunk("The runner walks up. If no package root is found, the file's own folder is the base.", "roots.md")
    shown, asked = item(roots, [roots]), "What happens if no package root is found?"
    for answer in (
        "If no package root is found, the file's own folder is the base.",
        "Where none is found: its folder.",
    ):
        assert ungrounded(shown, [turn("", answer, asked)]) is None
    for answer in ("Nothing was found on package roots.", "The sources that were found do not say what happens then."):
        assert ungrounded(shown, [turn("", answer, asked)]) is not None


def test_an_answer_from_memory_alone_turns_down_the_gold_that_is_shown() -> None:
    asked = "How many days may a tool be kept?"
    for answer in ("As far as I know, libraries of this sort give three weeks.", "Three weeks, if memory serves."):
        assert ungrounded(FOUND, [turn("", answer, asked)]) is not None
    assert ungrounded(FOUND, [turn("", "Libraries of this sort give three weeks.", asked)]) is None


def test_an_answer_may_be_turned_down_behind_an_apology_or_a_word_about_its_search() -> None:
    asked = "How many days may a tool be kept?"
    for answer in (
        "Unfortunately, no details are given.",
        "In what the search brought up, the days of a loan are not stated.",
    ):
        assert ungrounded(FOUND, [turn("", answer, asked)]) is not None


def test_thoughts_that_are_the_answer_once_more_are_none() -> None:
    said = "A tool may be kept for fourteen days, whoever asks."
    again = empty_thoughts(FOUND, [turn("A tool may be kept for fourteen days", said)])
    assert again is not None
    assert "its answer once more" in again.detail
    assert empty_thoughts(FOUND, [turn("The rule gives fourteen days, and nobody is left out.", said)]) is None
    assert empty_thoughts(FOUND, [turn("Chunk 2: a tool may be kept for fourteen days", said)]) is None


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("How many days may a tool be kept?", "Chunk 2 says of a tool: “may be kept for fourteen days”."),
        ("How many days may a tool be kept?", "Chunk 14 says 14 of a tool."),
        ("How many days may a tool be kept?", "The answer, in chunks 1 and 2: 14."),
        ("Which section is on the tool?", "Chunk 2 says section 4 is."),
        ("Wie viele Tage darf man ein Werkzeug behalten?", "Ein Werkzeug, siehe Abschnitt 2: 14 Tage."),
    ],
)
def test_a_figure_that_a_passage_is_named_for_is_an_answer(asked: str, answer: str) -> None:
    assert no_answer(FOUND, [turn(SAID, answer, asked)]) is None


@pytest.mark.parametrize("answer", ["For the tool see section 4 of chunk 2.", "See chunks 1 and 2 on the tool."])
def test_a_number_that_sends_the_reader_elsewhere_is_no_answer(answer: str) -> None:
    assert no_answer(FOUND, [turn(SAID, answer, "How many days may a tool be kept?")]) is not None


BEARS = "The second chunk directly answers the question about how long a tool may be kept."


@pytest.mark.parametrize(
    ("thoughts", "told"),
    [
        (BEARS, False),
        ("Chunk 2 (loans.md) contains the relevant information.", False),
        ("Abschnitt 2 beantwortet die Frage direkt.", False),
        ("Chunk 2 gives a term of days.", True),
        (f"{BEARS} It is fourteen days.", True),
        ("Chunk 2 (loans.md) has the period of lending.", True),
    ],
)
def test_thoughts_tell_what_a_passage_says_and_not_only_that_it_answers(thoughts: str, told: bool) -> None:
    found = empty_thoughts(FOUND, [turn(thoughts, "Fourteen days.", "How long may a tool be kept?")])
    assert (found is None) == told
    missed = empty_thoughts(
        MISSED, [turn("Chunk 1 does not answer.", "Fourteen days.", "How long may a tool be kept?")]
    )
    assert missed is None, "what helps nothing need not be told of"


def test_a_yes_or_no_may_be_all_that_thoughts_tell() -> None:
    thoughts = "Chunk 2 says that a loan can be renewed."
    assert empty_thoughts(FOUND, [turn(thoughts, "Yes.", "Can a loan be renewed?")]) is None


def test_what_such_thoughts_should_have_told_is_named_where_the_evidence_has_it() -> None:
    cited = replace(
        turn(BEARS, "Fourteen days.", "How long may a tool be kept?"),
        citations=(Citation(2, "A tool may be kept for fourteen days."),),
    )
    found = empty_thoughts(FOUND, [cited])
    assert found is not None
    assert "such as “A tool may be kept for fourteen days.”" in found.detail


def test_a_later_answer_rests_on_what_is_shown_too() -> None:
    first = turn(SAID, "A loan can be renewed once, by telephone.", "Can a loan be renewed?")
    knows = "Most libraries everywhere ask borrowers to return whatever they took within several weeks."
    beside = turn("I think about it.", knows, "And what happens then?")
    found = unsupported(FOUND, [first, beside])
    assert found is not None
    assert found.at == (2,)
    assert (
        unsupported(FOUND, [first, turn("Chunk 2.", "A tool may be kept for fourteen days.", "And how long?")]) is None
    )


def test_an_answer_without_any_word_of_the_matter_rests_on_nothing_whatever_is_quoted() -> None:
    beside = replace(quoting(QUOTE, 2), question="How is a loan renewed?", answer="Readers follow orders gladly.")
    found = unsupported(FOUND, [beside])
    assert found is not None
    assert "no word of its question" in found.detail
    assert unsupported(FOUND, [replace(beside, answer="Nobody refuses.")]) is None, "too short to tell"
    expected = replace(FOUND, questions=(Question(beside.question, "Readers decide."),))
    assert unsupported(expected, [beside]) is None, "a word of the reference answer"


def test_the_braces_of_a_formula_are_no_slot_of_a_form() -> None:
    answer = r"A tool may be kept for fourteen days, that is $\frac{d}{7}$ weeks."
    assert no_answer(FOUND, [turn(SAID, answer)]) is None
    assert no_answer(FOUND, [turn(SAID, answer.replace(r"$\frac{d}{7}$", "{weeks}"))]) is not None


@pytest.mark.parametrize("value", ["`true`", "false"])
def test_an_answer_that_gives_a_value_tells_something(value: str) -> None:
    setting = chunk(f"`renewal` Whether the loan may be renewed by telephone. Default: {value}", "settings.md")
    shown = item(setting, [setting])
    question = "What is the default of the renewal setting?"
    thoughts = "Chunk 1 (settings.md) has it."
    told = turn(thoughts, f"By default, the renewal setting is set to {value}, it is.", question)
    assert unsupported(shown, [told]) is None
    untold = turn(thoughts, "By default, the renewal setting is set to its default, it is.", question)
    found = unsupported(shown, [untold])
    assert found is not None
    assert "nothing but words of its question" in found.detail
    later = turn(thoughts, "It is the telephone that may be asked for a renewal.", "What is that for?")
    first = replace(told, question="Is a telephone good for renewal?", answer="Yes.")
    assert unsupported(shown, [first, later]) is None, "an earlier question's words are told again"


@pytest.mark.parametrize(
    ("told", "answer", "holds"),
    [
        ("The hall of Brenfield has 22 seats", "The hall of Brenfield has 10 seats.", False),
        ("The hall of Brenfield closes at 22:00", "The hall of Brenfield closes at 10.", True),
        ("Der Saal von Brenfeld schließt um 22 Uhr", "Der Saal von Brenfeld schließt um 10 Uhr.", True),
    ],
)
def test_twelve_less_is_the_same_only_of_an_hour(told: str, answer: str, holds: bool) -> None:
    hall = chunk(f"{told}. It was painted in spring.", "hall.md")
    asked = turn(f'Chunk 1 (hall.md) says: "{told}".', answer, "What is known of the hall?")
    assert bool(replaced(item(hall, [hall]), asked, [told])) != holds
