"""What an answer puts in quotation marks as its own: the words of a note that it proposes."""

from collections.abc import Sequence

from openbook.dialogue.checks.ascribed import ascribed
from openbook.records import Passage
from openbook.text.quotations import quotations, standing


def without_own_words(answer: str, passages: Sequence[Passage]) -> str:
    """Return an answer without the quotations that stand in no passage and are laid in nobody's mouth."""
    for one in reversed(quotations(answer)):
        if standing(one.text, passages) is None and not ascribed(one, answer, is_thoughts=False):
            answer = f"{answer[: one.start]}{answer[one.end :]}"
    return answer
