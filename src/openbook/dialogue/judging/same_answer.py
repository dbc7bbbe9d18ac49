"""Do two answers to a question say the same? By their fields where those tell, else by one more call."""

from collections.abc import Sequence

from openbook.calls import Reply
from openbook.dataclass import dataclass
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench, Case
from openbook.dialogue.judging.sheet import Row, Sheet, word_of
from openbook.dialogue.reply.verdict import REASON
from openbook.text.content import is_number
from openbook.text.leak import content
from openbook.text.phrases import phrases

PROMPT = "verify_compare"
SAME = {"same": 1.0, "partly": 0.5, "different": 0.0}
"""What it is worth that another answer says the same, a part of it, or something else."""
SHEET = Sheet("pairs", "pair", {"because": REASON, "verdict": {"type": "string", "enum": list(SAME)}})
_SPELLED = {"same": "same", "agree": "same", "equal": "same", "part": "partly", "diff": "different", "not": "different",
            "contradict": "different"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TwoAnswers:
    """Two answers to one question."""

    question: str
    answer: str
    """The draft's."""
    field: str
    """The draft's in as few words as tell it; empty where there is no such field."""
    other: str


async def agreement(bench: Bench, case: Case, pairs: Sequence[TwoAnswers]) -> tuple[float, ...] | Finding:
    """Return for each pair how far it says the same, from 0 to 1; a call decides what fields leave open."""
    told = {n: 1.0 for n, pair in enumerate(pairs) if same(pair.field, pair.other)}
    left = [n for n in range(len(pairs)) if n not in told]
    if left:
        said = await _compared(bench, case, [pairs[n] for n in left])
        if isinstance(said, Finding):
            return said
        told |= dict(zip(left, said, strict=True))
    return tuple(told[n] for n in range(len(pairs)))


def same(one: str, other: str) -> bool:
    """Whether two short answers surely say the same: one has all that the other has, figures and negations alike.

    What isn't sure is no difference: other words may mean the same.
    """
    words, others = frozenset(content(one)), frozenset(content(other))
    if not words or not others or _denied(one) != _denied(other):
        return False
    if {word for word in words if is_number(word)} != {word for word in others if is_number(word)}:
        return False
    return words <= others or others <= words


def _denied(text: str) -> bool:
    return bool(phrases("negations").within(text))


async def _compared(bench: Bench, case: Case, pairs: Sequence[TwoAnswers]) -> tuple[float, ...] | Finding:
    def read(reply: Reply) -> tuple[float, ...]:
        return tuple(map(_worth, SHEET.read(reply, len(pairs))))

    return await bench.ask(case, PROMPT, SHEET, read, len(pairs), {"text": _shown(pairs, case.again)})


def _shown(pairs: Sequence[TwoAnswers], swapped: bool) -> str:
    lines = []
    for number, pair in enumerate(pairs, start=1):
        first, second = (pair.other, pair.answer) if swapped else (pair.answer, pair.other)
        lines.append(f"PAIR {number}\nQuestion: {pair.question}\nFirst answer: {first}\nSecond answer: {second}")
    return "\n\n".join(lines)


def _worth(row: Row) -> float:
    return SAME[word_of(row, "verdict", _SPELLED)]
