"""An answer must not contradict what its own turn quotes; what says the same otherwise is left alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from written import FOUND, HOURS_CHUNK, chunk, item, turn

from openbook.dialogue.checks.conclusion import contradicts
from openbook.dialogue.checks.figures import invented
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.reply_fields import short_answer_differs, wrong_evidence
from openbook.records import Citation, Item, Turn

SILO = chunk(
    "The Drumlin silo holds 85 tons of barley and 40 litres of oil. Rolf Askin signed for it in 1931, and Petra Voss "
    "painted it. Take a sample two hours before the lorry leaves. The hatch must not be opened in frost. Grain is kept "
    "below 14 degrees. Visitors stay for ten minutes. Dust masks hang in the porch.",
    "silo.md",
)
ASKED = "What should I know about the Drumlin silo?"
ABOUT = item(SILO, [HOURS_CHUNK, SILO])


def look(quote: str, answer: str, question: str = ASKED, about: Item = ABOUT, then: str = "") -> Finding | None:
    turns: Sequence[Turn] | Finding = cited(about, [Turn(question, f'Chunk 2 (silo.md): "{quote}". {then}', answer)])
    assert not isinstance(turns, Finding), turns.detail
    return invented(about, turns) or contradicts(about, turns)


@pytest.mark.parametrize(
    ("quote", "answer", "question"),
    [
        ("The Drumlin silo holds 85 tons of barley", "It holds 85 litres.", ASKED),
        ("The Drumlin silo holds 85 tons of barley", "It holds 87 tons of barley.", ASKED),
        ("Visitors stay for ten minutes", "For ten hours.", "How long do visitors of the Drumlin silo stay?"),
        ("Visitors stay for ten minutes", "For 40 minutes.", "How long do visitors of the Drumlin silo stay?"),
        ("Rolf Askin signed for it in 1931", "He signed in 1933.", "When did Rolf Askin sign for the silo?"),
        ("Petra Voss painted it", "Rolf Askin painted it.", "Who painted the silo?"),
        ("Take a sample two hours before the lorry leaves", "Two hours after the lorry leaves.", "When do I take one?"),
        ("Grain is kept below 14 degrees", "Keep the grain above 14 degrees.", "How warm may the grain be?"),
        ("The hatch must not be opened in frost", "Yes, it may.", "May the hatch be opened in frost?"),
        ("The hatch must not be opened in frost", "It is opened in frost.", "What of the hatch?"),
        ("Visitors stay for ten minutes", "In the porch.", "Where do visitors stay?"),
    ],
)
def test_an_answer_against_its_quotation_is_found(quote: str, answer: str, question: str) -> None:
    assert look(quote, answer, question) is not None


@pytest.mark.parametrize(
    ("quote", "answer", "question"),
    [
        ("The Drumlin silo holds 85 tons of barley", "85,000 kilograms, which are 85 tons.", ASKED),
        ("The Drumlin silo holds 85 tons of barley", "Half of it is 42.5 tons.", "What is half of the silo's barley?"),
        ("Visitors stay for ten minutes", "600 seconds.", "How long do visitors stay?"),
        ("Visitors stay for ten minutes", "It holds 85 tons, and a visit takes ten minutes.", ASKED),
        ("Rolf Askin signed for it in 1931", "Rolf Askin did, and Petra Voss painted it.", "Who signed for the silo?"),
        ("Take a sample two hours before the lorry leaves", "After loading, but two hours before it leaves.", "When?"),
        ("Grain is kept below 14 degrees", "It must not get above 14 degrees.", "How warm may the grain get?"),
        ("The hatch must not be opened in frost", "No, it must stay shut.", "May the hatch be opened in frost?"),
        ("The hatch must not be opened in frost", "Yes, it is a danger.", "Is it bad to open the hatch in frost?"),
        ("The hatch must not be opened in frost", "Keep it shut in frost.", "What of the hatch?"),
        ("Visitors stay for ten minutes", "In the porch.", "Where do dust masks hang?"),
        ("Visitors stay for ten minutes", "Briefly.", "How long do visitors stay?"),
    ],
)
def test_what_says_the_same_in_other_words_passes(quote: str, answer: str, question: str) -> None:
    found = look(quote, answer, question)
    assert found is None, found.detail


def test_the_number_of_a_chunk_is_no_figure_to_reckon_with() -> None:
    assert look("Rolf Askin signed for it in 1931", "In 1933.", "When did Rolf Askin sign for it?") is not None
    worked_out = look(
        "Rolf Askin signed for it in 1931", "In 1933.", "When was it two years later?", then="Two years later is 1933."
    )
    assert worked_out is None


def test_german_nouns_have_capitals_and_are_no_names() -> None:
    text = "Der Speicher fasst Gerste. Rolf Askin malte das Tor, und Petra Voss zahlte die Farbe für das Dach."
    about = item(german := chunk(text, "silo.md"), [HOURS_CHUNK, german])
    assert (
        look(
            "Rolf Askin malte das Tor",
            "Mit Farbe den Eingang zur Gerste, so heißt es.",
            "Was wurde am Speicher gemalt?",
            about,
        )
        is None
    )


def test_a_short_answer_may_give_the_answers_figure_in_another_unit_and_no_other() -> None:
    turn = Turn(ASKED, "", "An hour and a half.", evidence=(Citation(2, "stay for 90 minutes"),))
    assert short_answer_differs(ABOUT, [replace(turn, short_answer="1.5 hours")]) is None
    assert short_answer_differs(ABOUT, [replace(turn, short_answer="3 hours")]) is not None


def test_evidence_is_named_with_the_number_of_the_chunk_that_has_it() -> None:
    turn = Turn(ASKED, "", "Ten minutes.")
    for rank, is_wrong in ((1, True), (2, False)):
        named = replace(turn, evidence=(Citation(rank, "Visitors stay for ten minutes"),))
        assert bool(wrong_evidence(ABOUT, [named])) is is_wrong


def fielded(answer: str, short: str, thoughts: str, question: str = "Who painted the Drumlin silo?") -> Turn:
    quote = "Rolf Askin signed for it in 1931, and Petra Voss painted it."
    return Turn(question, thoughts, answer, (Citation(2, quote),), short_answer=short)


@pytest.mark.parametrize("short", ["Petra Voss", "Yes", ""])
def test_an_answer_from_evidence_that_its_thoughts_do_not_repeat_is_left_alone(short: str) -> None:
    thoughts = "The question is answered directly by the information in chunk 2."
    for answer in ("Petra Voss", "Petra Voss painted the silo."):
        assert contradicts(ABOUT, (fielded(answer, short, thoughts),)) is None


def test_an_answer_from_elsewhere_than_evidence_and_thoughts_is_found_and_told_in_its_own_words() -> None:
    thoughts = "The question is answered directly by the information in chunk 2."
    finding = contradicts(ABOUT, (fielded("Dust masks.", "", thoughts, "What did Rolf Askin sign in 1931?"),))
    assert finding is not None
    assert "stands elsewhere than what is quoted: “Dust masks.”" in finding.detail


@pytest.mark.parametrize(
    "said", ["Once the lorry has left, due to the frost in the porch.", "The mask costs a cent and is in the porch."]
)
def test_a_word_that_counts_in_another_language_is_no_figure(said: str) -> None:
    turn = Turn("Where do dust masks hang?", "Chunk 2 tells it.", "Dust masks hang in the porch.", ())
    assert short_answer_differs(ABOUT, (replace(turn, short_answer=said),)) is None
    assert invented(ABOUT, (replace(turn, answer=said),)) is None


STOVE = chunk(
    "The Brill stove was cleaned in May, three weeks before the chimney was swept. Do not light it during the first "
    "two hours; afterwards light it with birch. It is not moved when the room is rented out. A visit is not cancelled "
    "when it snows.",
    "stove.md",
)
SWEPT = "The Brill stove was cleaned in May, three weeks before the chimney was swept."
FIRST = "Do not light it during the first two hours; afterwards light it with birch."


@pytest.mark.parametrize(
    ("quote", "answer", "question"),
    [
        (SWEPT, "Three weeks after the Brill stove was cleaned.", "When was the chimney swept?"),
        (FIRST, "Once two hours have passed, with birch. Before that, don't light it.", "How do I light it?"),
    ],
)
def test_an_opposite_word_for_another_event_contradicts_nothing(quote: str, answer: str, question: str) -> None:
    assert look(quote, answer, question, item(STOVE, [HOURS_CHUNK, STOVE])) is None


@pytest.mark.parametrize(
    ("quote", "answer", "question"),
    [
        (SWEPT, "Three weeks after the chimney was swept.", "When was the Brill stove cleaned?"),
        (FIRST, "Before that, light it with birch.", "How do I treat the Brill stove?"),
        (
            "It is not moved when the room is rented out",
            "Yes, it is moved when the room is rented out.",
            "Is the stove moved when the room is rented out?",
        ),
        (
            "A visit is not cancelled when it snows",
            "Yes, the visit is cancelled when it snows.",
            "Is a visit cancelled when it snows?",
        ),
    ],
)
def test_an_event_turned_around_is_found_whatever_words_its_question_has(
    quote: str, answer: str, question: str
) -> None:
    assert look(quote, answer, question, item(STOVE, [HOURS_CHUNK, STOVE])) is not None


def test_a_condition_that_the_question_has_not_bounds_a_yes() -> None:
    asked, answer = "Is the stove moved when the room is rented out?", "Yes, it is moved unless the room is rented out."
    quote = "It is not moved when the room is rented out"
    assert look(quote, answer, asked, item(STOVE, [HOURS_CHUNK, STOVE])) is None


def test_the_number_in_a_name_is_no_figure_to_reckon_with() -> None:
    gold = chunk("Lease of workshop 7. The notice is three months.", "lease.md")
    asked = "What is the notice for workshop 7?"
    told = replace(
        turn("As the lease has it.", "Four weeks.", asked), citations=(Citation(1, "The notice is three months"),)
    )
    assert contradicts(item(gold, [gold]), [told]) is not None


@pytest.mark.parametrize("unit", ["quintals", "quintales", "quintaux", "центнеров", "क्विंटल", "公担"])
def test_a_quintal_is_no_kilogram(unit: str) -> None:
    gold = chunk("Potash: 20 kg an acre, at sowing.", "potash.md")
    told = replace(turn("-", f"20 {unit}.", "How much?"), citations=(Citation(1, "Potash: 20 kg an acre"),))
    assert contradicts(item(gold, [gold]), [told]) is not None


def test_a_half_may_be_a_figure_in_a_short_answer() -> None:
    told = replace(turn("-", "Half an egg.", "How much egg?"), short_answer="½ egg")
    assert short_answer_differs(FOUND, [told]) is None


def test_somebody_and_four_others_are_five() -> None:
    gold = chunk("Fees rise by 5 % a month.\n\nThe jury is a chair and four members.", "jury.md")
    evidence = (Citation(1, "The jury is a chair and four members."),)
    told = replace(turn("-", "Five.", "How large is the jury?"), short_answer="Five", evidence=evidence)
    assert wrong_evidence(item(gold, [gold]), [told]) is None


@pytest.mark.parametrize(("day", "is_wrong"), [("12 May", True), ("3 May", False), ("2 May", False)])
def test_another_day_of_a_month_than_the_one_quoted_is_found(day: str, is_wrong: bool) -> None:
    gold = chunk("Dredging begins on 2 May and must be finished before the regatta on 9 June.", "board.md")
    quoted = (Citation(1, "begins on 2 May and must be finished before the regatta on 9 June"),)
    said = f"On {day}, and it has to be done before the regatta on 9 June."
    told = replace(turn("The chunk has it.", said, "When does the dredging begin?"), citations=quoted)
    assert (contradicts(item(gold, [gold]), [told]) is not None) == is_wrong


@pytest.mark.parametrize("span", ["ten days", "two weeks"])
def test_a_day_may_be_worked_out_by_days_and_weeks_that_are_told(span: str) -> None:
    gold = chunk(f"Dredging begins on 2 May and takes {span}.", "board.md")
    quoted = (Citation(1, f"Dredging begins on 2 May and takes {span}"),)
    told = replace(turn("The chunk has it.", "Until 12 May.", "Until when do they dredge?"), citations=quoted)
    assert "day of a month" not in str(contradicts(item(gold, [gold]), [told]))


def test_what_the_answer_before_has_worked_out_is_at_hand() -> None:
    gold = chunk(
        "A ticket is 1,900 yen, a child's 950. Parking is 500 yen a day, and 240 cars have room.", "ropeway.md"
    )
    first = turn("1,900 × 2 + 950 = 4,750.", "4,750 yen.", "What do two adults and a child pay?")
    quoted = (Citation(1, "Parking is 500 yen a day"),)
    then = replace(
        turn("The chunk has it.", "With 500 yen a day it is 5,250 yen.", "And with parking?"), citations=quoted
    )
    assert invented(item(gold, [gold]), [first, then]) is None
    assert (
        invented(item(gold, [gold]), [first, replace(then, answer="With 500 yen a day it is 5,650 yen.")]) is not None
    )
