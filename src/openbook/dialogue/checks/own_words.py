"""What checks look at: turns with the questions so far, answers without the numbers of lists or a proposed note."""

from collections.abc import Sequence

from openbook.dataclass import replace
from openbook.dialogue.checks.ascribed import ascribed
from openbook.records import Passage, Turn
from openbook.text.quotations import quotations, standing
from openbook.text.unlaid import unlisted


def in_turn(turns: Sequence[Turn]) -> list[tuple[int, Turn, str, str]]:
    """Return each turn with its number, from 1, the questions before it, and these with its own, a line each."""
    rows: list[tuple[int, Turn, str, str]] = []
    asked = ""
    for number, turn in enumerate(turns, start=1):
        before, asked = asked, f"{asked}\n{turn.question}" if asked else turn.question
        rows += [(number, turn, before, asked)]
    return rows


def without_numbers_of_lists(turn: Turn) -> Turn:
    """Return a turn whose answer has not the numbers of its list."""
    answer = unlisted(turn.answer)
    return turn if answer == turn.answer else replace(turn, answer=answer)


def without_own_words(answer: str, passages: Sequence[Passage]) -> str:
    """Return an answer without the quotations that stand in no passage and are laid in nobody's mouth."""
    for one in reversed(quotations(answer)):
        if standing(one.text, passages) is None and not ascribed(one, answer, is_thoughts=False):
            answer = f"{answer[: one.start]}{answer[one.end :]}"
    return answer
