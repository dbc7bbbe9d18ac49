"""Another call answers the questions from a context alone: from all that was shown, or from less."""

from collections.abc import Iterable, Sequence

from openbook.calls import Reply
from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench, Case, Part, shown
from openbook.dialogue.judging.same_answer import TwoAnswers, agreement
from openbook.dialogue.judging.sheet import Row, Sheet, number_of, text_of, word_of
from openbook.dialogue.prompts.filling import disagreeing
from openbook.dialogue.reply.verdict import REASON
from openbook.records import Passage
from openbook.scenarios import SCENARIOS
from openbook.text.mentions import short

PROMPT = "verify_answers"
_TEXT = {"type": "string"}
SHEET = Sheet(
    "answers",
    "question",
    {"because": REASON, "found": {"type": "boolean"}, "chunk": {"type": "integer"}, "answer": _TEXT},
)
_SAID = {"yes": "yes", "true": "yes", "no": "no", "false": "no", "part": "yes"}
NOT_TOLD = "The passages don't tell."
NEVER = frozenset({"recalls", "abstains"})
"""Jobs of scenarios in whose contexts no question may be answered."""
ALWAYS = frozenset({"answers", "combines", "compares"})
"""Jobs in whose contexts every question has its answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a context gives for one question."""

    answer: str
    """In a few words; empty where the context doesn't tell."""
    chunk_id: str
    """Of the passage that tells it; empty where none is named."""
    agrees: float
    """How far it is the draft's answer, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Without:
    """What is found where something was taken out of the context."""

    source: str
    """Of the one that is lacking; empty where all that helps is."""
    found: tuple[Told, ...]


async def from_context(bench: Bench, case: Case) -> tuple[Told, ...] | Finding:
    """Have the questions answered from the context that the draft was written for."""
    return await _answered(bench, case, case.item.passages)


async def from_less(bench: Bench, case: Case) -> tuple[Without, ...] | Finding:
    """Have them answered from the distractors alone, and of several sources from all but one, each in turn."""
    looked: list[Without] = []
    for source, passages in reduced(case):
        found = await _answered(bench, case, passages)
        if isinstance(found, Finding):
            return found
        looked.append(Without(source, found))
    return tuple(looked)


def reduced(case: Case) -> Iterable[tuple[str, Sequence[Passage]]]:
    """Yield the contexts that must not suffice, with the source that each lacks; empty where it is all that helps."""
    item = case.item
    scenario = SCENARIOS[item.scenario]
    gold = [passage for passage in item.passages if passage.is_gold]
    helping = {passage.rank for passage in (*gold, *(disagreeing(item) if scenario.disagrees else ()))}
    distractors = [passage for passage in item.passages if passage.rank not in helping]
    if gold and distractors:
        yield "", distractors
    if scenario.does == "combines" and len(gold) > 1:
        for one in gold:
            yield one.source, [passage for passage in item.passages if passage.rank != one.rank]


async def _answered(bench: Bench, case: Case, chosen: Sequence[Passage]) -> tuple[Told, ...] | Finding:
    if not chosen:
        return tuple(Told("", "", 0.0) for _ in case.turns)
    passages, number = case.passages(chosen), len(case.turns)

    def read(reply: Reply) -> list[tuple[str, str]]:
        return [_told(row, passages) for row in SHEET.read(reply, number)]

    fields = {"questions": case.questions(), "stringified_retrieved_chunks": shown(passages)}
    told = await bench.ask(case, PROMPT, SHEET, read, number, fields)
    if isinstance(told, Finding):
        return told
    pairs = {
        n: TwoAnswers(turn.question, turn.answer, turn.short_answer, answer)
        for n, (turn, (answer, _)) in enumerate(zip(case.turns, told, strict=True))
        if answer and turn.found is not False
    }
    agreed = await agreement(bench, case, list(pairs.values()))
    if isinstance(agreed, Finding):
        return agreed
    worth = dict(zip(pairs, agreed, strict=True))
    return tuple(Told(answer, chunk_id, worth.get(n, 0.0)) for n, (answer, chunk_id) in enumerate(told))


def _told(row: Row, passages: Sequence[Passage]) -> tuple[str, str]:
    """Return a row's answer and the passage that it names."""
    answer = text_of(row, "answer") if word_of(row, "found", _SAID) == "yes" else ""
    rank = number_of(row, "chunk")
    return answer, passages[rank - 1].chunk_id if answer and 0 < rank <= len(passages) else ""


def answered(case: Case, found: tuple[Told, ...]) -> tuple[Part, ...]:
    """Return for each turn whether the context gives its answer to somebody else too; where it must give none, none."""
    does = SCENARIOS[case.item.scenario].does
    parts = []
    for number, (turn, one) in enumerate(zip(case.turns, found, strict=True), start=1):
        wanted = does not in NEVER and turn.found is not False
        if not case.item.has_gold and does in NEVER:
            parts.append(_leak(number, one))
        elif one.answer and not wanted:
            detail = f"turn {number} says that the passages don't tell, and they say “{short(one.answer)}”"
            parts.append(Part(0.0, detail, number))
        elif one.answer:
            detail = f"from the same passages somebody else answers turn {number} with “{short(one.answer)}”"
            parts.append(Part(one.agrees, "" if one.agrees == 1.0 else detail, number))
        elif wanted and (turn.found or does in ALWAYS):
            parts.append(Part(0.0, f"somebody else finds no answer to turn {number} in the same passages", number))
    return tuple(parts)


def _leak(number: int, one: Told) -> Part:
    if not one.answer:
        return Part(1.0, "", number)
    leaking = (one.chunk_id,) if one.chunk_id else ()
    detail = f"a passage answers turn {number}: “{short(one.answer)}”"
    return Part(0.0, detail, number, leaking, Code.ANSWER_LEAK)


def needed(case: Case, looked: tuple[Without, ...]) -> tuple[Part, ...]:
    """Return whether distractors alone leave each turn unanswered, and whether each of several sources is needed."""
    parts: list[Part] = []
    for one in looked:
        if one.source:
            spared = min(found.agrees for found in one.found)
            detail = f"the questions are answered alike without {one.source}"
            parts.append(Part(1 - spared, detail if spared else "", code=Code.SOURCE_NOT_NEEDED))
            continue
        for number, found in enumerate(one.found, start=1):
            detail = f"passages beside gold answer turn {number}: “{short(found.answer)}”"
            leaking = (found.chunk_id,) if found.agrees and found.chunk_id else ()
            parts.append(Part(1 - found.agrees, detail if found.agrees else "", number, leaking))
    return tuple(parts)
