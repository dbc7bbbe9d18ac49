"""A context without gold must not hold the answer (RESEARCH.md, check 1)."""

import pytest
from written import FOUND, LOANS, chunk, item, turn

from openbook.codes import Code
from openbook.dialogue.checks.answer_leak import answer_leak, asks_of_another
from openbook.records import Chunk, Item, Turn
from some import some

FILLER = chunk("Wear costs nothing. Bring the tool back clean, and tell the desk what broke.", "damage.md")


def without_gold(*texts: str, hidden: str = "") -> Item:
    """An item that shows these texts and not its own, which has what is hidden beside the rules on loans."""
    gold = chunk(f"{LOANS} {hidden}", "loans.md")
    return item(gold, [*(chunk(text, f"other{n}.md") for n, text in enumerate(texts)), FILLER])


QUESTION = "How many days may a drill from the Brenfield tool library be kept?"

LEAKS: dict[str, tuple[str, str, str]] = {
    "a number near the question's words": (
        QUESTION,
        "You may keep it for 14 days.",
        "A drill may be kept for 14 days in this library.",
    ),
    "a number in words": (QUESTION, "About 14 days.", "At the library, a drill may be kept for fourteen days."),
    "a number with a separator": (
        "How many visitors did the lighthouse museum have?",
        "It had about 12,500 visitors.",
        "The lighthouse museum counted 12500 visitors that year.",
    ),
    "a date": (
        "When was the pier opened?",
        "It was opened on 3 May 1907, I think.",
        "The band played; 3 May 1907 was a fine day.",
    ),
    "a name near the question's words": (
        "Who designed the lighthouse at Skerry Point?",
        "As far as I know, it was designed by Alan Stevenson.",
        "The lighthouse was designed by Alan Stevenson, who built others too.",
    ),
    "a short answer that is a name": ("Who was it?", "Alan Stevenson.", "Others were built by Alan Stevenson."),
    "a quotation": (
        QUESTION,
        'The rule is "as long as nobody else asks".',
        "Keep it as long as nobody else asks for it.",
    ),
    "code": ("How do I list them?", "Run `git branch --list` for that.", "There is also git branch --list for those."),
    "the same words": (
        QUESTION,
        "It may stay with you until somebody else has asked the desk for it.",
        "Keep it: it may stay with you until somebody else has asked the desk.",
    ),
    "in another language": (
        "Wann wurde die Brücke gebaut und von wem?",
        "Sie wurde 1889 von Gustave Eiffel in Paris mit 18038 Teilen gebaut, heißt es.",
        "Construit en 1889 par Gustave Eiffel, avec 18038 pièces, à Paris.",
    ),
    "in Chinese": ("灯塔是哪一年建成的？", "据我所知，它建于1907年。", "这座灯塔在1907年建成，至今仍在使用。"),
}


@pytest.mark.parametrize("form", LEAKS)
def test_a_passage_that_holds_the_answer_is_found(form: str) -> None:
    question, answer, passage = LEAKS[form]
    found = answer_leak(without_gold(passage, hidden=answer), [turn("", answer, question)])
    assert found is not None
    assert found.code == Code.ANSWER_LEAK
    assert found.leaking == ("other0.md#0",)


FINE: dict[str, tuple[str, str, str]] = {
    "a number elsewhere": (QUESTION, "You may keep it for 14 days.", "Room 14 has the ladders. " * 3),
    "a small number": (QUESTION, "It takes 2 steps: ask, then wait.", "The library has 2 drills and 2 saws."),
    "what the question says itself": (
        "Does the Brenfield tool library, founded in 1998, lend drills?",
        "The Brenfield library of 1998 does.",
        "The Brenfield tool library was founded in 1998 and lends no books.",
    ),
    "what the search brought up": (
        QUESTION,
        "The documents that came up deal with Opening Hours only. From memory, two weeks or so.",
        "Opening Hours of the library: drills are handed out on Tuesdays.",
    ),
    "a name that opens a sentence": (
        QUESTION,
        "Usually two weeks. Libraries differ.",
        "Usually libraries lend drills.",
    ),
    "capitals as in German": (
        "Wie lange darf ich eine Bohrmaschine behalten?",
        "In der Regel darf man die Bohrmaschine oder die Säge aus dem Laden mit dem Koffer zwei Wochen behalten.",
        "Der Laden hat eine Bohrmaschine und eine Säge. Wer sie behalten will, darf den Koffer nicht öffnen.",
    ),
    "a value of everybody's": (
        "What is the default of `a.b`?",
        "It is `false`, I believe.",
        "The default of c is false.",
    ),
    "a word with other capitals": (
        "What does `proxyProtocol` configure?",
        "It configures the Proxy Protocol.",
        "The Proxy Protocol can be configured elsewhere.",
    ),
}


