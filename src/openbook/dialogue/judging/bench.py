"""The bench: the models that judge, and what they are shown of a draft."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from openbook.calls import Reply, Usage
from openbook.codes import Code
from openbook.contexts.layout import format_context
from openbook.dataclass import dataclass, replace
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.sheet import Sheet
from openbook.errors import Halt
from openbook.records import Draft, Item, Passage, Turn

T = TypeVar("T")

STEP = "verify"
SAMPLING = {"temperature": 0.0, "top_p": 0.95, "max_tokens": 1500}
"""As sure as it can be; room for the claims of three long answers."""
SECOND_LOOK = ", again"
"""What stands behind the prompt's name in the attempts of a second look."""
NOTHING = "(the search returned nothing)\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A draft that is looked at."""

    draft: Draft
    again: bool = False
    """Whether it is asked about a second time: the same is shown in another order and another layout."""

    @property
    def item(self) -> Item:
        """What the draft is about."""
        return self.draft.item

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Its questions and answers."""
        return self.draft.turns

    def passages(self, chosen: Iterable[Passage]) -> tuple[Passage, ...]:
        """Return passages in the order in which they are shown: as they stand, or from the last to the first."""
        shown = tuple(chosen)
        return tuple(reversed(shown)) if self.again else shown

    def conversation(self) -> str:
        """Return all turns, questions and answers alone."""
        form = "{n}. asked: {q}\n{n}. answered: {a}" if self.again else "TURN {n}\nQuestion: {q}\nAnswer: {a}"
        return "\n\n".join(form.format(n=n, q=one.question, a=one.answer) for n, one in enumerate(self.turns, start=1))

    def questions(self) -> str:
        """Return the questions, a line each."""
        form = "Question {n}: {q}" if self.again else "{n}. {q}"
        return "\n".join(form.format(n=n, q=" ".join(one.question.split())) for n, one in enumerate(self.turns, 1))

    def expected(self, number: int) -> str:
        """Return what a turn's answer comes to: its reference answer, or its short answer; empty where it has none."""
        asked = self.item.questions
        if number < len(asked) and asked[number].reference_answer:
            return asked[number].reference_answer
        return self.turns[number].short_answer


@dataclass(frozen=True, slots=True)
class Bench:
    """Who is asked."""

    judge: Asker
    target: Asker | None = None
    """The model that will be trained; None where it isn't asked."""
    supposed: list[str] | None = None
    """Takes the prompts of the calls that were not answered, where a look ahead goes on as if they were favourable."""

    async def ask(
        self,
        case: Case,
        prompt: str,
        sheet: Sheet,
        read: Callable[[Reply], T | Finding],
        rows: int,
        fields: Mapping[str, str],
        whom: Asker | None = None,
    ) -> T | Finding:
        """Return what one call says of a case; a finding where there is no verdict after all attempts."""
        given = {"text": "", "metadata": "", "stringified_retrieved_chunks": "", "questions": "", **fields}
        remark = SECOND_LOOK if case.again else ""
        inquiry = Inquiry(STEP, prompt, given, SAMPLING, case.item, sheet.schema(rows), aside=True, remark=remark)
        try:
            said = await (whom or self.judge).ask(inquiry, Reading(read))
        except Halt:
            if self.supposed is None:
                raise
            self.supposed.append(prompt)
            return read(Reply(sheet.filled(rows), "stop", Usage(0, 0), 0.0))
        if isinstance(said, Finding) and said.check != "call":
            return replace(said, check="judge", code=Code.UNJUDGED, detail=f"{prompt}: {said.detail}", then="end")
        return replace(said, check="judge", then="end") if isinstance(said, Finding) else said


def shown(passages: Sequence[Passage]) -> str:
    """Return passages as a context, numbered anew."""
    return format_context(passages) or NOTHING


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a judge says of a draft: a turn's verdict, or a source's."""

    score: float
    """From 0 to 1: how well it stands."""
    detail: str = ""
    """What is wrong, in one sentence; empty where nothing is."""
    turn: int = 0
    """Its number, from 1; 0 where it is about all of them."""
    leaking: tuple[str, ...] = ()
    """Ids of passages that hold what they should not."""
    code: Code | None = None
    """Under which it refuses; None for that of the judge's row."""
