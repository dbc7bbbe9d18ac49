"""A model that a program hands in: any object with `async reply(request) -> Reply`."""

from collections.abc import Awaitable, Callable

from openbook.calls import Reply, Request
from openbook.dataclass import dataclass
from openbook.llm.model import Model
from openbook.llm.stop import Stop


@dataclass(frozen=True, slots=True)
class Handed:
    """Sends requests to the program's own model, in place of a server. Waiting and trying again are its own matter."""

    model: Model
    stop: Stop

    async def send(
        self, request: Request, input_tokens: int, output_tokens: int, keep: Callable[[Reply], Awaitable[None]]
    ) -> Reply:
        """Return the model's reply once it is kept. What the model raises passes; nothing is sent after a stop."""
        self.stop.check()
        reply = await self.model.reply(request)
        await keep(reply)
        return reply
