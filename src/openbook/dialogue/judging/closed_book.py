"""The model that will be trained is asked without any passage: does it know the answers already?"""

from openbook.calls import Reply
from openbook.dataclass import dataclass
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench, Case, Part
from openbook.dialogue.judging.same_answer import TwoAnswers, agreement
from openbook.dialogue.judging.sheet import Row, Sheet, text_of, word_of
from openbook.errors import OpenbookError
from openbook.scenarios import SCENARIOS
from openbook.text.mentions import short

PROMPT = "verify_recall"
SHEET = Sheet("answers", "question", {"answer": {"type": "string"}, "known": {"type": "boolean"}})
_SAID = {"yes": "yes", "true": "yes", "no": "no", "false": "no", "not": "no"}


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the target says to one question."""

    number: int
    """Of its turn, from 1."""
    answer: str
    """Empty where it says that it doesn't know."""
    agrees: float
    """How far it is the right answer, from 0 to 1."""


async def from_memory(bench: Bench, case: Case) -> tuple[Recalled, ...] | Finding:
    """Have the questions answered from memory; those whose right answer nobody has told are left out."""
    if bench.target is None:
        raise OpenbookError("verify.target is not there to be asked.")
    number = len(case.turns)
    right = {n: told for n in range(number) if (told := _right(case, n))}
    if not right:
        return ()

    def read(reply: Reply) -> list[str]:
        return [_answer(row) for row in SHEET.read(reply, number)]

    said = await bench.ask(case, PROMPT, SHEET, read, number, {"questions": case.questions()}, bench.target)
    if isinstance(said, Finding):
        return said
    pairs = {n: TwoAnswers(case.turns[n].question, told, told, said[n]) for n, told in right.items() if said[n]}
    agreed = await agreement(bench, case, list(pairs.values()))
    if isinstance(agreed, Finding):
        return agreed
    worth = dict(zip(pairs, agreed, strict=True))
    return tuple(Recalled(n + 1, said[n], worth.get(n, 0.0)) for n in right)


def _right(case: Case, number: int) -> str:
    """Return the right answer of a turn: its reference or short answer, else what it says where it answers at all."""
    if expected := case.expected(number):
        return expected
    turn = case.turns[number]
    silent = turn.found is False and case.item.has_gold
    return "" if silent or SCENARIOS[case.item.scenario].does == "abstains" else turn.answer


def _answer(row: Row) -> str:
    return text_of(row, "answer") if word_of(row, "known", _SAID) == "yes" else ""


def known(case: Case, recalled: tuple[Recalled, ...]) -> tuple[Part, ...]:
    """Return for each turn how far the target's memory gives its answer."""
    return tuple(Part(one.agrees, "" if one.agrees == 1.0 else _unknown(one), one.number) for one in recalled)


def _unknown(one: Recalled) -> str:
    said = f"answers “{short(one.answer)}”" if one.answer else "doesn't know the answer"
    return f"verify.target {said} to turn {one.number}"
