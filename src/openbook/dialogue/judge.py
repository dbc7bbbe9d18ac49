"""Chunk → Judgement: can good questions be made from it?"""

from typing import TYPE_CHECKING

from openbook.calls import Reply
from openbook.codes import Code
from openbook.dialogue.attempts import Inquiry, ask
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.reply import parse_verdict
from openbook.records import Chunk, Judgement, Rejected

if TYPE_CHECKING:
    from openbook.config import ModelSettings
    from openbook.config.sections import SystemSection
    from openbook.dialogue.prompts import Prompts
    from openbook.llm.model import Model

PROMPT = "filter"
SAMPLING = {"temperature": 0.2, "top_p": 0.95, "max_tokens": 800}
"""A short reasoning and one line; room for a model that thinks aloud first."""
SHOWN = 300
"""Characters of the judge's reasoning that a rejection shows."""


async def judge(
    chunk: Chunk, *, model: "Model", prompts: "Prompts", settings: "ModelSettings", system: "SystemSection"
) -> Judgement:
    """Return what the small model says of a chunk. No verdict after all attempts is a rejection, `undecided`.

    Halt and ServerError pass.
    """
    fields = {"text": chunk.text, "metadata": described(chunk), "stringified_retrieved_chunks": ""}
    question = Inquiry("judge", PROMPT, fields, SAMPLING, chunk, system.use_stop)
    asked = await ask(question, _read, model=model, prompts=prompts, settings=settings)
    if asked.value:
        return Judgement(chunk, None, asked.exchange)
    if asked.finding is not None:
        code, detail = asked.finding.code, asked.finding.detail
    else:
        code, detail = Code.UNSUITABLE, _reason(asked.exchange.reply.text if asked.exchange else "")
    return Judgement(chunk, Rejected("judge", code, detail, chunk.id, chunk.source), asked.exchange)


def _read(reply: Reply) -> bool | Finding:
    verdict = parse_verdict(reply.text)
    if verdict is None:
        return Finding("verdict", Code.UNDECIDED, "the reply has no verdict, neither suitable nor unsuitable")
    return verdict


def _reason(text: str) -> str:
    """Return the judge's words, on one line and shortened."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def described(chunk: Chunk) -> str:
    """Return a chunk's source and, where it has them, its title and headings: what questions can call things by."""
    names = dict.fromkeys(name for name in (chunk.title, *chunk.headings) if name)
    return f"{chunk.source}; {' > '.join(names)}" if names else chunk.source
