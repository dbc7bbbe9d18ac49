"""Draft → Draft: the model that will be trained answers each question in the draft's context, and the checks grade it.

What fails is rejected in a preference pair, in the model's own words; what is right is chosen. No draft is lost by it.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from openbook.calls import Message, Reply, Request
from openbook.dataclass import dataclass, replace
from openbook.dialogue.grading import graded
from openbook.dialogue.recorder import Recorder
from openbook.dialogue.reply.labels import labels
from openbook.dialogue.reply.turns import turns_of_text
from openbook.dialogue.reply.wrapping import goes_on_as_user, until_next_turn, unwrapped
from openbook.errors import CallError, UnusableReply
from openbook.fates import Attempt
from openbook.records import Draft, LookedAt, Turn

if TYPE_CHECKING:
    from openbook.config import ModelSettings
    from openbook.llm.model import Model

STEP = "sample"
SAMPLING: Mapping[str, Any] = {"temperature": 0.8, "top_p": 0.95, "max_tokens": 1500}
"""Warm enough that a question's answers differ; room for thoughts and an answer."""

Prompted = Callable[[Draft, int], tuple[Message, ...]]
"""What a record says up to the question of a turn, from 1."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The model that will be trained, bound to what it is asked."""

    model: "Model"
    settings: "ModelSettings"
    samples: int
    """Answers to each question."""
    prompted: Prompted
    recorder: Recorder

    async def __call__(self, draft: Draft) -> Draft:
        """Return the draft with other answers to its questions. One that can't be had, or read, is none.

        All calls are under way at the same time, so that a look ahead meets each. Halt and ServerError pass.
        """
        numbers = [n for n in range(1, len(draft.turns) + 1) for _ in range(self.samples)]
        asked = list(self._requests(draft))
        replies = await asyncio.gather(*map(self.model.reply, asked), return_exceptions=True)
        found: list[LookedAt] = []
        for number, sent, reply in zip(numbers, asked, replies, strict=True):
            if isinstance(reply, CallError | UnusableReply):
                continue
            if isinstance(reply, BaseException):
                raise reply
            found += self._graded(draft, number, sent, reply)
        return replace(draft, sampled=tuple(dict.fromkeys(found)))

    def _requests(self, draft: Draft) -> Iterator[Request]:
        for number in range(1, len(draft.turns) + 1):
            messages = self.prompted(draft, number)
            for attempt in range(1, self.samples + 1):
                yield Request(
                    step=STEP,
                    size=self.settings.size,
                    model=self.settings.model,
                    messages=messages,
                    sampling=_sampling(self.settings.sampling, attempt),
                    attempt=attempt,
                    subject=draft.item,
                )

    def _graded(self, draft: Draft, number: int, sent: Request, reply: Reply) -> Iterator[LookedAt]:
        tried = Attempt(STEP, sent.attempt, sent.key(), prompt=f"turn {number}")
        try:
            turn = answer_of(reply, draft.turns[number - 1].question)
        except UnusableReply as error:
            self.recorder.tried(draft.id, replace(tried, check="reply", detail=str(error)))
            return
        one = graded(draft, number, turn)
        self.recorder.tried(draft.id, replace(tried, check=one.check, code=one.code, detail=one.detail))
        yield one


def answer_of(reply: Reply, question: str) -> Turn:
    """Return the answer that a reply is, its thoughts apart where it has headings for them.

    Raises UnusableReply where it is none, or breaks off.
    """
    if reply.cut:
        raise UnusableReply(f"the reply {reply.ending}")
    text = until_next_turn(unwrapped(reply.text.lstrip("\ufeff"), is_conversation=False).strip())
    if not text:
        raise UnusableReply("the reply has no answer")
    if goes_on_as_user(text):
        raise UnusableReply("the answer goes on with a further turn of a user")
    first = next(iter(labels(text)), None)
    if first is not None and first.kind == "thoughts":
        return replace(turns_of_text(f"**QUESTION:** ?\n\n**ANSWER:**\n{text}", cut=False)[0], question=question)
    headed = first is not None and (first.kind, first.start) == ("answer", 0)
    return Turn(question, "", text[first.end :].strip() if headed and first is not None else text)


def _sampling(given: Mapping[str, Any], attempt: int) -> dict[str, Any]:
    """Return ours, overridden by the user's; a seed of his gives each answer another one."""
    chosen = {**SAMPLING, **given}
    if "max_completion_tokens" in given and "max_tokens" not in given:
        del chosen["max_tokens"]
    if isinstance(chosen.get("seed"), int):
        chosen["seed"] += attempt - 1
    return chosen
