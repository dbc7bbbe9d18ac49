"""What judges would be asked, where nothing is sent: every call that a draft leads to is met, and none is answered."""

from collections.abc import Awaitable, Callable

from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.generate import Generate
from openbook.dialogue.judging.verdicts import Judging
from openbook.errors import Halt
from openbook.records import Draft, Item, Rejected, Turn

LIKELY = 400
"""Characters of an answer that nobody has written yet."""
ASKED = 100
"""The same of a question."""


class Supposed(Halt):
    """All calls about a draft were met, and some of them are not answered."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Judges whose unanswered calls are taken for favourable ones, so that those behind them are met too."""

    judging: Judging

    async def __call__(self, draft: Draft) -> Draft | Finding:
        """Return what the judges said, where every call was answered. Raises Supposed where one was not."""
        supposed: list[str] = []
        bench = replace(self.judging.bench, supposed=supposed)
        became = await replace(self.judging, bench=bench)(draft)
        if supposed:
            raise Supposed("nothing is sent: this only looks ahead")
        return became


def foreseen(write: Generate) -> Callable[[Item], Awaitable[Draft | Rejected]]:
    """Return the step that writes drafts, as a look ahead takes it: a draft that isn't there is judged as well."""
    judging = write.judging
    if not isinstance(judging, Judging):
        return write
    ahead = Foreseen(judging)
    writing = replace(write, judging=ahead)

    async def step(item: Item) -> Draft | Rejected:
        try:
            return await writing(item)
        except Supposed:
            raise
        except Halt:
            await ahead(likely(item, write.turns[0]))
            raise

    return step


def likely(item: Item, turns: int) -> Draft:
    """Return a draft of about the length that an item's will have."""
    text = item.gold[0].text
    asked = [question.text for question in item.questions] or [text[n * ASKED :][:ASKED] for n in range(turns)]
    return Draft(item, tuple(Turn(question, "", text[:LIKELY]) for question in asked))
