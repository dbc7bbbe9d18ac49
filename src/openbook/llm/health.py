"""When failures are no longer one request's but everybody's, and what a person then has to mend."""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from openbook.calls import CONTEXT_FULL, LONGER_CONTEXT, PROMPT_CUT, Reply
from openbook.config import ModelSettings
from openbook.llm.failures import EVERY_CALL, Cause, Failure

FIRST_REFUSALS = 3
"""Failures at the start that say nothing of their requests, before the run stops."""
FIRST_ALIKE = 10
"""Calls at the start that are refused for one kind of reason, before the run stops."""
IN_A_ROW = 20
"""Failures in a row, once there have been replies, before the run stops."""
MOST_MODELS = 20
"""Models that a message lists."""

SHORTER = (
    f"lower system.chunk_size or system.rag_max_chunks, or serve the model with a longer context ({LONGER_CONTEXT})"
)
"""What to do about prompts that don't fit."""

Fetch = Callable[[str], Awaitable[list[str] | None]]
"""Returns the models that a base URL lists; None where it lists none."""


class Health:
    """What one model's calls have come to so far."""

    def __init__(self) -> None:
        self.met = False
        """Whether the server has answered anything, if only an error."""
        self.replied = False
        self.replied_at = float("-inf")
        """When the last reply came."""
        self._answered = float("-inf")
        """When the last request was sent that got a reply."""
        self._row: deque[Cause] = deque(maxlen=IN_A_ROW)
        """Kinds of the last failures, since the last reply."""
        self._full = 0
        """Empty replies in a row for which the context had no room."""

    def good(self, now: float, sent: float) -> None:
        """Count a reply that came `now` to a request of some time ago."""
        self.met = self.replied = True
        self.replied_at = now
        self._answered = max(self._answered, sent)
        self._row.clear()

    def has_answered_since(self, time: float) -> bool:
        """Whether a request that was sent after a time has got a reply; what was on its way then tells nothing."""
        return self._answered > time

    def bad(self, failure: Failure) -> bool:
        """Count a call's final failure, or one that no call would escape; return whether all of them will fail."""
        self._row.append(failure.kind)
        if self.replied:
            return len(self._row) == IN_A_ROW
        alike = FIRST_REFUSALS if failure.kind in EVERY_CALL else FIRST_ALIKE
        return list(self._row)[-alike:] == [failure.kind] * alike

    def no_room(self, reply: Reply) -> bool:
        """Count a reply that was kept; return whether the server's context is too small for requests like this."""
        full = reply.finish_reason == CONTEXT_FULL and not reply.text.strip()
        self._full = self._full + 1 if full else 0
        return reply.finish_reason == PROMPT_CUT or self._full >= FIRST_ALIKE


def longer_context(reply: Reply, settings: ModelSettings, where: str, about: int) -> str:
    """Return the one message for a server whose context is too small, and which does not refuse what does not fit."""
    key, read = f"{settings.key}model", reply.usage.input_tokens
    what = (
        f"read only {read:,} tokens of a prompt of about {about:,}, and drops the rest without a word"
        if reply.finish_reason == PROMPT_CUT
        else f"has no room left for a reply behind a prompt of {read:,} tokens: its context window is full"
    )
    return (
        f"{where} {what}. Serve {settings.model} ({key}) with a longer context ({LONGER_CONTEXT}), or lower "
        "system.chunk_size or system.rag_max_chunks. Everything that was paid for is kept: the same command goes on."
    )


async def advice(failure: Failure, settings: ModelSettings, where: str, replied: bool, fetch: Fetch) -> str:
    """Return the one message for the server at `where` that refuses for good: what it said, and what to mend."""
    key = settings.key
    kept = " Everything that was paid for is kept: the same command goes on." if replied else ""
    match failure.kind:
        case Cause.KEY:
            has = "the key that is set" if settings.api_key is not None else "requests without a key"
            return f"{where} refuses {has}: {failure.detail}. Set {key}api_key, best as ${{NAME}} of a variable.{kept}"
        case Cause.QUOTA:
            return (
                f"{where}: there is no credit left, or no allowance: {failure.detail}. Add some, then run the same "
                f"command again.{kept}"
            )
        case Cause.MODEL:
            return f"{await _models(failure, settings, where, fetch)}{kept}"
        case Cause.BLOCKED:
            return (
                f"{where} keeps this caller out: {failure.detail}. What stands in front of the server may ask for a "
                f"browser, or bars this network, country or account; the key is not at fault. Mend that, or "
                f"{key}base_url.{kept}"
            )
        case Cause.ADDRESS | Cause.FOREIGN:
            return f"{await _address(failure, settings, where, fetch)}{kept}"
        case Cause.AWAY:
            return f"No server answers at {where} ({failure.detail}). {start_command(settings, where)}{kept}"
        case Cause.TOO_LONG:
            fits = "" if failure.tokens is None else f" ({failure.tokens[0]} tokens where {failure.tokens[1]} fit)"
            return (
                f"{where}: the requests are too long for {settings.model}{fits}: {failure.detail}. "
                f"{SHORTER[0].upper()}{SHORTER[1:]}.{kept}"
            )
        case Cause.BUSY | Cause.RATE:
            return f"{where} has stopped answering: {failure.detail}. Run the same command again when it is well.{kept}"
        case _:
            return f"{where} refuses every request: {failure.detail}. See {key}model and {key}sampling.{kept}"


def start_command(settings: ModelSettings, where: str) -> str:
    """Return how to start a server where the config expects one; on another machine, what to look at."""
    parts = urlsplit(where)
    mend = f"mend {settings.key}base_url"
    if parts.hostname not in {"localhost", "127.0.0.1", "::1", "0.0.0.0"}:
        return f"Look at the network, or {mend}."
    port, model = parts.port or 80, settings.model or "MODEL"
    commands = {
        11434: "ollama serve",
        8080: f"llama-server --model {model} --port 8080",
        30000: f"python -m sglang.launch_server --model-path {model} --port 30000",
        1234: "lms server start",
    }
    return f"Start it, for example with `{commands.get(port, f'vllm serve {model} --port {port}')}`, or {mend}."


async def _models(failure: Failure, settings: ModelSettings, where: str, fetch: Fetch) -> str:
    known = await fetch(where) or []
    serves = f" It serves: {_listed(known)}." if known else ""
    pull = f" Get it with `ollama pull {settings.model}`." if "pull" in failure.detail.lower() else ""
    return (
        f"{where} does not serve the model `{settings.model}`: {failure.detail}.{serves}{pull} Set {settings.key}model."
    )


async def _address(failure: Failure, settings: ModelSettings, where: str, fetch: Fetch) -> str:
    if not failure.status:  # nothing was answered: no path of the address is at fault
        return f"{where} can't be talked to: {failure.detail}. Mend {settings.key}base_url."
    known = await fetch(where)
    if known and settings.model not in known:
        return await _models(failure, settings, where, fetch)
    better = f"{where}/v1"
    mend = (
        f"There is one at {better}: write that"
        if not where.endswith("/v1") and await fetch(better) is not None
        else "It is the address before /chat/completions, and usually ends in /v1: mend it"
    )
    said = f"There is no OpenAI-compatible API at {where}: {failure.detail}."
    return f"{said} {mend} in {settings.key}base_url."


def _listed(models: Sequence[str]) -> str:
    more = f", and {len(models) - MOST_MODELS} more" if len(models) > MOST_MODELS else ""
    return ", ".join(models[:MOST_MODELS]) + more
