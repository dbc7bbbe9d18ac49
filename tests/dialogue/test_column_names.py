"""What stands above a table's columns is no evidence: the row is."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.column_names import names_columns
from openbook.dialogue.checks.reply_fields import wrong_evidence
from openbook.records import Citation, Turn

TABLE = chunk(
    "The pump has two settings.\n\n| Setting | Meaning | Default |\n|:---|---|---:|\n"
    "| `hold` | Seconds for which the pump waits. | 40 |\n| `quiet` | Whether it hums less. | no |\n",
    "pump.md",
)
SHOWN = item(TABLE, [TABLE])
ASKED = "For how many seconds does the pump wait if nobody sets `hold`?"


def quoting(*quotes: str, short_answer: str = "40 seconds", answer: str = "It waits for 40 seconds.") -> Turn:
    evidence = tuple(Citation(1, quote) for quote in quotes)
    return Turn(ASKED, "", answer, short_answer=short_answer, evidence=evidence)


@pytest.mark.parametrize("quote", ["| Setting | Meaning | Default |", "Setting | Meaning", "Setting Meaning Default",
                                   "| Setting | Meaning | Default |\n|:---|---|---:|"])  # fmt: skip
def test_the_names_of_a_tables_columns_are_no_evidence(quote: str) -> None:
    found = wrong_evidence(SHOWN, [quoting(quote)])
    assert found is not None
    assert "names the columns" in found.detail
    assert found.at == (1,)


@pytest.mark.parametrize(
    "quote",
    ["| `hold` | Seconds for which the pump waits. | 40 |", "Seconds for which the pump waits.",
     "| Setting | Meaning | Default |\n|:---|---|---:|\n| `hold` | Seconds for which the pump waits. | 40 |"],
)  # fmt: skip
def test_a_row_is_evidence_with_the_names_above_it_or_without(quote: str) -> None:
    assert wrong_evidence(SHOWN, [quoting(quote)]) is None


def test_evidence_that_holds_them_beside_a_row_still_names_nothing() -> None:
    assert wrong_evidence(SHOWN, [quoting("Seconds for which the pump waits.", "Setting | Meaning")]) is not None


def test_quotations_in_prose_are_looked_at_where_there_is_no_other() -> None:
    names, row = Citation(1, "Setting | Meaning | Default"), Citation(1, "Seconds for which the pump waits.")
    said = turn("", "It waits for 40 seconds.", ASKED)
    assert wrong_evidence(SHOWN, [Turn(said.question, "", said.answer, (names,))]) is not None
    assert wrong_evidence(SHOWN, [Turn(said.question, "", said.answer, (names, row))]) is None


@pytest.mark.parametrize(
    ("text", "quote", "answer"),
    [
        ("| Weight | 2.3 kg |\n|---|---|\n| Length | 40 cm |", "Weight | 2.3 kg", "2.3 kg"),
        ("| Housing | brass |\n|---|---|\n| Seal | rubber |", "Housing | brass", "It is made of brass."),
        ("Setting and meaning go together.\n\n| Setting | Meaning |\n|---|---|\n| a | b |", "Setting and meaning", "b"),
    ],
    ids=["a figure", "a word of the answer", "said in a sentence too"],
)
def test_a_first_row_that_tells_something_is_evidence(text: str, quote: str, answer: str) -> None:
    shown = item(chunk(text, "a.md"), [chunk(text, "a.md")])
    assert not names_columns(quote, answer, "What is it like?", shown.passages)


def test_the_same_words_that_another_passage_says_in_a_sentence_are_evidence() -> None:
    said = chunk("Its setting, meaning, default and all are in the book.", "book.md")
    both = item(TABLE, [TABLE, said])
    assert not names_columns("Setting, meaning, default", "in the book", ASKED, both.passages)
