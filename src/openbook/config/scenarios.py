"""The `scenarios` section: a preset by its name, or a share for each kind of context."""

from typing import Any, Literal

from pydantic import Field, model_validator

from openbook.config.fields import wrong
from openbook.config.sections import Section
from openbook.config.wording import shown

Preset = Literal["reference", "raft", "robust"]

PRESETS: dict[Preset, dict[str, float]] = {
    "reference": {},
    "raft": {"gold_random": 0.8, "missing_recall": 0.2},
    "robust": {
        "gold_hard": 0.28, "gold_random": 0.06, "gold_only": 0.04, "long_noisy": 0.06,
        "multi_source": 0.14, "partial": 0.06, "topic_shift": 0.07,
        "missing_abstain": 0.13, "empty": 0.03, "missing_recall": 0.05,
        "conflicting": 0.06, "outdated": 0.02,
    },
}  # fmt: skip
"""Shares by scenario, 1 in sum; `reference` has those of `system.rag_failure_percentage`."""

TOLERANCE = 0.001
"""How far from 1 shares may sum up, for those who write three thirds."""


class ScenariosSection(Section):
    """Which contexts are built: a preset, or shares that sum to 1. Empty: the two kinds of the reference."""

    preset: Preset | None = None
    """`scenarios: robust` is short for `scenarios: {preset: robust}`."""
    gold_random: float = Field(default=0.0, ge=0, le=1)
    gold_hard: float = Field(default=0.0, ge=0, le=1)
    gold_only: float = Field(default=0.0, ge=0, le=1)
    multi_source: float = Field(default=0.0, ge=0, le=1)
    partial: float = Field(default=0.0, ge=0, le=1)
    missing_recall: float = Field(default=0.0, ge=0, le=1)
    missing_abstain: float = Field(default=0.0, ge=0, le=1)
    conflicting: float = Field(default=0.0, ge=0, le=1)
    outdated: float = Field(default=0.0, ge=0, le=1)
    long_noisy: float = Field(default=0.0, ge=0, le=1)
    empty: float = Field(default=0.0, ge=0, le=1)
    topic_shift: float = Field(default=0.0, ge=0, le=1)

    @model_validator(mode="before")
    @classmethod
    def _name_of_a_preset(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        if given in PRESETS:
            return {"preset": given}
        raise wrong(shown(given), f"a preset ({', '.join(PRESETS)}), or scenarios with their shares")

    @model_validator(mode="after")
    def _sums_to_one(self) -> "ScenariosSection":
        given = self.given()
        if given and self.preset:
            raise wrong("a preset beside shares", "one or the other")
        if given and abs(sum(given.values()) - 1) > TOLERANCE:
            raise wrong(f"shares that sum to {sum(given.values()):g}", "shares that sum to 1")
        return self

    def given(self) -> dict[str, float]:
        """Return the shares that the user wrote, zeros left out."""
        return {name: share for name, share in self if name != "preset" and share}

    def shares(self, failing: float) -> dict[str, float]:
        """Return every scenario's share, 1 in sum. `failing` is `system.rag_failure_percentage`, for the reference."""
        shares = self.given() or (PRESETS[self.preset] if self.preset else {})
        total = sum(shares.values())
        if not total:
            return {"gold": 1 - failing, "missing_recall": failing}
        return {name: share / total for name, share in shares.items()}
