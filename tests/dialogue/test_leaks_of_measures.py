"""Figures, sums, hours and dates that a text on something else tells in a form of its own, in six languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from written import chunk, item

from openbook.contexts.telling import holds_an_answer
from openbook.dialogue.checks.answer_leak import answer_leak
from openbook.records import Question, Turn
from some import some

LEAST = 0.9


class Case(NamedTuple):
    question: str
    gold: str
    said: str
    answer: str
    text: str


def parts(told: str) -> list[str]:
    return told.split(" ; ")


def cases(name: str, *, planted: bool) -> Iterator[Case]:
    """What is asked, the text that tells it, an answer from memory, the short answer, and another text."""
    refuses, around, spoken = "", [""], ""
    facts = []
    for line in Path(__file__).with_name("measures.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            spoken = line[1 : line.index("]")]
            if spoken == name:
                refuses, fillers = line.partition("] ")[2].split(" | ")
                around = parts(fillers)
        elif spoken == name:
            facts.append((line.split(" | "), refuses, around))
    for number, ((question, gold, answers, plants, decoy), opening, others) in enumerate(facts):
        another = facts[(number + 1) % len(facts)][0][1]
        for answer in parts(answers):
            for plant in parts(plants) if planted else (decoy, another, f"{another} {decoy}"):
                text = f"{others[number % 3]} {plant} {others[(number + 1) % 3]}"
                yield Case(question, gold, f"{opening} {answer}", answer, text)


def is_found(case: Case) -> bool:
    shown = item(chunk(case.gold, "gold.md"), [chunk(case.text, "other.md")])
    return answer_leak(shown, [Turn(case.question, "", case.said)]) is not None


def is_refused(case: Case) -> bool:
    asked = item(chunk(case.gold, "gold.md"), [], "missing_abstain")
    return holds_an_answer(case.text, replace(asked, questions=(Question(case.question, case.answer),)))


LANGUAGES = ("russian", "french", "spanish", "hindi", "japanese", "korean")


@pytest.mark.parametrize("name", LANGUAGES)
def test_an_amount_in_another_form_is_found_in_what_is_told_from_memory(name: str) -> None:
    found = [is_found(case) for case in cases(name, planted=True)]
    assert len(found) >= 100
    assert sum(found) >= LEAST * len(found)


@pytest.mark.parametrize("name", LANGUAGES)
def test_an_amount_in_another_form_is_refused_before_anything_is_paid(name: str) -> None:
    refused = [is_refused(case) for case in cases(name, planted=True)]
    assert sum(refused) >= LEAST * len(refused)


@pytest.mark.parametrize("name", LANGUAGES)
def test_texts_on_the_same_with_other_amounts_or_none_tell_nothing(name: str) -> None:
    for case in some(cases(name, planted=False)):
        assert not is_found(case), case
        assert not is_refused(case), case
