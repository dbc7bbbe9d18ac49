"""Item → Draft: the questions and answers for a context, written by the large model, read and verified."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from openbook.calls import Message, Reply
from openbook.codes import Code
from openbook.contexts.gold_copies import as_told
from openbook.contexts.simulate import REPAIRS
from openbook.dataclass import dataclass, replace
from openbook.derived import NOTHING, Derived
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.leaking import Telling
from openbook.dialogue.going_on import gone_on, joined
from openbook.dialogue.prompts.filling import writing_brief
from openbook.dialogue.reply import parse_turns, turns_schema
from openbook.dialogue.weighing import Unsaid, Weighing
from openbook.errors import UnusableReply
from openbook.records import Draft, Item, Passage, Rejected, Turn
from openbook.scenarios import SCENARIOS

SAMPLING = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 3000}
"""Warm enough for questions that differ, cool enough for quotations that are right."""
AGAIN = 2
"""The attempt with which an item begins anew whose first reply was gone on with and could not be mended."""


@dataclass(frozen=True, slots=True)
class Generate:
    """What the large model writes for an item."""

    asker: Asker
    repair: Callable[[Item, Collection[str], Callable[[Passage], bool]], Item | Rejected]
    """Gives the item other passages in place of those of the ids, none that tells what was answered; or says why it
    ends.
    """
    turns: tuple[int, int] = (2, 3)
    """Fewest and most turns that are wanted."""
    judging: Callable[[Draft], Awaitable[Draft | Finding]] | None = None
    """Has a model look at what passed the checks; None where none does."""
    derived: Derived = NOTHING
    """What the checks said before."""

    async def __call__(self, item: Item) -> Draft | Rejected:
        """Return the item's draft, or why there is none.

        A reply that can't be used, or that fails a check, is followed by a new attempt. Passages that hold the answer
        although the item has no gold are replaced, which makes a new request. A draft that one turn spoils to the end
        is kept without it, where it can be spared. Halt and ServerError pass.
        """
        rounds = 0
        while not isinstance(written := await self._write(item), Draft):
            if not written.leaking:
                break
            repaired = self.repair(item, written.leaking, Telling(item, written.turns))
            if isinstance(repaired, Rejected):
                return repaired
            item, rounds = repaired, rounds + 1
            self.asker.recorder.shown(item)
            if rounds > REPAIRS:
                break
        else:
            return self._settled(written)
        step = "generate" if written.check in ("call", "reply") else "verify"
        return Rejected(step, written.code, written.detail, item.id, item.gold[0].source)

    def _settled(self, draft: Draft) -> Draft:
        item = as_told(draft.item, draft.turns)
        if item is draft.item:
            return draft
        self.asker.recorder.shown(item)
        return replace(draft, item=item)

    async def _write(self, item: Item) -> Draft | Finding:
        written = await self._ask(item, None)
        if not isinstance(written, _Begun):
            return written
        first = written
        while isinstance(written, _Begun):
            written = await self._ask(item, written)
        if not _began_badly(written, first) or self.asker.settings.max_attempts < AGAIN:
            return written
        anew = await self._ask(item, None, AGAIN)
        return written if isinstance(anew, _Begun) else anew

    async def _ask(self, item: Item, begun: "_Begun | None", first: int = 1) -> "Draft | Finding | _Begun":
        """Ask for the item's turns, or for those that a reply has left out; `first`: the attempt to begin with."""
        name, fields = writing_brief(item)
        prompts = self.asker.prompts
        packaged = prompts.packaged(name)
        before = begun.turns if begun else ()
        fewest = (len(item.questions) or self.turns[0]) if packaged else 1
        weighing = Weighing(self.asker, name, self.judging, self.derived)

        def read(reply: Reply) -> Draft | Finding | _Begun | Unsaid:
            turns = joined(before, parse_turns(reply, fewest if reply.cut and not before else 1))
            if not before and len(turns) < fewest and not reply.cut and not prompts.completion:
                return _Begun(turns, reply.text)
            if len(turns) < fewest:
                detail = f"the reply has {len(turns)} complete turns, and at least {fewest} are needed"
                return Finding("reply", Code.UNUSABLE_REPLY, detail)
            found = weighing.read(item, turns)
            return replace(found, then="mend") if _began_badly(found, begun) else found

        def read_turns(finding: Finding, reply: Reply) -> Draft | Finding | Unsaid:
            return weighing.read(item, _put_in(finding, parse_turns(reply, len(finding.at))))

        async def weigh(written: Draft | _Begun | Unsaid) -> Draft | Finding | _Begun:
            return written if isinstance(written, _Begun) else await weighing.weigh(item, written)

        after = begun.messages if begun else ()
        most = max(len(item.questions) or self.turns[1], fewest)
        kind = SCENARIOS[item.scenario]
        quotes = None if kind.shows == "none" else int(packaged and kind.rests_on_shown)
        schema = turns_schema(1 if begun else fewest, most - len(before), quotes, len(item.passages))
        inquiry = Inquiry("generate", name, fields, SAMPLING, item, schema, after, first=first)
        written = await self.asker.ask(inquiry, Reading(read, read_turns, weigh))
        if isinstance(written, Finding) and written.check != "call" and not written.leaking:
            return await weighing.shortened(item, self.turns[0]) or written
        return written


def _began_badly(found: object, begun: "_Begun | None") -> bool:
    """Whether what was found is in turns that were there before: however often they are gone on with, it stays."""
    return isinstance(found, Finding) and begun is not None and any(number <= len(begun.turns) for number in found.at)


def _put_in(finding: Finding, turns: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns in which something was found, with new ones for those at fault; a model may also write all."""
    if len(turns) == len(finding.turns):
        return turns
    if len(turns) != len(finding.at):
        raise UnusableReply(f"the reply has {len(turns)} turns where {len(finding.at)} were to be written again")
    new = dict(zip(finding.at, turns, strict=True))
    return [new.get(number, turn) for number, turn in enumerate(finding.turns, start=1)]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A reply that is good as far as it goes, and has fewer turns than are wanted."""

    turns: tuple[Turn, ...]
    text: str

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is said to have it gone on with."""
        return gone_on(self.text)
