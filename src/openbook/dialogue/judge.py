"""Chunk → Chunk: can good questions be made from it?"""

from openbook.calls import Reply
from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.reply import parse_verdict
from openbook.dialogue.reply.verdict import VERDICT_SCHEMA
from openbook.records import Chunk, Rejected
from openbook.text.content import Content

PROMPT = "filter"
SAMPLING = {"temperature": 0.2, "top_p": 0.95, "max_tokens": 800}
"""A short reasoning and one line; room for a model that thinks aloud first."""
RUN = 3
"""Words in a row that a verdict may have from the prompt."""
FEWEST_RUNS = 5
"""A shorter reply has no reasoning to look at."""
COPIED = 0.6
"""Share of a reasoning's runs from which it is the prompt's own."""
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
        prompt = Content.of(self.asker.prompts.own_words(PROMPT))
        verdict = await self.asker.ask(inquiry, Reading(lambda reply: _read(reply, prompt, chunk)))
        if isinstance(verdict, Finding):
            return Rejected("judge", verdict.code, verdict.detail, chunk.id, chunk.source)
        if verdict.suitable:
            return chunk
        return Rejected("judge", Code.UNSUITABLE, _reason(verdict.reasoning), chunk.id, chunk.source)


@dataclass(frozen=True, slots=True)
class _Verdict:
    suitable: bool
    reasoning: str


def _read(reply: Reply, prompt: Content, chunk: Chunk) -> _Verdict | Finding:
    verdict = parse_verdict(reply.text)
    if verdict is None:
        return Finding("verdict", Code.UNDECIDED, "the reply has no verdict, neither suitable nor unsuitable")
    if _is_copied(Content.of(reply.text), prompt, chunk):
        return Finding("verdict", Code.UNDECIDED, "the reply repeats its instructions and says nothing of the piece")
    return _Verdict(verdict, reply.text)


def _is_copied(said: Content, prompt: Content, chunk: Chunk) -> bool:
    """Whether a verdict's reasoning is the prompt's: most runs of words are, and no other word is the piece's."""
    runs = list(zip(*(said.tokens[start:] for start in range(RUN)), strict=False))
    if len(runs) < FEWEST_RUNS:
        return False
    known = set(zip(*(prompt.tokens[start:] for start in range(RUN)), strict=False))
    own = said.vocabulary - prompt.vocabulary
    return sum(run in known for run in runs) >= COPIED * len(runs) and own.isdisjoint(Content.of(chunk.text).vocabulary)


def _reason(text: str) -> str:
    """Return the judge's words, on one line and shortened."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def described(chunk: Chunk) -> str:
    """Return a chunk's source and, where it has them, its title and headings: what questions can call things by."""
    names = dict.fromkeys(name for name in (chunk.title, *chunk.headings) if name)
    return f"{chunk.source}; {' > '.join(names)}" if names else chunk.source
