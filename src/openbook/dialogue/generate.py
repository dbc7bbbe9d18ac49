"""Item → Draft: the questions and answers for a context, written by the large model, read and verified."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from openbook.calls import Reply
from openbook.contexts.simulate import REPAIRS
from openbook.dialogue.attempts import Asker, Inquiry
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import verify
from openbook.dialogue.prompts.fields import with_questions, writing_brief
from openbook.dialogue.reply import FEWEST_TURNS, parse_turns, turns_schema
from openbook.records import Draft, Item, Rejected

SAMPLING = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 3000}
"""Warm enough for questions that differ, cool enough for quotations that are right."""


@dataclass(frozen=True, slots=True)
class Generate:
    """What the large model writes for an item."""

    asker: Asker
    repair: Callable[[Item, Collection[str]], Item | Rejected]
    """Gives the item other passages in place of those of the ids, or says why it ends."""

    async def __call__(self, item: Item) -> Draft | Rejected:
        """Return the item's draft, or why there is none.

        A reply that can't be used, or that fails a check, is followed by a new attempt. Passages that hold the answer
        although the item has no gold are replaced, which makes a new request. Halt and ServerError pass.
        """
        rounds = 0
        while not isinstance(written := await self._write(item), Draft):
            if not written.leaking:
                break
            repaired = self.repair(item, written.leaking)
            if isinstance(repaired, Rejected):
                return repaired
            item, rounds = repaired, rounds + 1
            self.asker.recorder.shown(item)
            if rounds > REPAIRS:
                break
        else:
            return written
        step = "generate" if written.check in ("call", "reply") else "verify"
        return Rejected(step, written.code, written.detail, item.id, item.gold[0].source)

    async def _write(self, item: Item) -> Draft | Finding:
        name, fields = writing_brief(item)
        prompts = self.asker.prompts
        packaged = prompts.packaged(name)

        def read(reply: Reply) -> Draft | Finding:
            turns = with_questions(item, parse_turns(reply, FEWEST_TURNS if packaged else 1))
            if isinstance(turns, Finding):
                return turns
            verified = verify(item, turns, prompts, name, packaged)
            return verified if isinstance(verified, Finding) else verified.draft(item)

        return await self.asker.ask(Inquiry("generate", name, fields, SAMPLING, item, turns_schema(FEWEST_TURNS)), read)
