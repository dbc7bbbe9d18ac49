"""What becomes of turns that were read: they are checked, get what they lack, are judged, or lose the one at fault."""

from collections.abc import Awaitable, Callable, Sequence

from openbook.config.prompt_files import UNFOUND
from openbook.dataclass import dataclass, field, replace
from openbook.derived import Derived
from openbook.dialogue.attempts import Asker
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import verified
from openbook.dialogue.prompts.filling import with_questions
from openbook.records import Draft, Item, Turn


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Turns that are good but for answers which don't say that the search found nothing."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class Weighing:
    """Of one item's replies."""

    asker: Asker
    prompt: str
    """Name of the one that was written with."""
    judging: Callable[[Draft], Awaitable[Draft | Finding]] | None
    """Has a model look at what passed the checks; None where none does."""
    derived: Derived
    """What the checks said before."""
    refused: list[Finding] = field(default_factory=list)
    """What was found so far, in all of its replies."""

    def read(self, item: Item, turns: Sequence[Turn]) -> Draft | Finding | Unsaid:
        """Return what the checks make of turns."""
        found = self._checked(item, turns)
        if not isinstance(found, Finding):
            return found
        if found.check == "search_unsaid" and self.asker.repairs and UNFOUND in self.asker.prompts.texts:
            return Unsaid(found)
        self.refused.append(found)
        return found

    async def weigh(self, item: Item, written: Draft | Unsaid) -> Draft | Finding:
        """Return what comes of turns that passed the checks, or that lack a sentence which the model is asked for."""
        draft: Draft | Finding = await self._opened(item, written.finding) if isinstance(written, Unsaid) else written
        became = await self._judged(draft) if isinstance(draft, Draft) else draft
        if isinstance(became, Finding):
            self.refused.append(became)
        return became

    async def shortened(self, item: Item, fewest: int) -> Draft | None:
        """Return the last refused draft that is one without its turn at fault; a judge looks at one of them."""
        from openbook.dialogue.shortening import without_its_fault

        for finding in reversed(self.refused):
            short = without_its_fault(item, finding, fewest)
            draft = short and self._checked(short.item, short.turns)
            if short and isinstance(draft, Draft):
                became = await self._judged(draft)
                return replace(became, dropped=(short.dropped,)) if isinstance(became, Draft) else None
        return None

    def _checked(self, item: Item, turns: Sequence[Turn]) -> Draft | Finding:
        asked = with_questions(item, turns)
        if isinstance(asked, Finding):
            return asked
        prompts = self.asker.prompts
        found = verified(self.derived, item, asked, prompts, self.prompt, prompts.packaged(self.prompt))
        return found if isinstance(found, Finding) else found.draft(item)

    async def _opened(self, item: Item, finding: Finding) -> Draft | Finding:
        from openbook.dialogue.unfound import with_openings

        turns = await with_openings(self.asker, item, finding)
        if not isinstance(turns, Finding):
            return self._checked(item, turns)
        return replace(turns, then="end") if turns.check == "call" else finding

    async def _judged(self, draft: Draft) -> Draft | Finding:
        return await self.judging(draft) if self.judging else draft
