"""The kinds of context: rows of plain data, by name. A row has all that is special about its kind."""

from collections.abc import Mapping
from typing import Literal

from openbook.dataclass import dataclass

Cue = Literal["assist", "strict", "either"]
"""Which family of system prompts tells the model what to do where the context is silent: help out of memory, or say
that the sources don't tell. Recalling and abstaining never share one."""

Job = Literal["answers", "combines", "compares", "leaves_a_gap", "turns_away", "recalls", "abstains"]
"""What the answers do: from one passage, from several, report two sides, say what is missing, answer all but the last
question, answer from memory, or not at all."""

Preset = Literal["reference", "raft", "robust"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of context."""

    name: str
    does: Job
    shows: Literal["all", "part", "none"]
    """How many of the item's gold chunks stand in the context: `part` is all but one."""
    sources: tuple[int, int] = (1, 1)
    """Gold chunks of an item, fewest and most; where there are several they are linked."""
    distractors: Literal["settings", "hard", "random", "many", "none"] = "settings"
    """`settings` follows `retrieval.distractors`; `many` does too, with a long context full of them."""
    adds: Literal["contradiction", "older", "other_topic"] | None = None
    """What is put beside gold: a passage that contradicts it, an older state of it, a hidden chunk on another topic."""
    cue: Cue = "either"
    written_like: str = ""
    """Whose writing prompt serves where there is none of its own; empty: only its own does."""
    asked_like: str = ""
    """The same for the prompt that asks; empty: the general one serves."""
    one_call: str = ""
    """The reference's prompt for question and answer in one call; empty where the reference has no such kind."""
    withholds: bool = False
    """Whether the writer is not told the reference answers: it would be tempted to give them."""
    by_rule: bool = False
    """Whether the built-in engine can write it."""
    offered: bool = True
    """Whether a config can ask for it by name: the reference's own kind comes with its preset alone."""

    @property
    def is_scarce(self) -> bool:
        """Whether only some chunks are eligible, so that it is filled before the others."""
        return self.sources[1] > 1 or self.adds is not None

    @property
    def rests_on_shown(self) -> bool:
        """Whether every answer rests on a passage that is shown."""
        return self.does in ("answers", "combines", "compares")

    @property
    def disagrees(self) -> bool:
        """Whether a passage resembles gold on purpose, and says something else."""
        return self.adds in ("contradiction", "older")

    @property
    def fewest(self) -> int:
        """Passages that a context of this kind has at least."""
        return 2 if self.disagrees or (self.sources[1] > 1 and self.shows == "all") else 1


_ALL = (
    Scenario("outdated", "compares", "all", adds="older", written_like="conflicting", asked_like="conflicting",
             withholds=True),
    Scenario("conflicting", "compares", "all", adds="contradiction", asked_like="conflicting", withholds=True),
    Scenario("partial", "leaves_a_gap", "part", sources=(2, 4), cue="strict", asked_like="multi_source",
             withholds=True),
    Scenario("multi_source", "combines", "all", sources=(2, 4), asked_like="multi_source"),
    Scenario("topic_shift", "turns_away", "part", adds="other_topic", cue="strict", asked_like="topic_shift"),
    Scenario("missing_recall", "recalls", "none", cue="assist", one_call="rag_failed_conversation", by_rule=True),
    Scenario("missing_abstain", "abstains", "none", cue="strict", withholds=True, by_rule=True),
    Scenario("empty", "abstains", "none", distractors="none", cue="strict", written_like="missing_abstain",
             withholds=True, by_rule=True),
    Scenario("long_noisy", "answers", "all", distractors="many", written_like="gold", by_rule=True),
    Scenario("gold_only", "answers", "all", distractors="none", written_like="gold", by_rule=True),
    Scenario("gold_random", "answers", "all", distractors="random", written_like="gold", by_rule=True),
    Scenario("gold", "answers", "all", cue="assist", written_like="gold", one_call="rag_success_conversation",
             by_rule=True, offered=False),
    Scenario("gold_hard", "answers", "all", distractors="hard", written_like="gold", by_rule=True),
)  # fmt: skip

SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in _ALL}
"""By name, in the order in which they are filled: scarce ones first."""

OFFERED = tuple(sorted(scenario.name for scenario in _ALL if scenario.offered))
"""Those that a config can name."""

FALLBACK = "gold_hard"
"""Takes what other scenarios have no eligible chunk for."""

RECALL = "missing_recall"
"""The reference's failed search: its share is what `system.rag_failure_percentage` says."""

PRESETS: Mapping[Preset, Mapping[str, float]] = {
    "reference": {},
    "raft": {"gold_random": 0.8, "missing_recall": 0.2},
    "robust": {
        "gold_hard": 0.30, "gold_random": 0.06, "gold_only": 0.02, "long_noisy": 0.06,
        "multi_source": 0.14, "partial": 0.06, "topic_shift": 0.07,
        "missing_abstain": 0.13, "empty": 0.03, "missing_recall": 0.05,
        "conflicting": 0.06, "outdated": 0.02,
    },
}  # fmt: skip
"""Shares by scenario, 1 in sum; `reference` has those of `system.rag_failure_percentage`."""


def reference_shares(failing: float) -> dict[str, float]:
    """Return the shares of the reference's two kinds."""
    return {"gold": 1 - failing, RECALL: failing}
