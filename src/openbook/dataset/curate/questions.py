"""The questions of a draft as they are compared over the whole set: each with what it asks and what it is answered."""

from collections.abc import Iterator, Sequence

from openbook.dataclass import dataclass
from openbook.records import Draft, Item, Turn
from openbook.spool import Record
from openbook.text.clauses import statements_of
from openbook.text.content import is_number
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.leak import content

FEWEST_ASKED = 3
"""Content words of a question that stands by itself; one of fewer is read together with those before it."""

_WORD = late(r"\w+")
_BEGINS = late(r"(?:^|[.!?:;\n])[\s\W]*$")
"""What stands before the first word of a sentence, which has a capital without being a name."""


@dataclass(frozen=True, slots=True)
class Asked(Record):
    """One question of one draft."""

    id: str
    """Of the item."""
    text: str
    """The question, after the ones before it where it does not stand by itself."""
    words: tuple[str, ...]
    """Stems that say what it is about, in order."""
    names: frozenset[str]
    """Words that tell one matter from another, in lower case: names, codes, figures."""
    answer: frozenset[str]
    """Stems of what is answered; empty where nothing is, as where a model abstains."""
    has_gold: bool
    """Whether its context holds the answer: asked with it and without it, a question is no repetition."""


def standing(questions: Sequence[str]) -> list[str]:
    """Return the questions of a conversation, each with so much of those before it that it stands by itself."""
    texts: list[str] = []
    for question in questions:
        alone = len(content(question)) >= FEWEST_ASKED or not texts
        texts.append(question if alone else f"{texts[-1]} {question}")
    return texts


def questions_of(draft: Draft) -> Iterator[Asked]:
    """Yield the questions of a draft."""
    item = draft.item
    texts = standing([turn.question for turn in draft.turns])
    for number, (turn, text) in enumerate(zip(draft.turns, texts, strict=True)):
        words = content(text)
        yield Asked(item.id, text, words, _names(text, words), _answered(item, turn, number), item.has_gold)


def _names(text: str, words: Sequence[str]) -> frozenset[str]:
    """Return the names and figures in a text; a capital at a word that says nothing (`Sie`) makes it none."""
    found = (match.group() for match in _WORD.finditer(text) if _is_name(match.group(), text[: match.start()]))
    return frozenset(
        name.casefold()
        for name in found
        if any(map(str.isdigit, name)) or not frozenset(content(name)).isdisjoint(words)
    )


def _is_name(word: str, before: str) -> bool:
    if word.isalpha() and word.islower():
        return False
    inside = word[1:] if _BEGINS.search(before) else word
    return any(map(str.isupper, inside)) or any(map(str.isdigit, word))


def _answered(item: Item, turn: Turn, number: int) -> frozenset[str]:
    """Return the stems of an answer: of its field, of the reference answer, else of its sentences but those about the
    search.
    """
    given = turn.short_answer or (item.questions[number].reference_answer if number < len(item.questions) else "")
    spoken = language(f"{turn.question} {turn.answer}")
    said = given or " ".join(statements_of(turn.answer))
    return frozenset(content(said, spoken)) if given or item.has_gold or turn.found else frozenset()


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two answers may be the same one: the figures of both are equal, and half of the shorter one is shared.

    An empty answer contradicts nothing.
    """
    if not one or not other:
        return True
    figures = {word for word in one if is_number(word)}, {word for word in other if is_number(word)}
    if figures[0] and figures[1] and not (figures[0] <= figures[1] or figures[1] <= figures[0]):
        return False
    return 2 * len(one & other) >= min(len(one), len(other))
