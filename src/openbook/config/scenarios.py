"""The `scenarios` section: a preset by its name, or a share for each kind of context."""

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model, model_validator

from openbook.config.fields import wrong
from openbook.config.sections import Section
from openbook.config.wording import shown
from openbook.scenarios import OFFERED, PRESETS, Preset, reference_shares

TOLERANCE = 0.001
"""How far from 1 shares may sum up, for those who write three thirds."""

if TYPE_CHECKING:
    _Shares = Section
else:
    _Shares = create_model(
        "_Shares", __base__=Section, **{name: (float, Field(default=0.0, ge=0, le=1)) for name in OFFERED}
    )


class ScenariosSection(_Shares):
    """Which contexts are built: a preset, or shares that sum to 1. Empty: the two kinds of the reference."""

    preset: Preset | None = None
    """`scenarios: robust` is short for `scenarios: {preset: robust}`."""

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
        return {name: share for name in OFFERED if (share := getattr(self, name))}

    def shares(self, failing: float) -> dict[str, float]:
        """Return every scenario's share, 1 in sum. `failing` is `system.rag_failure_percentage`, for the reference."""
        shares = self.given() or (PRESETS[self.preset] if self.preset else {})
        total = sum(shares.values())
        if not total:
            return reference_shares(failing)
        return {name: share / total for name, share in shares.items()}
