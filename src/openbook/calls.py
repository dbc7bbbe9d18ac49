"""What goes to a model, and what comes back."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

import orjson

from openbook.dataclass import dataclass, field, replace
from openbook.spool import Record

Size = Literal["small", "large", "embedding", "judge", "target"]
"""Which of the configured models: the small one judges chunks, the large one writes, the embedding model turns texts
into vectors, the judge looks at drafts, and the target is to be trained on them.
"""

WRITERS: tuple[Size, ...] = ("small", "large")
"""Those that write."""

CONTEXT_FULL = "context_full"
"""Our finish reason for a reply that ended at its limit, though more was allowed: the server's context is full."""
PROMPT_CUT = "prompt_cut"
"""Our finish reason for a reply to a prompt of which the server read only a part."""
LONGER_CONTEXT = "Ollama: num_ctx or OLLAMA_CONTEXT_LENGTH, llama.cpp: --ctx-size, vLLM: --max-model-len"
"""How servers are given one."""


WORTH = 100
"""Characters from which a text is worth looking for in a prompt."""


def price(input_tokens: float, output_tokens: float, input_price: float, output_price: float) -> float:
    """Return what tokens cost at prices per million."""
    return (input_tokens * input_price + output_tokens * output_price) / 1e6


@dataclass(frozen=True, slots=True)
class Message(Record):
    """One message of a chat request."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Usage(Record):
    """What a reply cost, in tokens."""

    input_tokens: int
    output_tokens: int
    estimated: bool = False
    """True where the server gave no usage and the figures are ours."""


@dataclass(frozen=True, slots=True)
class Request(Record):
    """One logical call. What it is sent to, and how a server had to be humoured, is not part of it."""

    step: str
    """`judge`, `generate`, …: for the accounts, not part of the key."""
    size: Size
    """Not part of the key: the model's name is."""
    model: str
    messages: tuple[Message, ...] = ()
    """Of a chat request; empty in completion mode."""
    prompt: str | None = None
    """Of a completion request; None in chat mode."""
    inputs: tuple[str, ...] = ()
    """Texts to turn into vectors; empty but for `embed`. One for a logical call, several where they share a request."""
    sampling: Mapping[str, Any] = field(default_factory=dict)
    """temperature, top_p, max_tokens, …, by their names in the OpenAI API."""
    stop: tuple[str, ...] = ()
    attempt: int = 1
    """From 1; a paid but unusable reply is followed by the same request with the next attempt."""
    schema: Mapping[str, Any] | None = None
    """JSON schema of a structured reply, where the server can: not part of the key."""
    example: tuple[Message, ...] = ()
    """What shows the form of a reply to servers that get no schema, before the last message: not part of the key."""
    subject: Record | None = None
    """The chunk or item that the request is about, for the built-in engine: never sent, not part of the key."""

    def key(self) -> str:
        """Return the sha256 (hex) of the canonical JSON of what decides the reply."""
        return sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """Return the canonical JSON: model, messages or prompt, sampling, stop and attempt, keys sorted; of texts for
        vectors, the model and the texts.
        """
        if self.inputs:
            return orjson.dumps({"input": list(self.inputs), "model": self.model}, option=orjson.OPT_SORT_KEYS)
        logical = {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in self.messages],
            "prompt": self.prompt,
            "sampling": dict(self.sampling),
            "stop": list(self.stop),
            "attempt": self.attempt,
        }
        return orjson.dumps(logical, option=orjson.OPT_SORT_KEYS)


@dataclass(frozen=True, slots=True)
class Reply(Record):
    """What came back for a request."""

    text: str
    """The message's content, as it came."""
    finish_reason: str
    """`stop` or `length`; empty where the server did not say; anything else as the server said it."""
    usage: Usage
    seconds: float
    """From sending to the last byte; 0.0 for engines without a wire."""
    reasoning: str = ""
    """`reasoning_content` where the server keeps it apart."""
    adaptations: tuple[str, ...] = ()
    """How the request was humoured: `max_completion_tokens`, `no_stop`, `text_form`, …"""
    raw: bytes = b""
    """The server's body, for the ledger; empty once replayed."""
    replayed: bool = False
    """True where it came from the ledger and cost nothing now."""

    @property
    def cut(self) -> bool:
        """Whether it broke off, or may have: whole is what ended with `stop`, or without a word and below its limit."""
        return self.finish_reason not in ("stop", "")

    @property
    def ending(self) -> str:
        """How a reply that is not whole ended, in words, with the server's own name for it."""
        if self.finish_reason == CONTEXT_FULL:
            return (
                f"was cut off where the server's context, or a limit of its own, was full ({LONGER_CONTEXT} give a "
                "longer one)"
            )
        words = _ENDINGS.get(self.finish_reason, "was ended by the server")
        return f"{words} (finish reason `{self.finish_reason}`)"


_ENDINGS = {"length": "was cut off at its length limit", "refusal": "is a refusal"}


@dataclass(frozen=True, slots=True)
class Exchange(Record):
    """A request and its reply, for the debug files and meta-datagen."""

    request: Request
    reply: Reply

    def as_told(self) -> "Exchange":
        """Return what people read of it, which is the same whether it was sent or replayed: without the record that it
        is about, a schema's form, the server's body and how it was sent.
        """
        asked = replace(self.request, example=(), schema=None, subject=None)
        return Exchange(asked, replace(self.reply, raw=b"", seconds=0.0, adaptations=(), replayed=False))

    def apart(self, texts: Sequence[str]) -> tuple["Exchange", "Parts"]:
        """Return it without the request's messages and prompt, and those in pieces: of each text that stands in one, a
        piece is that very text, so that a pickle which holds it anyway holds it once. See `of_parts`.
        """
        request = self.request
        messages = tuple((message.role, parted(message.content, texts)) for message in request.messages)
        prompt = None if request.prompt is None else parted(request.prompt, texts)
        return Exchange(replace(request, messages=(), prompt=None), self.reply), (messages, prompt)

    def of_parts(self, parts: "Parts") -> "Exchange":
        """Return it with the messages and the prompt that `apart` took out."""
        messages = tuple(Message(role, "".join(pieces)) for role, pieces in parts[0])
        prompt = None if parts[1] is None else "".join(parts[1])
        return Exchange(replace(self.request, messages=messages, prompt=prompt), self.reply)


Parts = tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...] | None]
"""Role and pieces of each message, and the pieces of the prompt."""


def parted(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return a text in pieces that are it together, those that are known as the very same ones; each once at most."""
    found: list[tuple[int, str]] = []
    behind: dict[str, int] = {}
    for one in known:
        if len(one) >= WORTH and (place := text.find(one, behind.get(one, 0))) >= 0:
            found.append((place, one))
            behind[one] = place + len(one)
    pieces: list[str] = []
    last = 0
    for place, one in sorted(found):
        if place >= last:
            pieces += (text[last:place], one)
            last = place + len(one)
    return (*pieces, text[last:])
