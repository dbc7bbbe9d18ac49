"""Leaks: which texts give an answer away, and which only look like it."""

import pytest

from openbook.text.leak import Text, content_words, critical_spans, gives_away, states

QUESTION = "When was the harbour light of Millbrook first lit?"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It was lit in THE Old Tower, they say.", "old tower"),
        ("lit in the old\n tower", "The Old Tower"),
        ("lit in: the old-tower!", "an old tower"),
        ("人人生而自由，在尊严和权利上一律平等。", "在尊严和权利上"),
        ("Die Größe beträgt 3,5 m.", "größe beträgt 3,5"),
    ],
)
def test_case_marks_articles_and_layout_do_not_hide_an_answer(text: str, answer: str) -> None:
    assert states(Text.of(text), answer)


@pytest.mark.parametrize(
    ("text", "answer"), [("the towers", "tower"), ("1893", "189"), ("", "x"), ("x", ""), ("x", "?")]
)
def test_words_are_bounded_and_nothing_is_no_answer(text: str, answer: str) -> None:
    assert not states(Text.of(text), answer)
    assert not gives_away(Text.of(text), QUESTION, answer)


@pytest.mark.parametrize(
    "text",
    [
        "The light at the harbour was lit for the first time in 1893, before a crowd.",
        "Millbrook's harbour got its light in the year 1893.",
        "Founded 1893: the light, the mole and the crane of the harbour.",
    ],
)
def test_a_number_near_two_words_of_the_question_is_its_answer(text: str) -> None:
    assert gives_away(Text.of(text), QUESTION, "1893")
    assert gives_away(Text.of(text), QUESTION, "In 1893.")


def test_a_number_anywhere_else_is_chance() -> None:
    assert not gives_away(
        Text.of("The bakery in the high street opened in 1893 and closed a year later."), QUESTION, "1893"
    )


def test_a_name_of_two_words_is_an_answer_wherever_it_stands() -> None:
    text = Text.of("A letter by Ada Thorne was sold at auction.")
    assert gives_away(text, "Who designed the harbour light?", "Ada Thorne")
    assert not gives_away(Text.of("A letter by Ada was sold."), "Who designed the harbour light?", "Ada Thorne")


def test_a_free_answer_is_given_away_by_its_rare_words_standing_together() -> None:
    question = "Why did the keepers leave the old tower?"
    answer = "Because winter storms had undermined the foundations and cracked the masonry."
    told = "In winter, storms undermined its foundations; by spring the masonry had cracked from top to bottom."
    spread = f"Winter storms came. {'Nothing was said of it. ' * 40} The foundations of the bakery cracked."
    assert gives_away(Text.of(told), question, answer)
    assert not gives_away(Text.of(spread), question, answer)
    assert not gives_away(Text.of("Winter storms undermined morale in the navy."), question, answer)


def test_all_critical_spans_are_needed() -> None:
    question = "How is a lamp tested?"
    answer = 'Run `lamp --selftest 12`, and wait until it says "ready to burn".'
    assert gives_away(
        Text.of('A lamp is tested with lamp --selftest 12, which prints "ready to burn".'), question, answer
    )
    assert not gives_away(Text.of("A lamp is tested with lamp --selftest 7."), question, answer)


def test_planted_leaks_of_each_kind_are_caught_and_a_translation_only_by_its_figures() -> None:
    question, answer = "How long is a loan at the Millbrook tool library?", "Fourteen days, or 21 with a renewal."
    planted = {
        "copied": "Elsewhere it says: Fourteen days, or 21 with a renewal. That is all.",
        "reworded": "A loan runs for fourteen days; with a renewal it is 21 at the tool library.",
        "figures apart": "A loan is fourteen days long at the tool library, renewal makes it 21.",
        "translated": "Eine Ausleihe dauert vierzehn Tage, mit Verlängerung 21.",
    }
    caught = {kind for kind, text in planted.items() if gives_away(Text.of(text), question, answer)}
    assert caught == {"copied", "reworded", "figures apart"}


def test_critical_spans_are_quotes_numbers_dates_and_names() -> None:
    text = (
        'The treaty of Versailles was signed on 28 June 1919 by Georges Clemenceau; use `--retries 5` or "never again".'
    )
    spans = {" ".join(span) for span in critical_spans(text)}
    assert {"28", "1919", "june", "versailles", "georges clemenceau", "retries 5", "never again"} <= spans
    assert critical_spans("Water boils when it is hot.") == ()


def test_content_words_leave_out_what_every_question_has() -> None:
    assert content_words("Which of the lamps is it that burns?") == ("lamps", "burns")
