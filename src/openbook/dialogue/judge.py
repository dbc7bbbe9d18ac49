"""Chunk → Chunk: can good questions be made from it?"""

from dataclasses import dataclass

from openbook.calls import Reply
from openbook.codes import Code
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.reply import parse_verdict
from openbook.dialogue.reply.verdict import VERDICT_SCHEMA
from openbook.records import Chunk, Rejected

PROMPT = "filter"
SAMPLING = {"temperature": 0.2, "top_p": 0.95, "max_tokens": 800}
"""A short reasoning and one line; room for a model that thinks aloud first."""
SHOWN = 300
"""Characters of the judge's reasoning that a rejection shows."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What the small model says of a chunk."""

    asker: Asker

    async def __call__(self, chunk: Chunk) -> Chunk | Rejected:
        """Return the chunk where it is suitable. No verdict after all attempts is a rejection, `undecided`.

        Halt and ServerError pass.
        """
        fields = {"text": chunk.text, "metadata": described(chunk), "stringified_retrieved_chunks": ""}
        inquiry = Inquiry("judge", PROMPT, fields, SAMPLING, chunk, VERDICT_SCHEMA)
        verdict = await self.asker.ask(inquiry, Reading(_read))
        if isinstance(verdict, Finding):
            return Rejected("judge", verdict.code, verdict.detail, chunk.id, chunk.source)
        if verdict.suitable:
            return chunk
        return Rejected("judge", Code.UNSUITABLE, _reason(verdict.reasoning), chunk.id, chunk.source)


@dataclass(frozen=True, slots=True)
class _Verdict:
    suitable: bool
    reasoning: str


def _read(reply: Reply) -> _Verdict | Finding:
    verdict = parse_verdict(reply.text)
    if verdict is None:
        return Finding("verdict", Code.UNDECIDED, "the reply has no verdict, neither suitable nor unsuitable")
    return _Verdict(verdict, reply.text)


def _reason(text: str) -> str:
    """Return the judge's words, on one line and shortened."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def described(chunk: Chunk) -> str:
    """Return a chunk's source and, where it has them, its title and headings: what questions can call things by."""
    names = dict.fromkeys(name for name in (chunk.title, *chunk.headings) if name)
    return f"{chunk.source}; {' > '.join(names)}" if names else chunk.source
