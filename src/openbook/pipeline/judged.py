"""What the judges said over a whole run, and how far each agrees with itself."""

from collections.abc import Iterable, Iterator, Mapping

from openbook.dataclass import dataclass
from openbook.fates import Drafted
from openbook.judges import AGAIN, FIRST


@dataclass(slots=True)
class JudgeTally:
    """One judge's drafts: those that were refused and then mended count by themselves."""

    threshold: float
    drafts: int = 0
    below: int = 0
    """Whose score is below the threshold."""
    mean: float = 0.0
    """Score of a draft."""
    asked_again: int = 0
    """Drafts that were looked at a second time."""
    differ: int = 0
    """Those of them that one of the two scores refuses, and the other one does not."""
    difference: float = 0.0
    """Mean distance of the two scores."""

    def add(self, score: float, again: float | None) -> None:
        """Count a draft; `again` is its score in the second look, None where there was none."""
        self.drafts += 1
        self.below += score < self.threshold
        self.mean += (score - self.mean) / self.drafts
        if again is not None:
            self.asked_again += 1
            self.differ += (score < self.threshold) != (again < self.threshold)
            self.difference += (abs(score - again) - self.difference) / self.asked_again


def tally(drafted: Iterable[Drafted], thresholds: Mapping[str, float], asked: Iterable[str]) -> dict[str, JudgeTally]:
    """Return what each of the judges said; one that looked at nothing is there with zeros."""
    tallies = {name: JudgeTally(thresholds[name]) for name in asked}
    for fate in drafted if tallies else ():
        for scores in _scores(fate):
            for name, one in tallies.items():
                if f"{FIRST}{name}" in scores:
                    one.add(scores[f"{FIRST}{name}"], scores.get(f"{AGAIN}{name}"))
    return tallies


def _scores(fate: Drafted) -> Iterator[Mapping[str, float]]:
    yield from (dict(one.scores) for one in fate.attempts if one.scores)
    if fate.done is not None:
        yield dict(fate.done.scores)
