"""Item → Outcome: the questions and answers for a context, written by the large model, read and verified."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from openbook.calls import Reply
from openbook.codes import Code
from openbook.contexts.simulate import REPAIRS
from openbook.dialogue.attempts import Asked, Inquiry, ask
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import verify
from openbook.dialogue.prompts import PACKAGED
from openbook.dialogue.prompts.fields import with_questions, writing_brief
from openbook.dialogue.reply import FEWEST_TURNS, TURNS_SCHEMA, parse_turns
from openbook.records import Draft, Item, Outcome, Rejected

if TYPE_CHECKING:
    from openbook.config import Config, ModelSettings
    from openbook.dialogue.prompts import Prompts
    from openbook.llm.model import Model

SAMPLING = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 3000}
"""Warm enough for questions that differ, cool enough for quotations that are right."""


async def generate(
    item: Item,
    *,
    model: "Model",
    prompts: "Prompts",
    settings: "ModelSettings",
    config: "Config",
    repair: Callable[[Item, Collection[str]], Item | Rejected],
) -> Outcome:
    """Return the item with its draft, or with why there is none.

    A reply that can't be used, or that fails a check, is followed by a new attempt. Passages that hold the answer
    although the item has no gold are replaced by `repair`, which makes a new request. Halt and ServerError pass.
    """
    for _ in range(REPAIRS + 1):
        asked = await _ask(item, model, prompts, settings, config)
        if asked.value is not None:
            return Outcome(item, asked.value, None, asked.exchange)
        finding = asked.finding
        if finding is None or not finding.leaking:
            return Outcome(item, None, _rejected(item, finding), asked.exchange)
        repaired = repair(item, finding.leaking)
        if isinstance(repaired, Rejected):
            return Outcome(item, None, repaired, asked.exchange)
        item = repaired
    return Outcome(item, None, _rejected(item, finding), asked.exchange)


async def _ask(
    item: Item, model: "Model", prompts: "Prompts", settings: "ModelSettings", config: "Config"
) -> Asked[Draft]:
    name, fields = writing_brief(item)
    packaged = prompts.path(name).parent == PACKAGED

    def read(reply: Reply) -> Draft | Finding:
        turns = with_questions(item, parse_turns(reply, FEWEST_TURNS if packaged else 1))
        if isinstance(turns, Finding):
            return turns
        verified = verify(item, turns, prompts, name, packaged)
        return verified if isinstance(verified, Finding) else Draft(item, *verified)

    structured = config.generation.structured
    by_schema = structured == "on" or (structured == "auto" and settings.mode == "api" and packaged)
    schema = TURNS_SCHEMA if by_schema else None
    question = Inquiry("generate", name, fields, SAMPLING, item, config.system.use_stop, schema)
    return await ask(question, read, model=model, prompts=prompts, settings=settings)


def _rejected(item: Item, finding: Finding | None) -> Rejected:
    if finding is None:
        return Rejected("generate", Code.UNUSABLE_REPLY, "no attempt was allowed", item.id, item.gold[0].source)
    step = "generate" if finding.check in ("call", "reply") else "verify"
    return Rejected(step, finding.code, finding.detail, item.id, item.gold[0].source)
