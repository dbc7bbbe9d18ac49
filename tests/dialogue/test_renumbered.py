"""A chunk's number is put right where the evidence leaves no doubt which one is meant."""

from dataclasses import replace

import pytest
from written import FOUND, HOURS, turn

from openbook.dialogue.checks.renumbered import renumbered
from openbook.records import Citation, Turn

KEPT = "A tool may be kept for fourteen days."
OWN = Citation(2, KEPT)
"""Where it stands."""


def quoting(thoughts: str, *evidence: Citation, answer: str = "Two weeks, as chunk 1 says.") -> Turn:
    return replace(turn(thoughts, answer), evidence=evidence)


def test_the_number_of_the_chunk_that_is_quoted_stands_in_thoughts_answer_and_evidence() -> None:
    done = renumbered(FOUND, quoting("Chunk 1 has the term.", Citation(1, KEPT)))
    assert done == quoting("Chunk 2 has the term.", OWN, answer="Two weeks, as chunk 2 says.")


def test_a_number_that_no_chunk_has_is_put_right_too() -> None:
    assert renumbered(FOUND, quoting("Chunk 7 has it.", Citation(7, KEPT), answer="Two.")).thoughts == "Chunk 2 has it."


def test_other_languages_number_chunks_too() -> None:
    done = renumbered(FOUND, quoting("第1段に書かれている。", Citation(1, KEPT), answer="二週間。"))
    assert done.thoughts == "第2段に書かれている。"


DOUBTFUL = {
    "a right number": quoting("Chunk 2 has the term.", OWN),
    "both are spoken of": quoting("Chunk 1 is about hours, chunk 2 has the term.", Citation(1, KEPT)),
    "both are quoted": quoting("Chunk 1 has the term.", Citation(1, KEPT), OWN),
    "some of it stands there": quoting("Chunk 1 has it.", Citation(1, KEPT), Citation(1, HOURS[:40])),
    "it stands nowhere": quoting("Chunk 1 has it.", Citation(1, "Nobody pays for anything.")),
    "its source is named": quoting("Chunk 1 (hours.md) has it.", Citation(1, KEPT)),
    "its name is said": quoting("Chunk 1, on the hours, has it.", Citation(1, KEPT), answer="Two weeks."),
    "in words": quoting("The first chunk has it.", Citation(1, KEPT), answer="Two weeks."),
    "no field": quoting("Chunk 1 has the term."),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_where_there_is_any_doubt_nothing_changes(case: str) -> None:
    assert renumbered(FOUND, DOUBTFUL[case]) == DOUBTFUL[case]


def test_a_quotation_in_a_field_alone_is_from_the_only_passage_in_which_it_stands() -> None:
    silent = quoting("The rule is plain.", Citation(1, KEPT), Citation(1, HOURS[:40]), answer="Two weeks.")
    assert [one.rank for one in renumbered(FOUND, silent).evidence] == [2, 1]


@pytest.mark.parametrize("claim", [Citation(7, KEPT), Citation(1, "fourteen days"), Citation(1, "Nobody pays for it.")])
def test_a_number_of_no_passage_and_a_few_words_tell_of_none(claim: Citation) -> None:
    beside = Citation(3, "Wear costs nothing.")
    silent = quoting("The rule is plain.", claim, beside, replace(claim, quote=HOURS[:40]), answer="Two weeks.")
    assert renumbered(FOUND, silent).evidence[0] == claim