@pytest.mark.parametrize("form", FINE)
def test_what_a_passage_holds_by_chance_is_no_leak(form: str) -> None:
    question, answer, passage = FINE[form]
    assert answer_leak(without_gold(passage), [turn("", answer, question)]) is None


def test_every_leaking_passage_is_named_and_no_other() -> None:
    leaking = without_gold(
        "A drill may be kept for 14 days.", "Nothing of it here.", "In the library, 14 days it is for a drill."
    )
    found = answer_leak(leaking, [turn("", "You may keep it for 14 days.", QUESTION)])
    assert found is not None
    assert found.leaking == ("other0.md#0", "other2.md#0")
    assert "chunk 1 (other0.md) holds “14”" in found.detail


def test_a_later_answer_leaks_as_well() -> None:
    turns = [
        turn("", "I don't know.", "Who built the pier?"),
        turn("", "It is 14 days.", "And how long may a drill be kept?"),
    ]
    assert answer_leak(without_gold("In this library a drill may be kept for 14 days."), turns) is not None


def test_contexts_with_gold_hold_the_answer_on_purpose() -> None:
    assert answer_leak(FOUND, [turn("", "You may keep it for fourteen days.", QUESTION)]) is None


def test_an_answer_that_is_copied_into_a_distractor_is_always_found() -> None:
    answers = [
        "A stopped pump is bled through the screw on top of its housing, once it has become cold.",
        "He sailed around the cape twice, and lost the second ship to ice.",
        "Set the limit to 250 requests, or leave the field out.",
        "Ask Maria Lindqvist at the desk.",
        "先关闭进水阀，再把外壳顶部的螺丝松开半圈，直到流出的水里没有气泡为止。",
    ]
    for answer in some(answers):
        written: Turn = turn("", answer, "What should one know about this?")
        planted: Chunk = chunk(f"Some words before it. {answer} And some after it.", "planted.md")
        found = answer_leak(item(chunk(f"{LOANS} {answer}", "loans.md"), [FILLER, planted]), [written])
        assert found is not None, answer
        assert found.leaking == (planted.id,)


def test_what_a_passage_tells_and_the_hidden_chunk_does_not_is_a_wrong_answer_and_no_leak() -> None:
    shown = without_gold("The harbour library closes at noon on Mondays and lends forty atlases to members.")
    asked = "When does the harbour library close on Mondays?"
    found = answer_leak(shown, [turn("", "From memory: on Mondays the harbour library closes at noon.", asked)])
    assert found is not None
    assert found.leaking == ()


def test_a_question_that_a_shown_passage_deals_with_is_asked_again_however_vague_its_answer() -> None:
    shown = without_gold("The harbour library closes at noon on Mondays and lends forty atlases to members.")
    asked = "When does the harbour library close on Mondays?"
    found = asks_of_another(shown, [turn("", "Nothing was found; rather early, I believe.", asked)])
    assert found is not None
    assert found.leaking == ()
    assert asks_of_another(shown, [turn("", "Nothing was found; rather early, I believe.", QUESTION)]) is None


def test_words_between_two_pieces_of_code_are_no_code() -> None:
    hidden = chunk("The `ring` switch sets how often the bell of the Ostrow lift sounds: `twice`.", "lift.md")
    other = chunk("Each switch is described: the `lamp` switch is `blue`, the `fan` switch is `slow`.", "cabin.md")
    said = "I found nothing on the bell; from memory, the `ring` switch is `twice`."
    asked = "How often does the Ostrow lift sound its bell?"
    assert answer_leak(item(hidden, [other]), [turn("Chunk 1 is on the cabin.", said, asked)]) is None
    order = "I found nothing; from memory, `lift --bell twice` does it."
    copied = chunk("Lamps: `lift --bell twice` was the order of the old cabin.", "cabin.md")
    assert answer_leak(item(hidden, [copied]), [turn("Chunk 1 is on lamps.", order, asked)]) is not None
