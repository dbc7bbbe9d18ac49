"""One call on questions and answers: is the question understood, and what do the passages say to each claim?"""

from openbook.calls import Reply
from openbook.dataclass import dataclass
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench, Case, Part, shown
from openbook.dialogue.judging.sheet import Row, Sheet, text_of, word_of
from openbook.dialogue.reply.verdict import REASON
from openbook.text.mentions import short

PROMPT = "verify_claims"
UNDERSTOOD = {"yes": 1.0, "partly": 0.5, "no": 0.0}
"""What a question is worth that a stranger understands, nearly understands, or can't understand."""
VERDICTS = ("supported", "contradicted", "absent")
_TEXT = {"type": "string"}
SHEET = Sheet(
    "turns",
    "turn",
    {"missing": _TEXT, "understood": {"type": "string", "enum": list(UNDERSTOOD)}},
    "claims",
    {"claim": _TEXT, "because": REASON, "verdict": {"type": "string", "enum": list(VERDICTS)}},
)
_SPELLED = {"support": "supported", "contradict": "contradicted", "absent": "absent", "unsupport": "absent",
            "not": "absent", "missing": "absent", "part": "absent"}  # fmt: skip
_ANSWERS = {"yes": "yes", "true": "yes", "part": "partly", "no": "no", "false": "no"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of an answer, and what the passages say to it."""

    text: str
    verdict: str
    """One of `VERDICTS`."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the judge says of one turn."""

    understood: float
    missing: str
    """What a stranger would have to be told."""
    claims: tuple[Claim, ...]


async def claims(bench: Bench, case: Case) -> tuple[Heard, ...] | Finding:
    """Ask about all questions and answers at once."""
    number = len(case.turns)

    def read(reply: Reply) -> tuple[Heard, ...]:
        return tuple(map(_heard, SHEET.read(reply, number)))

    passages = shown(case.passages(case.item.passages))
    fields = {"text": case.conversation(), "stringified_retrieved_chunks": passages}
    return await bench.ask(case, PROMPT, SHEET, read, number, fields)


def _heard(row: Row) -> Heard:
    said = [Claim(text_of(one, "claim"), word_of(one, "verdict", _SPELLED)) for one in row.get(SHEET.parts, ())]
    understood = UNDERSTOOD[word_of(row, "understood", _ANSWERS)]
    return Heard(understood, text_of(row, "missing"), tuple(claim for claim in said if claim.text))


def supported(case: Case, heard: tuple[Heard, ...]) -> tuple[Part, ...]:
    """Return for each turn the share of its claims that the passages hold; one that they contradict makes it 0."""
    return tuple(_of_claims(number, one.claims) for number, one in enumerate(heard, start=1))


def _of_claims(number: int, said: tuple[Claim, ...]) -> Part:
    against = next((claim for claim in said if claim.verdict == "contradicted"), None)
    if against is not None:
        return Part(0.0, f"turn {number} claims “{short(against.text)}”, and the passages say otherwise", number)
    absent = [claim for claim in said if claim.verdict == "absent"]
    if not absent:
        return Part(1.0, "", number)
    detail = f"turn {number} claims “{short(absent[0].text)}”, which no passage says"
    return Part(1 - len(absent) / len(said), detail, number)


def understood(case: Case, heard: tuple[Heard, ...]) -> tuple[Part, ...]:
    """Return for each turn whether a stranger understands its question."""
    return tuple(
        Part(one.understood, "" if one.understood == 1.0 else _unclear(number, one), number)
        for number, one in enumerate(heard, start=1)
    )


def _unclear(number: int, one: Heard) -> str:
    told = f": missing is {short(one.missing)}" if one.missing else ""
    return f"the question of turn {number} can't be understood by somebody who sees no passage{told}"
