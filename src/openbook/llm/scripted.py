"""A model for tests: it says what a function says."""

from collections.abc import Callable

from openbook.calls import Reply, Request, Usage
from openbook.dataclass import dataclass, field


def plain_reply(text: str, finish_reason: str = "stop") -> Reply:
    """Return a reply with this text, at no cost and from no wire."""
    return Reply(text=text, finish_reason=finish_reason, usage=Usage(0, 0), seconds=0.0)


@dataclass(slots=True)
class ScriptedModel:
    """Answers each request with what `answer` returns for it, and remembers the requests in their order.

    `answer` may raise what a model may raise.
    """

    answer: Callable[[Request], str | Reply]
    requests: list[Request] = field(default_factory=list)

    async def reply(self, request: Request) -> Reply:
        """Return the scripted reply; a text becomes a whole reply that finished with `stop`."""
        self.requests.append(request)
        answer = self.answer(request)
        return plain_reply(answer) if isinstance(answer, str) else answer
