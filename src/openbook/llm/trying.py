"""How far one call to a server has come."""

from openbook.calls import Request
from openbook.dataclass import dataclass
from openbook.llm.wire import ANY_LENGTH, MIN_ITEMS, TEXT_FORM


@dataclass(slots=True)
class Try:
    """One call, from its first request to its last."""

    request: Request
    guess: int
    """About how many tokens its prompt has."""
    adaptations: tuple[str, ...] = ()
    """With which it was sent last."""
    trial: tuple[str, ...] = ()
    """An adaptation that only this call tries out."""
    room: int | None = None
    """Tokens that its reply may have, by the server's word on this very request."""
    allowed: int | None = None
    """Tokens that its reply was allowed when it was sent last."""
    tokens: int = 0
    """Reserved for it."""
    sent: float = 0.0
    place: int = 0
    """Among the requests at work when it was sent, from 1."""
    failures: int = 0
    """Transient ones, 429s not counted, and those that say nothing of it."""
    refused_since: float | None = None
    """When the first failure came that says nothing of it."""
    spoilt: int = 0
    """Replies that the server turned down itself."""
    slowed: int = 0
    """429s."""
    slowed_since: float = 0.0
    impatient_since: float = 0.0
    """When the first transient failure came; moved on by the time that 429s took."""

    def parameters(self) -> tuple[str, ...]:
        """Return the names of what it sent last."""
        if self.request.inputs:
            return ("input",)
        sent = ("messages" if self.request.prompt is None else "prompt", *self.request.sampling)
        sent += ("stop",) if self.request.stop else ()
        schema = self.request.schema is not None and TEXT_FORM not in self.adaptations
        if not schema:
            return sent
        return (*sent, "response_format", *(() if ANY_LENGTH in self.adaptations else (MIN_ITEMS,)))
