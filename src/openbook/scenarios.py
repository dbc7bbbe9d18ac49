"""The kinds of context: rows of plain data, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Cue = Literal["assist", "strict", "either"]
"""Which family of system prompts tells the model what to do where the context is silent: help out of memory, or say
that the sources don't tell. Recalling and abstaining never share one."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of context."""

    name: str
    shows: Literal["all", "part", "none"]
    """How many of the item's gold chunks stand in the context: `part` is all but one."""
    sources: tuple[int, int] = (1, 1)
    """Gold chunks of an item, fewest and most; where there are several they are linked."""
    distractors: Literal["settings", "hard", "random", "many", "none"] = "settings"
    """`settings` follows `retrieval.distractors`; `many` does too, with a long context full of them."""
    adds: Literal["contradiction", "older", "other_topic"] | None = None
    """What is put beside gold: a passage that contradicts it, an older state of it, a hidden chunk on another topic."""
    cue: Cue = "either"
    by_rule: bool = True
    """Whether the built-in engine can write it."""

    @property
    def is_scarce(self) -> bool:
        """Whether only some chunks are eligible, so that it is filled before the others."""
        return self.sources[1] > 1 or self.adds is not None


_ALL = (
    Scenario("outdated", "all", adds="older", by_rule=False),
    Scenario("conflicting", "all", adds="contradiction", by_rule=False),
    Scenario("partial", "part", sources=(2, 4), cue="strict", by_rule=False),
    Scenario("multi_source", "all", sources=(2, 4), by_rule=False),
    Scenario("topic_shift", "part", adds="other_topic", cue="strict", by_rule=False),
    Scenario("missing_recall", "none", cue="assist"),
    Scenario("missing_abstain", "none", cue="strict"),
    Scenario("empty", "none", distractors="none", cue="strict"),
    Scenario("long_noisy", "all", distractors="many"),
    Scenario("gold_only", "all", distractors="none"),
    Scenario("gold_random", "all", distractors="random"),
    Scenario("gold", "all", cue="assist"),
    Scenario("gold_hard", "all", distractors="hard"),
)

SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in _ALL}
"""By name, in the order in which they are filled: scarce ones first."""

FALLBACK = "gold_hard"
"""Takes what other scenarios have no eligible chunk for."""
