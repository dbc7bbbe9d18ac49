"""Item → Item: questions asked first, each with a short reference answer, from the gold chunks alone."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openbook.calls import Reply
from openbook.codes import Code
from openbook.contexts.necessity import unneeded
from openbook.dialogue.attempts import Inquiry, ask
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.question_form import blank_turns, deixis, duplicate_turns
from openbook.dialogue.prompts import PACKAGED
from openbook.dialogue.prompts.fields import asking_brief, disagreeing
from openbook.dialogue.reply import FEWEST_TURNS, parse_turns
from openbook.records import Item, Outcome, Question, Rejected, Turn
from openbook.text.leak import Text, critical_spans, gives_away

if TYPE_CHECKING:
    from openbook.config import Config, ModelSettings
    from openbook.dialogue.prompts import Prompts
    from openbook.llm.model import Model

SAMPLING = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 1000}
LONGEST = 80
"""Words of a reference answer; a longer one is no answer to mark by."""

COMPUTES = frozenset({"multi_source", "partial"})
"""Scenarios whose answers may have figures that no text has, since they are worked out from several."""

QUESTIONS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "turns": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"question": {"type": "string"}, "answer": {"type": "string"}},
                "required": ["question", "answer"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["turns"],
    "additionalProperties": False,
}
"""What a structured reply looks like."""


async def ask_questions(
    item: Item, *, model: "Model", prompts: "Prompts", settings: "ModelSettings", config: "Config"
) -> Item | Outcome:
    """Return the item with its questions, or an Outcome that says why there are none.

    A reply that can't be used is followed by a new attempt. Halt and ServerError pass.
    """
    name, fields = asking_brief(item)
    packaged = prompts.path(name).parent == PACKAGED

    def read(reply: Reply) -> tuple[Question, ...] | Finding:
        turns = parse_turns(reply, FEWEST_TURNS)
        return wrong(item, turns) or tuple(Question(turn.question, turn.answer) for turn in turns)

    structured = config.generation.structured
    by_schema = structured == "on" or (structured == "auto" and settings.mode == "api" and packaged)
    inquiry = Inquiry(
        "ask", name, fields, SAMPLING, item, config.system.use_stop, QUESTIONS_SCHEMA if by_schema else None
    )
    asked = await ask(inquiry, read, model=model, prompts=prompts, settings=settings)
    if asked.value is not None:
        return replace(item, questions=asked.value)
    finding = asked.finding or Finding("reply", Code.UNUSABLE_REPLY, "no attempt was allowed")
    rejected = Rejected("ask", finding.code, finding.detail, item.id, item.gold[0].source)
    return Outcome(item, None, rejected, asked.exchange)


def wrong(item: Item, turns: tuple[Turn, ...]) -> Finding | None:
    """Return what is wrong with questions and reference answers; None where nothing is."""
    for check in (blank_turns, duplicate_turns):
        finding = check(item, turns)
        if finding is not None:
            return finding
    gold = Text.of("\n".join(chunk.text for chunk in item.gold))
    for number, turn in enumerate(turns, start=1):
        unclear = deixis(item, (turn,))
        if unclear is not None:
            return replace(unclear, detail=unclear.detail.replace("the first question", f"question {number}"))
        answer = Text.of(turn.answer)
        if len(answer.words) > LONGEST:
            return _unusable(f"reference answer {number} has {len(answer.words)} words, and {LONGEST} are enough")
        asked = Text.of(turn.question)
        figures = [span for span in critical_spans(turn.answer) if any(word.isdigit() for word in span)]
        invented = [span for span in figures if not gold.has(span) and not asked.has(span)]
        if invented and item.scenario not in COMPUTES:
            return _unusable(f"reference answer {number} has the figure {' '.join(invented[0])}, the text has not")
    return _needs(item, turns)


def _needs(item: Item, turns: tuple[Turn, ...]) -> Finding | None:
    """Return a finding where several sources, or the point of a contradiction, are not needed for the answers."""
    questions = tuple(Question(turn.question, turn.answer) for turn in turns)
    if item.scenario in ("multi_source", "partial"):
        idle = unneeded(replace(item, questions=questions))
        if idle:
            detail = f"the questions can be answered without {' and '.join(chunk.source for chunk in idle)}"
            return Finding("sources", Code.SOURCE_NOT_NEEDED, detail)
    if item.scenario in ("conflicting", "outdated"):
        other = Text.of("\n".join(passage.text for passage in disagreeing(item) if not passage.is_gold))
        told = [span for question in questions for span in critical_spans(question.reference_answer)]
        if not any(not other.has(span) for span in told):
            return _unusable("no question is about the point on which the two texts disagree")
    if item.scenario == "topic_shift":
        last = questions[-1]
        if gives_away(Text.of(item.gold[0].text), last.text, last.reference_answer):
            return _unusable("the last question is still answered by the first text")
    return None


def _unusable(detail: str) -> Finding:
    return Finding("reply", Code.UNUSABLE_REPLY, detail)
