"""Planted leaks in other languages: found in nearly all cases, and hardly ever where nothing is planted."""

from collections.abc import Iterator

import pytest
from languages import LANGUAGES, Fact, Language
from retellings import RETOLD

from openbook.text.leak import sought, told
from some import some


def cases(language: Language) -> Iterator[tuple[Fact, str, str, str]]:
    """A fact, an answer from memory, a passage about something else, and the same with the answer planted in it."""
    for number, fact in enumerate(language.facts):
        for other in language.facts:
            if other is fact:
                continue
            for turn, say in enumerate(language.says):
                for place in {number + turn, number + turn + 1}:
                    plant = language.plants[place % len(language.plants)].format(a=fact.answer, q=fact.question)
                    yield fact, say.format(a=fact.answer), other.passage, f"{other.passage} {plant}"


@pytest.mark.parametrize("name", LANGUAGES)
def test_planted_leaks_are_found_in_every_language(name: str) -> None:
    every = list(cases(LANGUAGES[name]))
    found = [bool(told(planted, sought(fact.question, said, fact.passage))) for fact, said, _, planted in every]
    assert len(every) >= 100
    assert sum(found) >= 0.95 * len(every), [case[1] for case, hit in zip(every, found, strict=True) if not hit][::15]


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_passage_that_the_answer_is_from_tells_it(name: str) -> None:
    language = LANGUAGES[name]
    for fact in some(language.facts):
        gold = f"{fact.passage} {fact.question} {fact.answer}"
        for say in some(language.says):
            assert told(fact.passage, sought(fact.question, say.format(a=fact.answer), gold)), (fact, say)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_passage_about_something_else_is_no_leak(name: str) -> None:
    every = list(cases(LANGUAGES[name]))
    taken = [(said, clean) for fact, said, clean, _ in every if told(clean, sought(fact.question, said, fact.passage))]
    assert len(taken) <= 0.01 * len(every), taken[:5]


def retellings(name: str) -> Iterator[tuple[str, str, str, bool]]:
    """A question, an answer from memory, the passage it is from, and a text on something else; whether that tells it
    in words of its own.
    """
    others = LANGUAGES[name].facts
    for number, fact in enumerate(RETOLD[name]):
        for place in (number + 1, number + 2, number + 3):
            around = (RETOLD[name][place % len(RETOLD[name])].passage, others[place % len(others)].passage)
            for answer in fact.answers:
                said = (fact.question, f"{LANGUAGES[name].refuses}{answer}", fact.passage)
                yield *said, " ".join(around), False
                for plant in fact.plants:
                    yield *said, f"{around[0]} {plant} {around[1]}", True


def told_in(name: str, *, planted: bool) -> list[bool]:
    rows = [row for row in retellings(name) if row[3] is planted]
    return [bool(told(text, sought(question, said, gold))) for question, said, gold, text, _ in rows]


@pytest.mark.parametrize("name", RETOLD)
def test_a_sentence_that_tells_the_answer_in_its_own_words_is_found(name: str) -> None:
    found = told_in(name, planted=True)
    assert sum(found) >= 0.85 * len(found)


@pytest.mark.parametrize("name", RETOLD)
def test_texts_without_such_a_sentence_are_no_leaks(name: str) -> None:
    assert not any(told_in(name, planted=False))


def run_together(text: str) -> str:
    return text.replace(" ", "")


def test_planted_leaks_are_found_in_korean_that_has_lost_its_spaces() -> None:
    every = list(cases(LANGUAGES["korean"]))
    for gold in (str, run_together):
        asked = [sought(fact.question, said, gold(fact.passage)) for fact, said, _, _ in every]
        texts = [(clean, planted) for _, _, clean, planted in every]
        for answer, (clean, planted) in some(zip(asked, texts, strict=True)):
            assert told(run_together(planted), answer), planted
            assert not told(run_together(clean), answer), clean


def test_korean_without_spaces_that_tells_the_answer_in_its_own_words_is_mostly_found() -> None:
    rows = [(bool(told(run_together(text), sought(asked, said, gold))), planted)
            for asked, said, gold, text, planted in retellings("korean")]  # fmt: skip
    assert sum(hit for hit, planted in rows if planted) >= 0.8 * sum(planted for _, planted in rows)
    assert not any(hit for hit, planted in rows if not planted)
