"""What a set is to be spread over: documents, headings, kinds of questions, difficulty."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Literal

from openbook.config.recipe import Trait
from openbook.dataset.forms.meta_column import difficulty
from openbook.records import Chunk, Draft
from openbook.scenarios import SCENARIOS
from openbook.text.clauses import statements_of
from openbook.text.content import is_number
from openbook.text.leak import content
from openbook.text.sources import document_of

QuestionType = Literal["figure", "term", "explanation", "unanswered"]
"""What a question is answered with: a figure, a few words, more than that, or nothing, since the sources don't tell."""
Level = Literal["several passages", "hard", "medium", "easy"]
"""How hard the context is."""

SHORT = 4
"""Content words that an answer of a few words has at most."""
HARD, MEDIUM = 0.7, 0.3
"""Score of the best distractor over that of gold, from which a context is hard, and medium."""

OF_CHUNKS: tuple[Trait, ...] = ("documents", "headings")
"""Traits that a chunk has before anything was asked about it."""


def question_type(draft: Draft) -> QuestionType:
    """Return what the first question of a draft is answered with."""
    turn = draft.turns[0]
    if turn.found is False or SCENARIOS[draft.item.scenario].does == "abstains":
        return "unanswered"
    said = content(turn.short_answer or " ".join(statements_of(turn.answer)))
    asked = frozenset(content(turn.question))
    new = [word for word in said if word not in asked]
    if any(is_number(word) for word in new):
        return "figure"
    return "term" if len(said) <= SHORT else "explanation"


def level(draft: Draft) -> Level:
    """Return how hard a draft's context is: by its hops, then by how near the best distractor comes to gold."""
    measured = difficulty(draft.item)
    if measured["hops"] > 1:
        return "several passages"
    return "hard" if measured["hardness"] >= HARD else "medium" if measured["hardness"] >= MEDIUM else "easy"


def traits_of_chunk(chunk: Chunk, wanted: Iterable[Trait]) -> list[Hashable]:
    """Return a chunk's document and heading, as far as wanted."""
    document = document_of(chunk.source)
    own: dict[Trait, Hashable] = {"documents": document, "headings": (document, chunk.headings)}
    return [own[name] for name in wanted if name in own]


def traits_of(draft: Draft, wanted: Sequence[Trait]) -> list[Hashable]:
    """Return the traits of a draft, in the order in which they are wanted."""
    chunk = draft.item.gold[0]
    found: list[Hashable] = []
    for name in wanted:
        if name in OF_CHUNKS:
            found += traits_of_chunk(chunk, [name])
        else:
            found.append(question_type(draft) if name == "question_types" else level(draft))
    return found
