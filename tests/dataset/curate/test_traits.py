"""What a draft's question is answered with, and how hard its context is."""

import pytest

from openbook.dataset.curate.traits import level, question_type, traits_of
from openbook.records import Chunk, Draft, Item, Passage, Turn


def draft(
    answer: str,
    *,
    question: str = "How is it?",
    short: str = "",
    found: bool | None = None,
    scenario: str = "gold",
    scores: tuple[float, ...] = (10.0, 1.0),
    gold: int = 1,
) -> Draft:
    chunk = Chunk("c", "d", "manual.pdf, pp. 3-4", 0, 1, "x", headings=("Pumps", "Seals"))
    passages = tuple(
        Passage(f"c{n}", "manual.pdf", "x", n, score, is_gold=n <= gold) for n, score in enumerate(scores, start=1)
    )
    return Draft(
        Item("c", (chunk,), scenario, passages), (Turn(question, "", answer, short_answer=short, found=found),)
    )


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (draft("The seal stands 40 bar."), "figure"),
        (draft("密封圈可承受四十巴的压力。", short="四十巴"), "figure"),
        (draft("A seal of 40 bar is red.", question="What colour is a seal of 40 bar?", short="red"), "term"),
        (draft("It is made of viton.", short="viton"), "term"),
        (draft("First drain the oil, then loosen every bolt crosswise, and lift the cover off."), "explanation"),
        (draft("The sources don't say.", found=False), "unanswered"),
        (draft("The sources don't say.", scenario="missing_abstain"), "unanswered"),
    ],
)
def test_a_question_is_of_the_kind_of_its_answer(made: Draft, kind: str) -> None:
    assert question_type(made) == kind


@pytest.mark.parametrize(
    ("scores", "gold", "expected"),
    [((10, 1), 1, "easy"), ((10, 5), 1, "medium"), ((10, 9), 1, "hard"), ((10, 9, 1), 2, "several passages")],
)
def test_a_context_is_as_hard_as_its_best_distractor_or_needs_several_passages(
    scores: tuple[float, ...], gold: int, expected: str
) -> None:
    assert level(draft("So.", scores=scores, gold=gold)) == expected


def test_traits_come_as_they_are_wanted_and_pages_are_of_one_document() -> None:
    made = draft("It is made of viton.", short="viton")
    wanted = ("difficulty", "documents", "question_types", "headings")
    assert traits_of(made, wanted) == ["easy", "manual.pdf", "term", ("manual.pdf", ("Pumps", "Seals"))]
