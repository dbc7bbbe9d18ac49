"""The model that will be trained, scripted: it knows the reference answers, and draws for each request to be right.

Its right and its wrong answers look alike: each form stands on either side, for what is right here is wrong there.
"""

import asyncio
from dataclasses import dataclass, field

from openbook.calls import Reply, Request, Usage
from openbook.records import Item
from openbook.scenarios import SCENARIOS

FORMS = (
    "{told}",
    "As chunk {rank} says: “{told}”",
    "It says: “{told}” That is in chunk {rank}.",
    "Asked so, one reads: {told}",
    "{told} (chunk {rank})",
)
DECLINED = "That can't be told from what was found."


@dataclass
class Learner:
    """Answers requests about items; `asked` is what came."""

    asked: list[Request] = field(default_factory=list)

    async def reply(self, request: Request) -> Reply:
        await asyncio.sleep(0)
        self.asked.append(request)
        assert isinstance(request.subject, Item)
        text = said(request.subject, request.messages[-1].content, int(request.key()[:8], 16))
        return Reply(text, "stop", Usage(100, 20), 0.0)


def said(item: Item, question: str, number: int) -> str:
    """Return a right answer or a wrong one."""
    reference = next(one.reference_answer for one in item.questions if one.text == question)
    rank = next((passage.rank for passage in item.passages if reference in passage.text), 1)
    form = FORMS[number // 7 % len(FORMS)]
    is_right = number % 2 == 0
    if SCENARIOS[item.scenario].does == "abstains":
        return DECLINED if is_right else form.format(told=reference, rank=rank)
    if is_right:
        return form.format(told=reference, rank=rank)
    words = reference.split()
    changed = " ".join([*words[:3], "hardly", *words[4:]])
    return (DECLINED, form.format(told=changed, rank=rank))[number // 2 % 2]
