"""Before which items a strict system prompt stands, so that it tells nothing of the context and is no dead letter."""

from collections.abc import Callable, Mapping

from openbook.dataclass import dataclass
from openbook.scenarios import SCENARIOS, Scenario

DECLINING = 0.1
"""Share of the items with strict prompts that decline an answer at least: fewer would train such prompts as always
answerable.
"""


@dataclass(frozen=True, slots=True)
class Cues:
    """The shares of a run's kinds, by what their system prompts must say."""

    recalling: float
    """Without the evidence, and told to help out of memory."""
    abstaining: float
    """Without the evidence, and told not to; where something was found."""
    bound: float
    """With evidence, and always strict: the answer names a gap."""
    either: float
    """Answered alike under either family."""
    declining: float
    """Always strict: some answer of theirs declines."""

    @classmethod
    def of(cls, shares: Mapping[str, float]) -> "Cues":
        """Add up the shares."""

        def share(holds: Callable[[Scenario], bool]) -> float:
            return sum(share for name, share in shares.items() if holds(SCENARIOS[name]))

        return cls(
            share(lambda kind: kind.does == "recalls"),
            share(lambda kind: kind.shows == "none" and kind.cue == "strict" and kind.distractors != "none"),
            share(lambda kind: kind.shows != "none" and kind.cue == "strict"),
            share(lambda kind: kind.cue == "either"),
            share(lambda kind: kind.cue == "strict"),
        )

    @property
    def strictly(self) -> float:
        """How often a strict prompt stands before an item of either family: before answerable items as often as before
        those without the evidence, but never before so many that less than a tenth declines. 0 where nothing declines.
        """
        return min(self._alike, self._most)

    @property
    def is_capped(self) -> bool:
        """Whether so few items decline that strict prompts stand before fewer answerable ones than of the others."""
        return self._most < self._alike

    @property
    def _alike(self) -> float:
        if not self.either or not self.declining:
            return 0.0
        missing = self.abstaining + self.recalling
        wanted = self.abstaining / missing if missing else 1.0
        return min(1.0, max(0.0, (wanted * (self.bound + self.either) - self.bound) / self.either))

    @property
    def _most(self) -> float:
        return self.declining * (1 - DECLINING) / DECLINING / self.either if self.either else 1.0
