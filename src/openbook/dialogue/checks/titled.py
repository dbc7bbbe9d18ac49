"""Whether a passage tells an answer of what its title names: a place, a thing, a year that no sentence says again."""

from openbook.dataclass import replace
from openbook.text.content import Content
from openbook.text.leak import NEEDED, Telltale, told
from openbook.text.untitled import title_of


def told_under_title(passage: str, answer: Telltale, *, by_chance: bool = True, amounts: bool = True) -> frozenset[str]:
    """Return the words by which a passage tells an answer (`leak.told`), the question's words in its title aside.

    Several words of the question must be left, since a title alone makes no mention an answer.
    """
    if found := told(passage, answer, by_chance=by_chance, amounts=amounts):
        return found
    if not answer.whole or Content.of(passage).vocabulary.isdisjoint(answer.keys or answer.whole):
        return frozenset()
    left = answer.asked - Content.of(title_of(passage)).vocabulary
    if len(left) == len(answer.asked) or len(left) < NEEDED * answer.unit:
        return frozenset()
    return told(passage, replace(answer, asked=left), by_chance=by_chance, amounts=amounts)
