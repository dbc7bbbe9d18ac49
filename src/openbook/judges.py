"""The judges of drafts: rows of plain data, by name. What each does is bound in `dialogue.judging.looks`."""

from collections.abc import Mapping
from typing import Literal

from openbook.codes import Code
from openbook.dataclass import dataclass

JudgeName = Literal["supported", "understood", "answered", "needed", "closed_book"]


@dataclass(frozen=True, slots=True)
class DraftJudge:
    """One question to a model about a draft."""

    name: JudgeName
    code: Code
    """Under which a draft is refused."""
    threshold: float
    """The score from 0 to 1 below which it is refused, unless the config says otherwise."""
    prompts: tuple[str, ...]
    """Names of the prompts that it may use."""
    where: Literal["any", "gold", "shown"] = "any"
    """Contexts it looks at: all, those that show gold, those that show anything."""
    gates: Literal["always", "recalling"] = "always"
    """Where a low score refuses: everywhere, or where answers come from memory; elsewhere it is a measure."""
    mends: Literal["draft", "question", "nothing"] = "draft"
    """What a repair has to change: anything, the question (which may have been asked beforehand), or nothing helps."""


_ALL = (
    DraftJudge("answered", Code.ANSWERED_OTHERWISE, 0.5, ("verify_answers", "verify_compare"), "shown"),
    DraftJudge("needed", Code.ANSWER_LEAK, 0.5, ("verify_answers", "verify_compare"), "gold",
               mends="question"),
    DraftJudge("supported", Code.CLAIM_UNSUPPORTED, 0.75, ("verify_claims",), "gold"),
    DraftJudge("understood", Code.QUESTION_UNCLEAR, 0.5, ("verify_claims",), mends="question"),
    DraftJudge("closed_book", Code.UNKNOWN_TO_TARGET, 0.5, ("verify_recall", "verify_compare"), gates="recalling",
          mends="nothing"),
)  # fmt: skip

JUDGES: Mapping[str, DraftJudge] = {judge.name: judge for judge in _ALL}
"""By name, in the order in which their findings are told: a leak first, since it asks for other passages."""

USUAL: tuple[JudgeName, ...] = ("supported", "understood", "answered")
"""Those that look at drafts unless a config names others."""

FIRST, AGAIN = "judge.", "again."
"""Before a judge's name in a draft's scores: what it said, and what it said when it was asked a second time."""

PROMPTS: Mapping[str, tuple[str, ...]] = {
    "verify_claims": ("text", "stringified_retrieved_chunks"),
    "verify_answers": ("questions", "stringified_retrieved_chunks"),
    "verify_recall": ("questions",),
    "verify_compare": ("text",),
}
"""Their prompts, with the fields without which a reply could not be about the draft."""
