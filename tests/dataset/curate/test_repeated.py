"""Questions that other items ask: found where they are the same, and nowhere else."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy
import pytest

from openbook.dataset.curate import repeated as repeated_module
from openbook.dataset.curate.questions import Asked
from openbook.dataset.curate.repeated import HELD, repeated, repetitions
from openbook.records import Chunk, Draft, Item, Passage, Question, Turn


def draft(id_: str, *asked: tuple[str, str], shown: bool = True, short: Sequence[str] = ()) -> Draft:
    chunk = Chunk(id_, id_, f"{id_}.md", 0, 5, "x y z")
    context = (Passage(id_, chunk.source, chunk.text, 1, 1.0, is_gold=shown),)
    turns = tuple(
        Turn(question, "", answer, short_answer=short[n] if short else "") for n, (question, answer) in enumerate(asked)
    )
    return Draft(Item(id_, (chunk,), "gold" if shown else "missing_abstain", context), turns)


SPARE = Path(gettempdir())
FERRY = ("When does the first ferry to the island leave the harbour?", "The first ferry leaves at 6:10.")
OTHERS = [
    draft(f"other{n}", (f"Who looks after the {word} in winter?", f"The {word} has a keeper of its own."))
    for n, word in enumerate(("mill", "bakery", "chapel", "slipway", "school"))
]


def gone(*drafts: Draft, like: float | None = 0.8) -> set[str]:
    return set(repetitions([*OTHERS, *drafts], SPARE, like))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FERRY[0], FERRY[0]),
        (FERRY[0], "And when does the first ferry to the island leave the harbour, please?"),
        ("Wann fährt die erste Fähre zur Insel?", "Wissen Sie, wann die erste Fähre zur Insel fährt?"),
        ("第一班渡轮几点离开港口？", "请问第一班渡轮几点离开港口？"),
        ("Во сколько первый паром уходит на остров?", "Скажите, во сколько первый паром уходит на остров?"),
    ],
)
def test_the_same_question_in_nearly_the_same_words_is_asked_once(first: str, second: str) -> None:
    assert gone(draft("a", (first, FERRY[1])), draft("b", (second, FERRY[1]))) == {"b"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What does error code E41 of the lamp mean?", "What does error code E42 of the lamp mean?"),
        ("How many litres does the tank of the Patience hold?", "How many litres does the tank of the Endurance hold?"),
        (
            "How are nautical miles turned into statute kilometres?",
            "How are statute kilometres turned into nautical miles?",
        ),
        ("What does Лебедь of the northern line carry?", "What does Сокол of the northern line carry?"),
        ("When was the western pier rebuilt?", "Why was the western pier closed?"),
    ],
)
def test_another_code_name_order_or_matter_is_another_question(first: str, second: str) -> None:
    assert gone(draft("a", (first, "It is so.")), draft("b", (second, "It is so."))) == set()


def test_the_same_question_with_another_answer_stays() -> None:
    question = "What is the capacity of the reserve tank?"
    one, other = (question, "The tank holds 60 litres."), (question, "The tank holds 45 litres.")
    assert gone(draft("a", one), draft("b", other)) == set()
    assert gone(draft("a", one, short=["60 l"]), draft("b", other, short=["60 l"])) == {"b"}, "its field decides"


def test_a_question_asked_with_its_answer_in_view_and_without_it_is_a_pair_and_no_repetition() -> None:
    assert gone(draft("a", FERRY), draft("b", FERRY, shown=False)) == set()


def test_what_nobody_answers_repeats_only_the_same_words() -> None:
    asked = "What does the option retries of the uplink do?", "What is the default of the option retries of the uplink?"
    first, second = (draft(str(n), (text, "The sources don't tell."), shown=False) for n, text in enumerate(asked))
    assert gone(first, second, like=0.5) == set()
    again = draft("again", (asked[0], "The sources don't tell."), shown=False)
    assert gone(first, again, like=0.5) == {"again"}


def test_half_of_the_questions_must_be_known() -> None:
    fresh = [
        (f"Which rope is used for the {what}?", f"The {what} has a hemp rope.") for what in ("bell", "boat", "flag")
    ]
    assert gone(draft("a", FERRY), draft("b", FERRY, fresh[0])) == {"b"}
    assert gone(draft("a", FERRY), draft("b", FERRY, *fresh)) == set()


def test_a_question_that_leans_on_the_one_before_is_read_with_it() -> None:
    tower, mill = (f"Who built the {what} by the northern quay?" for what in ("watchtower", "windmill"))
    follow = ("And when?", "In 1820.")
    assert gone(draft("a", (tower, "Ann Holm did."), follow), draft("b", (mill, "Per Lund did."), follow)) == set()


def test_what_was_left_out_itself_makes_nothing_else_a_repetition() -> None:
    half = [(f"Which knot ties the {what} to the ring?", "A bowline.") for what in ("dinghy", "buoy")]
    drafts = draft("a", FERRY), draft("b", FERRY, half[0]), draft("c", half[0], half[1])
    assert gone(*drafts) == {"b"}, "c repeats b alone, and b is gone"


def test_a_paraphrase_is_found_by_its_vector_and_stays_where_answers_differ() -> None:
    asked = ["When does the first ferry leave?", "At what time can one take the earliest boat?"]
    turned = {asked[0]: (1.0, 0.0), asked[1]: (0.98, 0.199)}

    def vectors(texts: Sequence[str]) -> numpy.ndarray:
        return numpy.array([turned[text] for text in texts])

    same = [draft(str(n), (text, "At 6:10.")) for n, text in enumerate(asked)]
    assert set(repetitions(same, SPARE, None, 0.95, vectors)) == {"1"}
    assert set(repetitions(same, SPARE, None, 0.99, vectors)) == set()
    other = [same[0], draft("1", (asked[1], "At 7:45."))]
    assert set(repetitions(other, SPARE, None, 0.95, vectors)) == set()


def test_a_figure_of_one_makes_another_question_however_near_their_vectors_are() -> None:
    asked = ["When is gate 1 of lock 2 closed?", "When does gate 2 of lock 2 close?"]
    near = [draft(str(n), (text, "At six.")) for n, text in enumerate(asked)]
    assert set(repetitions(near, SPARE, None, 0.9, lambda texts: numpy.array([(1.0, 0.0) for _ in texts]))) == set()


def test_reference_answers_tell_questions_apart_that_nobody_answers() -> None:
    base = draft("a", ("What is the limit of the gauge?", "The sources don't tell."), shown=False)
    item = base.item

    def knowing(id_: str, answer: str) -> Draft:
        questions = (Question("What is the limit of the gauge?", answer),)
        return Draft(Item(id_, item.gold, item.scenario, item.passages, questions), base.turns)

    assert gone(knowing("a", "40 bar"), knowing("b", "55 bar")) == set()
    assert gone(knowing("a", "40 bar"), knowing("b", "40 bar")) == {"b"}


class Counted(list[Asked]):
    """Questions that count how often one of them is looked up by its place."""

    looked_up = 0

    def __getitem__(self, place: Any) -> Any:
        self.looked_up += 1
        return super().__getitem__(place)


@pytest.mark.parametrize("held", [HELD, 1])
def test_questions_that_share_words_and_name_different_things_are_not_read_again(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeated_module, "HELD", held)
    answer = frozenset({"six"})
    asked = Counted(
        Asked(f"item {n}", f"When is gate {n} closed?", ("gate", "close"), frozenset({str(n)}), answer, has_gold=True)
        for n in range(400)
    )
    assert repeated(asked, 0.8) == {}
    assert asked.looked_up == 0
    asked.append(replace(asked[7], id="again"))
    assert [one.first for one in repeated(asked, 0.8).values()] == ["item 7"]


def test_questions_that_have_too_little_in_common_are_not_read_again() -> None:
    rest = [(f"left{n}", f"right{n}", f"over{n}", f"under{n}") for n in range(300)]
    told = frozenset({"six"})
    asked = Counted(Asked(f"item {n}", "?", ("gate", *own), frozenset(), told, True) for n, own in enumerate(rest))
    asked.extend(Asked(f"short {n}", "?", ("gate", own[0]), frozenset(), told, True) for n, own in enumerate(rest))
    assert repeated(asked, 0.6) == {}
    assert asked.looked_up < len(asked)
    asked.append(replace(asked[7], id="again"))
    assert [one.first for one in repeated(asked, 0.6).values()] == ["item 7"]
