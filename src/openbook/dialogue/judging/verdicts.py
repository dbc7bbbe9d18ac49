"""Draft → Draft: what the judges say of it stands on it as scores, or refuses it. No verdict refuses it too."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from openbook import draws
from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench, Case, Part
from openbook.dialogue.judging.looks import LOOKS
from openbook.judges import AGAIN, FIRST, JUDGES, DraftJudge
from openbook.records import Draft, Item
from openbook.scenarios import SCENARIOS

Opinions = Mapping[str, tuple[Part, ...]]
"""What each judge says, part by part."""


@dataclass(frozen=True, slots=True)
class Judging:
    """The judges of a run, bound to their models."""

    bench: Bench
    judges: tuple[str, ...]
    thresholds: Mapping[str, float]
    """By judge: the score below which a draft is refused."""
    audit: float = 0.0
    """Share of the drafts about which they are asked a second time."""
    seed: int = 0

    async def __call__(self, draft: Draft) -> Draft | Finding:
        """Return the draft with its scores, or why it is refused.

        All judges are asked, whatever the first of them says: so no other threshold needs another call. Halt passes.
        """
        said = await self._asked(Case(draft))
        again = await self._asked(Case(draft, again=True)) if self._audited(draft.item) else {}
        if isinstance(said, Finding):
            return replace(said, turns=draft.turns)
        scores = scored(FIRST, said) + (() if isinstance(again, Finding) else scored(AGAIN, again))
        finding = self._refusal(draft.item, said)
        if finding is not None:
            return replace(finding, turns=draft.turns, scores=scores)
        names = tuple(f"{FIRST}{name}" for name in said)
        return replace(draft, checks=(*draft.checks, *names), scores=(*draft.scores, *scores))

    def _audited(self, item: Item) -> bool:
        return draws.uniform(self.seed, "audit", item.id) < self.audit

    async def _asked(self, case: Case) -> Opinions | Finding:
        heard: dict[Callable[[Bench, Case], Awaitable[Any]], Any] = {}
        said: dict[str, tuple[Part, ...]] = {}
        for judge in JUDGES.values():
            if judge.name not in self.judges or not _looks_at(judge, case.item):
                continue
            row = LOOKS[judge.name]
            if row.look not in heard:
                heard[row.look] = await row.look(self.bench, case)
            if isinstance(heard[row.look], Finding):
                finding: Finding = heard[row.look]
                return finding
            parts = row.weigh(case, heard[row.look])
            if parts:
                said[judge.name] = parts
        return said

    def _refusal(self, item: Item, said: Opinions) -> Finding | None:
        """Return what the judges find too low, all of it at once, under the code of the first one; None for nothing."""
        recalls = SCENARIOS[item.scenario].does == "recalls"
        low = [
            _Low(JUDGES[name], part)
            for name, parts in said.items()
            for part in parts
            if part.score < self.thresholds[name] and (recalls or JUDGES[name].gates == "always")
        ]
        return _finding(item, low) if low else None


@dataclass(frozen=True, slots=True)
class _Low:
    """A part of a draft that one judge finds too low."""

    judge: DraftJudge
    part: Part

    @property
    def code(self) -> Code:
        return self.part.code or self.judge.code

    def stands(self, item: Item) -> bool:
        """Whether no other reply can help."""
        asked = self.judge.mends == "question" and bool(item.questions)
        return asked or self.judge.mends == "nothing" or self.code is Code.ANSWER_LEAK


def scored(before: str, said: Opinions) -> tuple[tuple[str, float], ...]:
    """Return each judge's score of a draft: that of its worst part."""
    return tuple((f"{before}{name}", round(min(part.score for part in parts), 3)) for name, parts in said.items())


def _looks_at(judge: DraftJudge, item: Item) -> bool:
    return {"any": True, "gold": item.has_gold, "shown": bool(item.passages)}[judge.where]


def _finding(item: Item, low: Sequence[_Low]) -> Finding:
    first = low[0]
    at = sorted({one.part.turn for one in low})
    return Finding(
        check=f"{FIRST}{first.judge.name}",
        code=first.code,
        detail="; ".join(dict.fromkeys(one.part.detail for one in low)),
        leaking=tuple(dict.fromkeys(id_ for one in low for id_ in one.part.leaking)),
        at=() if 0 in at else tuple(at),
        then="end" if any(one.stands(item) for one in low) else "mend",
    )
